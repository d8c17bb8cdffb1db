"""When and where a live audit is held, in words."""

from datetime import time

from bot.audits.case_words import joined
from bot.capital import capital
from bot.slack.blocks import Block, bold, link
from bot.vocabulary import our
from db.models import LiveAudit, Meeting, Person
from jobs.audits import booking
from jobs.context import RequestContext
from jobs.rules.deadlines import distance, spell

WEB = ("https://", "http://")


def clock(at: time) -> str:
    return f"{at:%H:%M}"


def span(meeting: Meeting) -> str:
    """Return a day with its hours: "Fri 27 Nov 2026, 14:00 to 14:45"."""
    if meeting.starts is None or meeting.ends is None:
        return spell(meeting.day)
    return f"{spell(meeting.day)}, {clock(meeting.starts)} to {clock(meeting.ends)}"


def label(meeting: Meeting) -> str:
    """Return a day with its hour for a button: "Fri 27 Nov 2026, 14:00"."""
    at = f", {clock(meeting.starts)}" if meeting.starts else ""
    return f"{spell(meeting.day)}{at}"


def where(meeting: Meeting) -> list[Block | str]:
    """Return the place, after what was said of the time; nothing where none is known."""
    if not meeting.place:
        return []
    is_link = meeting.place.startswith(WEB) and " " not in meeting.place
    return [" · ", link(meeting.place, "Join online") if is_link else meeting.place]


def where_words(meeting: Meeting) -> str:
    """Return the place at the end of a sentence; a link is not spelt out."""
    if not meeting.place:
        return ""
    return ", online" if meeting.place.startswith(WEB) else f", {meeting.place}"


def with_whom(audit: LiveAudit, reader: Person, *, with_month: bool = False) -> str:
    """Name an audit to one of its pair, or to somebody else: "your live audit with Sam".

    `with_month`: "your November live audit with Sam", as they may have one of December too.
    """
    kind = f"{audit.audit_month.month:%B} {our.live_audit}" if with_month else our.live_audit
    if reader.id not in {one.id for one in audit.people}:
        practitioners = joined(one.called for one in audit.practitioners)
        return f"the {kind} of {audit.auditor.called} with {practitioners}"
    others = joined(one.called for one in audit.people if one.id != reader.id)
    return f"your {kind} with {others}"


def booked_words(audit: LiveAudit, reader: Person) -> str:
    """Say for when it is booked, as a sentence: "Your live audit with Sam is booked for ..."."""
    named = with_whom(audit, reader)
    when = span(audit.booked) if audit.booked else "no day yet"
    return f"{capital(named)} is booked for {when}."


def booked_line(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Return the line of a card that says for when and where it is booked, and asks afterwards."""
    meeting = audit.booked
    if meeting is None:
        return []
    far = distance(meeting.day, ctx.today, ctx.council.calendar)
    when = [bold(span(meeting)), f", {far}", *where(meeting)]
    if meeting.day >= ctx.today:
        return ["Booked for ", *when]
    is_theirs = audit.auditor_id == ctx.person.id
    asked = "Did it take place? Mark it complete, or suggest another time."
    return ["Was booked for ", *when, f". {asked if is_theirs else 'Not written up yet.'}"]


def suggestion_line(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Return the line of a card that says what is suggested, and for whose answer it waits."""
    meeting = booking.suggestion(ctx, audit)
    if meeting is None:
        return []
    by = audit.suggested_by
    if by is None or by.id == ctx.person.id:
        others = joined(one.called for one in audit.people if one.id != ctx.person.id)
        told = f". Waiting for {others} to accept."
        return ["You suggested ", bold(span(meeting)), *where(meeting), told]
    called = capital(by.called)
    return [f"{called} suggests ", bold(span(meeting)), *where(meeting)]
