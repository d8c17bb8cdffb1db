"""Finds an action that says much the same as another: by its words, and by where it comes from.

What is compared are the words that carry the meaning. Four things weigh: how alike the words are
(rapidfuzz's token ratios), whether each has a word of its own (the neglect strategy is not the
exploitation strategy), whether both ask for the same kind of work (agreeing a practice model is not
rolling it out), and whether both come from the same paragraph or page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from db.patterns import pattern

ALIKE: Final = 80.0  # tried on the pairs in tests/jobs/rules/test_duplicates.py
SAME_SOURCE: Final = 8.0
OTHER_WORK: Final = 25.0
OTHER_WORDS: Final = 15.0
SAME_WORD: Final = 80.0  # a slip of the finger apart
MOST_SHOWN: Final = 3
_STOP_WORDS: Final = (
    "a all also an and any are as at be been being by can each every for from has have in into is "
    "it its now of on or our so some take that the their them there these this those to up us was "
    "we were which will with within you your new s"
)
_STOP: Final = frozenset(_STOP_WORDS.split())
# What people write for one and the same kind of work, at the beginning of an action or in it.
_WORK: Final = {
    "make": "write draft finalise complete develop produce prepare create agree finish update",
    "do": "roll rollout launch implement embed deliver hold run start begin introduce",
    "look": "review audit check sample evaluate examine monitor dip",
    "teach": "train training teach brief",
    "ask": "ask seek request chase",
    "tell": "share send publish circulate present tell",
    "hire": "recruit appoint hire retain",
}
_SUFFIX: Final = pattern(r"(?:ing|ed|es|s|e)$")
_SHORTEST_STEM: Final = 3
_PARAGRAPH: Final = pattern(r"\b(?:para(?:graph)?s?|page|p)\.?\s*(\d+[a-z]?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Saying:
    """What an action says: its title, and where it comes from. `number` is its own, if any."""

    title: str
    source: str = ""
    number: int = 0

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the stems of the words that carry the meaning; of the work, where they are few."""
        stems = self._stems - _KIND_OF.keys()
        if len(stems) > 1:
            return stems
        return frozenset(_KIND_OF.get(stem, stem) for stem in self._stems)

    @cached_property
    def work(self) -> frozenset[str]:
        return frozenset(_KIND_OF[stem] for stem in self._stems if stem in _KIND_OF)

    @cached_property
    def place(self) -> str:
        """Return the paragraph it comes from, or its source as it stands."""
        found = _PARAGRAPH.search(self.source)
        return found[1].lower() if found else " ".join(self.source.lower().split())

    @cached_property
    def _stems(self) -> frozenset[str]:
        found = re.findall(
            r"[^\W_]+",
            self.title.lower().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", ""),
        )
        return frozenset(_stem(word) for word in found if word not in _STOP)


def likeness(one: Saying, other: Saying) -> float:
    """Return how alike two actions are, from 0 to a little over 100, whichever comes first."""
    from rapidfuzz import fuzz

    left, right = (" ".join(sorted(saying.words)) for saying in (one, other))
    if not left or not right:
        return 0.0
    # The one forgives words that only one of them has, the other does not.
    alike = (fuzz.token_set_ratio(left, right) + 2 * fuzz.token_sort_ratio(left, right)) / 3
    if one.work and other.work and not one.work & other.work:
        alike -= OTHER_WORK
    if _has_its_own(one, other) and _has_its_own(other, one):
        alike -= OTHER_WORDS
    if one.place and one.place == other.place:
        alike += SAME_SOURCE
    return max(alike, 0.0)


def _has_its_own(one: Saying, other: Saying) -> bool:
    from rapidfuzz import fuzz

    return any(
        all(fuzz.ratio(word, theirs) < SAME_WORD for theirs in other.words) for word in one.words
    )


def twins(new: Saying, known: Iterable[Saying]) -> list[Saying]:
    """Return the few that are likely the same as `new`, the likeliest first."""
    rated = ((likeness(new, saying), saying) for saying in known)
    likely = [(rate, saying) for rate, saying in rated if rate >= ALIKE]
    likely.sort(key=lambda each: (-each[0], each[1].number))
    return [saying for _, saying in likely[:MOST_SHOWN]]


def _stem(word: str) -> str:
    short = _SUFFIX.sub("", word)
    return short if len(short) >= _SHORTEST_STEM else word


_KIND_OF: Final = {_stem(word): kind for kind, words in _WORK.items() for word in words.split()}
