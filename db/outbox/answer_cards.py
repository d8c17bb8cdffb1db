"""Answers that stand in somebody's direct messages: kept fresh as a message of the outbox is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db.actions.operations import UNDO_FOR
from db.models import AuditEvent, Event, Message, MessageName
from db.models.outbox import SENT
from db.outbox import cards
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.people import queries as people


@dataclass(frozen=True)
class AnswerPlace:
    """Where an answer stands in Slack, and since when."""

    channel: str
    ts: str
    at: datetime


def keep(
    session: Session, slack_id: str, place: AnswerPlace, shown: Mapping[str, Sequence[int]]
) -> None:
    """Note what an answer shows and what can be undone in it; a stranger's is not kept.

    `shown` has the numbers of `actions` and `audits`, `action_events` and `audit_events`.
    """
    person = people.known_by_slack_id(session, slack_id)
    if person is None:
        return
    done = [session.get(Event, one) for one in shown["action_events"]]
    held = [session.get(AuditEvent, one) for one in shown["audit_events"]]
    about = {
        "actions": [*shown["actions"], *(one.action_id for one in done if one)],
        "audits": [*shown["audits"], *(one.audit_id for one in held if one)],
    }
    key = f"shown:{place.channel}:{place.ts}"
    new = NewMessage(key, person, MessageName.ANSWER, about, place.at)
    number = outbox.add(session, new)
    if number is None:
        return
    row = session.get_one(Message, number)
    row.done_at, row.outcome = place.at, SENT
    row.slack_channel, row.slack_ts = place.channel, place.ts
    undoable = next((one for one in (*done, *held) if one is not None), None)
    if undoable is not None:
        cards.can_be_undone(session, number, undoable, undoable.at + UNDO_FOR)
