from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.working_days import FRIDAY, MONDAY, Calendar, bank_holidays
from tests.jobs.rules.dates import ENGLAND, calendars, days

A_DAY = timedelta(days=1)
near_days = st.dates(date(2025, 10, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 12, 25), "Christmas Day on a Friday"),
        (date(2026, 12, 28), "the substitute for a Boxing Day on a Saturday"),
        (date(2027, 12, 27), "the substitute for a Christmas Day on a Saturday"),
        (date(2027, 12, 28), "the substitute for a Boxing Day on a Sunday"),
        (date(2022, 6, 3), "the Platinum Jubilee"),
        (date(2022, 9, 19), "the State Funeral"),
        (date(2023, 5, 8), "the Coronation"),
        (date(2020, 5, 8), "the early May holiday moved to VE Day"),
    ],
)
def test_nobody_in_england_works_on_its_bank_holidays(day: date, name: str) -> None:
    assert not ENGLAND.is_working(day), name


@pytest.mark.parametrize(
    ("day", "off_in", "worked_in"),
    [
        (date(2026, 1, 2), {"SCT"}, {"ENG", "WLS", "NIR"}),
        (date(2026, 11, 30), {"SCT"}, {"ENG", "WLS", "NIR"}),
        (date(2026, 4, 6), {"ENG", "WLS", "NIR"}, {"SCT"}),
        (date(2026, 3, 17), {"NIR"}, {"ENG", "WLS", "SCT"}),
        (date(2026, 7, 13), {"NIR"}, {"ENG", "WLS", "SCT"}),
    ],
)
def test_each_division_keeps_its_own_holidays(
    day: date, off_in: set[str], worked_in: set[str]
) -> None:
    assert not any(Calendar.of(division).is_working(day) for division in off_in)
    assert all(Calendar.of(division).is_working(day) for division in worked_in)


def test_a_day_the_old_early_may_holiday_left_is_worked() -> None:
    assert ENGLAND.is_working(date(2020, 5, 4))


@pytest.mark.parametrize("year", [1990, 2020, 2060, 2100])
def test_christmas_is_kept_in_every_known_year(year: int) -> None:
    week = [date(year, 12, 25) + number * A_DAY for number in range(7)]
    weekdays = [day for day in week if day.weekday() <= FRIDAY]
    off = [day for day in weekdays if not ENGLAND.is_working(day)]
    assert len(off) >= 2


def test_bank_holidays_are_given_for_the_years_asked_for() -> None:
    assert {day.year for day in bank_holidays("eng", [2026, 2027])} == {2026, 2027}


def test_an_unknown_division_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no UK division 'FRA'; use ENG, WLS, SCT, NIR"):
        Calendar.of("FRA")


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7})])
def test_a_calendar_without_a_real_weekday_is_refused(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="needs a weekday"):
        Calendar(weekdays=weekdays)


def test_the_second_friday_from_a_monday_is_nine_working_days_away() -> None:
    assert ENGLAND.between(date(2026, 11, 23), date(2026, 12, 4)) == 9


def test_christmas_is_stepped_over_in_both_directions() -> None:
    assert ENGLAND.shift(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert ENGLAND.shift(date(2026, 12, 29), -1) == date(2026, 12, 24)


def test_a_saturday_is_followed_by_monday_and_led_by_friday() -> None:
    saturday = date(2026, 11, 28)
    assert ENGLAND.shift(saturday, 1) == date(2026, 11, 30)
    assert ENGLAND.shift(saturday, -1) == date(2026, 11, 27)
    assert ENGLAND.shift(saturday, 0) == saturday
    assert ENGLAND.next_working(saturday) == date(2026, 11, 30)


def test_someone_who_works_two_days_a_week_counts_only_those() -> None:
    part_time = ENGLAND.with_weekdays([MONDAY, FRIDAY])
    assert part_time.shift(date(2026, 11, 23), 2) == date(2026, 11, 30)
    assert part_time.holidays == ENGLAND.holidays


def test_the_calendar_of_the_same_weekdays_is_made_once() -> None:
    """A council has thousands of people, and a calendar works out its days off."""
    assert ENGLAND.with_weekdays([MONDAY, FRIDAY]) is ENGLAND.with_weekdays([FRIDAY, MONDAY])
    assert ENGLAND.with_weekdays([MONDAY]) is not ENGLAND.with_weekdays([FRIDAY])


def test_counting_past_the_end_of_time_is_an_overflow() -> None:
    for working_days in (10**9, -(10**9)):
        with pytest.raises(OverflowError, match="outside the calendar"):
            ENGLAND.shift(date(2026, 11, 23), working_days)


@given(calendars, near_days, near_days)
def test_between_agrees_with_counting_on_the_fingers(
    calendar: Calendar, first: date, last: date
) -> None:
    low, high = min(first, last), max(first, last)
    walked = (low + number * A_DAY for number in range(1, (high - low).days + 1))
    by_hand = sum(calendar.is_working(day) for day in walked)
    assert calendar.between(first, last) == (by_hand if first <= last else -by_hand)


@given(calendars, near_days, st.integers(-60, 60).filter(bool))
def test_shift_agrees_with_walking_day_by_day(
    calendar: Calendar, day: date, working_days: int
) -> None:
    walked, left = day, abs(working_days)
    while left:
        walked += A_DAY if working_days > 0 else -A_DAY
        left -= calendar.is_working(walked)
    assert calendar.shift(day, working_days) == walked


@given(calendars, days, days)
def test_between_is_the_same_backwards_with_the_other_sign(
    calendar: Calendar, first: date, last: date
) -> None:
    assert calendar.between(first, last) == -calendar.between(last, first)


@given(calendars, st.lists(st.tuples(days, days)))
def test_between_each_of_many_is_as_between_each_of_them(
    calendar: Calendar, pairs: list[tuple[date, date]]
) -> None:
    firsts, lasts = [str(first) for first, _ in pairs], [str(last) for _, last in pairs]
    each = [calendar.between(first, last) for first, last in pairs]
    assert list(calendar.between_each(firsts, lasts)) == each


@given(days, st.integers(1, 3000))
def test_a_shift_lands_on_a_working_day_as_far_away_as_asked(day: date, working_days: int) -> None:
    landed = ENGLAND.shift(day, working_days)
    assert ENGLAND.is_working(landed)
    assert ENGLAND.between(day, landed) == working_days


@given(calendars, near_days)
def test_the_next_working_day_is_the_first_on_or_after(calendar: Calendar, day: date) -> None:
    found = calendar.next_working(day)
    skipped = [day + number * A_DAY for number in range((found - day).days)]
    assert calendar.is_working(found)
    assert not any(calendar.is_working(each) for each in skipped)
