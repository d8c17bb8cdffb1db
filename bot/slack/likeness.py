"""Which verb somebody meant who typed a word that is none."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

ALIKE: Final = 0.7
MOST_SLIPS: Final = 2  # letters too many, too few, wrong or swapped


def nearest(word: str, known: Mapping[str, str]) -> Sequence[str]:
    """Return the verb of the name that is most like a word, or nothing where none is near.

    Who errs, errs after the first letter: "chase" is no slip for "phase".
    """
    likely = [each for each in known if each[0] == word[0]]
    near = get_close_matches(word, likely, n=1, cutoff=ALIKE)
    return [known[each] for each in near if _slips(word, each) <= MOST_SLIPS]


def _slips(typed: str, meant: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, meant)
