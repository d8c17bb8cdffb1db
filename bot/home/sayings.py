"""How near a sentence comes to things people say, by the words and pairs of words both have.

A word counts for more the fewer subjects it stands in: "the" tells next to nothing, "appeal" much.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import log, sqrt
from typing import Final

from bot.home import alike_words
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.spelling import is_slip
from bot.vocabulary import said
from db.patterns import pattern
from db.wording import evenly, unaccented
from jobs.rules.deadline_words import MONTHS, WEEKDAYS

_AUDIT: Final = pattern(rf"\b(?:live )?{AUDIT_WORD}\b", re.IGNORECASE)
_AUDITOR: Final = pattern(rf"\b{said('auditor', 'auditors')}\b", re.IGNORECASE)
_NOT: Final = pattern(
    r"\b(ca|do|does|did|is|are|was|were|wo|would|could|should|have|has|had)n'?t\b", re.IGNORECASE
)
_JOINED: Final = pattern(r"'(?:s|re|ve|ll|m|d)\b", re.IGNORECASE)
_WORD: Final = pattern(r"[a-z]+")
_CLAUSE: Final = pattern(r"[.,;:!?\n\u2013\u2014]+|\s-+\s")
_CAPITAL: Final = pattern(r"(?<=[\w,] )[A-Z]\w+(?:['\u2019]s)?")
_NAME: Final = "somebodyelse"  # what stands for a name, in which no slip is looked for
_DAYS: Final = {*WEEKDAYS, *MONTHS, "today", "tomorrow"} - {"may"}  # of no subject
_ENDINGS: Final = ("ing", "ed", "es", "s", "e", "ly")
_STEM: Final = 3  # letters
_LEAST: Final = 3  # words of a part that is looked for by itself: ", ok?" says nothing
_MOST: Final = 100  # words of a sentence that is looked for at all
_PAIR: Final = 0.5  # how much two words in a row count for, beside each alone

Features = Mapping[str, float]


class Sayings:
    """Things people say of some subjects, which are known by their place."""

    def __init__(self, of_each: Sequence[Sequence[str]]) -> None:
        self._said = [[*map(_stems, each)] for each in of_each]

    @cached_property
    def _weights(self) -> Features:
        """Return how much each word tells, by how few subjects it stands in."""
        known = Counter(
            word
            for each in self._said
            for word in {one for stems in each for one in (*stems, *_pairs(stems))}
        )
        return {word: log(1 + len(self._said) / times) for word, times in known.items()}

    @cached_property
    def _known(self) -> Sequence[tuple[int, Features]]:
        return [
            (place, _of_length_one(self._weighed(stems)))
            for place, each in enumerate(self._said)
            for stems in each
        ]

    def nearest(self, sentence: str) -> Sequence[tuple[float, int]]:
        """Return how near the sentence, or the nearest part of it, comes to each subject.

        A long text comes near none: it would be compared word by word while others wait.
        """
        found: dict[int, float] = {}
        if len(sentence.split()) > _MOST:
            return []
        sentence = _CAPITAL.sub(lambda word: word[0] if self._knows(word[0]) else _NAME, sentence)
        parts = (_stems(each) for each in _CLAUSE.split(sentence))
        for part in (_stems(sentence), *(each for each in parts if len(each) >= _LEAST)):
            looked_for = _of_length_one(self._weighed(self._mended(part)))
            for place, features in self._known:
                found[place] = max(found.get(place, 0), _likeness(looked_for, features))
        return sorted(((near, one) for one, near in found.items()), key=lambda each: -each[0])

    def _knows(self, word: str) -> bool:
        """Say whether a word stands in any saying; one with a capital is else a name."""
        return all(each in self._weights for each in _stems(word))

    def _weighed(self, stems: Sequence[str]) -> Features:
        """Return what each word and pair tells; a word that nobody says here tells the most."""
        unknown = log(1 + len(self._said))
        words = {each: self._weights.get(each, unknown) for each in stems}
        pairs = {each: self._weights.get(each, 0) * _PAIR for each in _pairs(stems)}
        return {**words, **pairs}

    def _mended(self, stems: Sequence[str]) -> Sequence[str]:
        """Return the words with a slip of the finger put right."""
        return [
            word
            if word in self._weights
            else next((each for each in self._words if is_slip(word, each)), word)
            for word in stems
        ]

    @cached_property
    def _words(self) -> Sequence[str]:
        return [each for each in self._weights if " " not in each]


def _likeness(one: Features, other: Features) -> float:
    """Return the cosine of two sentences of length one."""
    return sum(weight * other.get(each, 0) for each, weight in one.items())


def _of_length_one(features: Features) -> Features:
    length = sqrt(sum(weight * weight for weight in features.values())) or 1  # of no words
    return {each: weight / length for each, weight in features.items()}


def _pairs(stems: Sequence[str]) -> Sequence[str]:
    return [*map(" ".join, pairwise(("", *stems, "")))]


def _stems(sentence: str) -> Sequence[str]:
    """Return the words without their endings, the council's own words as the usual ones."""
    even = _AUDITOR.sub("auditor", _AUDIT.sub("audit", unaccented(evenly(sentence))))
    apart = _JOINED.sub("", _NOT.sub(r"\1 not", even)).lower().replace("'", "")
    stems = (_stem(word) for word in _WORD.findall(apart) if word not in _DAYS)
    return [_alike().get(each, each) for each in stems]


@cache
def _alike() -> Mapping[str, str]:
    """Return the first word of its row for each word that says the same."""
    rows = ([_stem(word) for word in row.split()] for row in alike_words.ROWS)
    return {word: row[0] for row in rows for word in row}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
