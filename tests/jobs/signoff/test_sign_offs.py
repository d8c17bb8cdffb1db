"""Who is asked to sign off, who is asked instead, and who hears of a return."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from db.actions import queries as actions
from db.actions import signoff
from db.models import Absence, Action, Event, Message, MessageName, Person, Status
from jobs.actions import notices
from jobs.signoff import sign_offs, signing
from tests.contexts import asking
from tests.databases import asked_of
from tests.jobs.signoff.requests import A_MINUTE, asked, done, letters, tick
from tests.people import NOW, TODAY, Council, acting, change


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


def test_a_look_that_asks_for_many_finds_out_once_who_is_away(council: Council) -> None:
    """As after an import, of whose actions nobody was asked yet."""
    numbers = [done(council, council.practitioner) for _ in range(9)]
    with council.database.begin() as session:
        session.execute(update(Action).values(sign_off_asked_id=None, sign_off_asked_on=None))
    with asked_of(council.database) as statements:
        assert tick(council, NOW + 2 * A_MINUTE) == len(numbers)
    told = [statement for statement, _ in statements]
    assert len([one for one in told if "FROM absence" in one]) == 1
    assert not [one for one in told if one.startswith("SELECT message.dedupe_key")]
    assert {asked(council, number) for number in numbers} == {council.officer.role}


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
