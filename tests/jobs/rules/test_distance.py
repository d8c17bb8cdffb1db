"""What the measures count, and how they are followed over time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.distance import (
    ActionFact,
    AuditFact,
    MeasureAbout,
    MeasureReading,
    MeasureTrack,
    MeasureWindow,
    Share,
    StatusStep,
    graded_well,
    held_of_expected,
    on_time,
    practitioners_seen,
    read_by_hand,
    signed_off,
    tracked,
)

TODAY = date(2026, 11, 24)
GOOD = frozenset({"Outstanding", "Good"})
NOW = MeasureWindow(TODAY)


def audit(held_on: date | None, grade: str | None = "Good", practitioner: int = 1) -> AuditFact:
    due = held_on or date(2026, 11, 20)
    return AuditFact(due, held_on, grade if held_on else None, "MASH", practitioner)


def action(due: date, *steps: tuple[date, str]) -> ActionFact:
    first = StatusStep(date(2026, 1, 5), "not started")
    return ActionFact(due, (first, *(StatusStep(*step) for step in steps)), due)


def test_a_window_is_three_months_and_meets_the_one_before_without_a_gap() -> None:
    before = MeasureWindow(date(2026, 8, 24))
    assert NOW.holds(TODAY)
    assert NOW.holds(date(2026, 8, 25))
    assert before.holds(date(2026, 8, 24))
    assert not NOW.holds(date(2026, 8, 24))
    assert not NOW.holds(None)


def test_graded_well_counts_what_was_held_and_graded() -> None:
    facts = [
        audit(date(2026, 11, 2)),
        audit(date(2026, 11, 3), "Inadequate"),
        audit(date(2026, 11, 4), None),
        audit(None),
        audit(date(2026, 2, 2)),
    ]
    assert graded_well(facts, GOOD).at(NOW) == Share(1, 2)


def test_held_of_expected_goes_by_when_an_audit_was_due() -> None:
    facts = [audit(date(2026, 11, 2)), audit(None), audit(date(2026, 1, 2))]
    assert held_of_expected(facts).at(NOW) == Share(1, 2)


def test_practitioners_seen_counts_people_and_not_audits() -> None:
    facts = [
        audit(date(2026, 11, 2)),
        audit(date(2026, 11, 9)),
        audit(date(2026, 11, 9), "Good", 9),
    ]
    measure = practitioners_seen(facts, lambda _: frozenset({1, 2, 3}))
    assert measure.at(NOW) == Share(1, 3)
    assert measure.at(MeasureWindow(date(2025, 1, 1))) is None


def test_closure_goes_by_the_original_date_and_by_how_it_stood_then() -> None:
    in_time = action(
        date(2026, 11, 2), (date(2026, 10, 30), "done"), (date(2026, 11, 9), "signed off")
    )
    too_late = action(date(2026, 11, 2), (date(2026, 11, 3), "done"))
    reopened = action(
        date(2026, 11, 2), (date(2026, 11, 1), "done"), (date(2026, 11, 5), "in progress")
    )
    dropped = action(date(2026, 11, 2), (date(2026, 10, 1), "dropped"))
    facts = [in_time, too_late, reopened, dropped]
    assert on_time(facts).at(NOW) == Share(2, 3)
    assert signed_off(facts).at(NOW) == Share(1, 3)


def test_an_action_that_came_with_a_date_gone_by_is_not_the_baseline() -> None:
    old = ActionFact(date(2020, 4, 30), (StatusStep(TODAY, "in progress"),))
    assert tracked(MeasureAbout("x"), signed_off([old]), TODAY).baseline is None


def test_the_baseline_is_the_three_months_that_begin_with_the_first() -> None:
    facts = [audit(date(2026, 1, 5), "Inadequate"), audit(date(2026, 4, 4)), audit(TODAY)]
    track = tracked(MeasureAbout("Good", Share(75, 100)), graded_well(facts, GOOD), TODAY)
    assert track.baseline == MeasureReading(date(2026, 4, 4), Share(1, 2))
    assert (track.now, track.way, track.is_met) == (Share(1, 1), "too few", True)
    assert track.looks[12] is None


def test_less_can_be_better() -> None:
    readings = [
        MeasureReading(date(2026, 2, 1), Share(20)),
        MeasureReading(date(2026, 11, 1), Share(12)),
    ]
    track = read_by_hand(MeasureAbout("Waiting", Share(10), more_is_better=False), readings, TODAY)
    assert (track.way, track.is_met) == ("better", False)


def test_a_reading_stands_for_a_year_and_no_longer() -> None:
    track = read_by_hand(
        MeasureAbout("Waiting"), [MeasureReading(date(2025, 11, 24), Share(20))], TODAY
    )
    assert (track.now, track.looks[3]) == (None, Share(20))


def test_a_reading_of_a_day_to_come_is_not_one_yet() -> None:
    assert (
        read_by_hand(
            MeasureAbout("Waiting"), [MeasureReading(date(2027, 1, 1), Share(20))], TODAY
        ).baseline
        is None
    )


DAYS = st.integers(0, 900).map(lambda back: TODAY - timedelta(days=back))


@given(st.lists(st.tuples(DAYS, st.sampled_from(["Good", "Inadequate"])), max_size=30))
def test_no_window_counts_more_than_there_is(held: list[tuple[date, str]]) -> None:
    track = tracked(
        MeasureAbout("Good"), graded_well([audit(day, grade) for day, grade in held], GOOD), TODAY
    )
    shares = [share for share in track.looks.values() if share]
    assert all(share.out_of and 0 <= share.number <= share.out_of for share in shares)
    # The four looks do not overlap but for none: together they count nothing twice.
    assert sum(share.out_of or 0 for share in shares) <= len(held)
    assert (track.baseline is None) == (not held)


@pytest.mark.parametrize(
    ("start", "now", "of", "way"),
    [(1, 3, 10, "better"), (3, 1, 10, "worse"), (2, 2, 10, "level"), (1, 9, 9, "too few")],
)
def test_the_way_is_told_from_the_start_and_of_fewer_than_ten_never(
    start: int, now: int, of: int, way: str
) -> None:
    track = MeasureTrack("x", {0: Share(now, of)}, MeasureReading(TODAY, Share(start, 20)))
    if way != "too few":
        track = MeasureTrack("x", {0: Share(now, of)}, MeasureReading(TODAY, Share(start, of)))
    assert track.way == way
