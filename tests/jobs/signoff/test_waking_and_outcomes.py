"""What comes back on its day: what was deferred wakes, and what came of an action is asked."""

from datetime import date, timedelta

from db.actions import deferral, signoff
from db.models import Action, ActionOutcome, MessageName, Person
from db.session import Session
from tests.jobs.reminders.looks import morning
from tests.jobs.signoff.requests import done, letters, tick
from tests.people import NOW, TODAY, Council, acting, change

WAKES = date(2027, 1, 4)  # a Monday


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
