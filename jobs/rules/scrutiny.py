"""The days on which a board or a scrutiny panel looks at performance, as the rules keep them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, LiteralString

from pydantic import BeforeValidator

from jobs.rules.audit_texts import wrong

MOST_DATES: Final = 30
WHO_LENGTH: Final = 60
LATEST_WORKING_DAY: Final = 18  # every month has so many
KEYS: Final = frozenset({"date", "who"})
MONTHLY_KEYS: Final = frozenset({"working_day", "who"})


@dataclass(frozen=True, order=True)
class ScrutinyDate:
    """A day, and who looks."""

    date: date
    who: str


@dataclass(frozen=True, order=True)
class MonthlyScrutiny:
    """A working day of every month, and who looks on it."""

    working_day: int
    who: str


def _dates(given: object) -> tuple[ScrutinyDate, ...]:
    """Return the dates of a rules file, or of rules that were kept, earliest first."""
    return tuple(sorted({_date(each) for each in _entries(given, "many_dates")}))


def _entries(given: object, too_many: LiteralString) -> Sequence[object]:
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise wrong("tuple_type")
    if len(given) > MOST_DATES:
        raise wrong(too_many, number=len(given), most=MOST_DATES)
    return given


def _date(given: object) -> ScrutinyDate:
    if isinstance(given, ScrutinyDate):
        return given
    if not isinstance(given, Mapping) or set(given) != KEYS:
        raise wrong("date_entry")
    return ScrutinyDate(_day(given["date"]), _who(given["who"]))


def _day(given: object) -> date:
    # TOML has dates and times of its own; a time of day would be lost, so it is not taken.
    if type(given) is date:
        return given
    try:
        return date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        raise wrong("no_date") from None


def _who(given: object) -> str:
    who = given.strip() if isinstance(given, str) else ""
    if not 0 < len(who) <= WHO_LENGTH or not who.isprintable():
        raise wrong("who_looks", most=WHO_LENGTH)
    return who


def _monthly(given: object) -> tuple[MonthlyScrutiny, ...]:
    """Return the monthly looks of a rules file, or of rules that were kept."""
    return tuple(sorted({_every_month(each) for each in _entries(given, "many_entries")}))


def _every_month(given: object) -> MonthlyScrutiny:
    if isinstance(given, MonthlyScrutiny):
        return given
    if not isinstance(given, Mapping) or set(given) != MONTHLY_KEYS:
        raise wrong("monthly_entry")
    day = given["working_day"]
    if type(day) is not int or not 1 <= day <= LATEST_WORKING_DAY:
        raise wrong("no_working_day", most=LATEST_WORKING_DAY)
    return MonthlyScrutiny(day, _who(given["who"]))


ScrutinyDates = Annotated[tuple[ScrutinyDate, ...], BeforeValidator(_dates)]
MonthlyScrutinies = Annotated[tuple[MonthlyScrutiny, ...], BeforeValidator(_monthly)]
