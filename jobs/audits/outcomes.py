"""From held to moderated: the outcome, the actions arising, the practitioner's view."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Final

from db.actions import operations
from db.actions.operations import UNDO_FOR, Draft
from db.audits import case_keys, changes
from db.audits.changes import Outcome, Verdict
from db.context import WorkContext
from db.days import start_of
from db.errors import RefusedError
from db.models import AuditEvent, AuditEventKind, Due, LiveAudit, MonthState, Person, Register
from db.permissions import Permission, may, require, require_is_here
from jobs.actions import notices
from jobs.audits import moderating, re_audits, settings, supervision
from jobs.audits.letters import News, tell
from jobs.audits.moderating import needs_moderation
from jobs.audits.recipients import head_of_service, pair
from jobs.context import RequestContext
from jobs.rules import months
from jobs.rules.audit_rules import AuditRules, alarming
from jobs.rules.audit_rules import grades as grades_of
from jobs.rules.not_held import NO_WORD

TO_MODERATE: Final = 5  # working days that are left at least to moderate what was written up late


def hold(
    ctx: RequestContext, audit: LiveAudit, outcome: Outcome, drafts: Sequence[Draft]
) -> AuditEvent:
    """Record an audit as held, with the actions that arise, and ask the practitioner's view.

    A lead may do so for the auditor, and until a lead says no it may be done late. Each action
    names the audit as its source, and may be in the hands of the two or of anybody above them. An
    Inadequate needs one, and has its actions due in the working days that the rules give; an action
    with no date gets that one. Raises RefusedError for what the rules do not know; where it is an
    action's, its `about` ends in the place of the action: "owner2".
    """
    require(ctx.person, Permission.HOLD, audit)
    rules = settings.rules_of_audit(ctx.session, audit)
    refuse_unknown(outcome, rules)
    if outcome.case_key is not None and not re_audits.is_of(ctx, audit, outcome.case_key):
        since = months.months_before(ctx.today, rules.case_gap_months)
        case_keys.refuse_audited(ctx.session, outcome.case_key, start_of(ctx.session, since))
    event = changes.hold(ctx, audit, outcome, though=NO_WORD)
    changes.also(event, audit, moderation_of(ctx, audit, rules))
    latest = actions_due(ctx, audit.grade, rules)
    add_actions(ctx, audit, drafts, latest)
    tell(ctx.session, News(audit, "held", ctx.now, wait=UNDO_FOR), pair(audit), ctx.person)
    if latest is not None:
        start_clock(ctx, audit, latest)
    re_audits.settle(ctx, audit, rules)
    return event


def reflect(ctx: RequestContext, audit: LiveAudit, words: str, *, agrees: bool) -> AuditEvent:
    """Keep the practitioner's view; one who disagrees is heard by a moderator and their manager."""
    event = changes.reflect(ctx, audit, words, agrees=agrees)
    tell(ctx.session, News(audit, "reflected", ctx.now), [audit.auditor], ctx.person)
    if not agrees:
        changes.also(event, audit, {"needs_moderation": True})
        above = [ctx.person.manager] if ctx.person.manager else []
        tell(ctx.session, News(audit, "disagreed", ctx.now), above)
    if audit.needs_moderation:
        moderating.ask(ctx, audit)
    else:
        supervision.ask(ctx, audit, event)
        _close_if_over(ctx, audit)
    return event


def moderate(ctx: RequestContext, audit: LiveAudit, verdict: Verdict) -> AuditEvent:
    """Uphold or change the grade, and tell the two; a grade changed to Inadequate starts its clock.

    Raises RefusedError for anybody but the moderator who was asked and the leads.
    """
    rules = settings.rules_of_audit(ctx.session, audit)
    changes.refuse_unasked(ctx, audit)
    if not verdict.upheld:
        _refuse_same(audit, verdict.grade, rules)
    event = changes.moderate(ctx, audit, verdict)
    tell(ctx.session, News(audit, "moderated", ctx.now), pair(audit), ctx.person)
    latest = actions_due(ctx, audit.moderated_grade, rules)
    if latest is not None and not is_inadequate(audit.grade, rules):
        start_clock(ctx, audit, latest)
    re_audits.settle(ctx, audit, rules)
    supervision.ask(ctx, audit, event)
    _close_if_over(ctx, audit)
    return event


def moderation_of(ctx: RequestContext, audit: LiveAudit, rules: AuditRules) -> dict[str, object]:
    """Return whether an audit is moderated, and by when: never sooner than is possible."""
    is_needed = needs_moderation(rules, audit, audit.audit_month.month)
    soonest = ctx.council.calendar.shift(ctx.today, TO_MODERATE)
    later = {"moderate_by": soonest} if soonest > audit.moderation_due else {}
    return {"needs_moderation": is_needed, **later}


