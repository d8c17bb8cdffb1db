"""Quiet weeks as they are written in the settings, and the steps that never wait."""

from datetime import date

import pytest

from bot.setting_words import setting_words
from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import DEFAULT_POLICY, Step, parse_policy
from jobs.rules.quiet import EXAMPLE, Limits, first_of_week, parse_quiet_weeks
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
DUE = date(2026, 12, 4)


def test_both_days_of_a_span_are_quiet() -> None:
    quiet = parse_quiet_weeks(EXAMPLE)
    days = {
        date(2026, 12, 20): False,
        date(2026, 12, 21): True,
        date(2027, 1, 1): True,
        date(2027, 1, 2): False,
        date(2027, 8, 5): True,
    }
    assert {day: quiet.cover(day) for day in days} == days


def test_nothing_written_is_no_quiet_weeks() -> None:
    assert parse_quiet_weeks(" ; ").spans == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Christmas", "I cannot read 'Christmas'"),
        ("2026-12-21..2026-13-01", "a day that does not exist"),
        ("2027-01-01..2026-12-21", "ends before it begins"),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text: str, words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_quiet_weeks(text)
    told = setting_words(refused.value, "quiet weeks", EXAMPLE)
    assert words in told
    assert told.endswith(f"; write them like this: {EXAMPLE}")


def test_a_budget_of_nought_is_no_limit() -> None:
    assert not Limits(0).is_spent(99)
    assert [Limits(3).is_spent(heard) for heard in (2, 3)] == [False, True]


def test_a_week_begins_on_monday() -> None:
    assert first_of_week(date(2026, 11, 29)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        (DEFAULT_POLICY, [0, 5]),
        ("-7 owner; -1 owner; every 5", [4]),
        ("-7 owner", []),
        ("+1 owner; +2 owner", [1]),
    ],
)
def test_due_today_and_first_late_never_wait(text: str, urgent: list[int]) -> None:
    policy = parse_policy(text)
    found = [number for number in range(-14, 20) if policy.is_urgent(Step(number, ("owner",)))]
    assert [number for number in found if number or "0 owner" in text] == urgent


@pytest.mark.parametrize(
    ("today", "recipient", "day"),
    [
        (-20, "owner", -14),
        (-7, "owner", -1),
        (-7, "manager", 5),
        (0, "owner", 5),
        (10, "lead", 15),
        (17, "owner", 20),
    ],
)
def test_the_next_step_for_a_hearer_is_the_first_after_today(
    today: int, recipient: str, day: int
) -> None:
    policy = parse_policy(DEFAULT_POLICY)
    asked_on = ENGLAND.shift(DUE, today) if today else DUE
    step = policy.next_step(DUE, asked_on, ENGLAND, recipient)  # type: ignore[arg-type]  # by name
    assert step is not None
    assert step.offset == day


def test_there_is_no_next_step_after_the_last_of_a_policy_without_repeats() -> None:
    assert parse_policy("0 owner").next_step(DUE, DUE, ENGLAND) is None


def test_putting_off_ends_on_the_due_date_where_no_step_comes_after_it() -> None:
    assert parse_policy("-7 owner; 0 owner").first_late_day(DUE, ENGLAND) == DUE
