"""Reads what is typed about the order of actions: after, phase, phases, repeat."""

import re
from collections.abc import Mapping
from typing import Final

from bot.actions.ordering_requests import After, Phases, PutInPhase, Repeat
from bot.actions.requests import OpenForm, Request
from bot.actions.words import Verb, numbered, with_text, wrong

AFTER: Final = "after 12 #7 #9"
PHASE: Final = "phase 12 Phase 1: Stabilise"
REPEAT: Final = "repeat 12 three times a year"
_NUMBERS: Final = re.compile(r"#?\d{1,9}(?:(?:\s*,\s*|\s+and\s+|\s+)#?\d{1,9})*", re.IGNORECASE)
_NOTHING: Final = frozenset({"none", "nothing", "never"})
_FROM: Final = re.compile(r"(?:^|\s+)from (?:completion|when it is done)$", re.IGNORECASE)


def _after(rest: str, command: str) -> Request:
    number, words = numbered(AFTER, rest, command)
    if not words:
        return OpenForm("order", number)
    if words.lower() in _NOTHING:
        return After(number)
    if not _NUMBERS.fullmatch(words):
        raise wrong(AFTER, "Say after which actions, by their numbers, or “none”.", command)
    return After(number, tuple(map(int, re.findall(r"\d+", words))))


def _phase(rest: str, command: str) -> Request:
    if not rest:
        return Phases()
    number, words = with_text(PHASE, rest, command)
    if not words:
        return OpenForm("order", number)
    return PutInPhase(number, "" if words.lower() in _NOTHING else words)


def _phases(_: str, __: str) -> Request:
    return Phases()


def _repeat(rest: str, command: str) -> Request:
    number, words = with_text(REPEAT, rest, command)
    if not words:
        return OpenForm("order", number)
    if words.lower() in _NOTHING:
        return Repeat(number)
    often = _FROM.sub("", words)
    if not often:
        raise wrong(REPEAT, "Say how often it comes round.", command)
    return Repeat(number, often, from_completion=often != words)


VERBS: Mapping[str, Verb] = {
    "after": Verb(AFTER, _after, ("needs",)),
    "phase": Verb(PHASE, _phase),
    "phases": Verb("phases", _phases),
    "repeat": Verb(REPEAT, _repeat, ("repeats", "recur")),
}
