"""The written rules that a council may choose from, and how a setting changes them.

The presets take their words from what councils publish; where those say nothing of the weeks
before a date, the thresholds are those of the standard rule.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from jobs.rules.errors import UnreadableError
from jobs.rules.rag import (
    AT_RISK,
    COLOURS,
    COMPLETE,
    LATE,
    ON_TRACK,
    Level,
    RagRules,
    Words,
    word_of,
)

DEFAULT_RULES: Final = "standard; due within 10; quiet for 20; moved 2; late after 0 months"
MOST_DAYS: Final = 250
MOST_MOVES: Final = 20
MOST_MONTHS: Final = 12
LONGEST_WORD: Final = 60

PRESETS: Final[Mapping[str, RagRules]] = {
    rules.name: rules
    for rules in (
        RagRules(),
        RagRules(
            name="rotherham",
            source="Rotherham Metropolitan Borough Council, Council Plan and Year Ahead "
            "Delivery Plan progress update, 2025-26",
            words=Words(
                behind="delayed by less than 3 months",
                late="not met within 3 months of the original date",
            ),
            late_after=3,
        ),
        RagRules(
            name="bromsgrove",
            source="Bromsgrove District Council, Improvement Plan Exception Reports, 2007 to 2010",
            words=Words(
                on_track="on target", behind="one month behind", late="over one month behind"
            ),
            late_after=1,
        ),
        RagRules(
            name="kensington-and-chelsea",
            source="Royal Borough of Kensington and Chelsea, Council Plan Action Plan, 2025-2027",
            words=Words(
                on_track="no issues or risks",
                at_risk="issues or risks identified",
                behind="issues or risks identified",
                late="significant issues or risks",
            ),
        ),
    )
}

_CALLED: Final[Mapping[str, str]] = {
    "complete": "complete",
    "on track": "on_track",
    "at risk": "at_risk",
    "behind": "behind",
    "late": "late",
}
_CALL: Final = re.compile(rf"call ({'|'.join(_CALLED)}) (.+)", re.IGNORECASE)
_NUMBERS: Final[Mapping[str, tuple[re.Pattern[str], range]]] = {
    "due_within": (re.compile(r"due within (\d{1,4})", re.ASCII), range(1, MOST_DAYS + 1)),
    "quiet_for": (re.compile(r"quiet for (\d{1,4})", re.ASCII), range(1, MOST_DAYS + 1)),
    "moved": (re.compile(r"moved (\d{1,4})", re.ASCII), range(1, MOST_MOVES + 1)),
    "late_after": (re.compile(r"late after (\d{1,4}) months?", re.ASCII), range(MOST_MONTHS + 1)),
}


def parse_rules(text: str) -> RagRules:
    """Read a rule such as `DEFAULT_RULES`: a preset's name, and what differs from it.

    "call late behind schedule" gives a level another word. Raises UnreadableError.
    """
    name, *changes = [" ".join(part.split()) for part in text.split(";")]
    if name.lower() not in PRESETS:
        raise UnreadableError("rag_rule.unknown", names=tuple(PRESETS))
    rules = PRESETS[name.lower()]
    for change in filter(None, changes):
        rules = _changed(rules, change)
    return rules


class UnknownLevelError(ValueError):
    """No level that a person may say; `is_complete` is one that only finishing the work gives."""

    def __init__(self, *, is_complete: bool) -> None:
        super().__init__("complete" if is_complete else "unknown")
        self.is_complete = is_complete


def read_level(said: str, rules: RagRules) -> Level:
    """Read a level that a person may say: a colour, its usual word or this council's.

    Raises UnknownLevelError for anything else.
    """
    word = " ".join(said.lower().split())
    for level in (ON_TRACK, AT_RISK, LATE):
        if word in {COLOURS[level], level.value, word_of(level, rules).lower()}:
            return level
    complete = {COLOURS[COMPLETE], COMPLETE.value, rules.words.complete.lower(), "done"}
    raise UnknownLevelError(is_complete=word in complete)


def _changed(rules: RagRules, change: str) -> RagRules:
    called = _CALL.fullmatch(change)
    if called:
        return _called(rules, called[1].lower(), called[2])
    for name, (pattern, allowed) in _NUMBERS.items():
        found = pattern.fullmatch(change.lower())
        if found and int(found[1]) in allowed:
            changed: dict[str, Any] = {name: int(found[1])}
            return replace(rules, **changed)
        if found:
            raise UnreadableError(
                "rag_rule.number", part=change, least=allowed[0], most=allowed[-1]
            )
    raise UnreadableError("rag_rule.unreadable", part=change)


def _called(rules: RagRules, level: str, word: str) -> RagRules:
    if len(word) > LONGEST_WORD:
        raise UnreadableError("rag_rule.long_word", most=LONGEST_WORD)
    return replace(rules, words=replace(rules.words, **{_CALLED[level]: word}))
