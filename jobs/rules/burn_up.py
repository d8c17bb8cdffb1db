"""How the actions burn up: opened, done, signed off, against original and present dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from jobs.rules.distance import ActionFact
from jobs.rules.months import first_of, months_before, next_month

MONTHS_BACK: Final = 12
MONTHS_AHEAD: Final = 3


@dataclass(frozen=True)
class BurnUp:
    """Running totals on the first of each month and today; what has yet to come has none.

    `original` counts the actions that were to be done by then by their original dates, `present`
    by the dates they have now.
    """

    days: Sequence[date]
    today: date
    opened: Sequence[int | None]
    done: Sequence[int | None]
    signed_off: Sequence[int | None]
    original: Sequence[int]
    present: Sequence[int]
    is_exact: bool = False


def burn_up(actions: Sequence[ActionFact], today: date, *, is_exact: bool = False) -> BurnUp:
    """Return the running totals of a year back and three months ahead; what was dropped is out."""
    kept = [one for one in actions if one.status_on(today) not in {None, "dropped"}]
    days = _days(today)

    def so_far(counts: Callable[[ActionFact, date], bool]) -> list[int | None]:
        return [sum(counts(one, day) for one in kept) if day <= today else None for day in days]

    return BurnUp(
        days=days,
        today=today,
        opened=so_far(lambda one, day: one.status_on(day) is not None),
        done=so_far(ActionFact.is_finished_on),
        signed_off=so_far(lambda one, day: one.status_on(day) == "signed off"),
        original=[_by(day, [one.original_due_on for one in kept]) for day in days],
        present=[_by(day, [one.due_on for one in kept]) for day in days],
        is_exact=is_exact,
    )


def _by(day: date, dates: Sequence[date | None]) -> int:
    return sum(one is not None and one <= day for one in dates)


def _days(today: date) -> list[date]:
    day, days = first_of(months_before(today, MONTHS_BACK)), [today]
    for _ in range(MONTHS_BACK + MONTHS_AHEAD + 1):
        days.append(day)
        day = next_month(day)
    return sorted(set(days))
