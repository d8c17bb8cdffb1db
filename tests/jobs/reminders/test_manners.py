"""Deputies, leave, quiet weeks, the weekly budget and what is put off, one rule at a time."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from db.models import Absence, Action, Person, Snooze
from db.outbox import reminders
from jobs import context
from jobs.reminders.daily import enqueue_reminders, forget_lapsed
from jobs.reminders.snoozing import put_off
from jobs.rules.quiet import USUAL_POLICY, Cadence, Limits, parse_quiet_weeks
from tests.jobs.reminders.looks import (
    DUE,
    ENGLAND,
    heard,
    look,
    messages,
    morning,
    working_days_from_due,
)
from tests.people import NOW, Council, acting, change
from tests.refusals import refused

A_DAY = timedelta(days=1)


def on_leave(council: Council, person: Person, first: date, last: date) -> None:
    with council.database.begin() as session:
        leave = Absence(person_id=person.id, first_on=first, last_on=last, recorded_at=morning(DUE))
        session.add(leave)


def deputise(council: Council, number: int, deputy: Person) -> None:
    with council.database.begin() as session:
        session.get_one(Action, number).deputy_id = deputy.id


def look_within(council: Council, at: datetime, limits: Limits) -> int:
    rules = context.Council(ENGLAND, cadence=Cadence(USUAL_POLICY, limits))
    return enqueue_reminders(council.database, lambda: at, rules)


def week_of_seven_before(council: Council) -> int:
    """Put the owner of an action on leave in the days around its first-but-one reminder."""
    number = council.action(council.practitioner, due=DUE)
    on_leave(council, council.practitioner, ENGLAND.shift(DUE, -8), ENGLAND.shift(DUE, -5))
    return number


def test_the_actions_deputy_is_asked_before_the_owners(council: Council) -> None:
    number = week_of_seven_before(council)
    change(council, council.practitioner, deputy_id=council.officer.id)
    deputise(council, number, council.colleague)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.colleague.role: [(number, "-7", "deputy")]}


def test_the_owners_standing_deputy_is_asked_where_the_action_has_none(council: Council) -> None:
    number = week_of_seven_before(council)
    change(council, council.practitioner, deputy_id=council.officer.id)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.officer.role: [(number, "-7", "deputy")]}


def test_where_both_deputies_are_away_the_nearest_above_who_is_there_is_asked(
    council: Council,
) -> None:
    number = week_of_seven_before(council)
    deputise(council, number, council.colleague)
    for person in (council.colleague, council.manager):
        on_leave(council, person, ENGLAND.shift(DUE, -8), ENGLAND.shift(DUE, -5))
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.head.role: [(number, "-7", "manager")]}


def test_an_owner_back_from_leave_hears_the_latest_step_once(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    deputise(council, number, council.colleague)
    on_leave(council, council.practitioner, ENGLAND.shift(DUE, -8), ENGLAND.shift(DUE, 5))
    for days in range(-7, 8):
        look(council.database, working_days_from_due(days))
    told = heard(council)
    assert [step for _, step, _ in told[council.colleague.role]] == ["-7", "-1", "0", "+5"]
    assert told[council.practitioner.role] == [(number, "+5", "owner")]


def test_a_deputy_is_asked_for_an_owner_who_has_left(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    deputise(council, number, council.colleague)
    change(council, council.practitioner, left_slack=True)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.colleague.role: [(number, "-7", "deputy")]}


def test_the_manager_hears_once_what_is_due_while_an_owner_is_away(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    on_leave(council, council.practitioner, DUE - A_DAY, DUE + A_DAY)
    early = morning(ENGLAND.shift(DUE, -9))
    look(council.database, early)
    look(council.database, early + A_DAY)
    assert heard(council)[council.manager.role] == [(number, "away", "covers")]


def test_whoever_can_finish_is_chased_as_before_and_nobody_is_told(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    with council.database.begin() as session:
        session.add(
            Absence(
                person_id=council.practitioner.id,
                first_on=DUE - 20 * A_DAY,
                last_on=DUE,
                can_finish=True,
                recorded_at=morning(DUE),
            )
        )
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.practitioner.role: [(number, "-7", "owner")]}


def test_nobody_is_chased_in_quiet_weeks_and_it_is_made_up_once(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    quiet = parse_quiet_weeks(f"{ENGLAND.shift(DUE, -8)}..{ENGLAND.shift(DUE, -1)}")
    for days in range(-8, 1):
        look_within(council, working_days_from_due(days), Limits(quiet=quiet))
    assert heard(council) == {council.practitioner.role: [(number, "0", "owner")]}


def test_beyond_the_weeks_budget_only_what_cannot_wait_comes_and_brings_the_rest(
    council: Council,
) -> None:
    monday = date(2026, 11, 30)
    numbers = [
        council.action(council.practitioner, f"Task {day}", due=ENGLAND.shift(monday, 7 + day))
        for day in range(3)  # each has a reminder from Monday to Wednesday
    ]
    patient = council.action(council.practitioner, due=ENGLAND.shift(monday, 3 + 7))

    def counted(day: date, budget: int) -> int:
        return look_within(council, morning(day), Limits(nag_budget=budget))

    days = [ENGLAND.shift(monday, number) if number else monday for number in range(5)]
    assert [counted(day, 2) for day in days] == [1, 1, 0, 0, 0]
    assert counted(ENGLAND.shift(monday, 5), 2) == 1
    told = heard(council)[council.practitioner.role]
    assert {(number, "-7", "owner") for number in (*numbers, patient)} <= set(told)


def test_a_message_that_was_never_sent_is_not_counted(council: Council) -> None:
    monday = date(2026, 11, 30)
    for day in range(2):
        council.action(council.practitioner, f"Task {day}", due=ENGLAND.shift(monday, 7 + day))
    limits = Limits(nag_budget=1)
    for number in range(2):
        at = morning(ENGLAND.shift(monday, number) if number else monday)
        look_within(council, at, limits)
        with council.database.begin() as session:
            for message in messages(council.database):
                session.merge(message).outcome = "stale"
    assert len(messages(council.database)) == 2


def test_what_is_put_off_is_never_hidden_past_the_first_reminder_after_its_date(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=DUE)
    with council.database.begin() as session:
        far = DUE + 200 * A_DAY
        session.add(Snooze(person_id=council.practitioner.id, action_id=number, until=far))
    for days in range(-8, 7):  # the last is the Monday on which their manager hears
        look(council.database, working_days_from_due(days))
    assert heard(council)[council.practitioner.role] == [(number, "+5", "owner")]
    assert heard(council)[council.manager.role] == [(number, "+5", "manager")]


@pytest.mark.parametrize(
    ("today", "until", "words"),
    [
        (ENGLAND.shift(DUE, 6), ENGLAND.shift(DUE, 8), "can't be put off any more"),
        (ENGLAND.shift(DUE, -3), ENGLAND.shift(DUE, -3), "a date in the future"),
    ],
)
def test_what_cannot_be_put_off_is_refused(
    council: Council, today: date, until: date, words: str
) -> None:
    number = council.action(council.practitioner, due=DUE)
    with council.database.begin() as session:
        me = session.get_one(Person, council.practitioner.id)
        action = session.get_one(Action, number)
        at = datetime.combine(today, NOW.timetz())
        ctx = context.RequestContext(session, me, at, context.Council(ENGLAND))
        with refused(match=words):
            put_off(ctx, action, until)


def test_wishes_that_came_to_nothing_are_forgotten(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    with council.database.begin() as session:
        for person, until in (
            (council.practitioner, DUE - 200 * A_DAY),
            (council.colleague, DUE),
        ):
            reminders.snooze(acting(session.get_one(Person, person.id)), number, until)
    forget_lapsed(council.database, morning(DUE))
    with council.database.read() as session:
        assert list(session.scalars(select(Snooze.person_id))) == [council.colleague.id]
