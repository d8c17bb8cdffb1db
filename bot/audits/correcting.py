"""What was said of an audit put right: corrected, reopened, undone; and when that has to end."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.audits import view, who_knows
from bot.audits.heading import at_start
from bot.audits.months import month_named
from bot.audits.outcome_fields import (
    STANDARDS,
    action_fields,
    beside_its_action,
    drafts_of,
    family,
    form_link,
    held_day,
    refuse_all,
    said,
    themes,
    was_there,
)
from bot.audits.outcomes import done_for_now
from bot.audits.verb import AuditCommand, OneAuditForm, audit_of, rules_for
from bot.refusals import refusal_words
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    field_,
    lines,
    more_button,
    option,
    row,
    saying,
    select,
    text_input,
)
from bot.slack.buttons import Button, more_fields
from bot.slack.filled import Filled
from bot.slack.forms import ShowViewError, marked
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, Reply, Request
from bot.slack.view_state import ViewState
from bot.vocabulary import count, our
from db.actions import queries as actions
from db.audits import changes
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import FamilyAsked, LiveAudit
from db.models.audit import HELD_STATES
from db.permissions import Permission, require
from jobs.audits import correcting
from jobs.context import RequestContext
from jobs.rules.audit_rules import grades

WHY_LENGTH: Final = 300
AS_IT_WAS: Final = "as it was"
NOT_MET: Final = "not met"
ON: Final = "on"
OFF: Final = "off"


class Correct(AuditCommand):
    """`correct 7`."""

    subject = "audit"
    name = "correct"
    example = "correct 7"
    summary = "puts right what was written up, with a reason"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return OpenForm("correct", cls.numbered(rest, command)[0])


class CorrectForm(OneAuditForm):
    """Asks again what the auditor was asked, as it was answered; what stays empty stays."""

    name = "correct"
    title, submit_label = "Correct", "Save"
    way_in = "Correct it"
    main_field = "why"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        """Return what was written up; a grade stands in it only for those who may see it."""
        require(ctx.person, Permission.CORRECT, audit)
        if audit.state not in HELD_STATES:
            facts = {"reference": audit.reference, "state": audit.state}
            raise RefusedError("audit.not_held_correct", **facts)
        rules, why = rules_for(audit, ctx), text_input(WHY_LENGTH, lines=True)
        hint = "Anybody who can see the grade can read this. Nothing about a child or family."
        return [
            field_("why", "Why is it corrected?", why, hint=hint),
            *held_day(audit, ctx),
            *themes(rules, audit),
            *_grade(audit, ctx),
        ]

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return what is put right most; the action that a grade needs; the rest if asked for."""
        asked, needed = super().blocks(state, ctx), action_fields(1) if state.kept.get("n") else []
        if state.is_whole:
            return [*asked, *_rest(audit_of(state.audit, ctx)), *action_fields(1)]
        return [*asked, *needed, row("more", more_button("more_correct"))]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_of(state.audit, ctx)
        refuse_all(given, ctx)
        drafts = dict(drafts_of(given, ctx))
        outcome = _outcome(given, audit)
        try:
            with beside_its_action(list(drafts)):
                event = correcting.correct(
                    ctx, audit, outcome, given.text("why"), list(drafts.values())
                )
        except RefusedError as error:
            if error.about != "title1" or "title1" in given:
                raise
            asked = self.again(given, state.keeping(n=1), ctx)
            raise ShowViewError(marked(asked, "", refusal_words(error))) from error
        asks = "ask {} to reflect again" if "grade" in event.changes else "tell {}"
        then = asks.format(audit.practitioner.called)
        told = f"{at_start(audit, ctx)} is corrected. I'll {then}."
        return done_for_now(told, event)


def _rest(audit: LiveAudit) -> list[Block]:
    return [
        was_there(audit.practitioner_there),
        family(audit.family_asked or ""),
        _standards(),
        form_link(audit.form_link),
    ]


def _standards() -> Block:
    choices = [option("As it was", AS_IT_WAS), option("Met", STANDARDS), option("Not met", NOT_MET)]
    return field_("standards", "The practice standards", select("Choose", choices, AS_IT_WAS))


