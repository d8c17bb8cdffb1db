from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.setting_words import setting_words
from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import DEFAULT_POLICY, Policy, Recipient, Step, parse_policy
from jobs.rules.working_days import Calendar
from tests.jobs.rules.dates import ENGLAND, calendars

POLICY = parse_policy(DEFAULT_POLICY)
DUE = date(2026, 11, 27)
A_DAY = timedelta(days=1)

dues = st.dates(date(2026, 3, 1), date(2026, 9, 30))
offsets = st.frozensets(st.integers(-30, 30), min_size=1, max_size=6)
policies = st.builds(
    lambda offsets, every: Policy.of([Step(offset, ("owner",)) for offset in offsets], every),
    offsets,
    st.none() | st.integers(1, 12),
)


def steps_day_by_day(policy: Policy, due: date, calendar: Calendar, days: int) -> list[Step | None]:
    """Ask every day from well before the due date on."""
    start = calendar.shift(due, -60)
    return [policy.latest_step(due, start + n * A_DAY, calendar) for n in range(days)]


def name_on(day: date, due: date = DUE, known_since: date | None = None) -> str | None:
    step = POLICY.latest_step(due, day, ENGLAND, known_since)
    return step.name if step else None


@pytest.mark.parametrize(
    ("day", "name", "hears"),
    [
        (date(2026, 11, 6), None, None),
        (date(2026, 11, 9), "-14", ("owner",)),
        (date(2026, 11, 18), "-7", ("owner",)),
        (date(2026, 11, 25), "-7", ("owner",)),
        (date(2026, 11, 26), "-1", ("owner",)),
        (date(2026, 11, 27), "0", ("owner",)),
        (date(2026, 12, 3), "0", ("owner",)),
        (date(2026, 12, 4), "+5", ("owner", "manager")),
        (date(2026, 12, 11), "+10", ("owner", "manager", "lead")),
        (date(2026, 12, 17), "+10", ("owner", "manager", "lead")),
        (date(2026, 12, 18), "+15", ("owner", "manager", "lead")),
    ],
)
def test_the_owner_hears_first_then_their_manager_then_the_lead(
    day: date, name: str | None, hears: tuple[Recipient, ...] | None
) -> None:
    step = POLICY.latest_step(DUE, day, ENGLAND)
    assert (step and step.name, step and step.recipients) == (name, hears)


def test_bank_holidays_put_the_next_chase_off() -> None:
    assert name_on(date(2026, 12, 29)) == "+20"
    assert name_on(date(2026, 12, 28)) == "+15"


def test_an_action_overdue_for_years_is_still_chased_every_five_working_days() -> None:
    due = date(2020, 4, 30)
    assert name_on(date(2026, 11, 23), due) == "+1655"
    assert name_on(date(2026, 11, 25), due) == "+1660"


def test_a_due_date_on_a_saturday_is_chased_from_the_friday_before() -> None:
    saturday = date(2026, 11, 28)
    assert name_on(date(2026, 11, 26), saturday) == "-1"
    assert name_on(date(2026, 11, 27), saturday) == "0"
    assert POLICY.day_of(Step(0, ("owner",)), saturday, ENGLAND) == date(2026, 11, 27)


def test_a_step_already_behind_when_the_date_was_set_is_not_sent() -> None:
    set_on = date(2026, 11, 20)
    asked = [name_on(set_on + n * A_DAY, known_since=set_on) for n in range(8)]
    assert asked == [None, None, None, None, None, None, "-1", "0"]


def test_a_date_set_for_tomorrow_is_first_chased_on_the_day() -> None:
    today = date(2026, 11, 26)
    assert name_on(today, known_since=today) is None
    assert name_on(DUE, known_since=today) == "0"


def test_the_default_policy_is_the_councils() -> None:
    assert [step.name for step in POLICY.steps] == ["-14", "-7", "-1", "0", "+5", "+10"]
    assert POLICY.repeat_every == 5


