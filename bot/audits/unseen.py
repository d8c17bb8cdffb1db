"""An audit in a message to somebody who may not see it any more."""

from bot.slack.blocks import Block, spoken
from bot.vocabulary import our
from db.models import AuditState, LiveAudit, Person
from db.permissions import Permission, may

_P = Permission


def is_seen(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody may still look at an audit that they were told of."""
    is_draft = audit.state == AuditState.DRAWN and not may(person, Permission.SEE_DRAFT)
    is_shown = any(may(person, one, audit) for one in (_P.SEE_AUDIT, _P.SEE_MODERATED))
    return not is_draft and is_shown


def unseen() -> Block:
    """Say of an audit that this person may not see any more that one was here, and no more.

    Not which: whoever moderated it was never told its place in the plan.
    """
    return spoken(f"{our.live_audit:A} that is no longer yours to see.")
