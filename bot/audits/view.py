"""What the bot says about one live audit, and which buttons each person gets with it."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.audits.case_words import case_words, joined
from bot.audits.draw_words import why_words
from bot.audits.event_words import AREAS, STRENGTHS, corrected_words, event_words, off_words
from bot.audits.first_look_view import first_look
from bot.audits.heading import at_start, can_moderate, heading, is_blind
from bot.audits.meeting_words import booked_line, span, suggestion_line
from bot.audits.time_buttons import PRIMARY, time_buttons
from bot.audits.who_knows import (
    knows_of_moderation,
    may_read_note,
    may_see_event,
    may_see_grade,
    reads_grade,
)
from bot.capital import capital
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    faint,
    lines,
    quote,
    row,
    saying,
)
from bot.vocabulary import count, our
from db.audits import queries as audits
from db.models import AuditEvent, AuditEventKind, AuditState, FamilyAsked, LiveAudit, Person
from db.models.audit import HELD_STATES
from db.permissions import Permission, may
from jobs.audits import booking, case_changes, proposals, swapping
from jobs.context import RequestContext
from jobs.rules.deadlines import spell, spell_with_distance
from jobs.rules.not_held import NO_WORD

SHOWN_EVENTS = 20


def day_words(day: date, ctx: RequestContext) -> str:
    return spell_with_distance(day, ctx.today, ctx.council.calendar)


def is_of_pair(audit: LiveAudit, person: Person) -> bool:
    return person.id in {each.id for each in audit.people}


def is_practitioner(audit: LiveAudit, person: Person) -> bool:
    return person.id in {each.id for each in audit.practitioners}


def who(audit: LiveAudit, ctx: RequestContext) -> str:
    """Say which of the pair its reader is, whom the heading has named; else nothing.

    Of two practitioners each is told who the other is, so that it is clear who reviews.
    """
    if is_blind(audit, ctx):
        return blind_words(audit, ctx.person)
    you, they = _reviews(audit, ctx.today)
    if ctx.person.id == audit.auditor_id:
        return f"You {you} a case with them."
    if not is_practitioner(audit, ctx.person):
        return ""
    others = [one.called for one in audit.practitioners if one.id != ctx.person.id]
    if not others:
        return f"They {you} a case with you."
    return f"{capital(audit.auditor.called)} {they} a case with {joined(['you', *others])}."


def _reviews(audit: LiveAudit, today: date) -> tuple[str, str]:
    """Return what the auditor does or did, as it is said of "you" or "they", and of one."""
    if audit.is_off or audit.is_lapsed(today):
        return "were due to review", "was due to review"
    return ("reviewed", "reviewed") if audit.state in HELD_STATES else ("review", "reviews")


def blind_words(audit: LiveAudit, person: Person) -> str:
    """Say that the moderator is not told who the pair are, and how far that goes."""
    said = "You are not told who the pair are"
    if audit.form_link:
        said += f"; the {our.audit} form itself may name them"
    looked_up = f" As {our.lead:a} you could look it up; please don't." if person.is_lead else ""
    return f"{said}.{looked_up}"


def when(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Say how far an audit has come and which day is next."""
    if audit.is_lapsed(ctx.today):
        return [f"Not completed by {spell(audit.due_on)}. {late_words(audit)}"]
    if audit.state == AuditState.BOOKED and audit.booked_on:
        return booked_line(audit, ctx)
    if audit.state in (AuditState.DRAWN, AuditState.PUBLISHED):
        # What one of the two suggests takes the place of what the bot proposed.
        meeting = None if booking.suggestion(ctx, audit) else booking.proposed(ctx, audit)
        proposed = f"Proposed: {span(meeting)}. " if meeting else ""
        return [f"{proposed}Complete by {day_words(audit.due_on, ctx)}."]
    if audit.state == AuditState.NOT_HELD:
        exempt = ", exempt" if audit.exempt else ""
        late = f" {late_words(audit)}" if is_unspoken(audit) else ""
        return [f"{capital(off_words(audit.not_held_reason))}{exempt}.{late}"]
    if audit.state == AuditState.REPLACED:
        return ["Another pair has taken its place."]
    return [_held(audit, ctx)]


def late_words(audit: LiveAudit) -> str:
    """Say whether what is over can still be written up."""
    if audit.audit_month.records_closed_at is not None:
        return f"{audit.audit_month.month:%B} is closed for late records."
    return f"It can still be written up, until {our.lead:a} stops late records."


def _held(audit: LiveAudit, ctx: RequestContext) -> str:
    if audit.state == AuditState.HELD and audit.reflected_at is None:
        who = "you" if is_practitioner(audit, ctx.person) else audit.practitioner.called
        return f"Completed. Waiting for {who} to reflect."
    if not knows_of_moderation(audit, ctx.person):
        return "Completed and reflected on."
    if audit.state == AuditState.HELD and audit.needs_moderation:
        return f"Completed and reflected on. Waiting for {our.moderation}."
    return {AuditState.MODERATED: f"Completed and {our.moderated}."}.get(
        AuditState(audit.state), "Completed and closed."
    )


