"""Slips of the finger: a word that nobody knows is read as the one it is a letter away from.

What is mended is only ever offered, as a question: nothing is carried out by it.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice, product
from typing import Final

from db.patterns import pattern

SHORTEST: Final = 4  # letters: shorter words have too many neighbours
MOST_SLIPS: Final = 3  # in one sentence: with more it is something else
MOST_STRANGE: Final = 12  # words that are not known; each is compared with all that are
MOST_TRIED: Final = 8  # sentences
# What stands between < and > is Slack's own: a mention, a channel, an address.
_WORD: Final = pattern(
    r"<[^<>]*>|(?<![\w@#/.:'\u2019-])(?P<word>[A-Za-z]{4,16})(?![\w@/:'\u2019-]|\.\w)"
)
NEGATION: Final = pattern(r"(?:do|did|ca|wo|is|was)n['\u2019]?t")  # "dont" is no slip of "done"
_GROUP_NAME: Final = pattern(r"\?P<\w+>")
_LETTERS: Final = pattern(r"[a-z]{4,}")


def words_in(patterns: Iterable[str]) -> frozenset[str]:
    """Return the words that some patterns look for."""
    bare = (_GROUP_NAME.sub("", each).lower() for each in patterns)
    return frozenset(word for each in bare for word in _LETTERS.findall(each))


def mended(words: str, known: Collection[str]) -> Iterator[str]:
    """Yield a sentence with its unknown words as those they may have been meant for."""
    found = (each for each in _WORD.finditer(words) if each["word"])
    lower = ((each, each[0].lower()) for each in found)
    strange = [each for each, low in lower if low not in known and not NEGATION.fullmatch(low)]
    if len(strange) > MOST_STRANGE:
        return
    choices = [(each, _meant(each[0].lower(), known)) for each in strange]
    slips = [(each, found) for each, found in choices if found]
    if not 0 < len(slips) <= MOST_SLIPS:
        return
    for chosen in islice(product(*(found for _, found in slips)), MOST_TRIED):
        made = words
        for (each, _), word in reversed(list(zip(slips, chosen, strict=True))):
            made = made[: each.start()] + word + made[each.end() :]
        yield made


def _meant(word: str, known: Collection[str]) -> list[str]:
    """Return the words it may be a slip of: letters that changed places before all else."""
    near = [each for each in known if is_slip(word, each)]
    return sorted(near, key=lambda each: (sorted(each) != sorted(word), each[0] != word[0], each))


def is_slip(word: str, meant: str) -> bool:
    """Say whether a word is another with one letter too many, too few, wrong or misplaced."""
    from rapidfuzz.distance import OSA

    is_long = min(len(word), len(meant)) >= SHORTEST
    return is_long and word != meant and OSA.distance(word, meant, score_cutoff=1) == 1


def slip_of(word: str, known: Iterable[str]) -> str | None:
    """Return the first of the known words of which one is a slip."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    near = (each for each in known if len(each) >= SHORTEST)
    found = extractOne(word, near, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found and len(word) >= SHORTEST else None
