"""Why a day cannot be read, in words, each with an example that reads."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from jobs.rules.deadline_words import MONTH_NAMES, WEEKDAY_NAMES, DeadlineProblem
from jobs.rules.deadlines import UnreadableDeadlineError, read, spell
from jobs.rules.working_days import Calendar

Facts = Mapping[str, Any]


def unreadable_words(error: UnreadableDeadlineError) -> str:
    facts = {
        name: spell(value) if isinstance(value, date) else value
        for name, value in error.facts.items()
    }
    words = _WORDS[error.problem]
    return words.format(**facts) if isinstance(words, str) else words(error.facts)


def why_no_day(text: str, today: date, calendar: Calendar) -> str:
    """Return why there is no such day as words name; empty where there is one, or none is named."""
    try:
        read(text, today, calendar)
    except UnreadableDeadlineError as error:
        return unreadable_words(error).partition("; ")[0] + "." if error.is_no_such_day else ""
    return ""


def _other_weekday(facts: Facts) -> str:
    day, nearest = facts["day"], facts["nearest"]
    return (
        f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year} is a {WEEKDAY_NAMES[day.weekday()]}, "
        f"not a {WEEKDAY_NAMES[nearest.weekday()]}; "
        f"write, for example, “{spell(day)}” or “{spell(nearest)}”."
    )


def _no_such_day(facts: Facts) -> str:
    last = facts["last"]
    return (
        f"{MONTH_NAMES[last.month - 1]} {last.year} has {last.day} days; write one that it has, "
        f"for example “{spell(facts['example'])}”."
    )


_WORDS: Final[Mapping[DeadlineProblem, str | Callable[[Facts], str]]] = {
    DeadlineProblem.NOTHING: "Which day? For example “{example}”.",
    DeadlineProblem.NO_ONE_DAY: ("Which day? For example “{example}” or “end of next month”."),
    DeadlineProblem.TIME: "I only store dates, so leave the time out, for example “{example}”.",
    DeadlineProblem.NOT_UNDERSTOOD: (
        "I didn't understand the date. Try “{example}”, “in 10 working days” or “end of March”."
    ),
    DeadlineProblem.ZERO: "For today, write “today”.",
    DeadlineProblem.TOO_FAR: (
        "That's more than ten years ahead. Give a nearer date, for example “{example}”."
    ),
    DeadlineProblem.OTHER_WEEKDAY: _other_weekday,
    DeadlineProblem.MONTH_SECOND: lambda facts: (
        f"There is no month {facts['month']}; write the day first, for example "
        f"“{facts['example']:%d/%m/%Y}”."
    ),
    DeadlineProblem.MONTH_AFTER_YEAR: lambda facts: (
        f"There is no month {facts['month']}; after the year comes the month, for example "
        f"“{facts['example'].isoformat()}”."
    ),
    DeadlineProblem.YEAR_GONE: (
        "I don't keep dates in the year {year}. Leave the year out, for example “4 Dec”."
    ),
    DeadlineProblem.MONTH_ZERO: "There is no month 0; January is 1, for example “31/1”.",
    DeadlineProblem.NO_SUCH_DAY: _no_such_day,
}