def add_actions(
    ctx: RequestContext, audit: LiveAudit, drafts: Sequence[Draft], latest: date | None
) -> None:
    """Add the actions that arise; an Inadequate needs one, done by the `latest` day."""
    for place, draft in enumerate(_with_dates(audit, drafts, latest), start=1):
        with _naming(place):
            _add(ctx, audit, draft)


def refuse_unknown(outcome: Outcome, rules: AuditRules, besides: LiveAudit | None = None) -> None:
    """Refuse a grade or a theme that is not on the lists; what an audit has already may stay."""
    if besides is not None and outcome.grade == besides.grade:
        outcome = replace(outcome, grade=None)
        grades: Sequence[str] = ()
    else:
        grades = grades_of(rules)
    if grades and outcome.grade not in grades:
        raise RefusedError("audit.grade_not_listed", "grade", grades=grades)
    if not grades and outcome.grade is not None:
        raise RefusedError("audit.no_grades_here", "grade")
    for name, themes in (("strengths", outcome.strengths), ("areas", outcome.areas)):
        if not {*themes} <= {*rules.themes, *(besides.themes if besides else ())}:
            raise RefusedError("audit.theme_not_listed", name)


def _refuse_same(audit: LiveAudit, grade: str | None, rules: AuditRules) -> None:
    grades = grades_of(rules)
    if not grades:
        return
    if grade not in grades or grade == audit.grade:
        others = [each for each in grades if each != audit.grade]
        raise RefusedError("audit.same_grade", "grade", others=others)


def actions_due(ctx: RequestContext, grade: str | None, rules: AuditRules) -> date | None:
    """Return the day by which an Inadequate's actions are due, or None for any other grade."""
    if not is_inadequate(grade, rules):
        return None
    return ctx.council.calendar.shift(ctx.today, rules.inadequate_action_working_days)


def is_inadequate(grade: str | None, rules: AuditRules) -> bool:
    """Say whether a grade counts as Inadequate."""
    return grade is not None and grade in alarming(rules)


def _with_dates(audit: LiveAudit, drafts: Sequence[Draft], latest: date | None) -> Iterable[Draft]:
    """Yield the actions with the audit as their source, and with the date of the clock."""
    if latest is not None and not drafts:
        raise RefusedError("audit.needs_action", "title1", latest=latest)
    for place, draft in enumerate(drafts, start=1):
        due = draft.due
        if latest is not None and due.day is None:
            due = Due.on(latest)
        if latest is not None and due.day is not None and due.day > latest:
            raise RefusedError("audit.action_too_late", f"due{place}", latest=latest)
        yield replace(
            draft, source=audit.reference, due=due, register=Register.AUDITS, audit_id=audit.id
        )


@contextmanager
def _naming(place: int) -> Iterator[None]:
    """Let a refusal say which of the actions it concerns."""
    try:
        yield
    except RefusedError as error:
        raise error.beside(f"{error.about or 'title'}{place}") from error


def _add(ctx: RequestContext, audit: LiveAudit, draft: Draft) -> None:
    if draft.owner is not None and not _may_have(audit, draft.owner, ctx.person):
        names = {"auditor": audit.auditor.called, "practitioner": audit.practitioner.called}
        raise RefusedError("audit.action_for_others", "owner", reference=audit.reference, **names)
    if draft.owner is not None:
        require_is_here(draft.owner, ctx.today, "owner")
    action, event = operations.write(ctx, draft)
    notices.tell(ctx.session, action, event, wait=UNDO_FOR)


def _may_have(audit: LiveAudit, owner: Person, by: Person) -> bool:
    """Say whether an action arising may be put into somebody's hands."""
    concerned = any(owner.id == one.id or owner.manages(one) for one in pair(audit))
    return concerned or may(by, Permission.RECEIVE, owner)


def start_clock(ctx: RequestContext, audit: LiveAudit, latest: date) -> None:
    """Write down that the clock of an Inadequate runs, and tell the head of service."""
    by_itself = WorkContext(ctx.session, None, ctx.now)
    due = latest.isoformat()
    changes.record(by_itself, audit, AuditEventKind.CLOCK_STARTED, actions_due=due)
    heads = head_of_service(ctx.session, audit.practitioner, ctx.today)
    tell(ctx.session, News(audit, "inadequate", ctx.now, wait=UNDO_FOR), heads)


def _close_if_over(ctx: RequestContext, audit: LiveAudit) -> None:
    """Count an audit as done at once where its month has been closed; else the closing does."""
    if audit.audit_month.state == MonthState.CLOSED:
        changes.close(ctx, audit)
