"""Opens the forms about live audits, with what each needs to know."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.audits import calendar_form_view, forms_view, rules_view, service_rules_view
from bot.audits.booking import common_days
from bot.audits.verbs import AuditForm
from bot.audits.view import is_moderator
from bot.slack.blocks import Answer, Block
from bot.slack.view_state import ViewState
from db.audits import queries as audits
from db.audits import rules
from db.errors import RefusedError
from db.models import AuditState, LiveAudit
from db.permissions import Permission, require
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import AuditRules
from jobs.rules.deadlines import spell

BUTTONS: Mapping[str, str] = {
    "held": "Write it up",
    "cannot": "Say why",
    "book": "Choose a day",
    "rules": "See the rules",
    "look": "Add who looks",
}


def audit_view(asked: AuditForm, about: ViewState, ctx: RequestContext) -> Block:
    """Return the view of a form; RefusedError where there is nothing to fill in."""
    if asked.number is None:
        return _ALONE[asked.name](about, ctx)
    audit = audits.find(ctx.session, asked.number, ctx.person)
    return _ABOUT_ONE[asked.name](audit, replace(about, audit=audit.id), ctx)


def way_in(asked: AuditForm) -> Answer:
    """Return a button to a form: a direct message brings no trigger_id, so it can open none."""
    words = "Press the button to fill it in."
    about = ViewState(audit=asked.number)
    return forms_view.way_in(words, asked.name, about, BUTTONS[asked.name])


def _rules(about: ViewState, ctx: RequestContext) -> Block:
    return rules_form("", about, ctx)


def rules_form(service: str, about: ViewState, ctx: RequestContext) -> Block:
    """Return the form of a service's rules, or of the council's where none is named."""
    sets, services = settings.rule_sets(ctx.session), rules.services(ctx.session)
    if service:
        return service_rules_view.service_rules(sets, service, services, about)
    return rules_view.rules(sets, services, about)


def _rules_for(audit: LiveAudit, ctx: RequestContext) -> AuditRules:
    return settings.rules_for(ctx.session, audit.practitioner)


def _look(about: ViewState, ctx: RequestContext) -> Block:
    require(ctx.person, Permission.RULES)
    return calendar_form_view.look(about)


def _book(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    _refuse_unless_open(audit, "there is no day to choose")
    days = common_days(audit, ctx)
    if not days:
        raise RefusedError(
            f"You two are never both at work before {spell(audit.due_on)}. "
            f"Say so with `{ctx.council.commands.audit} cannot {audit.id}`."
        )
    return forms_view.book(audit, days, about, ctx)


def _cannot(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    _refuse_unless_open(audit, "nobody need say that it cannot be held")
    return forms_view.cannot(audit, _rules_for(audit, ctx), about, ctx)


def _exempt(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    _refuse_unless_open(audit, "there is nothing to exempt it from")
    require(ctx.person, Permission.EXEMPT, audit)
    return forms_view.exempt(audit, _rules_for(audit, ctx), about, ctx)


def _held(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    _refuse_unless_open(audit, "it cannot be written up")
    if ctx.person.id != audit.auditor_id:
        raise RefusedError(f"Only {audit.auditor.called} can write {audit.reference} up.")
    return forms_view.held(audit, _rules_for(audit, ctx), about, ctx)


def _reflect(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    if ctx.person.id != audit.practitioner_id:
        raise RefusedError(f"Only {audit.practitioner.called} can reflect on {audit.reference}.")
    if audit.state != AuditState.HELD or audit.reflected_at is not None:
        raise RefusedError(f"{audit.reference} is not waiting for a reflection.")
    return forms_view.reflect(audit, about, ctx)


def _moderate(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    # Whoever opens this form reads the grade, so it opens for those alone who may moderate.
    if not is_moderator(audit, ctx.person):
        raise RefusedError(f"{audit.reference} is not waiting for your moderation.")
    return forms_view.moderate(audit, _rules_for(audit, ctx), about)


def _swap(audit: LiveAudit, about: ViewState, ctx: RequestContext) -> Block:
    _refuse_unless_open(audit, "it cannot be swapped")
    others = [
        other
        for other in audits.of_month(ctx.session, audit.audit_month_id)
        if other.is_open and other.auditor_id != audit.auditor_id
    ]
    if not others:
        raise RefusedError("No other auditor has an audit to swap this month.")
    return forms_view.swap(audit, others, about, ctx)


def _refuse_unless_open(audit: LiveAudit, so: str) -> None:
    if not audit.is_open:
        raise RefusedError(f"{audit.reference} is {audit.state}, so {so}.")


_ALONE: Mapping[str, Callable[[ViewState, RequestContext], Block]] = {
    "rules": _rules,
    "pair": lambda about, _: forms_view.pair(about),
    "away": lambda about, ctx: forms_view.away(about, ctx.person.slack_id),
    "auditor": lambda about, _: forms_view.auditor(about),
    "look": _look,
}
_ABOUT_ONE: Mapping[str, Callable[[LiveAudit, ViewState, RequestContext], Block]] = {
    "book": _book,
    "cannot": _cannot,
    "held": _held,
    "reflect": _reflect,
    "moderate": _moderate,
    "swap": _swap,
    "exempt": _exempt,
}
