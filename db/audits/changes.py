"""What changes a live audit: each asks the permission table, changes the row and writes its event.

What the bot does by itself takes a `WorkContext`; what only people do, a `ChangeContext`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from db import council_events, privacy
from db.audits import moderators
from db.context import ChangeContext, WorkContext
from db.errors import RefusedError
from db.evidence import address
from db.history import put, told
from db.models.audit import (
    HELD_STATES,
    AuditEvent,
    AuditEventKind,
    AuditMonth,
    AuditState,
    FamilyAsked,
    LiveAudit,
)
from db.models.people import Person
from db.permission_rules import AUDITS
from db.permissions import Permission, may, require, roles_of

REFLECTION_LENGTH: Final = 1000
# What was drawn, and nobody has changed by an event.
SAID_WHEN_PUBLISHED: Final = (
    "due_on", "auditor_id", "practitioner_id", "second_practitioner_id", "team_id", "service",
    "moderate_by", "proposed_on",
)  # fmt: skip
LINK_LENGTH: Final = 500
_NOON: Final = time(12)


@dataclass(frozen=True)
class Outcome:
    """What an auditor records of a live audit: pick-lists and ticks, nothing about the child.

    `held_on` is the day on which it was held, today if none is given. `link` leads to the audit
    form in the council's own system.
    """

    grade: str | None
    strengths: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    practitioner_there: bool | None = None
    family_asked: FamilyAsked | None = None
    standards_met: bool | None = None
    held_on: date | None = None
    link: str = ""
    case_key: str | None = None

    @property
    def themes(self) -> tuple[str, ...]:
        """Return every theme that was a strength or an area, each once."""
        return tuple(dict.fromkeys((*self.strengths, *self.areas)))


@dataclass(frozen=True)
class Verdict:
    """What a moderator makes of a grade: upheld, or another one and why."""

    upheld: bool
    grade: str | None = None
    why: str = ""


def publish(ctx: WorkContext, audit: LiveAudit) -> AuditEvent:
    """Let the pair know of each other; who they are and by when is said, so that history tells."""
    event = change(ctx, audit, AuditEventKind.PUBLISHED, {"state": AuditState.PUBLISHED})
    drawn = {name: [told(getattr(audit, name))] * 2 for name in SAID_WHEN_PUBLISHED}
    event.changes = {**event.changes, **drawn}
    return event


def not_held(ctx: WorkContext, audit: LiveAudit, reason: str, note: str = "") -> AuditEvent:
    """Record that it was not held, with a reason from the list."""
    refuse_unless_open(audit, "cannot")
    if ctx.person is not None:
        require(ctx.person, Permission.CANNOT, audit)
    fields = {"state": AuditState.NOT_HELD, "not_held_reason": reason}
    return change(ctx, audit, AuditEventKind.NOT_HELD, fields, note)


def extend(ctx: ChangeContext, audit: LiveAudit, until: date, why: str = "") -> AuditEvent:
    """Give it until a later day; the caller asks whether so many days may be given."""
    refuse_unless_open(audit, "extend")
    require(ctx.person, Permission.EXTEND, audit)
    if until <= audit.due_on:
        raise RefusedError("audit.due_later", "day", reference=audit.reference, due=audit.due_on)
    return change(ctx, audit, AuditEventKind.EXTENDED, {"due_on": until}, why)


def exempt(ctx: ChangeContext, audit: LiveAudit, reason: str, why: str = "") -> AuditEvent:
    """Take it out of what was expected."""
    require(ctx.person, Permission.EXEMPT, audit)
    refuse_unless_open(audit, "exempt")
    fields = {"state": AuditState.NOT_HELD, "not_held_reason": reason, "exempt": True}
    return change(ctx, audit, AuditEventKind.EXEMPTED, fields, why)


def replace(ctx: WorkContext, audit: LiveAudit) -> AuditEvent:
    """Give way to another pair."""
    refuse_unless_open(audit, "replace")
    sequence = next_sequence(audit)
    fields = {"state": AuditState.REPLACED, "invite_sequence": sequence}
    return change(ctx, audit, AuditEventKind.REPLACED, fields)


def hold(ctx: ChangeContext, audit: LiveAudit, outcome: Outcome, *, though: str = "") -> AuditEvent:
    """Record the outcome, the auditor or a lead for them; the practitioner has the next word.

    `though` is the reason under which an audit that was given up may be written up all the same.
    """
    given_up = bool(though) and audit.not_held_reason == though and not audit.exempt
    if not (audit.state == AuditState.NOT_HELD and given_up):
        refuse_unless_open(audit, "hold")
    _refuse_late(ctx, audit)
    require(ctx.person, Permission.HOLD, audit)
    fields = {
        "state": AuditState.HELD,
        "written_up_at": ctx.now,
        "case_key": outcome.case_key or audit.case_key,
        "not_held_reason": None,
    }
    return change(ctx, audit, AuditEventKind.HELD, fields | _written_up(ctx, audit, outcome))


def correct(ctx: ChangeContext, audit: LiveAudit, outcome: Outcome, why: str) -> AuditEvent:
    """Put right what was written up; with another grade the practitioner is asked again.

    What they wrote stays until they write again. The case is not written up a second time.
    """
    _refuse_unless_held(audit, "correct")
    require(ctx.person, Permission.CORRECT, audit)
    _require_why(why)
    fields = _written_up(ctx, audit, outcome)
    if audit.held_at is not None and ctx.day_of(audit.held_at) == (outcome.held_on or ctx.today):
        fields["held_at"] = audit.held_at
    if all(getattr(audit, name) == value for name, value in fields.items()):
        raise RefusedError("audit.nothing_corrected", reference=audit.reference)
    if outcome.grade != audit.grade:
        fields |= {"state": AuditState.HELD, **_UNSEEN}
    return change(ctx, audit, AuditEventKind.CORRECTED, fields, why)


def reopen(ctx: ChangeContext, audit: LiveAudit, why: str, *, late: str) -> AuditEvent:
    """Take back that it was held, or was not; what is over and due already waits for `late`.

    `late` is the reason under which it can still be written up. What was cancelled has no hour.
    """
    if audit.state not in (*HELD_STATES, AuditState.NOT_HELD) or audit.not_held_reason == late:
        facts = {"reference": audit.reference, "state": audit.state}
        raise RefusedError("audit.not_over", **facts)
    require(ctx.person, Permission.EXEMPT if audit.exempt else Permission.REOPEN_AUDIT, audit)
    _require_why(why)
    fields: dict[str, object] = {**_NOTHING, **_UNSEEN}
    if audit.due_on < ctx.today:
        fields |= {"state": AuditState.NOT_HELD, "not_held_reason": late}
    else:
        fields["state"] = AuditState.BOOKED if audit.booked_on else AuditState.PUBLISHED
        if audit.is_off:  # past the number with which it was taken out of their calendars
            sequence = audit.calendar_sequence + 1
            fields |= {"state": AuditState.PUBLISHED, "invite_sequence": sequence, **_NO_HOUR}
    return change(ctx, audit, AuditEventKind.REOPENED, fields, why)


def nudge(ctx: ChangeContext, audit: LiveAudit) -> AuditEvent:
    """Record that the pair were asked once more to book a day."""
    require(ctx.person, Permission.NUDGE)
    if audit.state != AuditState.PUBLISHED:
        raise RefusedError("audit.nothing_to_nudge")
    return record(ctx, audit, AuditEventKind.NUDGED)


def stop_records(ctx: ChangeContext, audit_month: AuditMonth) -> None:
    """Let nothing of a month be written up any more, once all of it was due."""
    require(ctx.person, Permission.STOP_RECORDS)
    if ctx.today <= audit_month.due_on:
        raise RefusedError("audit.records_too_soon", due=audit_month.due_on)
    audit_month.records_closed_at, audit_month.records_closed_by_id = ctx.now, ctx.person.id
    council_events.month(ctx, audit_month, "late records off")


def allow_records(ctx: ChangeContext, audit_month: AuditMonth) -> None:
    """Let a month be written up again."""
    require(ctx.person, Permission.STOP_RECORDS)
    audit_month.records_closed_at = audit_month.records_closed_by_id = None
    council_events.month(ctx, audit_month, "late records on")


def reflect(ctx: ChangeContext, audit: LiveAudit, words: str, *, agrees: bool) -> AuditEvent:
    """Keep the practitioner's own view, before the audit counts as done."""
    require(ctx.person, Permission.REFLECT, audit)
    if audit.state != AuditState.HELD or audit.reflected_at is not None:
        raise RefusedError("audit.no_reflection_wanted", reference=audit.reference)
    if len(words) > REFLECTION_LENGTH:
        raise RefusedError("audit.reflection_too_long", "words", most=REFLECTION_LENGTH)
    fields = {"reflection": words.strip(), "agrees": agrees, "reflected_at": ctx.now}
    return change(ctx, audit, AuditEventKind.REFLECTED, fields, words)


