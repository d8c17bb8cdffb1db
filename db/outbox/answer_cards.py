"""Answers that stand in somebody's direct messages: kept fresh as a message of the outbox is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.operations import UNDO_FOR
from db.among import is_one_of
from db.models import AuditEvent, Event, Message, MessageName
from db.models.outbox import SENT
from db.outbox import cards
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.people import queries as people


@dataclass(frozen=True)
class AnswerPlace:
    """Where an answer stands in Slack, since when, and what had happened to what it shows."""

    channel: str
    ts: str
    at: datetime
    stood: Mapping[str, int] = field(default_factory=dict)


def events_of(session: Session, shown: Mapping[str, Sequence[int]]) -> Mapping[str, int]:
    """Return how many events each action and audit has that an answer shows."""
    session.flush()
    about, _ = _about(session, shown)
    counted: dict[str, int] = {}
    for kind, column in (("actions", Event.action_id), ("audits", AuditEvent.audit_id)):
        if about[kind]:
            rows = select(column, func.count()).where(is_one_of(column, about[kind]))
            for number, count in session.execute(rows.group_by(column)):
                counted[f"{kind} {number}"] = count
    return counted


def _about(
    session: Session, shown: Mapping[str, Sequence[int]]
) -> tuple[dict[str, list[int]], list[Event | AuditEvent]]:
    """Return the actions and audits of an answer, and what can be undone in it."""
    done = [session.get(Event, one) for one in shown["action_events"]]
    held = [session.get(AuditEvent, one) for one in shown["audit_events"]]
    about = {
        "actions": [*shown["actions"], *(one.action_id for one in done if one)],
        "audits": [*shown["audits"], *(one.audit_id for one in held if one)],
    }
    return about, [one for one in (*done, *held) if one is not None]


def keep(
    session: Session, slack_id: str, place: AnswerPlace, shown: Mapping[str, Sequence[int]]
) -> None:
    """Note what an answer shows and what can be undone in it; a stranger's is not kept.

    `shown` has the numbers of `actions` and `audits`, `action_events` and `audit_events`. What has
    happened to them while the answer was on its way to Slack is shown next.
    """
    person = people.known_by_slack_id(session, slack_id)
    if person is None:
        return
    about, undoable = _about(session, shown)
    key = f"shown:{place.channel}:{place.ts}"
    new = NewMessage(key, person, MessageName.ANSWER, about, place.at)
    number = outbox.add(session, new)
    if number is None:
        return
    row = session.get_one(Message, number)
    row.done_at, row.outcome = place.at, SENT
    row.slack_channel, row.slack_ts = place.channel, place.ts
    if undoable:
        cards.can_be_undone(session, number, undoable[0], undoable[0].at + UNDO_FOR)
    stands = events_of(session, shown)
    if any(place.stood.get(each, count) != count for each, count in stands.items()):
        cards.overtaken(session, number)
