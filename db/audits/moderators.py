"""Who could be asked to moderate: leads, heads of service and quality first, then the auditors."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from db.audits import auditor_pool
from db.models import Person
from db.outbox import reminders
from db.permission_rules import Role

ROLES: Final = ("head of service", "quality", "principal social worker")


def pool(session: Session, day: date) -> tuple[Sequence[Person], Sequence[Person]]:
    """Return those who are asked first and those who are asked then, of who is there that day."""
    everybody = [person for person in reminders.roster(session) if person.can_be_asked(day)]
    listed = {place.person.id for place in auditor_pool.auditors(session, day)}
    first = [person for person in everybody if _is_first(person)]
    return first, [person for person in everybody if person.id in listed]


def standing(session: Session, person: Person, day: date) -> frozenset[Role]:
    """Return what somebody is to every moderation: one who could have been asked, or nothing."""
    known = {one.id for part in pool(session, day) for one in part}
    return frozenset({Role.MODERATES}) if person.id in known else frozenset()


def _is_first(person: Person) -> bool:
    role = person.role.lower()
    return person.is_lead or any(words in role for words in ROLES)
