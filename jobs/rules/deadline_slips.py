"""The names of days and months with a slip of the pen in them: "Firday", "Janaury"."""

from difflib import get_close_matches
from typing import Final

from jobs.rules.deadline_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS

ALIKE: Final = 0.75
_SHORTEST_NAME: Final = 4
_NAMES: Final = [name.lower() for name in (*WEEKDAY_NAMES, *MONTH_NAMES)] + ["tomorrow"]


def corrected(word: str) -> str:
    """Return the name a word is most like; the word itself where it is like none."""
    low = word.lower()
    if len(low) < _SHORTEST_NAME or not low.isalpha() or low in WEEKDAYS or low in MONTHS:
        return word
    near = get_close_matches(low, _NAMES, n=1, cutoff=ALIKE)
    return near[0] if near else word
