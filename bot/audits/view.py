"""What the bot says about one live audit, and which buttons each person gets with it."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.audits.draw_words import why_words
from bot.audits.event_words import event_words, told_reason
from bot.audits.first_look_view import first_look
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    faint,
    lines,
    quote,
    row,
    saying,
    spoken,
)
from db.models import AuditEvent, AuditEventKind, AuditState, FamilyAsked, LiveAudit, Person
from db.models.audit import HELD_STATES
from db.permissions import Permission, may
from jobs.audits import proposals
from jobs.context import RequestContext
from jobs.rules.deadlines import spell, spell_with_distance

SHOWN_EVENTS = 20
PRIMARY = "primary"


def day_words(day: date, ctx: RequestContext) -> str:
    return spell_with_distance(day, ctx.today, ctx.council.calendar)


def is_of_pair(audit: LiveAudit, person: Person) -> bool:
    return person.id in {each.id for each in audit.people}


def is_practitioner(audit: LiveAudit, person: Person) -> bool:
    return person.id in {each.id for each in audit.practitioners}


def may_see_grade(audit: LiveAudit, person: Person) -> bool:
    """Say whether a grade may stand beside the practitioner's name: theirs, or their line's."""
    return any(person.id == one.id or person.manages(one) for one in audit.practitioners)


def heading(audit: LiveAudit) -> list[Block | str]:
    """Return the line that names an audit: the number to type, and the reference to quote."""
    return [f"{audit.id} ", bold(audit.reference)]


def is_blind(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody moderates it, and so reads the grade: they are not told whose it is."""
    return is_moderator(audit, person) and not person.is_lead


