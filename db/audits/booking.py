"""When and where two meet: booked, suggested by one of them, or a suggestion declined."""

from collections.abc import Mapping
from typing import Final

from db import privacy
from db.audits import changes
from db.context import ChangeContext, WorkContext
from db.errors import RefusedError
from db.models import AuditEvent, AuditEventKind, AuditState, LiveAudit, Meeting
from db.models.meeting import PLACE_LENGTH
from db.permissions import Permission, require

SHORTEST: Final = 10  # minutes
LONGEST: Final = 480

_NO_SUGGESTION: Final[Mapping[str, object]] = {
    "suggested_on": None,
    "suggested_at": None,
    "suggested_place": "",
    "suggested_by_id": None,
}


def book(ctx: WorkContext, audit: LiveAudit, meeting: Meeting) -> AuditEvent:
    """Agree when and where they meet; booking another time moves it. The bot needs nobody."""
    changes.refuse_unless_open(audit, "book")
    if ctx.person is not None:
        require(ctx.person, Permission.BOOK, audit)
    _refuse_unless_possible(ctx, audit, meeting)
    fields = {
        "state": AuditState.BOOKED,
        "booked_on": meeting.day,
        "booked_at": meeting.starts,
        "minutes": meeting.minutes,
        "place": meeting.place,
        "invite_sequence": changes.next_sequence(audit),
    }
    return changes.change(ctx, audit, AuditEventKind.BOOKED, {**fields, **_NO_SUGGESTION})


def suggest(ctx: ChangeContext, audit: LiveAudit, meeting: Meeting) -> AuditEvent:
    """Ask the others whether this suits; what was booked stays until one of them accepts."""
    changes.refuse_unless_open(audit, "book")
    require(ctx.person, Permission.BOOK, audit)
    _refuse_unless_possible(ctx, audit, meeting)
    fields = {
        "suggested_on": meeting.day,
        "suggested_at": meeting.starts,
        "suggested_minutes": meeting.minutes,
        "suggested_place": meeting.place,
        "suggested_by_id": ctx.person.id,
    }
    return changes.change(ctx, audit, AuditEventKind.SUGGESTED, fields)


def decline(ctx: ChangeContext, audit: LiveAudit) -> AuditEvent:
    """Keep to what is booked, whatever was suggested."""
    require(ctx.person, Permission.BOOK, audit)
    if audit.suggested is None:
        raise RefusedError("audit.nothing_suggested", reference=audit.reference)
    return changes.change(ctx, audit, AuditEventKind.SUGGESTION_DECLINED, _NO_SUGGESTION)


def _refuse_unless_possible(ctx: WorkContext, audit: LiveAudit, meeting: Meeting) -> None:
    if meeting == audit.booked:
        raise RefusedError("audit.booked_then", "day", reference=audit.reference)
    opens, due = audit.audit_month.opens_on, audit.due_on
    if not opens <= meeting.day <= due:
        raise RefusedError(
            "audit.day_outside", "day", reference=audit.reference, opens=opens, due=due
        )
    if not SHORTEST <= meeting.minutes <= LONGEST:
        raise RefusedError("audit.meeting_length", "minutes", least=SHORTEST, most=LONGEST)
    if len(meeting.place) > PLACE_LENGTH:
        raise RefusedError("audit.place_too_long", "place", most=PLACE_LENGTH)
    privacy.guard(ctx, meeting.place)