def card(audit: LiveAudit, ctx: RequestContext) -> Block:
    """Return an audit in a few lines: which, who, when, which case; never a grade."""
    case = "" if is_blind(audit, ctx) else case_words(audit)
    is_to_come = audit.is_open and not audit.is_lapsed(ctx.today)
    asked = suggestion_line(audit, ctx) if is_to_come else []
    told = [each for each in (asked, [case] if case else []) if each]
    return lines(*about(audit, ctx), when(audit, ctx), *told)


def about(audit: LiveAudit, ctx: RequestContext) -> list[list[Block | str]]:
    """Return the lines that say which audit it is, and which of the pair its reader is."""
    role: list[Block | str] = [who(audit, ctx)]
    return [heading(audit, ctx), *([role] if any(role) else [])]


def buttons(audit: LiveAudit, ctx: RequestContext, message_id: int | None = None) -> list[Block]:
    value = {"a": audits.key_for(ctx.person, audit), "m": message_id}
    offered: list[Block] = []
    if can_reflect(audit, ctx.person):
        offered.append(button("Reflect", "audit_form_reflect", value, PRIMARY))
    if is_of_pair(audit, ctx.person):
        offered += _pairs(audit, ctx, value)
    if case_changes.may_name(ctx.person, audit):
        offered.append(button("Name the case", "audit_form_case", value))
    if audit.is_open and may(ctx.person, Permission.EXEMPT, audit):
        offered.append(button("Exempt", "audit_form_exempt", value))
    if can_moderate(audit, ctx.person):
        offered.append(button(f"{our.moderate:C}", "audit_form_moderate", value, PRIMARY))
    return [*offered, button("Details", "audit_show", value)]


def _pairs(
    audit: LiveAudit, ctx: RequestContext, value: dict[str, int | str | None]
) -> list[Block]:
    is_lapsed = audit.is_lapsed(ctx.today)
    offered = [] if is_lapsed else time_buttons(audit, ctx, value)
    if ctx.person.id == audit.auditor_id and can_write_up(audit, ctx):
        is_next = audit.state == AuditState.BOOKED and not offered  # until then booking a day is
        offered.append(
            button("Mark complete", "audit_form_held", value, PRIMARY if is_next else "")
        )
    if can_suggest(audit, ctx):
        offered.append(button("Suggest another time", "audit_form_suggest", value))
    if audit.is_open:
        cannot = button("Can't do this", "audit_form_cannot", value)
        offered.append(button("Say why not", "audit_form_cannot", value) if is_lapsed else cannot)
    if swapping.is_offered(ctx, audit):
        offered.append(button("Ask to swap", "audit_form_swap", value))
    is_to_come = audit.is_open and not is_lapsed
    if audit.booked_on is not None and (is_to_come or audit.is_off):
        words = "Calendar file" if is_to_come else "Take out of my calendar"
        offered.append(button(words, "audit_invite", value))
    if audit.state in (AuditState.BOOKED, AuditState.HELD):
        offered.append(button("Safeguarding concern", "audit_safeguarding", value, "danger"))
    return offered


def can_suggest(audit: LiveAudit, ctx: RequestContext) -> bool:
    """Say whether a day is left to suggest to the other."""
    return audit.is_open and proposals.has_day_to_offer(ctx, audit)


def _has_come(audit: LiveAudit, today: date) -> bool:
    day = audit.booked_on or audit.audit_month.opens_on
    return audit.audit_month.opens_on <= today and (day <= today or audit.is_lapsed(today))


def waits_for(audit: LiveAudit, person: Person) -> bool:
    """Say whether there is something for this person to do about an audit."""
    is_theirs = audit.is_open and is_of_pair(audit, person)
    return is_theirs or can_reflect(audit, person) or can_moderate(audit, person)


def can_reflect(audit: LiveAudit, person: Person) -> bool:
    """Say whether a reflection of this person is waited for."""
    is_waiting = audit.state == AuditState.HELD and audit.reflected_at is None
    return is_waiting and is_practitioner(audit, person)


def item(audit: LiveAudit, ctx: RequestContext, message_id: int | None = None) -> list[Block]:
    return [card(audit, ctx), row(f"audit-{audit.id}", *buttons(audit, ctx, message_id))]


def mine(found: Sequence[LiveAudit], ctx: RequestContext) -> Answer:
    """List what waits for somebody, or say that nothing does."""
    if not found:
        return saying(
            f"You have no {our.live_audits} to book, complete, reflect on or {our.moderate}. "
            f"`{ctx.council.commands.audit} calendar` shows who looks at performance, and when."
        )
    many = f"{count(len(found), our.live_audit)} for you to look at"
    blocks = [lines([bold(many)])]
    for audit in found[:SHOWN_EVENTS]:
        blocks += item(audit, ctx)
    if len(found) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(found) - SHOWN_EVENTS} more"))
    return Answer(many, blocks)


