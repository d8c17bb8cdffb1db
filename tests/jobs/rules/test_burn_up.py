"""The running totals of the actions."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.burn_up import burn_up
from jobs.rules.distance import ActionFact, StatusStep

TODAY = date(2026, 11, 24)
DAYS = st.integers(0, 500).map(lambda back: TODAY - timedelta(days=back))


def fact(opened: date, *steps: StatusStep, first: date | None = None) -> ActionFact:
    return ActionFact(first, (StatusStep(opened, "not started"), *steps), first)


def test_what_was_dropped_is_out_and_what_was_reopened_is_not_done() -> None:
    dropped = fact(date(2026, 1, 1), StatusStep(date(2026, 5, 1), "dropped"))
    again = fact(
        date(2026, 1, 1),
        StatusStep(date(2026, 3, 1), "done"),
        StatusStep(date(2026, 6, 1), "in progress"),
    )
    found = burn_up([dropped, again], TODAY)
    by_day = dict(zip(found.days, found.done, strict=True))
    assert found.opened[list(found.days).index(TODAY)] == 1
    assert (by_day[date(2026, 4, 1)], by_day[TODAY]) == (1, 0)


def test_what_is_to_come_has_dates_and_nothing_done() -> None:
    found = burn_up([fact(TODAY, first=date(2027, 1, 15))], TODAY)
    assert found.done[-1] is None
    assert (found.original[0], found.original[-1]) == (0, 1)
    assert found.days[-1] == date(2027, 2, 1)


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=20))
def test_more_is_opened_than_done_and_more_done_than_signed_off(
    rows: list[tuple[date, ...]],
) -> None:
    facts = [
        fact(opened, StatusStep(done, "done"), StatusStep(signed, "signed off"), first=done)
        for opened, done, signed in (sorted(row) for row in rows)
    ]
    found = burn_up(facts, TODAY)
    known = list(zip(found.opened, found.done, found.signed_off, strict=True))[:-3]
    assert all(a is not None and a >= (b or 0) >= (c or 0) for a, b, c in known)
    assert list(found.original) == sorted(found.original)
    assert list(found.days) == sorted(set(found.days))
