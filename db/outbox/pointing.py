"""What a message is about that somebody points at by its link."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Event, Message, Person


@dataclass(frozen=True)
class PointedAt:
    """The actions and audits that a message tells of, by number."""

    actions: tuple[int, ...] = ()
    audits: tuple[int, ...] = ()


def pointed_at(session: Session, person: Person, channel: str, ts: str) -> PointedAt:
    """Return what a message to `person` is about; nothing for a message that was not theirs."""
    query = select(Message).where(
        Message.person_id == person.id, Message.slack_channel == channel, Message.slack_ts == ts
    )
    message = session.scalar(query)
    if message is None:
        return PointedAt()
    about = message.about
    actions = [*about.get("actions", []), *([about["action"]] if "action" in about else [])]
    if isinstance(about.get("event"), int):
        found = session.get(Event, about["event"])
        actions += [found.action_id] if found else []
    audits = [about["audit"]] if "audit" in about else []
    return PointedAt(tuple(dict.fromkeys(actions)), tuple(audits))
