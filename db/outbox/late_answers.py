"""Answers that could not be shown when they were made: a message tells what became of a request."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models import AuditEvent, Event, MessageName, Person, ProcessedRequest
from db.outbox import processed_requests as requests
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage


def leave(session: Session, key: str, slack_id: str, now: datetime, *, was_kept: bool) -> None:
    """Let a message tell somebody what became of what they asked; strangers are not written to.

    `key` is the request's; one that bears none is told of once for each time it fails. Slack may
    deliver one that was not kept once more, and then it is kept: each is told of by itself.
    """
    person = session.scalars(select(Person).where(Person.slack_id == slack_id)).one_or_none()
    noted = session.get(ProcessedRequest, key) if key else None
    was_kept = was_kept and (noted is None or noted.work != requests.ASKED_BACK)
    at = noted.at if noted is not None and was_kept else now
    if person is not None:
        about = {"at": at.isoformat(), "kept": was_kept}
        about |= {"unless": key} if key and noted is None else {}
        name = f"{'answer' if was_kept else 'no answer'}:{key or uuid4().hex}"
        outbox.add(session, NewMessage(name, person, MessageName.LATE_ANSWER, about, now))
    if noted is not None:
        requests.answered(session, [key])


def was_overtaken(session: Session, about: Mapping[str, Any]) -> bool:
    """Say whether what a message calls not done was delivered again and carried out since."""
    return "unless" in about and requests.is_known(session, about["unless"])


def actions_changed(session: Session, person: Person, at: datetime) -> Sequence[Event]:
    """Return what somebody did to actions in one unit of work, in order."""
    mine = (Event.person_id == person.id, Event.at == at)
    query = select(Event).where(*mine).order_by(Event.id)
    return session.scalars(query.options(joinedload(Event.person), joinedload(Event.action))).all()


def audits_changed(session: Session, person: Person, at: datetime) -> Sequence[AuditEvent]:
    """Return what somebody did to live audits in one unit of work, in order."""
    mine = (AuditEvent.person_id == person.id, AuditEvent.at == at)
    query = select(AuditEvent).where(*mine).order_by(AuditEvent.id)
    return session.scalars(query.options(joinedload(AuditEvent.audit))).all()
