"""The buttons that settle when an audit is held: to accept a time, to keep it, or to book it."""

from collections.abc import Mapping
from zlib import crc32

from bot.audits.meeting_words import label
from bot.slack.blocks import Block, button
from db.models import AuditState, LiveAudit, Meeting
from jobs.audits import booking
from jobs.context import RequestContext

PRIMARY = "primary"


def time_buttons(
    audit: LiveAudit, ctx: RequestContext, value: Mapping[str, int | str | None]
) -> list[Block]:
    """Return the buttons for what is suggested, or else for what is proposed."""
    suggested = booking.suggestion(ctx, audit)
    if suggested is not None:
        if not booking.may_answer(ctx, audit):
            return []
        marked = {**value, "s": mark_of(suggested)}
        agree = [button(f"Accept {label(suggested)}", "audit_accept", marked, PRIMARY)]
        agree = agree if booking.can_be(ctx, audit, suggested) else []
        keep = [button(f"Keep {label(audit.booked)}", "audit_keep", value)] if audit.booked else []
        return [*agree, *keep]
    proposed = booking.proposed(ctx, audit) if audit.state == AuditState.PUBLISHED else None
    if proposed is None:
        return []
    day = {**value, "day": proposed.day.toordinal()}
    return [button(f"Book {label(proposed)}", "audit_book", day, PRIMARY)]


def mark_of(meeting: Meeting) -> str:
    """Return what tells one suggestion from another on a button."""
    at = meeting.starts.isoformat("minutes") if meeting.starts else ""
    place = crc32(meeting.place.encode())
    return f"{meeting.day.toordinal()} {at} {meeting.minutes} {place}"
