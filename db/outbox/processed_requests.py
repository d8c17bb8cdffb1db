"""Which of Slack's requests were carried out already."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import ProcessedRequest
from db.session import insert_unless_known


def first_time(session: Session, key: str, at: datetime) -> bool:
    """Note a request down; say whether it had not been seen before."""
    noted = insert_unless_known(session, ProcessedRequest)
    return session.scalar(noted, {"key": key, "at": at}) is not None


def forget(session: Session, before: datetime) -> None:
    """Delete the notes older than `before`."""
    session.execute(delete(ProcessedRequest).where(ProcessedRequest.at < before))
