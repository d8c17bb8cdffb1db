"""The written rule, at its edges and over any dates at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.rag import SIGNS, Level, Rag, RagFacts, RagRules, stands
from jobs.rules.rag_rules import PRESETS
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
TODAY = date(2026, 11, 23)  # a Monday
STANDARD = RagRules()
MONTH = timedelta(days=31)


def facts(
    original: date | None = date(2027, 3, 1),
    due: date | None = None,
    heard: date | None = TODAY,
    moved: int = 0,
    status: str = "in progress",
) -> RagFacts:
    return RagFacts(
        status=status,
        is_open=status in {"in progress", "not started"},
        is_done=status in {"done", "signed off"},
        original_on=original,
        due_on=due or original,
        heard_on=heard,
        times_moved=moved,
    )


def stand(told: RagFacts, rules: RagRules = STANDARD, today: date = TODAY) -> Rag:
    return stands(told, today, ENGLAND, rules)


@pytest.mark.parametrize(
    ("working_days_left", "silent_for", "level"),
    [
        (10, 20, Level.AT_RISK),
        (11, 20, Level.ON_TRACK),
        (10, 19, Level.ON_TRACK),
        (0, 20, Level.AT_RISK),
        (0, 19, Level.ON_TRACK),
    ],
)
def test_an_action_is_at_risk_where_its_date_is_near_and_nothing_was_heard(
    working_days_left: int, silent_for: int, level: Level
) -> None:
    due = ENGLAND.shift(TODAY, working_days_left)
    heard = ENGLAND.shift(TODAY, -silent_for)
    assert stand(facts(due, heard=heard)).level is level


def test_the_reason_says_how_near_and_how_long_silent() -> None:
    told = facts(ENGLAND.shift(TODAY, 6), heard=ENGLAND.shift(TODAY, -23))
    assert stand(told).reason == "due in 6 working days and nothing heard for 23"


def test_what_nobody_ever_wrote_about_is_silent() -> None:
    told = stand(facts(date(2026, 11, 27), heard=None))
    assert (told.level, told.reason) == (
        Level.AT_RISK,
        "due in 4 working days and nothing heard yet",
    )


@pytest.mark.parametrize(
    ("moved", "level", "reason"),
    [
        (1, Level.ON_TRACK, "due in 67 working days"),
        (2, Level.AT_RISK, "moved twice"),
        (5, Level.AT_RISK, "moved 5 times"),
    ],
)
def test_an_action_moved_twice_is_at_risk_however_far_its_date(
    moved: int, level: Level, reason: str
) -> None:
    told = stand(facts(moved=moved))
    assert (told.level, told.reason) == (level, reason)


def test_both_risks_are_told() -> None:
    told = facts(TODAY, heard=ENGLAND.shift(TODAY, -30), moved=2)
    assert stand(told).reason == "due today and nothing heard for 30; moved twice"


def test_a_move_does_not_make_a_late_action_on_track() -> None:
    told = stand(facts(date(2026, 11, 20), due=date(2027, 3, 1), moved=1))
    assert (told.level, told.reason) == (Level.LATE, "first due Fri 20 Nov 2026, 1 working day ago")


def test_a_date_brought_forward_counts_as_soon_as_it_passes() -> None:
    told = stand(facts(date(2027, 3, 1), due=date(2026, 11, 20)))
    assert (told.level, told.reason) == (Level.LATE, "due Fri 20 Nov 2026, 1 working day ago")


def test_a_date_on_a_weekend_is_not_late_on_that_day_and_is_the_day_after() -> None:
    saturday = date(2026, 11, 21)
    assert stand(facts(saturday), today=saturday).reason == "due today"
    told = stand(facts(saturday), today=date(2026, 11, 22))
    assert (told.level, told.reason) == (Level.LATE, "due Sat 21 Nov 2026, 1 day ago")


@pytest.mark.parametrize("status", ["done", "signed off"])
def test_what_is_done_is_complete_however_late(status: str) -> None:
    assert stand(facts(date(2020, 4, 30), status=status, moved=9)).level is Level.COMPLETE


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (facts(None), "no date"),
        (facts(date(2026, 1, 5), status="deferred"), "deferred"),
        (facts(date(2026, 1, 5), status="dropped"), "dropped"),
    ],
)
def test_what_has_no_date_or_is_put_off_is_not_rated(told: RagFacts, reason: str) -> None:
    assert (stand(told).level, stand(told).reason) == (Level.NOT_RATED, reason)


@pytest.mark.parametrize(
    ("today", "level", "word"),
    [
        (date(2026, 11, 30), Level.ON_TRACK, "on track"),
        (date(2026, 12, 1), Level.AT_RISK, "delayed by less than 3 months"),
        (date(2027, 2, 28), Level.AT_RISK, "delayed by less than 3 months"),
        (date(2027, 3, 1), Level.LATE, "not met within 3 months of the original date"),
    ],
)
def test_a_preset_counts_the_months_after_the_original_date(
    today: date, level: Level, word: str
) -> None:
    told = facts(date(2026, 11, 30), heard=today)
    rag = stand(told, PRESETS["rotherham"], today)
    assert (rag.level, rag.word) == (level, word)


def test_every_level_has_a_shape_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(Level)


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
any_facts = st.builds(
    RagFacts,
    status=st.just("in progress"),
    is_open=st.just(True),
    is_done=st.just(False),
    original_on=days,
    due_on=days,
    heard_on=st.none() | days,
    times_moved=st.integers(0, 5),
)
any_rules = st.sampled_from(sorted(PRESETS.values(), key=lambda rules: rules.name))


@given(any_facts, days, any_rules)
def test_nothing_is_on_track_once_a_date_of_its_has_passed(
    told: RagFacts, today: date, rules: RagRules
) -> None:
    assert told.original_on is not None
    assert told.due_on is not None
    if today > min(told.original_on, told.due_on):
        assert stand(told, rules, today).level in {Level.AT_RISK, Level.LATE}


@given(any_facts, days)
def test_by_the_standard_rule_late_is_what_is_past_its_original_date(
    told: RagFacts, today: date
) -> None:
    assert told.original_on is not None
    rag = stand(told, STANDARD, today)
    if today > told.original_on:
        assert rag.level is Level.LATE
    elif told.due_on is not None and today <= told.due_on:
        assert rag.level is not Level.LATE


@given(days, any_rules)
def test_silence_turns_amber_before_the_date(due: date, rules: RagRules) -> None:
    silent_since = ENGLAND.shift(due, -60)
    told = facts(due, heard=silent_since)
    for left in range(rules.due_within + 1):
        today = ENGLAND.shift(due, -left)
        assert stand(told, rules, today).level is Level.AT_RISK


@given(any_facts, days, st.integers(0, 60))
def test_an_open_action_left_alone_never_gets_better(
    told: RagFacts, today: date, more: int
) -> None:
    order = [Level.ON_TRACK, Level.AT_RISK, Level.LATE]
    first = stand(told, STANDARD, today)
    later = stand(told, STANDARD, today + timedelta(days=more))
    assert order.index(later.level) >= order.index(first.level)
