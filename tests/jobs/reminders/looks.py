"""Looks at who is to be reminded, on working days around one due date, and who heard what."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from db.models import Message
from db.session import Database
from jobs import context
from jobs.reminders.daily import enqueue_reminders
from jobs.rules.escalation import DEFAULT_POLICY, parse_policy
from jobs.rules.quiet import Cadence
from jobs.rules.working_days import Calendar
from tests.people import Council

ENGLAND = Calendar.of("ENG")
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