def test_a_policy_may_be_written_in_any_order_and_with_any_spaces() -> None:
    policy = parse_policy("  +5 OWNER  manager;0 owner;; every 3 ")
    assert policy == Policy((Step(0, ("owner",)), Step(5, ("owner", "manager"))), 3)


def test_without_every_the_last_step_is_the_last_word() -> None:
    policy = parse_policy("0 owner; 5 owner manager")
    step = policy.latest_step(DUE, date(2027, 11, 1), ENGLAND)
    assert step == Step(5, ("owner", "manager"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs at least one step"),
        ("every 5", "needs at least one step"),
        ("-14", "cannot read '-14'"),
        ("soon owner", "cannot read 'soon owner'"),
        ("every 5; 0 owner", "cannot read 'every 5'"),
        ("0 owner; every five", "cannot read 'every five'"),
        ("0 boss", "can tell owner, manager, lead, not 'boss'"),
        ("0 owner owner", "names somebody twice"),
        ("0 owner; +0 manager", "fall on the same day"),
        ("300 owner", "250 working days away at most"),
        ("0 owner; every 0", "every 1 to 250 working days"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_one_that_does(text: str, said: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_policy(text)
    words = setting_words(refused.value, "chasing policy", DEFAULT_POLICY)
    assert "write it like this: -14 owner" in words
    assert said in words


@given(policies, dues, calendars)
def test_each_step_is_reached_once_on_its_day_and_in_order(
    policy: Policy, due: date, calendar: Calendar
) -> None:
    start = calendar.shift(due, -60)
    reached = steps_day_by_day(policy, due, calendar, days=150)
    for number, (before, after) in enumerate(pairwise(reached), 1):
        if after != before:
            assert after is not None
            assert policy.day_of(after, due, calendar) == start + number * A_DAY
            assert before is None or before.offset < after.offset


@given(policies, dues, calendars)
def test_every_step_of_the_policy_is_reached_in_its_time(
    policy: Policy, due: date, calendar: Calendar
) -> None:
    for step in policy.steps:
        day = policy.day_of(step, due, calendar)
        assert policy.latest_step(due, day, calendar) == step
        assert policy.latest_step(due, day - A_DAY, calendar) != step


@given(policies.filter(lambda policy: policy.repeat_every), dues, st.integers(0, 500))
def test_repeats_are_exactly_as_many_working_days_apart_as_the_policy_says(
    policy: Policy, due: date, days_late: int
) -> None:
    today = policy.day_of(policy.steps[-1], due, ENGLAND) + days_late * A_DAY
    step = policy.latest_step(due, today, ENGLAND)
    assert step is not None
    assert policy.repeat_every is not None
    following = ENGLAND.shift(policy.day_of(step, due, ENGLAND), policy.repeat_every)
    assert policy.latest_step(due, following, ENGLAND) == Step(
        step.offset + policy.repeat_every, step.recipients
    )
    assert policy.latest_step(due, following - A_DAY, ENGLAND) == step


@given(policies, dues, calendars, st.integers(-60, 60), st.integers(-60, 60))
def test_no_step_is_sent_whose_day_was_not_after_the_date_became_known(
    policy: Policy, due: date, calendar: Calendar, known: int, asked: int
) -> None:
    known_since, today = due + known * A_DAY, due + asked * A_DAY
    always = policy.latest_step(due, today, calendar)
    sent = policy.latest_step(due, today, calendar, known_since)
    is_news = always is not None and policy.day_of(always, due, calendar) > known_since
    assert sent == (always if is_news else None)


@given(policies, dues, calendars)
def test_the_horizon_is_the_last_due_date_a_step_has_reached(
    policy: Policy, today: date, calendar: Calendar
) -> None:
    horizon = policy.horizon(today, calendar)
    assert policy.latest_step(horizon, today, calendar) is not None
    beyond = (horizon + n * A_DAY for n in range(1, 40))
    assert not any(policy.latest_step(due, today, calendar) for due in beyond)
