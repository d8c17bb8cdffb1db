"""Contexts as tests need them: who does something, when, in the session they were loaded in."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import object_session

from db.context import ChangeContext, WorkContext
from db.models import Person
from db.models.base import Base
from db.session import Session
from jobs.context import Council, CouncilContext, RequestContext
from jobs.rules.levels import Level, Levels
from jobs.rules.working_days import Calendar

COUNCIL = Council(Calendar.of("ENG"))
AT_ONCE = replace(COUNCIL, levels=Levels(usual=Level.ACTIVE))  # nothing waits for a morning


def doing(person: Person, at: datetime) -> ChangeContext:
    """Return what `person` does at a time."""
    return ChangeContext(session_of(person), person, at)


def asking(person: Person, at: datetime, council: Council = COUNCIL) -> RequestContext:
    """Return what `person` asks of the council at a time."""
    return RequestContext(session_of(person), person, at, council)


def by_itself(session: Session, at: datetime) -> CouncilContext:
    """Return what the bot does by itself at a time."""
    return CouncilContext(session, None, at, COUNCIL)


def by_itself_with(row: Base, at: datetime) -> WorkContext:
    """Return what the bot does with a row by itself."""
    return by_itself(session_of(row), at)


def session_of(row: Base) -> Session:
    """Return the session that a row is in."""
    session = object_session(row)
    assert session is not None
    return session
