"""The five questions a council answers first; everything else keeps its usual value.

They are five of the rules: what is asked here can be changed under `rules`, with all the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.audits.rule_words import answer, council_effect
from bot.audits.rules_form import read_problems
from bot.audits.rules_view import CHOICES
from bot.audits.verb import AuditForm
from bot.slack.blocks import Answer, Block, aside, bullets, field_, lines, saying, select
from bot.slack.filled import FieldsError, Filled
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import rules
from db.errors import RefusedError
from db.permissions import Permission, may, require
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules, RulesError, kept
from jobs.rules.registers import AS_SET_UP, SIGNED_OFF

QUESTIONS: Final[Mapping[str, str]] = {
    "who_with_whom": f"Whose {our.practitioners} does {our.auditor:a} meet?",
    "grade_scale": "Which grades are given?",
    "case_choice": "How is the case picked?",
    "publishing": "When is a month published?",
    "signed_off": "Which completed actions does somebody else sign off?",
}
ELSEWHERE: Final = (
    "Everything else has its usual value. `{audit} rules` shows it whenever you like."
)


class FirstRulesForm(AuditForm):
    """Asks the five questions, each answered already with what holds now."""

    name = "first_rules"
    title, submit_label = "Five questions", "Save"
    way_in = "Answer five questions"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        require(ctx.person, Permission.RULES)
        now = settings.rules_of(ctx.session)
        return [
            *(_question(name, now, ctx) for name in QUESTIONS),
            aside("If you're not sure, leave the answers as they are. You can change them later."),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Save what was answered, and say what changed."""
        old = settings.rule_sets(ctx.session)
        values: dict[str, Any] = kept(old.council)
        answers = {
            name: given.text(name)
            for name in QUESTIONS
            if given.text(name) != _answered(name, old.council, ctx)
        }
        if "grade_scale" in answers:
            del values["inadequate_grades"]  # those of the scale that was
        try:
            new = old.with_council(values | answers)
        except RulesError as error:
            raise FieldsError(read_problems(error.problems)) from error
        try:
            rules.change(ctx, kept(new.council))
        except RefusedError as error:
            if error.kind == "audit.grades_are_dated":  # its field is in the other form
                raise RefusedError("audit.grades_are_dated_elsewhere", error.about) from error
            raise
        said = "Saved. They apply from the next draw, and to actions completed from now on."
        changed = council_effect(old.council, new.council)
        told = [bullets(*([each] for each in changed))] if changed else []
        more = ELSEWHERE.format(audit=ctx.council.commands.audit)
        return Answer(said, [lines([said]), *told, *saying(more).blocks])


def _answered(name: str, now: AuditRules, ctx: RequestContext) -> str:
    """Return the answer that holds now; whoever leaves it changes nothing."""
    value = str(getattr(now, name))
    return _set_up(ctx) if value == AS_SET_UP else value


def _question(name: str, now: AuditRules, ctx: RequestContext) -> Block:
    value = _answered(name, now, ctx)
    offered = [each for each in CHOICES[name][1] if each != AS_SET_UP or value == AS_SET_UP]
    answers = select("Choose", [answer(name, each) for each in offered], value)
    return field_(name, QUESTIONS[name], answers)


def _set_up(ctx: RequestContext) -> str:
    """Return the answer that is the same as what the server was set up with, if one is."""
    now = ctx.council.registers.sign_off
    return next((name for name, registers in SIGNED_OFF.items() if registers == now), AS_SET_UP)


def is_first(ctx: RequestContext) -> bool:
    """Say whether this is a lead of a council whose rules nobody has looked at yet."""
    return may(ctx.person, Permission.RULES) and rules.changed_at(ctx.session) is None


FORMS: Final = (FirstRulesForm(),)
BUTTONS: Final = tuple(form.button() for form in FORMS)
