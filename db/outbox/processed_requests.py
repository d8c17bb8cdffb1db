"""Which of Slack's requests were carried out already."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.models import Seen


def first_time(session: Session, key: str, at: datetime) -> bool:
    """Note a request down; say whether it had not been seen before."""
    if session.scalar(select(Seen.key).where(Seen.key == key)):
        return False
    try:
        with session.begin_nested():
            session.execute(insert(Seen).values(key=key, at=at))
    except IntegrityError:  # another replica took the same request between the look and the write
        return False
    return True


def forget(session: Session, before: datetime) -> None:
    """Delete the notes older than `before`."""
    session.execute(delete(Seen).where(Seen.at < before))
