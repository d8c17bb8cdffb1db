"""An audit in a message to somebody who may not see it any more."""

from bot.slack.blocks import Block, spoken
from db.models import AuditState, LiveAudit, Person
from db.permissions import Permission, may


def is_seen(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody may still look at an audit that they were told of."""
    is_draft = audit.state == AuditState.DRAWN and not may(person, Permission.SEE_DRAFT)
    return not is_draft and may(person, Permission.SEE_AUDIT, audit)


def unseen(audit: LiveAudit) -> Block:
    """Say of an audit that this person may not see any more that it was here, and no more."""
    return spoken(f"{audit.reference}: no longer yours to see.")