def details(audit: LiveAudit, history: Sequence[AuditEvent], ctx: RequestContext) -> Answer:
    """Tell everything about one audit that this person may see, newest event first."""
    history = [event for event in history if may_see_event(event, audit, ctx.person)]
    blocks = [card(audit, ctx), *first_look(audit, ctx), *_outcome(audit, ctx)]
    if audit.reason and not is_blind(audit, ctx):
        blocks.append(lines([bold("Why these two: "), why_words(audit.reason)]))
    for event in history[:SHOWN_EVENTS]:
        blocks += _told(event, audit, ctx)
    if len(history) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(history) - SHOWN_EVENTS} earlier events"))
    offered = [*buttons(audit, ctx)[:-1], *putting_right(audit, ctx.person)]
    if offered or not is_blind(audit, ctx):
        blocks.append(row(f"audit-{audit.id}", *offered or [why_button(audit)]))
    return Answer(at_start(audit, ctx), blocks)


def is_unspoken(audit: LiveAudit) -> bool:
    """Say whether nobody gave a word on it, so that it may be written up late."""
    given_up = audit.state == AuditState.NOT_HELD and not audit.exempt
    return given_up and audit.not_held_reason == NO_WORD


def can_write_up(audit: LiveAudit, ctx: RequestContext) -> bool:
    """Say whether this person may write it up, and its day has come."""
    late = audit.due_on < ctx.today and audit.audit_month.records_closed_at is not None
    has_come = is_unspoken(audit) or (audit.is_open and _has_come(audit, ctx.today))
    return has_come and not late and may(ctx.person, Permission.HOLD, audit)


def undo_button(event: AuditEvent, message_id: int | None = None) -> Block:
    """Return the button that undoes what was just done."""
    return button("Undo", "audit_undo", {"event": event.id, "m": message_id})


def putting_right(audit: LiveAudit, person: Person) -> list[Block]:
    """Return what corrects or reopens it, for those who may."""
    value, offered = {"a": audit.id}, []
    if audit.state in HELD_STATES and may(person, Permission.CORRECT, audit):
        offered.append(button("Correct", "audit_form_correct", value))
    is_over = audit.state in HELD_STATES or (audit.state == AuditState.NOT_HELD)
    needed = Permission.EXEMPT if audit.exempt else Permission.REOPEN_AUDIT
    if is_over and not is_unspoken(audit) and may(person, needed, audit):
        offered.append(button("Reopen", "audit_form_reopen_audit", value))
    return offered


def why_button(audit: LiveAudit) -> Block:
    return button("Why these two?", "audit_why", {"a": audit.id})


def themes_of(audit: LiveAudit) -> Iterator[tuple[str, str]]:
    """Yield what was strong and what needs work, each by its name, as far as anything is."""
    for name, themes in ((STRENGTHS, audit.strengths), (AREAS, audit.areas)):
        if themes:
            yield name, ", ".join(themes)


def _outcome(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    shown = [lines([bold(f"{name}: "), themes]) for name, themes in themes_of(audit)]
    shown += _ticks(audit, ctx)
    if audit.grade and reads_grade(audit, ctx):
        shown.append(lines([bold("Grade: "), grade_words(audit)]))
    return shown


_FAMILY = {
    FamilyAsked.YES: "the family was asked",
    FamilyAsked.DECLINED: "the family was asked and declined",
    FamilyAsked.NOT_ASKED: "the family was not asked",
}


def _ticks(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Return what was ticked; whether the standards were met is told like a grade."""
    said = tick_words(audit, standards=may_see_grade(audit, ctx.person))
    return [lines([said])] if said else []


def tick_words(audit: LiveAudit, *, standards: bool) -> str:
    """Say what was ticked when it was written up, with the standards or without."""
    said = []
    if audit.practitioner_there is not None:
        with_them, without = f"the {our.practitioner} was there", f"without the {our.practitioner}"
        said.append(with_them if audit.practitioner_there else without)
    if audit.family_asked is not None:
        said.append(_FAMILY[FamilyAsked(audit.family_asked)])
    if audit.standards_met is not None and standards:
        met = "met" if audit.standards_met else "not met"
        said.append(f"the practice standards were {met}")
    return capital(f"{'; '.join(said)}.") if said else ""


def grade_words(audit: LiveAudit) -> str:
    if audit.upheld is None or audit.upheld:
        return f"{audit.grade}{', upheld' if audit.upheld else ''}"
    return f"{audit.moderated_grade}, changed from {audit.grade} by {our.moderation}"


def _told(event: AuditEvent, audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    told = [
        lines(
            [
                faint(f"{spell(ctx.day_of(event.at))} "),
                f"{_by(event, audit, ctx)}: {event_words(event)}",
            ]
        )
    ]
    if event.kind == AuditEventKind.CORRECTED and may_see_grade(audit, ctx.person):
        told.append(bullets(*([each] for each in corrected_words(event))))
    if event.note and may_read_note(event, audit, ctx.person):
        told.append(quote(event.note))
    return told


def _by(event: AuditEvent, audit: LiveAudit, ctx: RequestContext) -> str:
    if event.person is None:
        return "The bot"
    if not is_blind(audit, ctx):
        return event.person.name
    told = {one.id: f"The {our.practitioner}" for one in audit.practitioners}
    told[audit.auditor_id] = f"The {our.auditor}"
    return told.get(event.person.id, "Somebody else")
