"""When a digest is due: once each week or month, on working days, missed ones merged."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.subscriptions import WINDOW, Rhythm, due
from jobs.rules.working_days import Calendar
from tests.properties import examples

LONDON = ZoneInfo("Europe/London")
ENGLAND = Calendar.of("ENG")
NINE = time(9)
MONDAYS = Rhythm(NINE, LONDON, weekday=0)
THIRD = Rhythm(NINE, LONDON, working_day=3)
A_DAY = timedelta(days=1)
AN_HOUR = timedelta(hours=1)

days = st.dates(date(2024, 1, 1), date(2029, 12, 31))
times = st.times(time(6), time(20)).map(lambda at: at.replace(second=0, microsecond=0))
zones = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kolkata"]).map(ZoneInfo)
weekly = st.builds(Rhythm, times, zones, weekday=st.integers(0, 4))
monthly = st.builds(Rhythm, times, zones, working_day=st.integers(1, 20))


def walked(
    rhythm: Rhythm, begins: datetime, span: timedelta, outage: tuple[datetime, datetime]
) -> list[tuple[date, datetime]]:
    """Look every hour, but not in the outage; return what was due, and when."""
    found: list[tuple[date, datetime]] = []
    now = begins
    while now < begins + span:
        if not outage[0] <= now < outage[1]:
            last = found[-1][0] if found else None
            day = due(rhythm, begins, last, now, ENGLAND)
            if day is not None:
                found.append((day, now))
        now += AN_HOUR
    return found


NEVER = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC))


@examples(40)
@given(weekly, days)
def test_every_week_has_exactly_one_never_on_a_holiday_or_weekend(
    rhythm: Rhythm, start: date
) -> None:
    begins = datetime.combine(start, time(), UTC)
    found = walked(rhythm, begins, timedelta(weeks=9), NEVER)

    nominal = [start + n * A_DAY for n in range(-14, 64)]
    wanted = {ENGLAND.next_working(day) for day in nominal if day.weekday() == rhythm.weekday}
    ends = begins + timedelta(weeks=9)
    complete = {
        d for d in wanted if begins < rhythm.instant(d) and rhythm.instant(d) + WINDOW < ends
    }
    assert complete <= {day for day, _ in found} <= wanted
    assert len({day for day, _ in found}) == len(found)
    for day, at in found:
        local = at.astimezone(rhythm.zone)
        assert local.date() == day
        assert ENGLAND.is_working(day)
        assert rhythm.instant(day) <= at < rhythm.instant(day) + AN_HOUR


@examples(40)
@given(monthly, days)
def test_every_month_has_exactly_one_on_its_working_day(rhythm: Rhythm, start: date) -> None:
    begins = datetime.combine(start, time(), UTC)
    found = [day for day, _ in walked(rhythm, begins, timedelta(days=95), NEVER)]
    assert len({(day.year, day.month) for day in found}) == len(found) >= 2
    for day in found:
        first = day.replace(day=1)
        place = sum(ENGLAND.is_working(first + n * A_DAY) for n in range(day.day))
        later = (day + n * A_DAY for n in range(1, 32))
        is_last = not any(ENGLAND.is_working(d) for d in later if d.month == day.month)
        assert place == rhythm.working_day or (is_last and place < (rhythm.working_day or 0))


@examples(40)
@given(weekly | monthly, days, st.integers(0, 60), st.integers(1, 24 * 80))
def test_after_any_outage_exactly_one_is_due_however_many_were_missed(
    rhythm: Rhythm, start: date, after_days: int, hours: int
) -> None:
    begins = datetime.combine(start, time(), UTC)
    down = begins + after_days * A_DAY
    up = down + hours * AN_HOUR
    span = up + timedelta(days=40) - begins
    found = walked(rhythm, begins, span, (down, up))

    assert [day for day, _ in found] == sorted({day for day, _ in found})
    for day, at in found:
        local = at.astimezone(rhythm.zone)
        assert ENGLAND.is_working(local.date())
        assert rhythm.instant(day) <= at
        assert day == rhythm.latest(local.date(), ENGLAND)
    every = [day for day, _ in walked(rhythm, begins, span, NEVER)]
    told = [day for day, _ in found]
    missed = {day for day in every if day not in told}
    for day in missed:  # merged into a later one, and only because nobody looked
        assert any(later > day for later in told) or every[-1] == day
        assert down <= rhythm.instant(day) + WINDOW
    covered = sum(
        rhythm.count(before, day, ENGLAND)
        for before, day in zip([start - A_DAY, *told], told, strict=False)
    )
    assert covered == rhythm.count(start - A_DAY, told[-1], ENGLAND)


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (date(2027, 3, 22), 9),
        (date(2027, 3, 30), 8),
        (date(2027, 10, 25), 8),
        (date(2027, 11, 1), 9),
    ],
)
def test_it_stays_nine_oclock_by_the_clock_on_the_wall(day: date, utc_hour: int) -> None:
    """The clocks change on 28 March and 31 October 2027; 29 March is Easter Monday."""
    moment = datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    assert due(MONDAYS, long_ago, day - A_DAY, moment, ENGLAND) == day
    assert due(MONDAYS, long_ago, day - A_DAY, moment - timedelta(seconds=1), ENGLAND) is None


def test_a_bank_holiday_monday_gives_way_to_tuesday() -> None:
    monday = datetime(2026, 12, 28, 10, tzinfo=UTC)
    last = date(2026, 12, 21)
    since = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert due(MONDAYS, since, last, monday, ENGLAND) is None
    assert due(MONDAYS, since, last, monday + A_DAY, ENGLAND) == date(2026, 12, 29)
    assert MONDAYS.following(monday, ENGLAND) == date(2026, 12, 29)


def test_what_was_missed_at_night_or_at_the_weekend_waits_for_the_next_working_morning() -> None:
    since, last = datetime(2026, 11, 2, tzinfo=UTC), date(2026, 11, 9)
    for quiet in (
        datetime(2026, 11, 28, 10, tzinfo=UTC),
        datetime(2026, 11, 27, 17, tzinfo=UTC),
        datetime(2026, 11, 30, 8, 59, tzinfo=UTC),
    ):
        assert due(MONDAYS, since, last, quiet, ENGLAND) is None
    assert due(MONDAYS, since, last, datetime(2026, 11, 26, 9, tzinfo=UTC), ENGLAND) == date(
        2026, 11, 23
    )


def test_two_days_that_a_long_closure_moves_to_one_are_one() -> None:
    closed = Calendar(frozenset(date(2026, 12, 21) + n * A_DAY for n in range(10)))
    assert MONDAYS.count(date(2026, 12, 14), date(2026, 12, 31), closed) == 1


def test_the_third_working_day_leaves_out_the_new_years_holiday() -> None:
    assert THIRD.latest(date(2027, 1, 20), ENGLAND) == date(2027, 1, 6)
    assert THIRD.following(datetime(2026, 12, 3, 10, tzinfo=UTC), ENGLAND) == date(2027, 1, 6)


def test_a_rhythm_is_weekly_or_monthly() -> None:
    with pytest.raises(ValueError, match="weekly"):
        Rhythm(NINE, LONDON)
