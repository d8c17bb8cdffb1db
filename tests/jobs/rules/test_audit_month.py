"""The dates of a month of live audits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.audit_month import month_dates, same_working_day
from jobs.rules.audit_rules import DEFAULTS, AuditRules
from jobs.rules.months import months_before, next_month, previous_month
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
DAYS = st.dates(date(2000, 2, 1), date(2090, 11, 30))
RULES = st.builds(
    AuditRules,
    opens_on_working_day=st.integers(1, 10),
    draw_working_days_before=st.integers(1, 20),
    moderation_by_working_day=st.integers(1, 20),
)


def test_january_is_drawn_before_christmas_and_opens_after_the_new_year() -> None:
    found = month_dates(date(2027, 1, 17), DEFAULTS, ENGLAND)
    # Friday 1 January and Monday 28 December 2026 (in lieu of Boxing Day) are bank holidays.
    assert found.draw_on == date(2026, 12, 23)
    assert found.opens_on == date(2027, 1, 4)
    assert found.due_on == date(2027, 1, 29)
    assert found.moderate_by == date(2027, 2, 12)


@given(DAYS, RULES)
def test_a_month_goes_in_order_over_working_days(day: date, rules: AuditRules) -> None:
    found = month_dates(day, rules, ENGLAND)
    order = (found.draw_on, found.opens_on, found.due_on, found.moderate_by)
    assert sorted(order) == list(order)
    assert all(ENGLAND.is_working(one) for one in order)
    month = day.replace(day=1)
    assert found.draw_on < month <= found.opens_on <= found.due_on < next_month(month)


@given(DAYS, RULES)
def test_each_date_is_so_many_working_days_from_its_month(day: date, rules: AuditRules) -> None:
    found, month = month_dates(day, rules, ENGLAND), day.replace(day=1)
    until = next_month(month)
    assert _worked(found.draw_on, month) == rules.draw_working_days_before
    assert _worked(month, found.opens_on) == rules.opens_on_working_day - 1
    assert _worked(found.due_on, until) == 1
    assert _worked(until, found.moderate_by) == rules.moderation_by_working_day - 1


def _worked(first: date, end: date) -> int:
    """Count the working days from `first` up to and without `end`, one by one."""
    days = (first + timedelta(days=number) for number in range((end - first).days))
    return sum(ENGLAND.is_working(day) for day in days)


@given(DAYS)
def test_the_month_before_the_month_after_is_the_month(day: date) -> None:
    assert previous_month(next_month(day)) == day.replace(day=1)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 5, 14), 3, date(2027, 2, 14)),
        (date(2027, 5, 31), 3, date(2027, 2, 28)),
        (date(2027, 1, 31), 12, date(2026, 1, 31)),
        (date(2027, 1, 31), 0, date(2027, 1, 31)),
        (date(2027, 1, 31), 2, date(2026, 11, 30)),
    ],
)
def test_months_are_counted_back_to_the_same_day_or_the_last(
    day: date, months: int, before: date
) -> None:
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("day", "same"),
    [
        (date(2026, 11, 23), date(2026, 10, 22)),  # the 16th working day of either
        (date(2026, 11, 22), date(2026, 10, 21)),  # a Sunday, after the 15th
        (date(2026, 11, 1), date(2026, 9, 30)),  # none has begun
        (date(2026, 12, 31), date(2026, 11, 30)),  # November has fewer
    ],
)
def test_a_month_is_compared_with_the_one_before_by_the_same_working_day(
    day: date, same: date
) -> None:
    assert same_working_day(day, previous_month(day), ENGLAND) == same
