"""Which of some subjects a sentence is about, by what people say of each of them.

Each word tells for the subjects in which it is said more often than elsewhere, by how much more:
"the" tells next to nothing, "appeal" much. So do two words in a row, and four letters of a word, by
which another ending or a slip is still known. (It is naive Bayes: what each tells is summed.)
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise
from math import exp, log
from typing import Final

from bot.home import alike_words
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.spelling import slip_of
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
_CLAUSE: Final = pattern(r"[.,;:!?\n\u2013\u2014]+(?!\d)|\s-+\s")
_CAPITAL: Final = pattern(r"<@\w+(?:\|[^<>]*)?>|\b[A-Z]\w+(?:['\u2019]s)?")
_NAME: Final = "xx"  # what stands for a name, and for whoever is not named
_NAMES: Final = frozenset(["he", "she", "him", "her", "his", "hers", "they", "them", "their"])
_DAYS: Final = {**dict.fromkeys(WEEKDAYS, "dd"), **dict.fromkeys(MONTHS, "mm"), "may": "may"}
_FILLING: Final = frozenset(
    [
        *("please", "pls", "plz", "thanks", "hi", "hello", "hey", "hiya", "ok", "okay", "just"),
        *("so", "and", "but", "also", "then", "now", "sorry", "um", "er", "well", "right"),
        *("the", "a", "an", "is", "are", "am", "be"),
    ]
)
_ENDINGS: Final = ("ing", "ed", "es", "s", "e", "ly")
_STEM: Final = 3  # letters
_LEAST: Final = 3  # words of a part that is looked for by itself: ", ok?" says nothing
_OF_A_PART: Final = 0.8  # how much a part tells beside the whole
_MOST: Final = 100  # words of a sentence that is looked for at all
_LETTERS: Final = 4
_PAIR: Final = 0.5  # how much two words in a row count beside one,
_PART: Final = 0.4  # and a part of a word
_USUAL: Final = 0.5  # how much of what a word tells is how often it is said of anything
_SPREAD: Final = 3.0  # how much more has to tell for a subject to be as many times likelier


class Sayings:
    """Things people say of some subjects, which are known by their place."""

    def __init__(self, of_each: Sequence[Sequence[str]]) -> None:
        even = [_evened(_CAPITAL.sub(_NAME, "\n".join(each))) for each in of_each]
        self._said = [[*map(_stems_of, each.split("\n"))] for each in even]
        self._known = {word for each in even for word in _WORD.findall(each)}
        self._exact = {_bare(one): place for place, each in enumerate(self._said) for one in each}
        self._tells = _telling([Counter(chain(*map(_features, each))) for each in self._said])
        self._words = [each for each in self._tells if each.isalpha()]

    def nearest(self, sentence: str) -> Sequence[tuple[float, int]]:
        """Return how likely the sentence, or a part of it, is about each subject: 1 is certain.

        A long text comes near none: it would be compared word by word while others wait.
        """
        if len(sentence.split()) > _MOST:
            return []
        sentence = _CAPITAL.sub(lambda word: word[0] if self.knows(word[0]) else _NAME, sentence)
        found = self._likely(_stems(sentence))
        parts = [*map(_stems, _CLAUSE.split(sentence))]
        for part in parts if len(parts) > 1 else ():
            if len(part) >= _LEAST:
                told = (_OF_A_PART * each for each in self._likely(part))
                found = [*map(max, found, told)]
        return sorted(((likely, place) for place, likely in enumerate(found)), reverse=True)

    def _likely(self, stems: tuple[str, ...]) -> Sequence[float]:
        """Return how likely each subject is: certain where just this is said of it."""
        exact = self._exact.get(_bare(stems))
        if exact is not None:
            return [float(place == exact) for place in range(len(self._said))]
        told = [0.0] * len(self._said)
        for feature in _features(self._mended(stems)):
            for place, more in self._tells.get(feature, ()):
                told[place] += more
        odds = [exp(much / _SPREAD) for much in told]
        whole = sum(odds)
        return [odd / whole for odd in odds]

    def knows(self, word: str) -> bool:
        """Say whether a word stands in any saying; one with a capital is else a name."""
        return all(each in self._known for each in _WORD.findall(_evened(word)))

    def _mended(self, stems: Sequence[str]) -> Sequence[str]:
        """Return the words with a slip of the finger put right."""
        return [one if one in self._tells else slip_of(one, self._words) or one for one in stems]


def _telling(of_each: Sequence[Counter[str]]) -> Mapping[str, Sequence[tuple[int, float]]]:
    """Return how much each feature tells for each subject of which it is said."""
    overall: Counter[str] = Counter()
    for counted in of_each:
        overall.update(counted)
    found: dict[str, list[tuple[int, float]]] = {each: [] for each in overall}
    for place, counted in enumerate(of_each):
        usual = overall.total() / (counted.total() or 1)
        for feature, times in counted.items():
            more = usual * times / overall[feature]
            counts = _PART if feature[0] == "~" else _PAIR if " " in feature else 1
            found[feature].append((place, counts * log(1 + more * (1 - _USUAL) / _USUAL)))
    return found


def _features(stems: Sequence[str]) -> Iterator[str]:
    """Yield what a sentence is known by: its words, each two in a row, and parts of words."""
    yield from stems
    yield from map(" ".join, pairwise(("", *stems, "")))
    yield from chain(*map(_parts, stems))


@lru_cache(maxsize=10_000)
def _parts(word: str) -> Sequence[str]:
    whole = f"<{word}>"
    return [f"~{whole[at : at + _LETTERS]}" for at in range(len(whole) - _LETTERS + 1)]


def _stems(sentence: str) -> tuple[str, ...]:
    return _stems_of(_evened(sentence))


def _evened(sentence: str) -> str:
    """Return it in small letters, the council's own words as the usual ones."""
    even = _AUDITOR.sub("auditor", _AUDIT.sub("audit", unaccented(evenly(sentence))))
    return _JOINED.sub("", _NOT.sub(r"\1 not", even)).lower().replace("'", "")


def _stems_of(even: str) -> tuple[str, ...]:
    """Return the words without their endings, one for those that say the same."""
    return tuple(map(_stem, _WORD.findall(even)))


def _bare(stems: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without those that may as well be left out."""
    return tuple(one for one in stems if one not in _FILLING) or stems


@cache
def _alike() -> Mapping[str, str]:
    """Return the first word of its row for each word that says the same."""
    rows = ([_uninflected(word) for word in row.split()] for row in alike_words.ROWS)
    return {word: row[0] for row in rows for word in row} | dict.fromkeys(_NAMES, _NAME) | _DAYS


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    bare = _uninflected(word)
    return _alike().get(word, _alike().get(bare, bare))


def _uninflected(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word.removesuffix(ending)
    return word
