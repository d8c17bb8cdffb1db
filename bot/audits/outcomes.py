"""What came of an audit: written up by the auditor, reflected on, moderated; and the concern."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.audits import moderation_view, month_page_view, view
from bot.audits.case_forms import case_number
from bot.audits.heading import at_start, can_moderate, heading, named
from bot.audits.outcome_fields import (
    MOST_ACTIONS,
    NUMBERS,
    action_fields,
    beside_its_action,
    drafts_of,
    family,
    form_link,
    grade_of,
    held_day,
    refuse_all,
    said,
    standards_met,
    themes,
    was_there,
)
from bot.audits.verb import (
    AuditForm,
    OneAuditCommand,
    OneAuditForm,
    audit_of,
    refuse_unless_open,
    rules_for,
)
from bot.capital import capital
from bot.slack.blocks import (
    Answer,
    Block,
    bold,
    button,
    field_,
    lines,
    more_button,
    option,
    radio,
    row,
    saying,
    select,
    spoken,
    text_input,
)
from bot.slack.buttons import Button, more_fields
from bot.slack.filled import FieldsError, Filled, as_given
from bot.slack.forms import ShowViewError, marked, window
from bot.slack.interaction import Interaction
from bot.slack.parsing import unescaped
from bot.slack.registry import OpenForm, OpenView, Reply, Request, UpdateView
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import changes
from db.audits.case_keys import CASE, CaseNumbers
from db.audits.changes import REFLECTION_LENGTH, Outcome, Verdict
from db.errors import RefusedError
from db.models import AuditEvent, AuditState, LiveAudit
from db.patterns import pattern
from db.permissions import Permission, require
from jobs.audits import outcomes
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules, grades
from jobs.rules.deadlines import is_a_day, read_or_none
from jobs.rules.grade_scales import by_words
from jobs.rules.meeting_words import read_meeting
from jobs.rules.months import A_DAY, A_WEEK

WHY_LENGTH: Final = 300
AGREE: Final = "agree"
UPHELD: Final = "upheld"
# What is said of an action ends in its place among those filled in: "owner2".
_NO_NAMES: Final = (
    f"Nothing about a child or family. {our.moderator:A} may read it without being told who you "
    "are, so leave names out."
)
_REPORTS_NOTHING: Final = (
    "This button reports nothing and tells nobody. I keep no record of it, not even that you "
    "pressed it."
)
_LAST: Final = pattern(r"last\s+", re.IGNORECASE)
_ON: Final = pattern(r"^(?:on|was|it was|:)\s+", re.IGNORECASE)
_BEFORE_A_GRADE: Final = pattern(
    r"(?<![\s,;:\u2013-])[\s,;:\u2013-]+(?:(?:and|graded?|rated|it was)\s)?$", re.IGNORECASE
)
_DENIED: Final = pattern(r"(?:\b(?:not|no|nothing|never|hardly)|n['\u2019]?t)\W*$", re.IGNORECASE)
# "Good, yesterday"; "Good Friday" is a day.
_AFTER_A_GRADE: Final = pattern(r"\s*[,;:\u2013-]\s*|\son\s|$", re.IGNORECASE)
_MOST_SAID: Final = 80


class HeldOn(Request):
    """`held 7 yesterday, good`: the form with that day and grade; it says what it didn't read."""

    number: int
    said: str

    def run(self, ctx: RequestContext) -> Reply:
        grade, when = _graded(self.said, grades(rules_for(audit_of(self.number, ctx), ctx)))
        day = day_gone(when, ctx) if when else None
        if when and day is None:  # "not good": nothing of it is taken
            problem = f"Choose the day: I found no day up to today in “{self.said[:_MOST_SAID]}”."
            return OpenForm("held", self.number, problem=problem, beside="held_on")
        named = {"grade": grade, "held_on": day.isoformat() if day else ""}
        fields = tuple((name, value) for name, value in named.items() if value)
        return OpenForm("held", self.number, fields=fields)


def _graded(said: str, scale: Sequence[str]) -> tuple[str, str]:
    """Return the grade that some words end or begin with, as it is written, and the others."""
    said, called = said.rstrip(".!"), by_words(scale)
    for word in sorted(called, key=len, reverse=True):
        before, after = said[: -len(word)], said[len(word) :]
        if said[len(before) :].lower() == word and not before[-1:].isalnum():
            is_denied = _DENIED.search(before) is not None
            return ("", said) if is_denied else (called[word], _BEFORE_A_GRADE.sub("", before))
        day = _AFTER_A_GRADE.match(after)
        if said[: len(word)].lower() == word and day:
            return called[word], after[day.end() :]
    return "", said


