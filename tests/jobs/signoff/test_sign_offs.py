"""Who is asked to sign off, who is reminded and when, and what wakes by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from db.actions import deferral, signoff
from db.actions import queries as actions
from db.models import Absence, Action, ActionOutcome, Event, Message, MessageName, Person, Status
from db.session import Session
from jobs import context
from jobs.actions import notices
from jobs.reminders.daily import enqueue_reminders
from jobs.rules.quiet import Cadence
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF, parse_sign_off_steps
from jobs.rules.working_days import Calendar
from jobs.signoff import sign_offs, signing
from tests.contexts import asking
from tests.databases import asked_of
from tests.people import NOW, TODAY, Council, acting

ENGLAND = Calendar.of("ENG")
NINE = time(9)
A_MINUTE = timedelta(minutes=1)
WAKES = date(2027, 1, 4)  # a Monday


def morning(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def tick(council: Council, at: datetime) -> int:
    return sign_offs.process_sign_offs(council.database, lambda: at, context.Council(ENGLAND))


def look(council: Council, at: datetime, steps: str = DEFAULT_SIGN_OFF) -> None:
    cadence = Cadence(sign_off=parse_sign_off_steps(steps))
    enqueue_reminders(council.database, lambda: at, context.Council(ENGLAND, cadence=cadence))


def done(
    council: Council, owner: Person | None, by: Person | None = None, at: datetime = NOW
) -> int:
    number = council.action(owner, due=None)
    marks = by or owner
    assert marks is not None
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signing.close(asking(session.get_one(Person, marks.id), at), action)
    return number


def change(council: Council, person: Person, **fields: Any) -> None:  # noqa: ANN401  (any column)
    with council.database.begin() as session:
        row = session.get_one(Person, person.id)
        for name, value in fields.items():
            setattr(row, name, value)


def asked(council: Council, number: int) -> str | None:
    roles = {person.id: role for role, person in council.people.items()}
    with council.database.read() as session:
        asked_id = session.get_one(Action, number).sign_off_asked_id
    return roles[asked_id] if asked_id else None


def letters(council: Council, kind: str) -> dict[str, datetime]:
    """Return who is told, and when, in messages of a kind."""
    roles = {person.id: role for role, person in council.people.items()}
    with council.database.read() as session:
        found = session.scalars(select(Message).where(Message.kind == kind)).all()
    return {roles[message.person_id]: message.due_at for message in found}


def reminded(council: Council) -> list[tuple[str, int, str, str]]:
    """Return which sign-offs mornings held: to whom, of what, as what, and since when."""
    roles = {person.id: role for role, person in council.people.items()}
    with council.database.read() as session:
        mornings = select(Message).where(Message.kind == "morning").order_by(Message.id)
        found = session.scalars(mornings).all()
    return [
        (roles[message.person_id], step["id"], step["as"], step["since"])
        for message in found
        for step in message.about["sign_offs"]
    ]


def test_a_lead_outside_the_line_is_asked_first(council: Council) -> None:
    change(council, council.other_manager, is_lead=True)
    number = done(council, council.practitioner)
    assert asked(council, number) == council.other_manager.role


def test_then_an_administrator(council: Council) -> None:
    assert asked(council, done(council, council.practitioner)) == council.officer.role


def test_then_the_manager_of_the_nearest_grade(council: Council) -> None:
    number = done(council, council.officer)
    assert asked(council, number) == council.manager.role


def test_among_equals_whoever_has_fewest_waiting_is_asked(council: Council) -> None:
    numbers = [done(council, council.officer) for _ in range(3)]
    assert [asked(council, number) for number in numbers] == [
        council.manager.role,
        council.other_manager.role,
        council.manager.role,
    ]


def test_the_one_named_is_asked_before_any_lead(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        manager = session.get_one(Person, council.manager.id)
        to = session.get_one(Person, council.stranger.id)
        signing.name_signer(acting(manager), action, to)
        signing.close(asking(manager, NOW), action)
    assert asked(council, number) == council.stranger.role


def test_naming_somebody_else_after_it_was_done_asks_them(council: Council) -> None:
    number = done(council, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        manager = session.get_one(Person, council.manager.id)
        to = session.get_one(Person, council.stranger.id)
        signing.name_signer(acting(manager, NOW + A_MINUTE), action, to)
    assert letters(council, MessageName.SIGN_OFF)[council.stranger.role] == NOW + A_MINUTE
    assert asked(council, number) == council.stranger.role


def test_whoever_is_on_leave_is_passed_over_while_somebody_else_can(council: Council) -> None:
    leave = Absence(person_id=council.officer.id, first_on=TODAY, last_on=TODAY, recorded_at=NOW)
    with council.database.begin() as session:
        session.add(leave)
    assert asked(council, done(council, council.practitioner)) == council.other_manager.role
    change(council, council.other_manager, left_slack=True)
    assert asked(council, done(council, council.practitioner)) == council.officer.role


def test_nobody_hears_before_the_minute_for_undoing_is_over(council: Council) -> None:
    done(council, council.practitioner)
    assert letters(council, MessageName.SIGN_OFF) == {council.officer.role: NOW + A_MINUTE}


def test_where_nobody_may_sign_off_the_leads_are_told_and_only_once(council: Council) -> None:
    number = done(council, council.director)
    assert asked(council, number) is None
    for minute in range(1, 4):
        tick(council, NOW + minute * A_MINUTE)
    assert letters(council, MessageName.NO_SIGNER) == {council.director.role: NOW + A_MINUTE}


def test_as_soon_as_somebody_can_sign_off_they_are_asked(council: Council) -> None:
    number = done(council, council.director)
    change(council, council.officer, manager_id=None)
    tick(council, NOW + 2 * A_MINUTE)
    assert asked(council, number) == council.officer.role
    assert council.officer.role in letters(council, MessageName.SIGN_OFF)


@pytest.mark.parametrize(
    "gone", [{"left_slack": True}, {"is_admin": False}, {"ends_on": date(2026, 11, 1)}]
)
def test_somebody_else_is_asked_when_whoever_was_no_longer_can(
    council: Council, gone: dict[str, Any]
) -> None:
    number = done(council, council.practitioner)
    change(council, council.officer, **gone)
    assert tick(council, NOW + 2 * A_MINUTE) == 1
    assert asked(council, number) == council.other_manager.role
    assert tick(council, NOW + 3 * A_MINUTE) == 0
    with council.database.read() as session:
        event = actions.history(session, session.get_one(Action, number))[0]
        assert (event.kind, event.person_id) == ("asked", None)


def test_whoever_took_over_the_signers_place_is_asked(council: Council) -> None:
    number = done(council, council.practitioner)
    with council.database.begin() as session:
        session.get_one(Action, number).signer_id = council.stranger.id
    assert tick(council, NOW + 2 * A_MINUTE) == 1
    assert asked(council, number) == council.stranger.role
    assert tick(council, NOW + 3 * A_MINUTE) == 0


Comes = Callable[[Council, int], None]


def takes(part: str) -> Comes:
    def come(council: Council, number: int) -> None:
        with council.database.begin() as session:
            setattr(session.get_one(Action, number), part, council.officer.id)

    return come


def comes_above(council: Council, _: int) -> None:
    change(council, council.manager, manager_id=council.officer.id)
    change(council, council.officer, manager_id=None)


def comes_below(council: Council, _: int) -> None:
    change(council, council.officer, manager_id=council.practitioner.id)


def stands_in(council: Council, _: int) -> None:
    change(council, council.practitioner, deputy_id=council.officer.id)


@pytest.mark.parametrize(
    "comes", [takes("done_by_id"), takes("deputy_id"), comes_above, comes_below, stands_in]
)
def test_whoever_has_come_near_the_work_or_its_owner_is_asked_no_more(
    council: Council, comes: Comes
) -> None:
    number = done(council, council.practitioner)
    comes(council, number)
    assert tick(council, NOW + 2 * A_MINUTE) == 1
    assert asked(council, number) != council.officer.role


def test_a_look_asks_as_little_however_many_sign_offs_wait(council: Council) -> None:
    def questions() -> int:
        with asked_of(council.database) as statements:
            assert tick(council, NOW + 2 * A_MINUTE) == 0
        return sum("FROM" in statement for statement, _ in statements)

    done(council, council.practitioner)
    stuck = done(council, council.director)
    few = questions()
    for _ in range(9):
        done(council, council.practitioner)
        done(council, council.director)
    assert questions() == few
    assert asked(council, stuck) is None


def test_what_is_too_much_for_one_look_is_asked_for_at_the_next(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_offs, "AT_MOST", 3)
    monkeypatch.setattr(sign_offs, "AT_ONCE", 2)
    numbers = [council.action(council.officer) for _ in range(5)]
    with council.database.begin() as session:
        for number in numbers:
            session.get_one(Action, number).status = Status.DONE
    assert [tick(council, NOW) for _ in range(3)] == [3, 2, 0]
    turns = [council.manager.role, council.other_manager.role]
    assert [asked(council, number) for number in numbers] == [*turns, *turns, turns[0]]


def test_what_was_done_before_the_bot_knew_is_asked_about_too(council: Council) -> None:
    number = council.action(None)
    with council.database.begin() as session:
        session.get_one(Action, number).status = Status.DONE
    tick(council, NOW)
    assert asked(council, number) == council.director.role


def test_a_signer_is_reminded_after_3_and_8_working_days_and_a_lead_from_13_on(
    council: Council,
) -> None:
    number = done(council, council.practitioner)
    told: dict[int, list[tuple[str, str]]] = {}
    for days in range(1, 25):
        before = len(reminded(council))
        look(council, morning(ENGLAND.shift(TODAY, days)))
        new = reminded(council)[before:]
        if new:
            told[days] = sorted((who, role) for who, _, role, _ in new)
    signer, lead = (council.officer.role, "signer"), (council.director.role, "lead")
    signing = {days: [signer] for days in (3, 8, 13, 18, 23)}
    assert told == {**signing, 15: [lead], 20: [lead], 24: [lead]}, "leads once a week"
    assert {(n, since) for _, n, _, since in reminded(council)} == {(number, TODAY.isoformat())}


def test_the_steps_are_a_setting(council: Council) -> None:
    done(council, council.practitioner)
    look(council, morning(ENGLAND.shift(TODAY, 5)), "+1 signer manager")
    assert {(who, role) for who, _, role, _ in reminded(council)} == {
        (council.officer.role, "signer"),
        (council.head.role, "manager"),
    }


def test_no_reminder_after_the_sign_off(council: Council) -> None:
    number = done(council, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.sign_off(acting(session.get_one(Person, council.officer.id)), action, "", "Seen")
    look(council, morning(ENGLAND.shift(TODAY, 5)))
    assert reminded(council) == []


def test_a_sign_off_nobody_can_give_comes_to_the_leads(council: Council) -> None:
    number = done(council, council.director)
    look(council, morning(ENGLAND.shift(TODAY, 3)))
    assert reminded(council) == [(council.director.role, number, "lead", TODAY.isoformat())]


def test_what_is_sent_back_and_done_again_is_reminded_of_from_then(council: Council) -> None:
    number = done(council, council.practitioner)
    look(council, morning(ENGLAND.shift(TODAY, 3)))
    again = ENGLAND.shift(TODAY, 4)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        officer = session.get_one(Person, council.officer.id)
        signoff.send_back(acting(officer, morning(again)), action, "The minutes are missing")
        owner = session.get_one(Person, council.practitioner.id)
        signing.close(asking(owner, morning(again)), action)
    look(council, morning(ENGLAND.shift(again, 2)))
    assert len(reminded(council)) == 1
    look(council, morning(ENGLAND.shift(again, 3)))
    assert reminded(council)[1:] == [(council.officer.role, number, "signer", again.isoformat())]


def defer(council: Council, owner: Person | None, until: date | None = WAKES) -> int:
    number = council.action(owner, due=date(2026, 12, 4))
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        officer = session.get_one(Person, council.officer.id)
        deferral.defer(acting(officer), action, until, "No budget yet")
    return number


def stand(council: Council, number: int) -> tuple[str, date | None]:
    with council.database.read() as session:
        action = session.get_one(Action, number)
        return action.status, action.deferred_until


def test_what_is_deferred_wakes_on_its_day_and_the_owner_hears_at_nine(council: Council) -> None:
    number = defer(council, council.practitioner)
    tick(council, morning(WAKES, 0) - timedelta(seconds=1))
    assert stand(council, number) == ("deferred", WAKES)
    assert tick(council, morning(WAKES, 0)) == 1
    assert stand(council, number) == ("not started", None)
    assert letters(council, "event") == {council.practitioner.role: morning(WAKES)}
    assert tick(council, morning(WAKES, 1)) == 0


def test_it_wakes_by_the_owners_own_clock(council: Council) -> None:
    change(council, council.practitioner, time_zone="Pacific/Auckland")
    number = defer(council, council.practitioner)
    tick(council, morning(WAKES, 0) - timedelta(hours=12))  # one in the morning over there
    assert stand(council, number) == ("not started", None)


def test_a_week_without_the_bot_is_made_up(council: Council) -> None:
    number = defer(council, council.practitioner)
    late = morning(WAKES, 11) + timedelta(days=7)
    tick(council, late)
    assert stand(council, number)[0] == "not started"
    [due_at] = letters(council, "event").values()
    assert due_at <= late  # at once


def test_what_is_deferred_without_a_day_sleeps_on(council: Council) -> None:
    number = defer(council, council.practitioner, None)
    tick(council, NOW + timedelta(days=900))
    assert stand(council, number) == ("deferred", None)


def test_what_nobody_owns_wakes_for_the_leads(council: Council) -> None:
    defer(council, None)
    tick(council, morning(WAKES))
    assert set(letters(council, "event")) == {council.director.role}


def signed_off(session: Session, council: Council, number: int, check_on: date | None) -> Action:
    action = session.get_one(Action, number)
    officer = session.get_one(Person, council.officer.id)
    signoff.sign_off(acting(officer), action, "", "Seen at the board", check_on)
    return action


def test_the_owners_manager_is_asked_what_came_of_it_once(council: Council) -> None:
    number = done(council, council.practitioner)
    day = TODAY + timedelta(weeks=8)
    with council.database.begin() as session:
        signed_off(session, council, number, day)
    tick(council, morning(day) - timedelta(days=1))
    assert letters(council, MessageName.OUTCOME) == {}
    assert tick(council, morning(day)) == 1
    assert tick(council, morning(day, 10)) == 0
    assert set(letters(council, MessageName.OUTCOME)) == {council.manager.role}


def test_where_nobody_manages_the_owner_whoever_signed_off_is_asked(council: Council) -> None:
    change(council, council.practitioner, manager_id=None)
    number = done(council, council.practitioner)
    with council.database.begin() as session:
        signed_off(session, council, number, TODAY)
    tick(council, NOW)
    assert set(letters(council, MessageName.OUTCOME)) == {council.officer.role}


def test_too_early_to_say_is_asked_again_that_many_weeks_later(council: Council) -> None:
    number = done(council, council.practitioner)
    again = TODAY + timedelta(weeks=8)
    with council.database.begin() as session:
        action = signed_off(session, council, number, TODAY)
        manager = session.get_one(Person, council.manager.id)
        signoff.judge(acting(manager), action, ActionOutcome.TOO_EARLY, again)
    assert tick(council, NOW) == 0
    assert tick(council, morning(again)) == 1


def test_the_owner_and_whoever_marked_it_done_hear_of_a_return(council: Council) -> None:
    number = done(council, council.practitioner, by=council.manager)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        officer = session.get_one(Person, council.officer.id)
        event = signoff.send_back(acting(officer), action, "The minutes are missing")
        notices.tell(session, action, event)
        kept = session.get_one(Event, event.id).id
    with council.database.read() as session:
        found = session.scalars(select(Message).where(Message.kind == "event")).all()
        told = {message.person_id for message in found if message.about["event"] == kept}
    assert told == {council.practitioner.id, council.manager.id}
