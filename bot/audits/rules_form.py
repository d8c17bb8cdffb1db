"""The rules of live audits in a form: the effect is shown first, and then they are saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.audits import rules_view, service_rules_view
from bot.audits.draw_words import trial_words
from bot.audits.rule_dates import written
from bot.audits.rule_problems import problem_words
from bot.audits.rule_words import effect
from bot.audits.rules_view import (
    CHOICES,
    LISTS,
    NUMBERS,
    ONE_LINE,
    PARTS,
    PATTERN,
    PICKER,
    TEXTS,
)
from bot.audits.service_rules_view import AS_COUNCIL, NONE, field_name
from bot.audits.verb import AuditCommand, AuditForm
from bot.context import ContextFactory
from bot.refusals import refusal_words
from bot.slack.blocks import Block, aside
from bot.slack.buttons import Button
from bot.slack.carried import one_of, out_of_date
from bot.slack.filled import FieldsError, Filled, filled
from bot.slack.forms import View, asked_again, notice
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, Reply, Request, UpdateView
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import rules
from db.errors import RefusedError
from db.permissions import Permission, require
from jobs.audits import settings
from jobs.audits.trying import tried
from jobs.context import CouncilContext, RequestContext
from jobs.rules.audit_rules import RuleProblem, RulesError, kept
from jobs.rules.audit_services import OWN_RULES, RuleSets

TRYING: Final = (
    "I'm trying the next month's draw with these rules. This takes a few seconds at most."
)
SAVED: Final = "The rules are saved. They apply from the next draw."
SAVE_FIRST: Final = "Save what you have changed first: press See the effect."
_REMEMBERED: Final = frozenset({"service", "part", "values"})
FIRST: Final = frozenset({"first", "five", "questions", "five questions"})


class ShowRules(AuditCommand):
    """`rules`."""

    name = example = "rules"
    synonyms = ("settings",)
    summary = "every rule, with its effect before you save it; rules first asks just five"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Open all of them, or the first five: `rules first`."""
        return OpenForm("first_rules" if rest.strip().lower() in FIRST else "rules")


class RulesForm(AuditForm):
    """Asks for a service's rules, or the council's where the state names none."""

    name = "rules"
    title, submit_label = f"Rules of {our.live_audits}", "See the effect"
    way_in = "See the rules"

    def view(self, state: ViewState, ctx: RequestContext) -> View:
        """Return the form, which remembers what it shows and what was changed elsewhere in it."""
        kept_ = {name: one for name, one in state.kept.items() if name in _REMEMBERED}
        return self.modal(replace(state, kept=kept_), self.blocks(state, ctx))

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        require(ctx.person, Permission.RULES)
        sets = _so_far(state, settings.rule_sets(ctx.session))
        service, part = _service(state), _part(state)
        above = rules_view.pickers(rules.services(ctx.session), service, part)
        if not PARTS[part][1]:
            return [*above, *rules_view.in_words(sets)]
        if service:
            return [*above, *service_rules_view.service_rules(sets, service, part)]
        below = rules_view.ELSEWHERE.format(ctx.council.commands.audit)
        asked = rules_view.rules(sets, part)
        return [*above, *asked, *([aside(below)] if part == "month" else [])]

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        """Return what was filled in; a pattern is no free text."""
        require(ctx.person, Permission.RULES)
        pattern = _field(PATTERN, _service(ViewState.read(view)))
        return filled(view, ctx, (pattern,))

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> UpdateView:
        """Show the effect, the next month's draw among it; nothing is saved."""
        service, old = _service(state), settings.rule_sets(ctx.session)
        new = read_rules(given, service, _so_far(state, old))

        # A large council takes longer to draw than the three seconds Slack waits.
        def tried_out(contexts: ContextFactory) -> View:
            return _preview(replace(state, kept={"service": service}), old, new, contexts)

        return UpdateView(notice("The effect", TRYING), tried_out)


def _preview(state: ViewState, old: RuleSets, new: RuleSets, contexts: ContextFactory) -> View:
    changes, council = effect(old, new), contexts.council
    with contexts.database.read() as session:
        trials = tried(CouncilContext(session, None, contexts.now(), council), old, new)
    service = _service(state)
    state = replace(state, kept={"service": service, "values": _changed(service, old, new)})
    if not changes:
        return notice("The effect", "Nothing changes.")
    told = trial_words(trials, council.commands.audit)
    return SaveRulesForm().modal(state, rules_view.preview(changes, told))


