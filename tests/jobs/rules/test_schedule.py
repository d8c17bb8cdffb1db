from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.schedule import Hours, may_hear_now, occurrence
from tests.jobs.rules.dates import ENGLAND, weekdays

LONDON = ZoneInfo("Europe/London")
OFFICE = Hours(time(9), time(17))
NINE = time(9)
MONDAY = date(2026, 11, 23)
A_MINUTE = timedelta(minutes=1)

zones = st.sampled_from(
    [
        LONDON,
        ZoneInfo("America/New_York"),
        ZoneInfo("Australia/Lord_Howe"),
        ZoneInfo("Pacific/Apia"),
        ZoneInfo("Asia/Kathmandu"),
        ZoneInfo("America/Sao_Paulo"),
        ZoneInfo("UTC"),
    ]
)
changes = st.sampled_from(
    [date(2026, 3, 29), date(2026, 10, 25), date(2026, 10, 4), date(2026, 11, 1), date(2018, 11, 4)]
)
days = changes | st.dates(date(2000, 1, 1), date(2037, 12, 31)) | st.just(date(2011, 12, 30))
times = st.times().map(lambda at: at.replace(microsecond=0))
instants = st.integers(0, 2**31 - 1).map(lambda second: datetime.fromtimestamp(second, UTC))
hours = st.builds(
    lambda pair, weekdays: Hours(min(pair), max(pair), weekdays),
    st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]),
    weekdays,
)


def at_london(day: date, hour: int, minute: int = 0) -> date | None:
    now = datetime.combine(day, time(hour, minute), LONDON)
    return may_hear_now(now, LONDON, OFFICE, NINE, ENGLAND)


def test_people_are_reminded_from_nine_until_they_go_home() -> None:
    assert at_london(MONDAY, 8, 59) is None
    assert at_london(MONDAY, 9) == MONDAY
    assert at_london(MONDAY, 16, 59) == MONDAY
    assert at_london(MONDAY, 17) is None


def test_nobody_is_reminded_at_a_weekend_or_on_a_bank_holiday() -> None:
    assert at_london(date(2026, 11, 28), 10) is None
    assert at_london(date(2026, 12, 28), 10) is None


def test_somebody_who_works_saturdays_is_reminded_on_one() -> None:
    saturdays = Hours(time(9), time(12), frozenset({5}))
    now = datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert may_hear_now(now, LONDON, saturdays, NINE, ENGLAND) == date(2026, 11, 28)


def test_an_early_starter_hears_at_nine_and_a_late_one_when_they_start() -> None:
    assert Hours(time(7), time(15)).first_hearing(NINE) == NINE
    assert Hours(time(10), time(18)).first_hearing(NINE) == time(10)


def test_somebody_who_has_gone_home_by_the_reminder_hears_when_they_start() -> None:
    assert Hours(time(8), time(12)).first_hearing(time(14)) == time(8)


def test_nine_in_the_morning_is_nine_by_each_persons_own_clock() -> None:
    now = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    new_york = ZoneInfo("America/New_York")
    assert may_hear_now(now, new_york, OFFICE, NINE, ENGLAND) == MONDAY
    assert may_hear_now(now - 45 * A_MINUTE, new_york, OFFICE, NINE, ENGLAND) is None


def test_the_date_is_the_persons_own_where_it_is_another_in_utc() -> None:
    now = datetime(2026, 11, 22, 21, tzinfo=UTC)
    auckland = ZoneInfo("Pacific/Auckland")
    assert may_hear_now(now, auckland, OFFICE, NINE, ENGLAND) == MONDAY


def test_a_time_without_its_zone_is_a_mistake() -> None:
    naive = datetime(2026, 11, 23, 9, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="must carry its zone"):
        may_hear_now(naive, LONDON, OFFICE, NINE, ENGLAND)


def test_a_day_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="09:00 to 17:00"):
        Hours(time(17), time(9))


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2026, 3, 28), time(1, 30), datetime(2026, 3, 28, 1, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 3, 29), time(9, 0), datetime(2026, 3, 29, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_is_the_first_after_the_gap_and_a_repeated_one_the_first(
    day: date, at: time, instant: datetime
) -> None:
    assert occurrence(day, at, LONDON) == instant


def test_a_whole_day_that_was_skipped_is_the_midnight_after_it() -> None:
    apia = ZoneInfo("Pacific/Apia")
    found = occurrence(date(2011, 12, 30), NINE, apia).astimezone(apia)
    assert found.replace(tzinfo=None) == datetime.combine(date(2011, 12, 31), time())


@given(days, times, zones)
def test_an_occurrence_is_the_first_instant_the_clock_shows_that_time_or_later(
    day: date, at: time, zone: ZoneInfo
) -> None:
    wall = datetime.combine(day, at)
    found = occurrence(day, at, zone)
    assert found.tzinfo is UTC
    assert found.astimezone(zone).replace(tzinfo=None) >= wall
    before = (found - timedelta(seconds=1)).astimezone(zone)
    assert before.replace(tzinfo=None) < wall


@given(days, st.tuples(times, times), zones)
def test_a_later_time_of_day_never_comes_before_an_earlier_one(
    day: date, pair: tuple[time, time], zone: ZoneInfo
) -> None:
    assert occurrence(day, min(pair), zone) <= occurrence(day, max(pair), zone)


@given(instants, zones, hours, times)
def test_whoever_is_reminded_is_at_work_by_their_own_clock(
    now: datetime, zone: ZoneInfo, hours: Hours, remind_at: time
) -> None:
    day = may_hear_now(now, zone, hours, remind_at, ENGLAND)
    if day is not None:
        assert day == now.astimezone(zone).date()
        assert day.weekday() in hours.weekdays
        assert day not in ENGLAND.holidays
        assert occurrence(day, hours.starts, zone) <= now < occurrence(day, hours.ends, zone)


@given(days, hours, times)
def test_everyone_hears_on_every_working_day_of_theirs_in_london(
    day: date, hours: Hours, remind_at: time
) -> None:
    opens = occurrence(day, hours.first_hearing(remind_at), LONDON)
    closes = occurrence(day, hours.ends, LONDON)
    works = ENGLAND.with_weekdays(hours.weekdays).is_working(day)
    expected = day if works and opens < closes else None
    assert may_hear_now(opens, LONDON, hours, remind_at, ENGLAND) == expected
