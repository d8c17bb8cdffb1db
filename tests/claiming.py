"""Messages taken from the outbox as a sender takes them, without one."""

from datetime import datetime, timedelta
from typing import Final

from db.models import Message
from db.outbox import claims
from db.outbox.claims import Terms
from db.session import Session

TERMS: Final = Terms(timedelta(minutes=1), timedelta(minutes=2), pace=timedelta())
MANY: Final = 100


def claim_next(session: Session, at: datetime, terms: Terms = TERMS) -> Message | None:
    """Claim the message whose turn it is; None where none can be had."""
    waiting = claims.due(session, at, terms.pace, MANY)
    tried = (claims.claim(session, one, at, terms) for one in waiting)
    return next((message for message in tried if message is not None), None)


def claimed(session: Session, at: datetime, terms: Terms = TERMS) -> Message:
    """Claim the message whose turn it is; there is one."""
    message = claim_next(session, at, terms)
    assert message is not None
    return message
