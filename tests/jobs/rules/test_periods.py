"""Months, and the quarters of a council's financial year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.periods import MONTH, QUARTER, Period

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "name", "slug"),
    [
        (date(2026, 11, 23), "quarter 3 of 2026-27 (October to December 2026)", "2026-27-q3"),
        (date(2027, 3, 31), "quarter 4 of 2026-27 (January to March 2027)", "2026-27-q4"),
        (date(2027, 4, 1), "quarter 1 of 2027-28 (April to June 2027)", "2027-28-q1"),
        (date(2099, 7, 1), "quarter 2 of 2099-00 (July to September 2099)", "2099-00-q2"),
    ],
)
def test_quarters_are_those_of_the_financial_year(day: date, name: str, slug: str) -> None:
    assert (Period.of(day, QUARTER).name, Period.of(day, QUARTER).slug) == (name, slug)


def test_a_month_is_called_by_its_name() -> None:
    november = Period.of(date(2026, 11, 23))
    assert (november.name, november.slug) == ("November 2026", "2026-11")
    assert november.before.name == "October 2026"


@given(DAYS, st.sampled_from((MONTH, QUARTER)))
def test_every_day_is_in_one_period_and_periods_follow_one_another(day: date, kind: str) -> None:
    period = Period.of(day, kind)
    assert period.first <= day <= period.last
    assert period.after.first - period.last == timedelta(days=1)
    assert period.after.before == period
    assert len(period.months) == (1 if kind == MONTH else 3)
    assert {Period.of(month, kind) for month in period.months} == {period}