def moderate(ctx: ChangeContext, audit: LiveAudit, verdict: Verdict) -> AuditEvent:
    """Uphold or change the grade; never by the pair or anybody in the line of either."""
    refuse_unasked(ctx, audit)
    if not audit.needs_moderation or audit.state != AuditState.HELD or not audit.reflected_at:
        raise RefusedError("audit.no_moderation_wanted", reference=audit.reference)
    if not may(ctx.person, Permission.MODERATE, audit):
        raise RefusedError("audit.moderator_too_near", reference=audit.reference)
    if not verdict.upheld and not verdict.why.strip():
        raise RefusedError("audit.no_reason_for_grade", "why")
    fields = {
        "state": AuditState.MODERATED,
        "upheld": verdict.upheld,
        "moderated_grade": audit.grade if verdict.upheld else verdict.grade,
        "moderator_id": ctx.person.id,
        "moderated_at": ctx.now,
    }
    return change(ctx, audit, AuditEventKind.MODERATED, fields, verdict.why)


def take_moderation(ctx: ChangeContext, audit: LiveAudit) -> AuditEvent:
    """Let this person moderate it from now on, if they could have been asked."""
    if not could_moderate(ctx, audit, ctx.person):
        raise RefusedError("audit.not_a_moderator", reference=audit.reference)
    return choose_moderator(ctx, audit, ctx.person.id)


