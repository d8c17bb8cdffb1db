"""Actions that are done and wait to be signed off: who is asked, and who is written to."""

from datetime import datetime, timedelta

from sqlalchemy import select

from db.models import Action, Message, Person
from jobs import context
from jobs.signoff import sign_offs, signing
from tests.contexts import asking
from tests.jobs.reminders.looks import ENGLAND
from tests.people import NOW, Council

A_MINUTE = timedelta(minutes=1)


def tick(council: Council, at: datetime) -> int:
    return sign_offs.process_sign_offs(council.database, lambda: at, context.Council(ENGLAND))


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