def _grade(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    scale = dict.fromkeys(grades(rules_for(audit, ctx)))
    known = audit.grade or "" if who_knows.reads_grade(audit, ctx) else ""
    choices = [option(grade, grade) for grade in dict.fromkeys((*scale, *filter(None, [known])))]
    if not choices:
        return []
    picker = select("As it was", choices, known)
    hint = f"A new grade needs a new reflection and new {our.moderation}."
    return [field_("grade", "Grade", picker, hint=hint, optional=True)]


def _outcome(given: Filled, audit: LiveAudit) -> Outcome:
    """Return what is written up from now on; what was not asked is as it was."""
    outcome = Outcome(grade=given.text("grade") or audit.grade, **said(given))
    if "family" not in given:
        return replace(
            outcome,
            practitioner_there=audit.practitioner_there,
            family_asked=FamilyAsked(audit.family_asked) if audit.family_asked else None,
            standards_met=audit.standards_met,
            link=audit.form_link,
        )
    standards = given.text("standards")
    met = audit.standards_met if standards == AS_IT_WAS else standards == STANDARDS
    return replace(outcome, standards_met=met)


class ReopenAudit(AuditCommand):
    """`reopen 7`."""

    subject = "audit"
    name = "reopen"
    example = "reopen 7"
    summary = "reopens it, with a reason"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return OpenForm("reopen_audit", cls.numbered(rest, command)[0])


class ReopenForm(OneAuditForm):
    """Asks why an audit was not held after all, or is to be held after all."""

    name = "reopen_audit"
    title, submit_label = "Reopen", "Reopen"
    way_in = "Reopen it"
    main_field = "why"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        needed = Permission.EXEMPT if audit.exempt else Permission.REOPEN_AUDIT
        require(ctx.person, needed, audit)
        why = text_input(WHY_LENGTH, lines=True, example=f"Written up for the wrong {our.audit}")
        return [
            field_("why", "Why?", why, hint="Nothing about a child or family."),
            aside(_what_happens(audit, ctx)),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_of(state.audit, ctx)
        event = correcting.reopen(ctx, audit, given.text("why"))
        told = f"{at_start(audit, ctx)} is reopened. I'll tell the pair."
        if not audit.is_open:
            told += " It counts as not completed until it is written up."
        return done_for_now(told, event)


def _what_happens(audit: LiveAudit, ctx: RequestContext) -> str:
    if audit.state not in HELD_STATES:
        return "It can then take place after all, by its last day if that hasn't passed."
    number = len(actions.arisen(ctx.session, audit.reference))
    kept = f" {count(number, 'action')} from it will stay." if number else ""
    return f"The write-up is removed, with the reflection and {our.moderation}.{kept}"


def _undone(click: Interaction, ctx: RequestContext) -> Reply:
    return undone(int(click.value["event"]), ctx)


def undone(event_id: int, ctx: RequestContext) -> Answer:
    """Undo what this person has just done to an audit, and show it as it is again."""
    audit = correcting.undo_last(ctx, event_id)
    told = f"Undone. {at_start(audit, ctx)} is as it was:"
    return Answer(told, [lines([told]), *view.item(audit, ctx)])


class LateRecords(AuditCommand):
    """`late off December`: nothing of that month is written up any more; `late on` allows it."""

    how: str
    month: str

    name = "late"
    example = "late off December"
    summary = "stops late records of a month; late on allows them"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        found = re.fullmatch(rf"(?P<how>{ON}|{OFF})\s+(?P<month>\S.*)", rest.strip(), re.I | re.S)
        if found is None:
            raise cls.wrong("Say on or off, and which month.", command)
        return cls(found["how"].lower(), found["month"])

    def run(self, ctx: RequestContext) -> Answer:
        audit_month = month_named(ctx, self.month, Permission.STOP_RECORDS)
        name = f"{audit_month.month:%B %Y}"
        if self.how == OFF:
            changes.stop_records(ctx, audit_month)
            return saying(f"Nothing more can be written up for {name}. “late on” allows it again.")
        changes.allow_records(ctx, audit_month)
        return saying(f"{our.live_audits:C} of {name} can be written up late again.")


FORMS: Final = (CorrectForm(), ReopenForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    more_fields(FORMS[0]),
    Button("audit_undo", _undone, replaces=True),
)
