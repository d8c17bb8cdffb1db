"""Whose message is next, who brings it, and that no two go into one conversation at once.

Which conversations are busy stands in the messages themselves: what is held under a lease that
still runs, and what was sent a moment ago. So it holds for all senders of all bots. Two who claim
at once would both find a conversation free: on PostgreSQL each first locks its name until the
transaction ends, and looks then; on SQLite one writer waits for the other anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Executable,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session, selectinload

from db.anew import ANEW
from db.models import Message, MessageName
from db.models.base import UtcDateTime
from db.models.outbox import OF_A_KNOWN_KIND, SENT

FRESH: Final = timedelta(minutes=15)
IN_BULK: Final = (MessageName.DAILY_DIGEST, MessageName.SUBSCRIPTION)
TO_POST: Final = (Message.done_at.is_(None), Message.morning.is_(None))
CONVERSATIONS: Final = 0x636F6E76  # tells our advisory locks in PostgreSQL from others'

# Whom a message goes to: its conversation in Slack may not be known yet.
_READER: Final = func.coalesce(Message.channel, cast(Message.person_id, String(20)))


@dataclass(frozen=True)
class Terms:
    """How long a claim lasts, how long what may have been sent is not sent again, and the pace.

    The pace is the least time from one message to the next in a conversation.
    """

    lease: timedelta
    quarantine: timedelta
    pace: timedelta


@dataclass(frozen=True)
class Due:
    """A message that can be claimed, by its number, and to whom it goes."""

    number: int
    reader: str


def due(session: Session, at: datetime, pace: timedelta, limit: int) -> Sequence[Due]:
    """Return the messages whose turn it is: at most `limit`, and one for each reader.

    What has just happened comes first, and last what everybody gets; of each, what was put
    back. Nobody is among them to whom a message is being brought, or was within `pace`.
    """
    found = session.execute(_in_turn(), {**_times(at, pace), "limit": limit})
    first = dict[str, int]()
    for number, reader in found:
        first.setdefault(reader, number)
    return [Due(number, reader) for reader, number in first.items()]


def claim(session: Session, chosen: Due, at: datetime, terms: Terms) -> Message | None:
    """Take a message for as long as the lease, with its person; None if it cannot be had now.

    A message taken over from a claim that never recorded its outcome may have been sent: it says
    so, and may not be sent again until the quarantine is over.
    """
    if not _is_ours(session, chosen.reader):
        return None
    until = {"until": at + terms.lease, "quarantined": at + terms.quarantine}
    about = {**_times(at, terms.pace), **until, "number": chosen.number}
    taken: Message | None = session.scalars(_taking(), about, execution_options=ANEW).one_or_none()
    return taken


def is_free(
    session: Session, message: Message, channel: str, at: datetime, pace: timedelta
) -> bool:
    """Say whether nobody else brings a message into a conversation of Slack's, or just has.

    Readers of different messages may share a group's, as a pair does; its reader's own is free
    since the claim. Nobody else finds a group's free until this transaction ends: by then it is to
    stand in the row of the message.
    """
    if channel in {message.channel, message.person.conversation}:
        return True
    if not _is_ours(session, channel):
        return False
    asked = select(bindparam("channel").in_(_busy(Message.slack_channel, besides=True)))
    about = {"channel": channel, "number": message.id}
    return not session.scalar(asked, {**_times(at, pace), **about})


def _is_ours(session: Session, conversation: str) -> bool:
    """Lock the name of a conversation until this transaction ends, unless somebody else has.

    Nobody waits for it: a bot that is frozen meanwhile holds up one conversation alone.
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    lock = func.pg_try_advisory_xact_lock(CONVERSATIONS, func.hashtext(conversation))
    return bool(session.scalar(select(lock)))


def _times(at: datetime, pace: timedelta) -> dict[str, datetime]:
    return {"at": at, "fresh": at - FRESH, "before": at - pace, "after": at + pace}


def _time(name: str) -> ColumnElement[datetime]:
    return bindparam(name, type_=UtcDateTime())


def _busy(conversation: SQLColumnExpression[Any], *, besides: bool = False) -> CompoundSelect[Any]:
    """Return the conversations that others are at, or were a moment ago."""
    which = (conversation.is_not(None), *([Message.id != bindparam("number")] if besides else []))
    held = (Message.held, Message.done_at.is_(None), Message.due_at > _time("at"))
    # Both ends: where a clock was set back, what is to come must not hold up anybody.
    lately = (Message.done_at > _time("before"), Message.done_at < _time("after"))
    return union_all(
        select(conversation).where(*held, *which),
        select(conversation).where(Message.outcome == SENT, *lately, *which),
    )


def _claimable() -> Sequence[ColumnElement[bool]]:
    is_free = _READER.not_in(_busy(_READER))
    return (*TO_POST, Message.due_at <= _time("at"), OF_A_KNOWN_KIND, is_free)


@cache  # to build a statement costs more than to execute it
def _in_turn() -> Select[int, str]:
    is_fresh = Message.due_at >= _time("fresh")
    # A morning is last: what else is due by then goes with it, if it has been looked at before.
    is_morning = Message.kind == MessageName.DAILY_DIGEST
    turn = case((is_morning, 3), (Message.kind.in_(IN_BULK), 2), (is_fresh, 0), else_=1)
    waiting = select(Message.id, _READER).where(*_claimable())
    # What was put back is due later than what was written after it, and still comes before that.
    was_put_back = and_(Message.first_try_at.is_not(None), ~Message.held, ~Message.maybe_sent)
    return waiting.order_by(turn, ~was_put_back, Message.due_at, Message.id).limit(
        bindparam("limit")
    )


@cache
def _taking() -> Executable:
    # A common table expression: PostgreSQL may run a plain subquery row by row.
    free = select(Message.id).where(Message.id == bindparam("number"), *_claimable())
    found = free.with_for_update(skip_locked=True).cte()
    taking = (
        update(Message)
        .where(Message.id.in_(select(found.c.id)))
        .values(
            lease=Message.lease + 1,
            attempts=Message.attempts + 1,
            held=True,
            maybe_sent=or_(Message.maybe_sent, Message.held),
            resend_after=case((Message.held, _time("quarantined")), else_=Message.resend_after),
            first_try_at=func.coalesce(Message.first_try_at, _time("at")),
            due_at=_time("until"),
        )
        .returning(Message)
        .execution_options(synchronize_session=False)
    )
    return select(Message).from_statement(taking).options(selectinload(Message.person))
