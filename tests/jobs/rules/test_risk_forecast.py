"""The drift forecast: four signs, their points, and how its record is kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.rag import times
from jobs.rules.risk_forecast import (
    DueRecord,
    ForecastOutcome,
    came_true,
    forecast,
    is_void,
    points,
)
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
TODAY = date(2026, 11, 23)
NEAR, FAR = date(2026, 12, 4), date(2026, 12, 18)  # 9 and 19 working days away
LONG_AGO, LATELY = date(2026, 10, 5), date(2026, 11, 20)


def ago(working_days: int) -> date:
    return ENGLAND.shift(TODAY, -working_days)


@pytest.mark.parametrize(
    ("track", "why"),
    [
        (
            DueRecord(NEAR, LONG_AGO, moves=2),
            "due in 9 working days, nothing heard for 35 working days, moved twice",
        ),
        (DueRecord(NEAR, ago(20)), "due in 9 working days, nothing heard for 20 working days"),
        (DueRecord(FAR, LATELY, moves=2), "due in 19 working days, moved twice"),
        (
            DueRecord(FAR, ago(20), moves=1),
            "due in 19 working days, nothing heard for 20 working days, moved once",
        ),
        (
            DueRecord(NEAR, ago(10), late=3, finished=4),
            "due in 9 working days, nothing heard for 10 working days, "
            "3 of 4 actions of its source were done late",
        ),
        (
            DueRecord(TODAY, ago(31), moves=3),
            "due now, nothing heard for 31 working days, moved 3 times",
        ),
    ],
)
def test_three_points_are_a_forecast_with_its_reason(track: DueRecord, why: str) -> None:
    assert forecast(track, TODAY, ENGLAND) == why


@pytest.mark.parametrize(
    "track",
    [
        DueRecord(NEAR, LATELY),
        DueRecord(NEAR, ago(19)),
        DueRecord(FAR, ago(31)),
        DueRecord(FAR, LATELY, moves=1),
        DueRecord(NEAR, LATELY, moves=1),
        DueRecord(NEAR, ago(10), late=2, finished=4),  # half is not more than half
        DueRecord(NEAR, ago(10), late=3, finished=3),  # three say nothing of a source yet
    ],
)
def test_fewer_points_are_none(track: DueRecord) -> None:
    assert forecast(track, TODAY, ENGLAND) is None


def test_what_is_late_already_is_no_forecast() -> None:
    assert forecast(DueRecord(TODAY - timedelta(days=1), LONG_AGO, moves=2), TODAY, ENGLAND) is None


@given(
    due=st.dates(TODAY, TODAY + timedelta(days=60)),
    heard=st.dates(TODAY - timedelta(days=200), TODAY),
    moves=st.integers(0, 5),
    later=st.integers(0, 90),
)
def test_more_silence_and_more_moves_never_make_it_safer(
    due: date, heard: date, moves: int, later: int
) -> None:
    track = DueRecord(due, heard, moves)
    worse = track._replace(heard_on=heard - timedelta(days=later), moves=moves + 1)
    assert points(worse, TODAY, ENGLAND) >= points(track, TODAY, ENGLAND)


@pytest.mark.parametrize(
    ("outcome", "today", "verdict"),
    [
        (ForecastOutcome(NEAR), TODAY, None),
        (ForecastOutcome(NEAR), NEAR, None),
        (ForecastOutcome(NEAR), NEAR + timedelta(days=1), True),
        (ForecastOutcome(FAR), TODAY, True),
        (ForecastOutcome(None), TODAY, True),
        (ForecastOutcome(TODAY), TODAY, None),  # brought nearer: nobody knows yet
        (ForecastOutcome(NEAR, done_on=NEAR), FAR, False),
        (ForecastOutcome(FAR, done_on=NEAR), FAR, False),
        (ForecastOutcome(NEAR, done_on=FAR), FAR, True),
        (ForecastOutcome(NEAR, is_dropped=True), TODAY, None),
    ],
)
def test_a_forecast_came_true_if_the_date_passed_or_moved_with_the_work_open(
    outcome: ForecastOutcome, today: date, verdict: bool | None
) -> None:
    assert came_true(NEAR, outcome, today) is verdict


def test_what_was_dropped_undone_says_nothing_about_the_rule() -> None:
    assert is_void(ForecastOutcome(NEAR, is_dropped=True))
    assert not is_void(ForecastOutcome(NEAR, done_on=TODAY, is_dropped=True))
    assert not is_void(ForecastOutcome(NEAR))


def test_times_are_said_as_people_say_them() -> None:
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]