def day_gone(said: str, ctx: RequestContext) -> date | None:
    """Return the day gone by, or today, that some words name; "Friday" is the last one."""
    is_last = _LAST.match(said)
    said = read_meeting(_LAST.sub("", said)).day or said
    found = read_or_none(said, ctx.today, ctx.council.calendar)
    if found is None:
        return None
    last_week = () if re.search(r"\d", said) else (found.day - A_WEEK,)
    days = (found.day, *found.alternatives, *last_week)
    latest = ctx.today - A_DAY if is_last else ctx.today
    return max((day for day in days if day <= latest), default=None)


class WriteUp(OneAuditCommand):
    """`held 7`, `held 7 yesterday`."""

    name = "held"
    synonyms = ("done", "complete", "completed", "finished")
    example = "held 7"
    summary = f"the {our.auditor} writes it up; the {our.practitioner} is then asked to reflect"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, said = cls.numbered(rest, command)
        said = _ON.sub("", unescaped(said))
        return HeldOn(number, said) if said else OpenForm("held", number)

    @classmethod
    def reads_whole(cls, rest: str) -> bool:
        """Say whether this is a day and no number: "20 November"."""
        return is_a_day(read_meeting(_ON.sub("", rest)).day)


class HeldForm(OneAuditForm):
    """Asks the auditor for the outcome: pick-lists, and up to three actions."""

    name = "held"
    title, submit_label = f"{our.audit:C} outcome", "Record"
    way_in = "Write it up"
    main_field = "held_on"
    unguarded = (CASE,)

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        """Return what the rules ask, to the auditor or to a lead who does it for them."""
        require(ctx.person, Permission.HOLD, audit)
        if not view.is_unspoken(audit):
            refuse_unless_open(audit, "it cannot be written up", ctx)
        rules = rules_for(audit, ctx)
        asked = [*held_day(audit, ctx), *themes(rules), *grade_of(rules, ctx), family()]
        if rules.case_number_pattern:
            asked.append(case_number(rules))
        return [*_for_whom(audit, ctx), *asked]

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the questions, with the rest and as many actions as were asked for."""
        number = _actions_asked(state)
        rest = [was_there(), standards_met(), form_link()] if state.is_whole else []
        fields = (field for place in NUMBERS[:number] for field in action_fields(place))
        adds = []
        if number < MOST_ACTIONS:
            adds.append(
                button("Another action" if number else "Add an action", "outcome_another", {})
            )
        if not state.is_whole:
            adds.append(more_button("more_held"))
        further = [row("another-action", *adds)] if adds else []
        return [*super().blocks(state, ctx), *rest, *fields, *further]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_of(state.audit, ctx)
        grade = given.text("grade") or None
        try:
            refuse_all(given, ctx, outcomes.actions_due(ctx, grade, rules_for(audit, ctx)))
        except FieldsError as error:
            if "title1" not in error.problems or _actions_asked(state):
                raise
            view = self.again(given, state.keeping(n=1), ctx)
            raise ShowViewError(marked(view, "", error.problems["title1"])) from error
        outcome = Outcome(grade=grade, **said(given), case_key=_case_key(given, audit, ctx))
        drafts = dict(drafts_of(given, ctx))
        with beside_its_action(list(drafts)):
            event = outcomes.hold(ctx, audit, outcome, list(drafts.values()))
        told = (
            f"{at_start(audit, ctx)} is recorded. The {our.practitioner} will be asked to reflect."
        )
        done = done_for_now(told + _arising(len(drafts)), event)
        return month_page_view.shown_again(done, state, ctx)


def _actions_asked(state: ViewState) -> int:
    return min(max(int(state.kept.get("n") or 0), 0), MOST_ACTIONS)


def _another(click: Interaction, ctx: RequestContext) -> Reply:
    """Ask for one more action; what was filled in stays."""
    view = click.body["view"]
    given = as_given(view)
    number = sum(f"title{each}" in given for each in NUMBERS)
    more = ViewState.read(view).keeping(n=number + 1)
    return UpdateView(HeldForm().again(given, more, ctx))


def _for_whom(audit: LiveAudit, ctx: RequestContext) -> list[Block]:
    if ctx.person.id == audit.auditor_id:
        return []
    return [lines([f"You're writing it up for {audit.auditor.called}. I'll tell them."])]


def done_for_now(told: str, event: AuditEvent) -> Answer:
    """Say what was done, with the button that undoes it within its minute."""
    said_ = saying(capital(told))
    return Answer(said_.text, [*said_.blocks, row(f"undo-{event.id}", view.undo_button(event))])


def _arising(number: int) -> str:
    if not number:
        return ""
    return f" {number} action{' arises' if number == 1 else 's arise'} from it."


def _case_key(given: Filled, audit: LiveAudit, ctx: RequestContext) -> str | None:
    """Return the fingerprint of a case number; the number itself goes no further."""
    number = given.text(CASE).strip()
    if not number:
        return None
    return CaseNumbers(ctx.council.case_key, rules_for(audit, ctx).case_number_pattern).key_of(
        number
    )


class ReflectForm(OneAuditForm):
    """Asks the practitioner for their own view."""

    name = "reflect"
    title, submit_label = "Your reflection", "Save"
    main_field = "words"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        """Return the grade and the questions, to the practitioner alone."""
        if not view.is_practitioner(audit, ctx.person):
            raise RefusedError(
                f"Only {audit.practitioner.called} can reflect on {named(audit, ctx)}."
            )
        if audit.state != AuditState.HELD or audit.reflected_at is not None:
            raise RefusedError(f"{at_start(audit, ctx)} is not waiting for a reflection.")
        views = [option("I agree with it", AGREE), option("I see it differently", "disagree")]
        words = text_input(REFLECTION_LENGTH, lines=True, example="What I take from it")
        grade = [lines(["Grade: ", bold(audit.grade)])] if audit.grade else []
        return [
            *grade,
            field_("agrees", "Do you agree?", radio(views)),
            field_("words", "Your reflection", words, hint=_NO_NAMES),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit, words = audit_of(state.audit, ctx), given.text("words")
        agrees = given.text("agrees") == AGREE
        outcomes.reflect(ctx, audit, words, agrees=agrees)
        told = f"Thank you. Your reflection on {named(audit, ctx)} is saved."
        return Answer(told, [lines([told]), view.card(audit, ctx)])


class ModerateForm(AuditForm):
    """Shows the moderator what there is to see, and not whose work it is; asks for the grade."""

    name = "moderate"
    title, submit_label = f"{our.moderate:C}", "Save"
    main_field = "outcome"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        audit = audit_of(state.audit, ctx)
        # Whoever opens this form reads the grade, so it opens for those alone who may moderate.
        if not can_moderate(audit, ctx.person):
            raise RefusedError(f"That is not waiting for your {our.moderation}.")
        choices = [option("Uphold it", UPHELD), option("Change it", "changed")]
        why = text_input(WHY_LENGTH, lines=True, example="The plan was in place before the review")
        hint = (
            f"Needed if the grade changes. The {our.practitioner} and their managers can read this."
        )
        return [
            *moderation_view.seen(audit, ctx),
            field_("outcome", f"After {our.moderation}", radio(choices)),
            *_new_grade(rules_for(audit, ctx)),
            field_("why", "Why?", why, optional=True, hint=hint),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit = audit_of(state.audit, ctx)
        told = at_start(audit, ctx)
        upheld, grade = given.text("outcome") == UPHELD, given.text("grade") or None
        if not upheld and grade in (None, audit.grade) and audit.grade is not None:
            raise RefusedError("Choose the grade it changes to.", about="grade")
        outcomes.moderate(ctx, audit, Verdict(upheld, grade, given.text("why")))
        return saying(f"{told} is {our.moderated}. I'll tell the pair the outcome.")


def _new_grade(rules: AuditRules) -> list[Block]:
    scale = [option(grade, grade) for grade in grades(rules)]
    picker = select("Choose a grade", scale)
    return [field_("grade", "New grade", picker, optional=True)] if scale else []


def _concern(click: Interaction, ctx: RequestContext) -> Reply:
    """Say that this reports nothing, and whom to tell, now; nothing is kept."""
    audit = audit_of(click.value["a"], ctx)
    words = [spoken(_REPORTS_NOTHING), spoken(rules_for(audit, ctx).safeguarding_words)]
    told = Answer("Safeguarding concern", [lines(heading(audit, ctx)), *words])
    return OpenView(window("Safeguarding concern", told))


def _talked_about(click: Interaction, ctx: RequestContext) -> Reply:
    """Tick that somebody talked about it in supervision."""
    audit = audit_of(click.value["a"], ctx)
    changes.talked_about(ctx, audit)
    return saying(f"Marked as discussed in {our.supervision}.")


FORMS: Final = (HeldForm(), ReflectForm(), ModerateForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    more_fields(FORMS[0]),
    Button("outcome_another", _another),
    Button("audit_safeguarding", _concern),
    Button("audit_talked", _talked_about),
)
