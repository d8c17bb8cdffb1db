"""Who hears of what in the morning."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import deferral, signoff
from db.chain.sealing import seal
from db.models import Absence, Action, Message, Person, ProcessedRequest, ReminderSent
from db.session import Database
from jobs import context
from jobs.reminders.daily import ALONE, SEALED, enqueue_reminders, forget_old
from jobs.rules.escalation import DEFAULT_POLICY, parse_policy
from jobs.rules.quiet import Cadence
from jobs.rules.working_days import Calendar
from tests.databases import asked_of
from tests.people import Council, acting

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

POLICY = parse_policy(DEFAULT_POLICY)
ENGLAND = Calendar.of("ENG")
NINE = time(9)
DUE = date(2026, 12, 4)  # a Friday
AN_HOUR = timedelta(hours=1)


def morning(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def working_days_from_due(number: int) -> datetime:
    return morning(ENGLAND.shift(DUE, number))


def look(database: Database, at: datetime, policy: str = DEFAULT_POLICY) -> int:
    rules = context.Council(ENGLAND, cadence=Cadence(parse_policy(policy)))
    return enqueue_reminders(database, lambda: at, rules)


def messages(database: Database) -> list[Message]:
    with database.read() as session:
        return list(session.scalars(select(Message).order_by(Message.id)))


def heard(council: Council) -> dict[str, list[tuple[int, str, str]]]:
    """Return what each role has been told: action, step, as what."""
    roles = {person.id: role for role, person in council.people.items()}
    told: dict[str, list[tuple[int, str, str]]] = {}
    for message in messages(council.database):
        for step in message.about["actions"]:
            line = (step["id"], step["step"], step["as"])
            told.setdefault(roles[message.person_id], []).append(line)
    return told


def change(council: Council, person: Person, **fields: Any) -> None:  # noqa: ANN401  (any column)
    with council.database.begin() as session:
        row = session.get_one(Person, person.id)
        for name, value in fields.items():
            setattr(row, name, value)


@pytest.mark.parametrize("can_finish", [False, True])
def test_nobody_on_leave_hears_until_they_are_back(council: Council, can_finish: bool) -> None:
    number = council.action(council.practitioner, due=DUE)
    leave = Absence(
        person_id=council.practitioner.id,
        first_on=ENGLAND.shift(DUE, -8),
        last_on=ENGLAND.shift(DUE, -7),
        can_finish=can_finish,
        recorded_at=morning(DUE),
    )
    with council.database.begin() as session:
        session.add(leave)
    look(council.database, working_days_from_due(-7))
    hearing = {True: council.practitioner, False: council.manager}[can_finish]
    as_what = {True: "owner", False: "manager"}[can_finish]
    assert heard(council) == {hearing.role: [(number, "-7", as_what)]}
    assert look(council.database, working_days_from_due(-6)) == int(not can_finish)
    assert heard(council)[council.practitioner.role] == [(number, "-7", "owner")]


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


def test_a_manager_hears_at_the_week_s_beginning_of_what_is_five_working_days_late(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(5))  # a Friday
    assert heard(council) == {council.practitioner.role: [(number, "+5", "owner")]}
    look(council.database, working_days_from_due(6))
    assert heard(council)[council.manager.role] == [(number, "+5", "manager")]


def test_what_is_escalated_comes_once_a_week_on_whichever_day_the_first_look_is(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=DUE)
    for days in (8, 9, 10, 12, 13, 17):  # a week each but for the bank holidays: 8, 11 and 15
        look(council.database, working_days_from_due(days))
    told = [(number, step, "manager") for step in ("+5", "+10", "+15")]
    assert heard(council)[council.manager.role] == told


def test_what_is_escalated_ends_when_it_has_been_told_for_long_enough(council: Council) -> None:
    council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(41))
    assert council.manager.role in heard(council)
    late = council.action(council.colleague, due=ENGLAND.shift(DUE, -41))
    look(council.database, working_days_from_due(46))
    told = {number for number, _, _ in heard(council)[council.manager.role]}
    assert late not in told, "only its owner is still reminded of it"
    assert late in {number for number, _, _ in heard(council)[council.colleague.role]}


def test_a_lead_hears_too_ten_working_days_late(council: Council) -> None:
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council)[council.director.role] == [(number, "+10", "lead")]
    assert len(heard(council)) == 3


def test_the_nearest_lead_up_the_line_hears(council: Council) -> None:
    change(council, council.head, is_lead=True)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council)[council.head.role] == [(number, "+10", "lead")]
    assert council.director.role not in heard(council)


def test_every_lead_hears_where_none_is_up_the_line(council: Council) -> None:
    change(council, council.director, is_lead=False)
    change(council, council.officer, is_lead=True)
    change(council, council.stranger, is_lead=True)
    council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(11))
    assert {council.officer.role, council.stranger.role} <= set(heard(council))


def test_somebody_who_is_manager_and_lead_hears_once(council: Council) -> None:
    number = council.action(council.head, due=DUE)
    look(council.database, working_days_from_due(11))
    assert heard(council) == {
        council.head.role: [(number, "+10", "owner")],
        council.director.role: [(number, "+10", "manager")],
    }


def test_what_nobody_owns_is_for_the_leads_whatever_the_step(council: Council) -> None:
    number = council.action(None, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.director.role: [(number, "-7", "lead")]}


@pytest.mark.parametrize(
    "gone", [{"left_slack": True}, {"slack_id": None}, {"ends_on": date(2026, 11, 1)}]
)
def test_for_an_owner_who_has_left_their_manager_hears(
    council: Council, gone: dict[str, Any]
) -> None:
    change(council, council.practitioner, **gone)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.manager.role: [(number, "-7", "manager")]}


def test_a_manager_who_has_left_is_passed_over(council: Council) -> None:
    change(council, council.manager, left_slack=True)
    number = council.action(council.practitioner, due=DUE)
    look(council.database, working_days_from_due(6))
    assert heard(council)[council.head.role] == [(number, "+5", "manager")]


def test_for_an_owner_with_nobody_above_the_leads_hear(council: Council) -> None:
    change(council, council.officer, left_slack=True, manager_id=None)
    number = council.action(council.officer, due=DUE)
    look(council.database, working_days_from_due(-7))
    assert heard(council) == {council.director.role: [(number, "-7", "lead")]}


def test_a_person_away_today_hears_the_latest_step_when_they_are_back(council: Council) -> None:
    change(council, council.manager, works="5")
    number = council.action(council.practitioner, due=DUE)
    late = [working_days_from_due(days) for days in (3, 5, 6, 10, 15, 22)]
    for at in late:
        look(council.database, at)
    assert heard(council)[council.manager.role] == [
        (number, "+5", "manager"),
        (number, "+15", "manager"),  # the week between had no Friday to be told on
    ]


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
    together = Barrier(3)

    def replica(_: int) -> int:
        together.wait()
        return look(council.database, working_days_from_due(10))

    with ThreadPoolExecutor(3) as replicas:
        written = sum(replicas.map(replica, range(3)))
    assert written == len(messages(council.database)) == len(council.people)


def test_a_look_asks_little_however_many_actions_and_people(council: Council) -> None:
    for _ in range(20):
        council.action(council.practitioner, due=DUE)
        council.action(council.colleague, due=DUE)
    with asked_of(council.database) as asked:
        look(council.database, working_days_from_due(10))
    reads = [statement for statement, _ in asked if statement.startswith("SELECT")]
    # One: which months nobody was told of; one: what waits for a morning; two: which administrator
    # was given no head of the history for a week, and which it is.
    assert len(reads) == 14

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


def test_an_administrator_is_given_the_head_of_the_history_as_it_was(council: Council) -> None:
    council.action(council.officer, due=DUE)
    council.action(council.practitioner, due=DUE)
    at = working_days_from_due(-7)
    with council.database.begin() as session:
        last = seal(session, at)
    look(council.database, at)
    given = {message.person_id: message.about.get(SEALED) for message in messages(council.database)}
    assert given == {
        council.officer.id: {"links": 2, "head": last.hash},
        council.practitioner.id: None,
    }


def test_an_administrator_with_nothing_to_do_is_given_the_head_once_a_week(
    council: Council,
) -> None:
    council.action(council.practitioner, due=None)
    with council.database.begin() as session:
        last = seal(session, working_days_from_due(-7))
    days = [working_days_from_due(number) for number in range(-7, 8)]
    for at in days:
        look(council.database, at)
    given = [message.about for message in messages(council.database)]
    assert [(about["day"], about[SEALED]) for about in given] == [
        (day.date().isoformat(), {"links": last.number, "head": last.hash, ALONE: True})
        for day in (days[0], days[5], days[10])
    ]
    assert {message.person_id for message in messages(council.database)} == {council.officer.id}
