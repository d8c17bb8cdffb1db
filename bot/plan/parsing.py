"""Reads what is typed about the plan: gaps, and what an action answers. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.actions.requests import Request
from bot.actions.words import Verb, with_text, wrong

GAPS: Final = "gaps"
ANSWERS: Final = "answers 12 TIP-b"


@dataclass(frozen=True)
class Gaps(Request):
    """`gaps`."""

    start: int = 0


@dataclass(frozen=True)
class Answers(Request):
    """`answers 12 TIP-b`, `answers 12 not TIP-b`; without references it asks what they are."""

    number: int
    references: tuple[str, ...] = ()
    takes_back: bool = False


def _gaps(rest: str, command: str) -> Request:
    if rest:
        raise wrong(GAPS, "Gaps has nothing after it.", command)
    return Gaps()


def _answers(rest: str, command: str) -> Request:
    number, words = with_text(ANSWERS, rest, command)
    takes_back = re.match(r"not\b\s*", words, re.IGNORECASE)
    named = words[takes_back.end() :] if takes_back else words
    references = tuple(part for part in re.split(r"[\s,;]+|\band\b", named) if part)
    if takes_back and not references:
        raise wrong(f"answers {number} not TIP-b", "Say what it does not answer.", command)
    return Answers(number, references, takes_back is not None)


VERBS: Mapping[str, Verb] = {
    "gaps": Verb(GAPS, _gaps, ("gap",)),
    "answers": Verb(ANSWERS, _answers, ("answer",)),
}
