"""The written rule of where an action stands, in words."""

from collections.abc import Callable, Mapping
from typing import Final

from jobs.rules.rag import AT_RISK, COMPLETE, LATE, ON_TRACK, SIGNS, Level, RagRules, times, word_of


def texts(rules: RagRules) -> Mapping[Level, str]:
    """Return the rule in words, a sentence for each level."""
    return {
        level: f"{word_of(level, rules)} {SIGNS[level]}: {_TEXTS[level](rules)}."
        for level in _TEXTS
    }


def _at_risk(rules: RagRules) -> str:
    said = (
        f"due within {rules.due_within} working days with no update in {rules.quiet_for}, "
        f"or moved {times(rules.moved)}"
    )
    if not rules.late_after:
        return said
    return f"{said}; “{rules.words.behind}”: past the original date by {_months(rules)} at most"


def _late(rules: RagRules) -> str:
    if not rules.late_after:
        return "the original date has passed"
    return f"the original date passed more than {_months(rules)} ago"


def _months(rules: RagRules) -> str:
    return f"{rules.late_after} month{'' if rules.late_after == 1 else 's'}"


_TEXTS: Final[Mapping[Level, Callable[[RagRules], str]]] = {
    COMPLETE: lambda _: "it is done",
    ON_TRACK: lambda _: "open, and none of the below applies",
    AT_RISK: _at_risk,
    LATE: _late,
}
