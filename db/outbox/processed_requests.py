"""Which of Slack's requests were carried out already, and which still want an answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db import prepared
from db.among import is_one_of
from db.anew import changed
from db.models import ProcessedRequest
from db.session import insert_unless_known

# Stands where the work would: what was answered with a question or a form changed nothing. A bot
# that does not know it finds nobody who resumes that, gives it up, and tells the same.
ASKED_BACK: Final = {"name": "asked back"}
CLOCKS_DIFFER_BY: Final = timedelta(seconds=5)  # Slack's and that of the bot's machine


@dataclass(frozen=True)
class NewRequest:
    """A request under its key; whoever asked is to be answered by `due_at`, if that is given.

    `work` is what they asked, where it is acknowledged before it is done.
    """

    key: str
    at: datetime
    slack_id: str | None = None
    due_at: datetime | None = None
    work: Mapping[str, Any] | None = None


def first_time(session: Session, new: NewRequest) -> bool:
    """Note a request down; say whether it had not been seen before."""
    noted = insert_unless_known(session, ProcessedRequest)
    row = {"key": new.key, "at": new.at, "slack_id": new.slack_id, "due_at": new.due_at}
    row |= {"work": dict(new.work)} if new.work else {}
    return prepared.run(session, noted, row).rowcount == 1


def take_up(session: Session, key: str) -> bool:
    """Take what was written down to be done; say whether nobody else has done it."""
    mine = (ProcessedRequest.key == key, ProcessedRequest.work.is_not(None))
    return changed(session, update(ProcessedRequest).where(*mine).values(work=None)) == 1


def asked_back(session: Session, key: str) -> None:
    """Note that a request changed nothing: it is answered with a question, or with a form."""
    changed(session, update(ProcessedRequest).where(ProcessedRequest.key == key).values(_ASKED))


def answered(session: Session, keys: Collection[str]) -> None:
    """Note that whoever made these requests has their answer."""
    prepared.run(session, _ANSWERED, {"keys": keys})


def is_known(session: Session, key: str, *, carried_out: bool = False) -> bool:
    """Say whether a request was carried out, or at least written down to be."""
    found = session.get(ProcessedRequest, key)
    return found is not None and not (carried_out and found.work not in (None, ASKED_BACK))


def claim_unanswered(session: Session, at: datetime, lease: timedelta) -> ProcessedRequest | None:
    """Take one request that nobody has answered in time, for as long as `lease`."""
    waiting = select(ProcessedRequest.key).where(ProcessedRequest.due_at <= at)
    first = waiting.order_by(ProcessedRequest.due_at).limit(1).with_for_update(skip_locked=True)
    found = first.cte()
    claim = (
        update(ProcessedRequest)
        .where(ProcessedRequest.key.in_(select(found.c.key)))
        .values(due_at=at + lease, attempts=ProcessedRequest.attempts + 1)
        .returning(ProcessedRequest)
        .execution_options(synchronize_session=False)
    )
    return session.scalars(select(ProcessedRequest).from_statement(claim)).one_or_none()


def asked_since(session: Session, slack_id: str, at: datetime, key: str) -> bool:
    """Say whether somebody has asked anything after an instant, besides the request of a key."""
    theirs = (ProcessedRequest.slack_id == slack_id, ProcessedRequest.key != key)
    later = ProcessedRequest.at > at + CLOCKS_DIFFER_BY
    return session.scalar(select(1).where(later, *theirs).limit(1)) is not None


def forget(session: Session, before: datetime) -> None:
    """Delete the notes older than `before`."""
    session.execute(delete(ProcessedRequest).where(ProcessedRequest.at < before))


_ANSWERED: Final = (
    update(ProcessedRequest)
    .where(is_one_of(ProcessedRequest.key, given="keys"))
    .values(due_at=None, work=None)
)
_ASKED = {"work": ASKED_BACK}