def could_moderate(ctx: WorkContext, audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody could be asked to moderate it today."""
    standing = moderators.standing(ctx.session, person, ctx.today)
    return may(person, Permission.BE_MODERATOR, audit, besides=standing)


def choose_moderator(ctx: WorkContext, audit: LiveAudit, moderator_id: int) -> AuditEvent:
    """Put it into a moderator's hands."""
    chosen = {"moderator_id": moderator_id}
    return change(ctx, audit, AuditEventKind.MODERATOR_CHOSEN, chosen)


def refuse_unasked(ctx: ChangeContext, audit: LiveAudit) -> None:
    """Refuse anybody but the moderator who was asked, or a lead."""
    if not roles_of(ctx.person, audit) & AUDITS[Permission.MODERATE].owned:
        asked = audit.moderator.called if audit.moderator else ""
        raise RefusedError("audit.for_moderator", reference=audit.reference, asked=asked)


def close(ctx: WorkContext, audit: LiveAudit) -> AuditEvent:
    """Count it as done, which the bot does by itself."""
    by_itself = WorkContext(ctx.session, None, ctx.now)
    return change(by_itself, audit, AuditEventKind.CLOSED, {"state": AuditState.CLOSED})


def talked_about(ctx: ChangeContext, audit: LiveAudit) -> AuditEvent:
    """Record that a supervisor has talked about it with the practitioner."""
    require(ctx.person, Permission.TALK, audit)
    is_theirs = any(ctx.person.manages(one) for one in audit.practitioners)
    if not is_theirs or audit.supervision_by is None:
        raise RefusedError("audit.not_for_supervision", reference=audit.reference)
    if audit.talked_about_at is not None:
        raise RefusedError("audit.talked_about_already", reference=audit.reference)
    return change(ctx, audit, AuditEventKind.TALKED_ABOUT, {"talked_about_at": ctx.now})


def also(event: AuditEvent, audit: LiveAudit, fields: Mapping[str, object]) -> None:
    """Change more fields as part of an event that was written in this unit of work."""
    event.changes = event.changes | put(audit, fields)


def put_back(ctx: ChangeContext, audit: LiveAudit, fields: Mapping[str, object]) -> AuditEvent:
    """Give fields their former values; `db.audits.undo` asks whether that may be."""
    return change(ctx, audit, AuditEventKind.UNDONE, fields)


def record(
    ctx: WorkContext, audit: LiveAudit, kind: AuditEventKind, note: str = "", **facts: object
) -> AuditEvent:
    """Write down what changes no field: an extension asked for, the safeguarding button."""
    privacy.guard(ctx, note)
    return _write(ctx, audit, AuditEvent(kind=kind, note=note, changes={**facts}))


def _written_up(ctx: ChangeContext, audit: LiveAudit, outcome: Outcome) -> dict[str, object]:
    """Return what an outcome says, as the row keeps it; refuse a day on which it was not held."""
    day, opens = outcome.held_on or ctx.today, audit.audit_month.opens_on
    if outcome.held_on is not None and not opens <= day <= ctx.today:
        raise RefusedError("audit.held_outside", "held_on", opens=opens)
    privacy.guard(ctx, outcome.link)
    return {
        "held_at": _instant(ctx, day),
        "grade": outcome.grade,
        "themes": list(outcome.themes),
        "strengths": list(outcome.strengths),
        "areas": list(outcome.areas),
        "practitioner_there": outcome.practitioner_there,
        "family_asked": outcome.family_asked,
        "standards_met": outcome.standards_met,
        "form_link": address(outcome.link, LINK_LENGTH, "link") if outcome.link else "",
    }


def _instant(ctx: ChangeContext, day: date) -> datetime:
    """Return now for today, and noon for any other day: nobody is asked the hour."""
    return ctx.now if day == ctx.today else datetime.combine(day, _NOON, UTC)


def _refuse_late(ctx: ChangeContext, audit: LiveAudit) -> None:
    """Refuse what was due before, once a lead has said that nothing is written up any more."""
    if audit.audit_month.records_closed_at is not None and audit.due_on < ctx.today:
        raise RefusedError("audit.records_stopped", month=f"{audit.audit_month.month:%B %Y}")


def _refuse_unless_held(audit: LiveAudit, wish: str) -> None:
    if audit.state not in HELD_STATES:
        facts = {"reference": audit.reference, "state": audit.state}
        raise RefusedError(f"audit.not_held_{wish}", **facts)


def _require_why(why: str) -> None:
    if not why.strip():
        raise RefusedError("audit.no_why", "why")


# What nobody has seen yet, and what was never held, as their rows have it.
_UNSEEN: Final[Mapping[str, object]] = dict.fromkeys(
    ("agrees", "reflected_at", "upheld", "moderated_grade", "moderated_at")
)
# Its hour may be another's by now: the pair choose again.
_NO_HOUR: Final[Mapping[str, object]] = {
    **dict.fromkeys(("booked_on", "booked_at")),
    "place": "",
}
_NOTHING: Final[Mapping[str, object]] = {
    **dict.fromkeys(("held_at", "written_up_at", "grade", "moderator_id", "not_held_reason")),
    **dict.fromkeys(("practitioner_there", "family_asked", "standards_met")),
    "themes": [],
    "strengths": [],
    "areas": [],
    "form_link": "",
    "reflection": "",
    **dict.fromkeys(("needs_moderation", "exempt"), False),
}


def refuse_unless_open(audit: LiveAudit, wish: str) -> None:
    """Refuse what is asked of an audit that is over; `wish` says what that is."""
    if not audit.is_open:
        facts = {"reference": audit.reference, "state": audit.state}
        raise RefusedError(f"audit.not_open_{wish}", **facts)


def next_sequence(audit: LiveAudit) -> int:
    """Return the number of the next change that calendars must make (RFC 5546)."""
    return audit.invite_sequence + (audit.booked_on is not None)


def change(
    ctx: WorkContext,
    audit: LiveAudit,
    kind: AuditEventKind,
    fields: Mapping[str, object],
    note: str = "",
) -> AuditEvent:
    """Change fields and write the event; the note passes the guard. The caller asks who may."""
    privacy.guard(ctx, note)
    changes = put(audit, fields)
    return _write(ctx, audit, AuditEvent(kind=kind, changes=changes, note=note.strip()))


def _write(ctx: WorkContext, audit: LiveAudit, event: AuditEvent) -> AuditEvent:
    event.audit, event.person, event.at = audit, ctx.person, ctx.now
    ctx.session.add(event)
    return event