class SaveRulesForm(AuditForm):
    """Shows what changed rules would do, and saves them."""

    name = "rules_sure"
    title, submit_label = "The effect", "Save"

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> UpdateView:
        service = _service(state)
        new = _so_far(state, settings.rule_sets(ctx.session))
        keep = new.own_of(service) if service else kept(new.council)
        rules.change(ctx, keep, service)
        return UpdateView(notice("Saved", SAVED))


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    """Show other rules in the same form; what was changed in it stays."""
    view = click.body["view"]
    state, form, old = ViewState.read(view), RulesForm(), settings.rule_sets(ctx.session)
    service, is_whose = _service(state), click.name == PICKER
    whose = rules_view.picked(click.chosen) if is_whose else service
    to = _part(state) if is_whose else _known_part(click.chosen)
    try:
        new = read_rules(form.read(view, ctx), service, _so_far(state, old))
        is_changed = bool(effect(old, new))
        if is_changed and whose != service:
            raise RefusedError(SAVE_FIRST)
        shown: dict[str, Any] = {"service": whose, "part": to}
        if is_changed:
            shown["values"] = _changed(service, old, new)
        return UpdateView(form.view(replace(state, kept=shown), ctx))
    except RefusedError as error:
        return UpdateView(asked_again(view, refusal_words(error), state.metadata()))


def _service(state: ViewState) -> str:
    return str(state.kept.get("service", ""))


def _part(state: ViewState) -> str:
    return _known_part(state.kept.get("part") or next(iter(PARTS)))


def _known_part(name: object) -> str:
    one_of(PARTS, name)
    return str(name)


def _so_far(state: ViewState, old: RuleSets) -> RuleSets:
    """Return the rules with what the form has in it from other parts of it."""
    values = state.kept.get("values")
    if values is None:
        return old
    try:
        return _with(old, _service(state), values)
    except RulesError as error:
        raise out_of_date() from error


def read_rules(given: Filled, service: str, old: RuleSets) -> RuleSets:
    """Return the rules with what was filled in; FieldsError naming each that is wrong.

    What the form does not ask stays as it was in `old`.
    """
    values = _own_values(given, service, old) if service else _values(given)
    try:
        return _with(old, service, values)
    except RulesError as error:
        raise FieldsError(_by_field(error.problems, service, given)) from error


def _with(old: RuleSets, service: str, values: Mapping[str, Any]) -> RuleSets:
    if service:
        return old.with_service(service, values)
    return old.with_council(kept(old.council) | dict(values))


def _changed(service: str, old: RuleSets, new: RuleSets) -> Mapping[str, Any]:
    """Return what is to be kept: all a service has of its own, or what changes of the council's."""
    if service:
        return new.own_of(service)
    before, after = kept(old.council), kept(new.council)
    return {name: value for name, value in after.items() if value != before[name]}


def _values(given: Filled) -> dict[str, Any]:
    words = {
        name: _number(given.text(name)) if name in NUMBERS else given.text(name)
        for name in (*NUMBERS, *CHOICES, *TEXTS)
    }
    found = {
        **words,
        **{name: _rows(given.text(name)) for name in LISTS},
        "months_off": [*given.numbers("months_off")],
        "inadequate_grades": list(given.many("inadequate_grades")),
    }
    return {name: value for name, value in found.items() if name in given}


def _own_values(given: Filled, service: str, old: RuleSets) -> dict[str, Any]:
    """Return what a service has of its own: what is empty is as the council's."""
    found = dict(old.own_of(service))
    for name in OWN_RULES:
        field = field_name(name, service)
        if field in given:
            found.pop(name, None)
        text, many = given.text(field).strip(), given.many(field)
        if many:
            found[name] = _several(name, field, many)
        elif text and text != AS_COUNCIL:
            found[name] = _own_value(name, text)
    return found


def _own_value(name: str, text: str) -> object:
    if name in NUMBERS:
        return _number(text)
    if name in LISTS:
        return _rows(text)
    return "" if name in ONE_LINE and text.lower() == NONE else text


def _several(name: str, field: str, many: tuple[str, ...]) -> list[int] | list[str]:
    if NONE in many and len(many) > 1:
        raise FieldsError({field: "Choose either none or some, not both."})
    some = [each for each in many if each != NONE]
    return [int(number) for number in some] if name == "months_off" else some


def _number(text: str) -> int | str:
    words = text.strip()
    return int(words) if words.isascii() and words.isdigit() else text


def _rows(text: str) -> list[str]:
    return [written(row.strip()) for row in text.splitlines() if row.strip()]


def _field(rule: str, service: str) -> str:
    return field_name(rule, service) if service else rule


def read_problems(problems: Sequence[RuleProblem]) -> dict[str, str]:
    """Return what is wrong with the council's rules, by the field of each."""
    return {problem.rule: problem_words(problem) for problem in problems}


def _by_field(problems: Sequence[RuleProblem], service: str, given: Filled) -> dict[str, str]:
    """Return each problem by the field of its rule; one of another form's by the first here."""
    found: dict[str, str] = {}
    for problem in problems:
        field = "" if problem.service else _field(problem.rule, service)
        shown = field if field in given else next(iter(given.values), "")
        found.setdefault(shown, problem_words(problem))
    return found


FORMS: Final = (RulesForm(), SaveRulesForm())
BUTTONS: Final = (FORMS[0].button(), Button("audit_rules_(?:of|part)", _turned))
