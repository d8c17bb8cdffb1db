"""What the bot tells people of a live audit, worded from how it stands when they read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.audits.case_words import joined, line_words
from bot.audits.draw_words import why_words
from bot.audits.first_look_view import first_look
from bot.audits.heading import at_start, called, named, nameless
from bot.audits.invite import Invite
from bot.audits.meeting_words import booked_words, with_whom
from bot.audits.unseen import is_seen, unseen
from bot.audits.view import buttons, can_reflect, card, is_practitioner, item, undo_button
from bot.audits.who_knows import may_read_note, may_see_grade
from bot.capital import capital, listed
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    lines,
    link,
    quote,
    row,
    saying,
    spoken,
)
from bot.vocabulary import our
from db.models import AuditEvent, AuditEventKind, AuditState, LiveAudit, Person
from db.models.audit import HELD_STATES, OPEN_STATES
from db.permissions import Permission, may
from jobs.audits import booking, outcomes, settings
from jobs.context import Council
from jobs.rules.deadlines import spell
from jobs.rules.not_held import told_reason

MOST_UNBOOKED = 15  # an auditor with more has them under /audit

# Once one of these has happened, nobody waits for an answer any more.
ANSWERS = frozenset({"extended", "extension refused", "swap agreed", "swap refused", "replaced"})


@dataclass(frozen=True)
class AuditNews:
    """One notice of an audit: what happened, to whom it is told, and the event that asks."""

    audit: LiveAudit
    event: str
    job: RenderJob
    asked: AuditEvent | None = None
    answered: bool = False
    told: AuditEvent | None = None  # what happened, where somebody said why


def notice(note: AuditNews) -> Answer:
    """Return the notice: what happened, how things stand, and what this person can do."""
    if not is_seen(note.audit, note.job.person):
        off = [spoken(_SAID[note.event](note))] if note.event == "replaced" else []
        return Answer(f"News of {our.live_audit:a}", off or [unseen()])
    said = _SAID[note.event](note)
    blocks: list[Block] = [spoken(said)]
    if note.event == "published" and not note.audit.is_lapsed(note.job.ctx.today):
        blocks.append(introduction(note.audit, note.job.ctx.council))
        blocks += first_look(note.audit, note.job.ctx)
    for one in (note.asked, note.told):
        if one and one.note and may_read_note(one, note.audit, note.job.person):
            blocks.append(quote(one.note))
    if note.event in NAMELESS:
        blocks.append(lines(nameless(note.audit, note.job.ctx)))
        blocks.append(row(f"audit-{note.audit.id}", *_offered(note)))
    elif note.event == "supervision":
        tools = _offered(note)
        blocks += [row(f"audit-{note.audit.id}", *tools)] if tools else []
    else:
        blocks += [card(note.audit, note.job.ctx), row(f"audit-{note.audit.id}", *_offered(note))]
    done = note.job.just_done_with(note.audit)
    if done is not None:
        blocks.append(row(f"undo-{done.id}", undo_button(done, note.job.message.id)))
    name = called if note.event in NAMELESS else named
    return Answer(f"News of {name(note.audit, note.job.ctx)}", blocks)


def is_unbooked(audit: LiveAudit, today: date) -> bool:
    """Say whether no day is booked for it yet, and one can still be."""
    return audit.state == AuditState.PUBLISHED and not audit.is_lapsed(today)


def unbooked(asked: Sequence[LiveAudit], job: RenderJob) -> Answer:
    """Ask for a day for each audit that has none; what was booked since is told in its place."""
    today = job.ctx.today
    left = [audit for audit in asked if not job.is_pending or is_unbooked(audit, today)]
    said = _unbooked_words([audit for audit in left if is_unbooked(audit, today)])
    if any(audit.state == AuditState.PUBLISHED and audit.is_lapsed(today) for audit in left):
        said = f"One of your {our.live_audits} wasn't completed in time."
    blocks: list[Block] = [spoken(said)]
    for audit in left[:MOST_UNBOOKED]:
        seen = is_seen(audit, job.person)
        blocks += item(audit, job.ctx, job.message.id) if seen else [unseen()]
    if len(left) > MOST_UNBOOKED:
        blocks.append(aside(f"and {len(left) - MOST_UNBOOKED} more"))
    return Answer(said, blocks)


def _unbooked_words(audits: Sequence[LiveAudit]) -> str:
    if not audits:
        return "They're all booked now. Thank you."
    by = spell(min(audit.due_on for audit in audits))
    if len(audits) == 1:
        return f"Your {our.live_audit} isn't booked yet. Please pick a time no later than {by}."
    return (
        f"{len(audits)} of your {our.live_audits} aren't booked yet. Please pick times no later "
        f"than {by}."
    )


def invitation(audit: LiveAudit, reader: Person, file: Invite | None) -> Answer:
    """Return what stands above the calendar file of a booked audit, with the file."""
    said = saying(_booking(audit, reader))
    return replace(said, file=lambda: file) if file else said


def _booking(audit: LiveAudit, reader: Person) -> str:
    if audit.is_off:
        named = with_whom(audit, reader)
        said = f"{capital(named)} is cancelled"
        return f"{said}. Open the file to take it out of your calendar."
    booked = booked_words(audit, reader)
    place = audit.place
    where = f" Where: {place}{'' if place.endswith('.') else '.'}" if place else ""
    if audit.invite_sequence:
        return f"{booked}{where} Open the file to update your calendar."
    changes = "You'll get another if the time changes."
    return f"{booked}{where} Open the file to add it to your calendar. {changes}"


# Whose reason is told with the news, to whoever may read it.
REASONED: Mapping[str, AuditEventKind] = {
    "moderated": AuditEventKind.MODERATED,
    "corrected": AuditEventKind.CORRECTED,
    "reopened": AuditEventKind.REOPENED,
}


def is_stale(note: AuditNews) -> bool:
    """Say whether nothing of a notice that was not sent yet is true any more."""
    if note.event == "no moderator":
        is_given = note.audit.moderator_id is not None or note.audit.state != AuditState.HELD
        return is_given or not note.audit.needs_moderation
    if note.event == "time suggested" and not booking.may_answer(note.job.ctx, note.audit):
        return True
    if note.event == "inadequate" and not _is_inadequate(note):
        return True
    if note.event == "held" and note.audit.reflected_at:
        return is_practitioner(note.audit, note.job.person)
    if note.event in _WHILE_OPEN:
        return not note.audit.is_open
    return note.event in _STATES and note.audit.state not in _STATES[note.event]


def _is_inadequate(note: AuditNews) -> bool:
    rules = settings.rules_of_audit(note.job.session, note.audit)
    return outcomes.is_inadequate(note.audit.moderated_grade or note.audit.grade, rules)


# These ask something of an audit that is still to be held.
_WHILE_OPEN = frozenset(
    {
        "published",
        "extension asked",
        "time suggested",
        "suggestion declined",
        "swap asked",
        "day lost",
        "re-pair offered",
    }
)
# What can be undone within its minute is not told once it was.
_STATES: Mapping[str, frozenset[AuditState]] = {
    "cannot": frozenset({AuditState.NOT_HELD}),
    "held": HELD_STATES,
    "corrected": HELD_STATES,
    "supervision": HELD_STATES,
    "reopened": frozenset({*OPEN_STATES, AuditState.NOT_HELD}),
    "inadequate": HELD_STATES,
}
# A moderator is far from the pair; the grade is theirs to see, so the names are not.
NAMELESS = frozenset({"moderate", "no moderator"})


def introduction(audit: LiveAudit, council: Council) -> Block:
    """Say why these two were drawn, and what they work with."""
    asked = (
        (f"{our.audit:C} tool", council.audit_tool),
        ("Practice standards", council.practice_standards),
    )
    links = [link(address, name) for name, address in asked if address]
    between = [" · "] if len(links) > 1 else []
    work: list[Block | str] = [*links[:1], *between, *links[1:]]
    return lines([bold("Why this pair: "), why_words(audit.reason)], *([work] if links else []))


def _offered(note: AuditNews) -> list[Block]:
    value: dict[str, int | str] = {"a": note.audit.id, "m": note.job.message.id}
    if note.event == "supervision":
        talked = button("Discussed", "audit_talked", value, "primary")
        return [] if note.audit.talked_about_at else [talked]
    if note.asked is not None and not note.answered and note.audit.is_open:
        asked = value | {"asked": note.asked.id}
        name = "swap" if note.event == "swap asked" else "extension"
        agree = [button("Agree", f"audit_agree_{name}", asked, "primary")]
        return [
            *(agree if _can_agree(note, note.asked) else []),
            button("Refuse", f"audit_refuse_{name}", asked),
        ]
    is_to_come = note.audit.audit_month.due_on >= note.job.ctx.today
    may_re_pair = is_to_come and may(note.job.person, Permission.RE_PAIR, note.audit)
    if note.event in {"re-pair offered", "cannot"} and may_re_pair:
        more = [button("Find another pair", "audit_re_pair", value, "primary")]
        return [*more, *buttons(note.audit, note.job.ctx, note.job.message.id)]
    return buttons(note.audit, note.job.ctx, note.job.message.id)


def _can_agree(note: AuditNews, asked: AuditEvent) -> bool:
    """Say whether the day asked for, or the last day of what is to be swapped, is still to come."""
    until = asked.changes.get("until")
    last = date.fromisoformat(until) if isinstance(until, str) else note.audit.due_on
    return last >= note.job.ctx.today


Words = Callable[[AuditNews], str]


def published_words(audit: LiveAudit, reader: Person, today: date) -> str:
    """Say who is paired with whom, and what to do until a time is booked: pick one."""
    month = f"{audit.audit_month.month:%B}"
    if audit.is_lapsed(today):
        return f"Your {our.live_audit} in {month} was due by {spell(audit.due_on)}."
    others = joined(one.called for one in audit.people if one.id != reader.id)
    what_to_do = "" if audit.booked_on or not audit.is_open else " Pick a time."
    return f"You're paired with {others} for {our.live_audit:a} in {month}.{what_to_do}"


def _extension_asked(note: AuditNews) -> str:
    asked = note.asked.changes if note.asked else {}
    why = f" ({asked['reason']})" if asked.get("reason") else ""
    until = _until(asked.get("until"))
    return f"{_asker(note)} asks for more time for {our.live_audit:a}{until}{why}."


def _until(iso: object) -> str:
    return f", until {spell(date.fromisoformat(iso))}" if isinstance(iso, str) else ""


def _asker(note: AuditNews) -> str:
    called = note.asked.person.called if note.asked and note.asked.person else "somebody"
    return capital(called)


def _swap_asked(note: AuditNews) -> str:
    return f"{_asker(note)} asks to swap {our.live_audits} with you. Both of you must agree."


def _time_suggested(note: AuditNews) -> str:
    by = note.audit.suggested_by
    if by is None or not booking.may_answer(note.job.ctx, note.audit):
        return booked_words(note.audit, note.job.person)
    another = "another time" if note.audit.booked else "a time"
    return f"{capital(by.called)} suggests {another} for your {our.live_audit}."


def _held(note: AuditNews) -> str:
    it, asks = at_start(note.audit, note.job.ctx), can_reflect(note.audit, note.job.person)
    return f"{it} is written up.{' Please add your reflection.' if asks else ''}"


def _supervision(note: AuditNews) -> str:
    """Return the line for supervision: themes, and no grade whoever reads it."""
    audit, reader = note.audit, note.job.person
    names = " and ".join(one.name for one in audit.practitioners if reader.manages(one))
    said = [
        f"{listed(themes)} {one if len(themes) == 1 else several}"
        for themes, one, several in (
            (audit.areas, "needs work", "need work"),
            (audit.strengths, "is strong", "are strong"),
        )
        if themes
    ]
    line = f"For {our.supervision} with {names}: {'; '.join(said)}."
    if audit.talked_about_at is None:
        return line
    return f"{line} ✅ Discussed on {spell(reader.day_of(audit.talked_about_at))}."


def _case(audit: LiveAudit) -> str:
    line = audit.case_line
    return line_words(line, audit.audit_month.month) if line is not None else "no case yet"


def _moderated(note: AuditNews) -> str:
    """Say what came of it: with the grade to who may know it, to the auditor that it stood."""
    audit = note.audit
    said = f"{at_start(audit, note.job.ctx)} has been {our.moderated}"
    if audit.upheld is None:
        return f"{said}."
    knows = may_see_grade(audit, note.job.person)
    if audit.upheld or not knows:
        grade = f", {audit.grade}," if knows and audit.grade else ""
        return f"{said}: the outcome{grade} was {'upheld' if audit.upheld else 'changed'}."
    was, new = audit.grade or "none", audit.moderated_grade or "none"
    return f"{said}: the grade was changed from {was} to {new}."


def _disagreed(note: AuditNews) -> str:
    theirs = [one for one in note.audit.practitioners if note.job.person.manages(one)]
    if len(theirs) == 1 and note.job.person not in note.audit.people:
        which = f"their {our.live_audit} with {note.audit.auditor.called}"
        return f"{capital(theirs[0].called)} disagrees with the outcome of {which}."
    who = theirs[0].called if len(theirs) == 1 else f"{our.practitioner:A} of yours"
    return f"{capital(who)} disagrees with the outcome of {named(note.audit, note.job.ctx)}."


def _corrected(note: AuditNews) -> str:
    asks = can_reflect(note.audit, note.job.person)
    again = " Please add your reflection again." if asks else ""
    return f"The write-up of {named(note.audit, note.job.ctx)} was corrected.{again}"


def _reopened(note: AuditNews) -> str:
    it = at_start(note.audit, note.job.ctx)
    if note.audit.is_open:
        return f"{it} has been reopened and is due by {spell(note.audit.due_on)}."
    return f"{it} has been reopened. It counts as not completed until it is written up."


def _same(words: str) -> Words:
    return lambda note: words.format(
        ref=called(note.audit, note.job.ctx),
        it=named(note.audit, note.job.ctx),
        It=at_start(note.audit, note.job.ctx),
        due=spell(note.audit.due_on),
        case=_case(note.audit),
        why=told_reason(note.audit.not_held_reason),
        our=our,
    )


_SAID: Mapping[str, Words] = {
    "published": lambda note: published_words(note.audit, note.job.person, note.job.ctx.today),
    "booked": lambda note: booked_words(note.audit, note.job.person),
    "time suggested": _time_suggested,
    "suggestion declined": lambda note: (
        f"The time you suggested doesn't suit. {booked_words(note.audit, note.job.person)}"
    ),
    "cannot": _same("{It} has been cancelled: {why}."),
    "replaced": _same("{It} has been cancelled: another pair has taken its place."),
    "extension asked": _extension_asked,
    "extended": _same("{It} is now due by {due}."),
    "extension refused": _same("Extension declined: {it} is still due by {due}."),
    "exempted": _same("You've been excused from {it}."),
    "swap asked": _swap_asked,
    "swap refused": _same("Swap declined: {it} stays as it is."),
    "day lost": _same("{It} needs another day: one of you is away on the day you had."),
    "re-pair offered": _same("{It} can't go ahead: one of them is away until it is due."),
    "held": _held,
    "reflected": _same("The reflection on {it} has been added."),
    "disagreed": _disagreed,
    "moderate": lambda note: _same(
        "✅ {ref} has been {our.moderated}."
        if note.audit.moderated_at
        else "{our.live_audit:A} needs your {our.moderation}: {ref}."
    )(note),
    "no moderator": _same(
        "{ref} needs {our.moderation}, and everybody who could do it is in the pair's line. It "
        "will go automatically to the first {our.lead}, {our.head_of_service}, quality "
        "{our.lead} or {our.auditor} outside that line."
    ),
    "case named": _same("The case for {it} is {case}."),
    "next case": _same("The case for {it} was closed or transferred. It's now {case}."),
    "corrected": _corrected,
    "reopened": _reopened,
    "supervision": _supervision,
    "moderated": _moderated,
    "inadequate": _same(
        "{It} has the lowest grade. An action plan is due, and {our.re_audit:a} will be scheduled "
        "with the next month that is drawn."
    ),
}
