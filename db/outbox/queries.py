"""The outbox: what must reach Slack, who is delivering it, and what became of it.

All the SQL about messages is here. Whoever delivers claims a message for a while (its lease); every
outcome is fenced, so that it is recorded only while that claim is still the latest.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from db import prepared
from db.among import is_one_of
from db.anew import changed
from db.audits import learning
from db.days import day_of
from db.digest import subscriptions
from db.errors import RefusedError
from db.models import Message, MessageName, MorningShare, Person
from db.models.base import UtcDateTime
from db.models.outbox import IN_DOUBT, SENT
from db.outbox import cards, mornings
from db.outbox.claims import IN_BULK, TO_POST
from db.outbox.mornings import GATHERED
from db.outbox.pointing import shown_in
from db.people import queries as people
from db.session import insert_unless_known
from db.tracing import new_token

OTHERS_FOLLOW = timedelta(minutes=1)  # the other channels of the same note
STALE, DEAD = "stale", "dead"


@dataclass(frozen=True)
class NewMessage:
    """A message to `person`, due `at`; with a `channel` it goes there, on behalf of the person.

    `key` says which message it is: the same one is never written twice, by whomever and however
    often. `about` holds ids, never words: those are made when it is sent.
    """

    key: str
    person: Person
    kind: MessageName
    about: Mapping[str, Any]
    at: datetime
    channel: str | None = None


def add(session: Session, new: NewMessage) -> int | None:
    """Write down a message; return its number, or None if its key is known."""
    row = {
        "dedupe_key": new.key,
        "token": new_token(),
        "person_id": new.person.id,
        "channel": new.channel,
        "kind": new.kind,
        "about": dict(new.about),
        "due_at": new.at,
    }
    noted = insert_unless_known(session, Message, with_keys=True)
    number: int | None = prepared.run(session, noted, row).scalar()
    if number is not None and new.channel is None:
        cards.register(session, number, new.at, shown_in(session, new.kind, new.about))
    return number


def tell_besides(session: Session, number: int, event_id: int, at: datetime) -> None:
    """Let a message of this unit of work tell of one more event, not before `at`."""
    message = session.get_one(Message, number)
    told = message.about.get("events", [message.about["event"]])
    message.about = {**message.about, "events": [*told, event_id]}
    message.due_at = max(message.due_at, at)
    cards.add_items(session, number, shown_in(session, MessageName.EVENT, message.about))


def find(session: Session, number: int) -> Message:
    """Return the message of that number with its person; raise NoResultFound if there is none."""
    asked = select(Message).where(Message.id == number)
    return session.scalars(asked.options(joinedload(Message.person))).one()


def find_for(session: Session, number: int, reader: Person) -> Message:
    """Return the message of that number, or refuse where there is none that `reader` was sent."""
    asked = select(Message).where(Message.id == number)
    found = session.scalar(asked.options(joinedload(Message.person)))
    if found is None or (found.channel is None and found.person_id != reader.id):
        raise RefusedError("message.not_theirs")
    return found


def first_sent(session: Session, person: Person) -> Message | None:
    """Return the first message that reached somebody; None where none has."""
    sent = select(Message).where(Message.person_id == person.id, Message.outcome == SENT)
    return session.scalar(sent.order_by(Message.done_at, Message.id).limit(1))


def ever_reached(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Return which of these people a message of ours has reached."""
    sent = exists().where(Message.person_id == Person.id, Message.outcome == SENT)
    return frozenset(session.scalars(select(Person.id).where(is_one_of(Person.id, ids), sent)))


def record_channel(session: Session, message: Message, channel: str) -> bool:
    """Write down where it is about to be posted; return whether the claim still held."""
    return _record(session, message, slack_channel=channel)


def forget_channel(session: Session, message: Message, at: datetime) -> bool:
    """Put it back, to be posted elsewhere; return whether the claim still held."""
    tries = Message.attempts - 1
    return _record(session, message, slack_channel=None, due_at=at, attempts=tries, held=False)


def record_told(session: Session, message: Message, told: Mapping[str, Any]) -> bool:
    """Write down what it is about to tell; return whether the claim still held.

    It is written before the post, so that it is known even if nobody lives to record the post.
    """
    return _record(session, message, about={**message.about, subscriptions.TOLD: dict(told)})


def sent(session: Session, message: Message, channel: str, ts: str | None, at: datetime) -> bool:
    """Record that Slack has it, a file without a timestamp; return whether the claim still held."""
    where = {"slack_channel": channel, "slack_ts": ts}
    held = _finish(session, message, SENT, at, **where, last_error=None)
    if held and message.kind in IN_BULK:
        subscriptions.arrived(session, message)
    return held


def stale(session: Session, message: Message, at: datetime) -> bool:
    """Record that nothing true was left to say; return whether the claim still held."""
    return _finish(session, message, STALE, at)


