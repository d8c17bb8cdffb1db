"""What a deputy may do with an action, and when somebody is away or back."""

from datetime import timedelta

import pytest

from db.actions import operations, signoff
from db.actions import queries as actions
from db.actions.scopes import Scope
from db.audits import auditor_pool
from db.models import Absence, Action, Person
from db.permissions import Deputising, Permission, may
from db.session import Session
from tests.contexts import doing
from tests.people import NOW, TODAY, Council, acting
from tests.refusals import refused

A_DAY = timedelta(days=1)


def person(session: Session, somebody: Person) -> Person:
    return session.get_one(Person, somebody.id)


def away(council: Council, somebody: Person, first: int, last: int, **kind: bool) -> None:
    with council.database.begin() as session:
        days = {"first_on": TODAY + first * A_DAY, "last_on": TODAY + last * A_DAY}
        session.add(Absence(person_id=somebody.id, recorded_at=NOW, **days, **kind))


@pytest.mark.parametrize("standing", [True, False])
def test_a_deputy_sees_and_notes_always_and_closes_only_while_standing_in(
    council: Council, standing: bool
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        if standing:
            person(session, council.practitioner).deputy_id = council.stranger.id
        else:
            session.get_one(Action, number).deputy_id = council.stranger.id
    away(council, council.practitioner, 1, 2)

    with council.database.begin() as session:
        deputy = person(session, council.stranger)
        action = actions.find(session, number, deputy)
        page = actions.page(acting(deputy), Scope("all"), start=0, size=9)
        assert [row.id for row in page.rows] == [number]
        operations.note(acting(deputy), action, "draft is with Legal")
        with refused(match="their deputy while they are away"):
            signoff.close(acting(deputy), action)
        assert actions.closable(session, deputy, ["strategy"], 5, TODAY) == []
        assert len(actions.closable(session, deputy, ["strategy"], 5, TODAY + A_DAY)) == 1
        signoff.close(acting(deputy, NOW + A_DAY), action)


@pytest.mark.parametrize(
    "permission",
    [Permission.MOVE, Permission.GIVE, Permission.REOPEN, Permission.DEPUTISE, Permission.DISOWN],
)
def test_the_rest_stays_with_those_who_answer_for_it(
    council: Council, permission: Permission
) -> None:
    away(council, council.practitioner, 0, 2)
    with council.database.read() as session:
        owner, deputy = person(session, council.practitioner), person(session, council.stranger)
        assert not may(deputy, permission, owner, Deputising(deputy.id, TODAY))
        assert may(deputy, Permission.CLOSE, owner, Deputising(deputy.id, TODAY))


def test_whoever_can_finish_needs_nobody_to_stand_in_and_takes_nothing_new(
    council: Council,
) -> None:
    away(council, council.practitioner, 0, 2, can_finish=True)
    with council.database.read() as session:
        owner = person(session, council.practitioner)
        assert not owner.needs_standing_in(TODAY)
        assert owner.takes_nothing_new(TODAY) is not None
        assert owner.takes_nothing_new(TODAY + 3 * A_DAY) is None


def test_a_deputy_is_somebody_else_who_is_here(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        person(session, council.colleague).ends_on = TODAY - A_DAY
        action, owner = session.get_one(Action, number), person(session, council.practitioner)
        for to, words in (
            (owner, "somebody else"),
            (person(session, council.colleague), "has left or cannot be reached"),
        ):
            with refused(match=words):
                operations.deputise(acting(owner), action, to)
        operations.deputise(acting(owner), action, person(session, council.stranger))
        with refused(match="already"):
            operations.deputise(acting(owner), action, person(session, council.stranger))


def test_a_deputy_who_is_given_the_action_is_its_deputy_no_longer(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action, manager = session.get_one(Action, number), person(session, council.manager)
        operations.deputise(acting(manager), action, person(session, council.colleague))
        event = operations.give(acting(manager), action, person(session, council.colleague))
        assert event.changes["deputy_id"] == [council.colleague.id, None]
        session.flush()
        operations.undo(acting(manager), event.id)
        assert (action.owner_id, action.deputy_id) == (
            council.practitioner.id,
            council.colleague.id,
        )


def test_somebody_back_early_is_away_no_longer(council: Council) -> None:
    away(council, council.practitioner, -3, 5)
    with council.database.begin() as session:
        me = person(session, council.practitioner)
        auditor_pool.end_absence(doing(me, NOW), me)
        assert not me.needs_standing_in(TODAY)
        assert me.needs_standing_in(TODAY - A_DAY)


def test_days_that_were_never_taken_are_forgotten(council: Council) -> None:
    away(council, council.practitioner, 3, 5)
    away(council, council.practitioner, 10, 12)
    with council.database.begin() as session:
        me = person(session, council.practitioner)
        ended = auditor_pool.end_absence(doing(me, NOW), me)
        assert ended.first == TODAY + 3 * A_DAY
        assert [row.first_on for row in me.absences] == [TODAY + 10 * A_DAY]


def test_nobody_is_back_who_was_not_away_nor_by_a_stranger(council: Council) -> None:
    with council.database.begin() as session:
        me, stranger = person(session, council.practitioner), person(session, council.stranger)
        with refused(match="not away, as far as I know"):
            auditor_pool.end_absence(doing(me, NOW), me)
        with refused(match="Only"):
            auditor_pool.end_absence(doing(stranger, NOW), me)
