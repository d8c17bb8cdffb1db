"""Who is asked to agree to another date."""

from datetime import date

import pytest

from db.actions import due_dates
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.models import Action, Due, Person
from db.session import Session
from jobs.actions import notices
from jobs.actions.approvals import approvers
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY, Council, acting
from tests.refusals import refused

ENGLAND = Calendar.of("ENG")
TERMS = MoveTerms(ENGLAND.between)


def asked(council: Council, session: Session, owner: Person | None) -> list[str]:
    number = _action(session, session.get(Person, owner.id) if owner else None)
    return [person.name for person in approvers(session, session.get_one(Action, number), TODAY)]


def _action(session: Session, owner: Person | None) -> int:
    made = Action(title="Finalise the strategy", created_at=NOW)
    made.owner, made.owner_id = owner, owner.id if owner else None
    session.add(made)
    session.flush()
    return made.id


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("practitioner", "Head of Service"),
        ("manager", "Assistant Director"),
        ("head", "Assistant Director"),
        ("director", "Assistant Director"),
    ],
)
def test_the_manager_of_the_owners_manager_is_asked_or_else_the_leads(
    council: Council, owner: str, expected: str
) -> None:
    with council.database.begin() as session:
        assert asked(council, session, getattr(council, owner)) == [expected]


def test_the_leads_are_asked_where_nobody_owns_it(council: Council) -> None:
    with council.database.begin() as session:
        assert asked(council, session, None) == ["Assistant Director"]


def test_whoever_cannot_be_reached_is_passed_over(council: Council) -> None:
    with council.database.begin() as session:
        session.get_one(Person, council.head.id).left_slack = True
        assert asked(council, session, council.practitioner) == ["Assistant Director"]


def test_where_nobody_can_be_asked_nothing_is_kept_and_it_is_said_what_to_do(
    council: Council,
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        for role in ("Head of Service", "Assistant Director"):
            session.get_one(Person, council[role].id).left_slack = True
    _move(council, number, date(2026, 12, 18))
    with refused(match="Ask an administrator to name a lead"):
        _move(council, number, date(2027, 1, 29))
    with council.database.read() as session:
        action = session.get_one(Action, number)
        assert action.waiting_move is None
        assert [each.kind for each in actions.history(session, action)] == ["moved", "added"]


def _move(council: Council, number: int, day: date) -> None:
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        me = session.get_one(Person, council.practitioner.id)
        event = due_dates.move(acting(me), action, Due.on(day), "The panel", TERMS)
        notices.tell(session, action, event)