def leave_for_morning(
    session: Session, message: Message, share: MorningShare, morning: str, at: datetime
) -> bool:
    """Let a message wait for its reader's morning; return whether the claim still held.

    Where the message of `morning`, by its key, is written and nobody has begun to send it, it goes
    with that one.
    """
    going = (Message.done_at.is_(None), ~Message.held, ~Message.maybe_sent)
    query = select(Message).where(Message.dedupe_key == morning, *going).with_for_update()
    found = session.scalars(query).one_or_none()
    if found is None:
        tries = Message.attempts - 1
        return _record(session, message, morning=share, attempts=tries, held=False)
    held = _finish(session, message, GATHERED, at)
    if held:
        mornings.tell_too(session, found, [(message.id, message.kind, message.about)])
    return held


def dead(session: Session, message: Message, at: datetime, error: str) -> bool:
    """Record that it will never arrive, and tell the administrators; return whether the claim held.

    A message about a dead message tells nobody: that would never end. What a channel took no
    message of is paused, and whoever subscribed to it is told, for they can do something about it;
    so they are, and it goes on, where nobody knows whether it took one.
    """
    held = _finish(session, message, DEAD, at, last_error=error)
    if held and message.kind == MessageName.SUBSCRIPTION and message.channel is not None:
        goes_on = error == IN_DOUBT
        kept = subscriptions.refused(session, message, at, pauses=not goes_on)
        event = IN_DOUBT if goes_on else "refused"
        about = {"subscription": kept.id, "event": event, "why": error}
        key = f"subscription refused:{message.id}"
        add(session, NewMessage(key, kept.made_by, MessageName.SUBSCRIPTION_NEWS, about, at))
    elif held and message.kind == MessageName.LEARNING_NOTE:
        _note_refused(session, message, at, error)
    elif held and message.kind != MessageName.DEAD_LETTER:
        for admin in people.admins(session, day_of(session, at)):
            key, about = f"dead:{message.id}:{admin.id}", {"message_id": message.id}
            add(session, NewMessage(key, admin, MessageName.DEAD_LETTER, about, at))
    return held


def _note_refused(session: Session, message: Message, at: datetime, error: str) -> None:
    """Tell whoever posted a learning note, once for all channels, that one did not take it."""
    posts = [learning.refused(session, one, error, at) for one in message.about["posts"]]
    first = next((one for one in posts if one is not None), None)
    if first is None:
        return
    month = first.note.audit_month
    about = {"round": month.id, "month": month.month.isoformat(), "event": "note refused"}
    key = f"note refused:{first.note_id}:{message.about['at']}"
    poster = people.named(session, [message.person_id])[message.person_id]
    later = at + OTHERS_FOLLOW
    add(session, NewMessage(key, poster, MessageName.AUDIT_MONTH, about, later))


def retry_at(session: Session, message: Message, when: datetime, error: str) -> bool:
    """Put it back until `when`; return whether the claim still held."""
    return _record(session, message, due_at=when, last_error=error, held=False)


def postpone(
    session: Session,
    message: Message,
    when: datetime,
    error: str,
    *,
    resend_after: datetime | None = None,
) -> bool:
    """Put it back until `when` without counting the try; return whether the claim still held.

    `resend_after` says that this try may have reached Slack after all.
    """
    doubt = {"maybe_sent": True, "resend_after": resend_after} if resend_after else {}
    tries = Message.attempts - 1
    fields = {"due_at": when, "last_error": error, "attempts": tries, "held": False}
    return _record(session, message, **fields, **doubt)


def waiting_count(session: Session) -> int:
    """Count the messages that have not arrived yet, but for what goes with a morning to come."""
    return session.scalar(select(func.count()).where(*TO_POST)) or 0


def oldest_waiting(session: Session) -> datetime | None:
    """Return since when the message that has waited longest has been due."""
    since = func.min(func.coalesce(Message.first_try_at, Message.due_at), type_=UtcDateTime())
    return session.scalar(select(since).where(*TO_POST))


def dead_letters(session: Session, since: datetime) -> Sequence[Message]:
    """Return the messages given up since then, latest first, each with its person."""
    asked = select(Message).where(Message.outcome == DEAD, Message.done_at >= since)
    latest_first = asked.order_by(Message.done_at.desc(), Message.id.desc())
    return session.scalars(latest_first.options(joinedload(Message.person))).all()


def known_keys(
    session: Session, keys: Collection[str], *which: ColumnElement[bool]
) -> frozenset[str]:
    """Return those of the keys under which a message was written down before."""
    query = select(Message.dedupe_key).where(is_one_of(Message.dedupe_key, keys), *which)
    return frozenset(session.scalars(query) if keys else ())


def delivered_keys(session: Session, keys: Collection[str]) -> frozenset[str]:
    """Return those of the keys whose message has arrived or is on its way."""
    return known_keys(session, keys, or_(Message.outcome.is_(None), Message.outcome == SENT))


def _finish(
    session: Session, message: Message, outcome: str, at: datetime, **fields: object
) -> bool:
    return _record(session, message, outcome=outcome, done_at=at, held=False, **fields)


def _record(session: Session, message: Message, **fields: object) -> bool:
    mine = (Message.id == message.id, Message.lease == message.lease, Message.held)
    change = update(Message).where(*mine).values(**fields)
    return changed(session, change) == 1
