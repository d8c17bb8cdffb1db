"""What is heard of an action in the morning, and when: each step once, in one message."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from db.actions import deferral, signoff
from db.models import Action, Message, Person, ProcessedRequest, ReminderSent
from jobs.reminders.daily import forget_old
from tests.at_once import at_once
from tests.databases import asked_of
from tests.jobs.reminders.looks import (
    AN_HOUR,
    DUE,
    ENGLAND,
    heard,
    look,
    messages,
    morning,
    working_days_from_due,
)
from tests.people import Council, acting, change

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests


def test_an_owner_hears_seven_working_days_ahead(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    assert look(council.database, working_days_from_due(-7)) == 1
    assert heard(council) == {council.practitioner.role: [(number, "-7", "owner")]}
    [message] = messages(council.database)
    day = ENGLAND.shift(DUE, -7).isoformat()
    assert (message.kind, message.dedupe_key) == (
        "morning",
        f"morning:{council.practitioner.id}:{day}",
    )
    assert message.about["day"] == day
    assert message.due_at == working_days_from_due(-7)


def test_all_of_a_morning_is_one_message_soonest_due_first(council: Council) -> None:
    later = council.action(council.practitioner, due=DUE)
    sooner = council.action(council.practitioner, due=ENGLAND.shift(DUE, -6))
    assert look(council.database, working_days_from_due(-7)) == 1
    assert heard(council) == {
        council.practitioner.role: [(sooner, "-1", "owner"), (later, "-7", "owner")]
    }


def test_nobody_hears_the_same_step_twice(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    at = working_days_from_due(-7)
    assert look(council.database, at) == 1
    assert look(council.database, at + AN_HOUR) == 0
    assert look(council.database, at + timedelta(days=1)) == 0


def test_a_week_without_the_bot_is_made_up_by_the_latest_step_alone(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(-14))
    look(council.database, working_days_from_due(1))
    steps = heard(council)[council.practitioner.role]
    assert steps == [(number, "-14", "owner"), (number, "0", "owner")]


def test_what_is_reached_after_the_message_of_the_day_waits_for_tomorrow(
    council: Council,
) -> None:
    first = council.action(council.practitioner, due=DUE)
    at = working_days_from_due(-7)
    look(council.database, at)
    second = council.action(council.practitioner, due=DUE)

    assert look(council.database, at + AN_HOUR) == 0
    assert look(council.database, working_days_from_due(-6)) == 1
    told = heard(council)[council.practitioner.role]
    assert told == [(first, "-7", "owner"), (second, "-7", "owner")]


@pytest.mark.parametrize(
    "at",
    [
        morning(date(2026, 12, 4), 8, 59),  # before nine
        morning(date(2026, 12, 4), 17),  # after work
        morning(date(2026, 12, 5)),  # a Saturday
        morning(date(2026, 12, 25)),  # Christmas Day, a Friday
        morning(date(2026, 12, 28)),  # the substitute for Boxing Day, a Monday
    ],
)
def test_nobody_hears_outside_their_hours_or_working_days(council: Council, at: datetime) -> None:
    council.action(council.practitioner, due=DUE)
    assert look(council.database, at) == 0
    assert messages(council.database) == []


def test_a_part_timer_hears_on_a_day_they_work_and_before_the_date(council: Council) -> None:
    change(council, council.practitioner, works="12")  # Mondays and Tuesdays
    number = council.action(council.practitioner, due=DUE)
    for day in range(8):
        look(council.database, morning(date(2026, 11, 30) + timedelta(days=day)))
    told = [
        (message.about["day"], message.about["actions"]) for message in messages(council.database)
    ]
    assert told == [
        ("2026-11-30", [{"id": number, "due": "2026-12-04", "step": "-1", "as": "owner"}]),
        ("2026-12-01", [{"id": number, "due": "2026-12-04", "step": "0", "as": "owner"}]),
    ]


def test_somebody_abroad_hears_at_nine_where_they_are(council: Council) -> None:
    change(council, council.practitioner, time_zone="America/New_York")
    council.action(council.practitioner, due=DUE)
    assert look(council.database, working_days_from_due(-7)) == 0
    assert look(council.database, working_days_from_due(-7) + 5 * AN_HOUR) == 1


def test_a_late_starter_hears_when_they_start(council: Council) -> None:
    change(council, council.practitioner, day_starts=time(11), day_ends=time(15))
    council.action(council.practitioner, due=DUE)
    assert look(council.database, working_days_from_due(-7) + AN_HOUR) == 0
    assert look(council.database, working_days_from_due(-7) + 2 * AN_HOUR) == 1


@pytest.mark.parametrize("status", ["done", "deferred", "dropped", "no date"])
def test_what_is_done_put_aside_or_has_no_date_is_not_chased(council: Council, status: str) -> None:
    number = council.action(council.practitioner, due=None if status == "no date" else DUE)
    with council.database.begin() as session:
        manager = session.get_one(Person, council.manager.id)
        action = session.get_one(Action, number)
        if status == "done":
            signoff.close(acting(manager, morning(DUE)), action)
        elif status == "deferred":
            deferral.defer(acting(manager, morning(DUE)), action, None, "No budget yet")
        elif status == "dropped":
            deferral.drop(acting(manager, morning(DUE)), action, "The new strategy covers it")
    look(council.database, working_days_from_due(5))
    assert heard(council) == {}


def test_a_new_date_is_chased_afresh_from_the_day_after_it_was_set(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(-1))
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        action.due_on = ENGLAND.shift(DUE, 6)
        action.due_known_since = ENGLAND.shift(DUE, -1)
    assert look(council.database, working_days_from_due(-1) + timedelta(days=1)) == 0
    assert look(council.database, working_days_from_due(5)) == 1
    assert heard(council)[council.practitioner.role][-1] == (number, "-1", "owner")


def test_what_was_heard_is_written_down_with_its_message(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(-7))
    with council.database.read() as session:
        chase = session.scalars(select(ReminderSent)).one()
        assert (chase.action_id, chase.due_on, chase.step) == (number, DUE, "-7")
        assert chase.person_id == council.practitioner.id
        assert chase.message_id == session.scalars(select(Message.id)).one()


def test_replicas_that_look_at_once_write_each_message_once(council: Council) -> None:
    for person in council.people.values():
        council.action(person, due=DUE)

    def replica() -> int:
        return look(council.database, working_days_from_due(10))

    written = sum(at_once(council.database, replica, replica, replica))
    assert written == len(messages(council.database)) == len(council.people)


def test_a_look_asks_little_however_many_actions_and_people(council: Council) -> None:
    for _ in range(20):
        council.action(council.practitioner, due=DUE)
        council.action(council.colleague, due=DUE)
    with asked_of(council.database) as asked:
        look(council.database, working_days_from_due(10))
    reads = [statement for statement, _ in asked if statement.startswith("SELECT")]
    # One: which months nobody was told of; two: what waits for a morning, when it is decided and
    # when it is written; two: which administrator was given no head of the history for a week, and
    # which it is; one: whom nothing has reached yet.
    assert len(reads) == 16

    with asked_of(council.database) as asked:
        look(council.database, working_days_from_due(10) - 3 * AN_HOUR)
    # Only who works when, and for whom something waits.
    assert sum("FROM" in statement for statement, _ in asked) == 2


def test_once_everybody_has_been_served_the_actions_are_not_read(council: Council) -> None:
    for person in council.people.values():
        council.action(person, due=DUE)
    look(council.database, working_days_from_due(10))
    with asked_of(council.database) as asked:
        look(council.database, working_days_from_due(10) + AN_HOUR)
    assert [statement for statement, _ in asked if "FROM action" in statement] == []


def test_requests_seen_long_ago_are_forgotten(council: Council) -> None:
    now = morning(DUE)
    with council.database.begin() as session:
        session.add(ProcessedRequest(key="old", at=now - timedelta(days=8)))
        session.add(ProcessedRequest(key="new", at=now - timedelta(days=6)))
    forget_old(council.database, now - timedelta(days=7))
    with council.database.read() as session:
        assert list(session.scalars(select(ProcessedRequest.key))) == ["new"]