def is_moderator(audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody was asked to moderate it, and is still far enough from the pair."""
    return audit.moderator_id == person.id and may(person, Permission.MODERATE, audit)


def who(audit: LiveAudit, ctx: RequestContext) -> str:
    """Say who audits with whom, as the reader would."""
    if is_blind(audit, ctx.person):
        return "You moderate it, without knowing whose work it is."
    if ctx.person.id == audit.auditor_id:
        return f"You review a case with {_and(one.called for one in audit.practitioners)}."
    if is_practitioner(audit, ctx.person):
        auditor = audit.auditor.called
        others = [one.called for one in audit.practitioners if one.id != ctx.person.id]
        return f"{auditor[0].upper()}{auditor[1:]} reviews a case with {_and(['you', *others])}."
    return f"{audit.auditor.name} with {_and(one.name for one in audit.practitioners)}."


def _and(names: Iterable[str]) -> str:
    return " and ".join(names)


def when(audit: LiveAudit, ctx: RequestContext) -> list[Block | str]:
    """Say how far an audit has come and which day is next."""
    if audit.state == AuditState.BOOKED and audit.booked_on:
        return ["Booked for ", bold(day_words(audit.booked_on, ctx)), "."]
    if audit.state in (AuditState.DRAWN, AuditState.PUBLISHED):
        day = proposals.proposed_day(ctx, audit)
        proposed = f"Proposed: {spell(day)}. " if day else ""
        return [f"{proposed}To be held by {day_words(audit.due_on, ctx)}."]
    if audit.state == AuditState.NOT_HELD:
        exempt = ", exempt" if audit.exempt else ""
        return [f"Not held: {told_reason(audit.not_held_reason)}{exempt}."]
    if audit.state == AuditState.REPLACED:
        return ["Another pair has taken its place."]
    return [_held(audit)]


def _held(audit: LiveAudit) -> str:
    if audit.state == AuditState.HELD and audit.reflected_at is None:
        return f"Held; {audit.practitioner.called} has still to reflect on it."
    if audit.state == AuditState.HELD and audit.needs_moderation:
        return "Held and reflected on; it waits for moderation."
    return {AuditState.MODERATED: "Held and moderated."}.get(
        AuditState(audit.state), "Held and closed."
    )


def card(audit: LiveAudit, ctx: RequestContext) -> Block:
    """Return an audit in three lines: which, who, when; never a grade."""
    return lines(heading(audit), [who(audit, ctx)], when(audit, ctx))


def buttons(audit: LiveAudit, ctx: RequestContext, message_id: int | None = None) -> list[Block]:
    value = {"a": audit.id, "m": message_id}
    offered: list[Block] = []
    if is_of_pair(audit, ctx.person):
        offered += _pairs(audit, ctx, value)
    if audit.is_open and may(ctx.person, Permission.EXEMPT, audit):
        offered.append(button("Exempt", "audit_form_exempt", value))
    if _can_reflect(audit, ctx.person):
        offered.append(button("Reflect", "audit_form_reflect", value, PRIMARY))
    if can_moderate(audit, ctx.person):
        offered.append(button("Moderate", "audit_form_moderate", value, PRIMARY))
    return [*offered, button("Details", "audit_show", value)]


def _pairs(audit: LiveAudit, ctx: RequestContext, value: dict[str, int | None]) -> list[Block]:
    offered: list[Block] = []
    proposed = proposals.proposed_day(ctx, audit) if audit.state == AuditState.PUBLISHED else None
    if proposed is not None:
        day = value | {"day": proposed.toordinal()}
        offered.append(button(f"Book {spell(proposed)}", "audit_book", day, PRIMARY))
    if audit.is_open and ctx.person.id == audit.auditor_id and _has_come(audit, ctx.today):
        is_next = audit.state == AuditState.BOOKED  # until then booking a day is
        offered.append(button("Held", "audit_form_held", value, PRIMARY if is_next else ""))
    if audit.is_open:
        offered += [
            button("Suggest another day", "audit_form_book", value),
            button("Cannot", "audit_form_cannot", value),
        ]
    if audit.is_open and ctx.person.id == audit.auditor_id:
        offered.append(button("Swap", "audit_form_swap", value))
    if audit.booked_on is not None and (audit.is_open or audit.state not in HELD_STATES):
        words = "Calendar file" if audit.is_open else "Take out of my calendar"
        offered.append(button(words, "audit_invite", value))
    if audit.state in (AuditState.BOOKED, AuditState.HELD):
        offered.append(button("Safeguarding concern", "audit_safeguarding", value, "danger"))
    return offered


def _has_come(audit: LiveAudit, today: date) -> bool:
    return audit.booked_on is None or audit.booked_on <= today


def _can_reflect(audit: LiveAudit, person: Person) -> bool:
    is_waiting = audit.state == AuditState.HELD and audit.reflected_at is None
    return is_waiting and is_practitioner(audit, person)


def can_moderate(audit: LiveAudit, person: Person) -> bool:
    is_waiting = (
        audit.state == AuditState.HELD and audit.needs_moderation and audit.reflected_at is not None
    )
    return is_waiting and is_moderator(audit, person)


def item(audit: LiveAudit, ctx: RequestContext, message_id: int | None = None) -> list[Block]:
    return [
        card(audit, ctx),
        row(f"audit-{audit.id}", *buttons(audit, ctx, message_id)),
    ]


def mine(audits: Sequence[LiveAudit], ctx: RequestContext) -> Answer:
    """List what waits for somebody, or say that nothing does."""
    if not audits:
        return saying(
            "You have no live audits to book, hold, reflect on or moderate. "
            f"`{ctx.council.commands.audit} calendar` shows who looks at performance, and when."
        )
    many = f"{len(audits)} live audit{'' if len(audits) == 1 else 's'} for you to look at"
    blocks = [lines([bold(many)])]
    for audit in audits[:SHOWN_EVENTS]:
        blocks += item(audit, ctx)
    if len(audits) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(audits) - SHOWN_EVENTS} more"))
    return Answer(many, blocks)


def details(audit: LiveAudit, history: Sequence[AuditEvent], ctx: RequestContext) -> Answer:
    """Tell everything about one audit that this person may see, newest event first."""
    history = [event for event in history if may_see_event(event, audit, ctx.person)]
    blocks = [card(audit, ctx), *first_look(audit, ctx), *_outcome(audit, ctx)]
    if audit.reason:
        blocks.append(lines([bold("Why these two: "), why_words(audit.reason)]))
    for event in history[:SHOWN_EVENTS]:
        blocks += _told(event, audit, ctx)
    if len(history) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(history) - SHOWN_EVENTS} earlier events"))
    blocks.append(row(f"audit-{audit.id}", *buttons(audit, ctx)[:-1] or [why_button(audit)]))
    return Answer(f"Live audit {audit.reference}", blocks)


def why_button(audit: LiveAudit) -> Block:
    return button("Why these two?", "audit_why", {"a": audit.id})


def _outcome(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    shown = []
    for name, themes in (("Strengths", audit.strengths), ("To work on", audit.areas)):
        if themes:
            shown.append(lines([bold(f"{name}: "), ", ".join(themes)]))
    shown += _ticks(audit, ctx)
    if audit.grade and may_see_grade(audit, ctx.person):
        shown.append(lines([bold("Grade: "), grade_words(audit)]))
    return shown


_FAMILY = {
    FamilyAsked.YES: "the family was asked",
    FamilyAsked.DECLINED: "the family was asked and declined",
    FamilyAsked.NOT_ASKED: "the family was not asked",
}


def _ticks(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    """Return what was ticked; whether the standards were met is told like a grade."""
    if audit.family_asked is None:
        return []
    there = "The practitioner was there" if audit.practitioner_there else "Without the practitioner"
    said = [f"{there}; {_FAMILY[FamilyAsked(audit.family_asked)]}"]
    if audit.standards_met is not None and may_see_grade(audit, ctx.person):
        met = "met" if audit.standards_met else "not met"
        said.append(f"the practice standards were {met}")
    return [lines([f"{'; '.join(said)}."])]


def grade_words(audit: LiveAudit) -> str:
    if audit.upheld is None or audit.upheld:
        return f"{audit.grade}{', upheld' if audit.upheld else ''}"
    return f"{audit.moderated_grade}, changed from {audit.grade} by moderation"


# What the pair wrote of the work itself is for them and their line, like the grade; why somebody
# cannot hold it in time, or at all, is for whoever wrote it and those above them.
_OF_THE_WORK = frozenset({AuditEventKind.REFLECTED, AuditEventKind.MODERATED})
_OF_THEMSELVES = frozenset({AuditEventKind.NOT_HELD, AuditEventKind.EXTENSION_ASKED})


# That something follows from a grade tells the grade.
_BY_THE_GRADE = frozenset({AuditEventKind.CLOCK_STARTED})


def may_see_event(event: AuditEvent, audit: LiveAudit, person: Person) -> bool:
    """Say whether somebody may know that it happened at all."""
    return event.kind not in _BY_THE_GRADE or may_see_grade(audit, person)


def may_read_note(event: AuditEvent, audit: LiveAudit, person: Person) -> bool:
    if event.person is None or person.id == event.person_id:
        return True
    if event.kind in _OF_THE_WORK:
        return may_see_grade(audit, person)
    return event.kind not in _OF_THEMSELVES or person.manages(event.person)


def _told(event: AuditEvent, audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    told = [
        lines(
            [
                faint(f"{spell(event.at.date())} "),
                f"{_by(event, audit, ctx)}: {event_words(event)}",
            ]
        )
    ]
    if event.note and may_read_note(event, audit, ctx.person):
        told.append(quote(event.note))
    return told


def _by(event: AuditEvent, audit: LiveAudit, ctx: RequestContext) -> str:
    if event.person is None:
        return "The bot"
    if not is_blind(audit, ctx.person):
        return event.person.name
    told = {one.id: "The practitioner" for one in audit.practitioners}
    told[audit.auditor_id] = "The auditor"
    return told.get(event.person.id, "Somebody else")


def why(audit: LiveAudit) -> Answer:
    reason = why_words(audit.reason) or "Nothing was written down when they were drawn."
    return Answer(f"Why {audit.reference}", [lines(heading(audit), [reason]), spoken(_FAIR)])


_FAIR = (
    "The draw takes whoever has waited longest first, keeps pairs from meeting again too soon, "
    "spreads audits over the teams, and nobody can do better by hand: `plan` proves it to the lead."
)
