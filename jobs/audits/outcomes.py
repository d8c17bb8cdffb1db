"""From held to moderated: the outcome, the actions arising, the practitioner's view."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time

from db.actions import operations
from db.actions.operations import Draft
from db.audits import case_keys
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import AuditEvent, Due, LiveAudit, Outcome, Person, RoundState
from db.permissions import Permission, may
from db.session import Session
from jobs.actions import notices
from jobs.audits import moderating, settings
from jobs.audits.letters import News, tell
from jobs.audits.moderating import choose_moderator, needs_moderation
from jobs.audits.re_audits import re_audits_due
from jobs.audits.recipients import head_of_service, pair
from jobs.rules import audit_month
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_rules import grades as grades_of
from jobs.rules.deadlines import spell
from jobs.rules.working_days import Calendar

__all__ = [
    "choose_moderator",
    "hold",
    "moderate",
    "needs_moderation",
    "re_audits_due",
    "reflect",
]


def hold(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    outcome: Outcome,
    *,
    drafts: Sequence[Draft],
    calendar: Calendar,
) -> AuditEvent:
    """Record an audit as held, with the actions that arise, and ask the practitioner's view.

    Each action names the audit as its source, and may be in the hands of the two or of anybody
    above them. An Inadequate needs one, and has its actions due in the working days that the rules
    give; an action with no date gets that one. Raises RefusedError for what the rules do not know;
    where it is an action's, its `about` ends in the place of the action: "owner2".
    """
    rules = settings.rules_for(session, audit.practitioner)
    _refuse_unknown(outcome, rules)
    if outcome.case_key is not None:
        since = audit_month.months_before(at.date(), rules.case_gap_months)
        case_keys.refuse_audited(session, outcome.case_key, _start_of(since))
    event = audit.hold(by, at, outcome)
    audit.needs_moderation = needs_moderation(rules, audit, audit.round.month)
    latest = _actions_due(audit, rules, at.date(), calendar)
    for place, draft in enumerate(_with_dates(audit, drafts, latest), start=1):
        with _naming(place):
            _add(session, audit, draft, by, at)
    tell(session, News(audit, "held", at), [audit.practitioner], by)
    if latest is not None:
        _start_clock(session, audit, at, latest)
    return event


def reflect(
    session: Session, audit: LiveAudit, by: Person, at: datetime, words: str, *, agrees: bool
) -> AuditEvent:
    """Keep the practitioner's view; one who disagrees is heard by a moderator and their manager."""
    event = audit.reflect(by, at, words, agrees=agrees)
    tell(session, News(audit, "reflected", at), [audit.auditor], by)
    if not agrees:
        audit.needs_moderation = True
        above = [by.manager] if by.manager else []
        tell(session, News(audit, "disagreed", at), above)
    if audit.needs_moderation:
        moderating.ask(session, audit, at)
    else:
        _close_if_over(audit, at)
    return event


def moderate(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    *,
    upheld: bool,
    grade: str | None,
    why: str,
    calendar: Calendar,
) -> AuditEvent:
    """Uphold or change the grade, and tell the two; a grade changed to Inadequate starts its clock.

    Raises RefusedError for anybody but the moderator who was asked and the leads.
    """
    rules = settings.rules_for(session, audit.practitioner)
    moderating.refuse_unless_asked(audit, by)
    if not upheld:
        _refuse_same(audit, grade, rules)
    event = audit.moderate(by, at, upheld=upheld, grade=grade, why=why)
    tell(session, News(audit, "moderated", at), pair(audit), by)
    if _is_inadequate(audit.moderated_grade, rules) and not _is_inadequate(audit.grade, rules):
        days = rules.inadequate_action_working_days
        _start_clock(session, audit, at, calendar.shift(at.date(), days))
    _close_if_over(audit, at)
    return event


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _refuse_unknown(outcome: Outcome, rules: AuditRules) -> None:
    """Refuse a grade or a theme that is not on the lists."""
    grades = grades_of(rules)
    if grades and outcome.grade not in grades:
        raise RefusedError(f"Choose a grade from the list: {', '.join(grades)}.", about="grade")
    if not grades and outcome.grade is not None:
        raise RefusedError("Audits have no grade here; leave it empty.", about="grade")
    strange = [theme for theme in outcome.themes if theme not in rules.themes]
    if strange:
        raise RefusedError("Choose themes from the list.", about="themes")
    counts = [*outcome.strengths.values(), *outcome.areas.values()]
    if min(counts, default=0) < 0:
        raise RefusedError("Strengths and areas are counted from 0, for example 2.", "strengths")


def _refuse_same(audit: LiveAudit, grade: str | None, rules: AuditRules) -> None:
    grades = grades_of(rules)
    if not grades:
        return
    if grade not in grades or grade == audit.grade:
        others = ", ".join(each for each in grades if each != audit.grade)
        raise RefusedError(f"A grade that changes becomes another one: {others}.", about="grade")


def _actions_due(
    audit: LiveAudit, rules: AuditRules, today: date, calendar: Calendar
) -> date | None:
    """Return the day by which an Inadequate's actions are due, or None for any other grade."""
    if not _is_inadequate(audit.grade, rules):
        return None
    return calendar.shift(today, rules.inadequate_action_working_days)


def _is_inadequate(grade: str | None, rules: AuditRules) -> bool:
    return grade is not None and grade in rules.inadequate_grades


def _with_dates(audit: LiveAudit, drafts: Sequence[Draft], latest: date | None) -> Iterable[Draft]:
    """Yield the actions with the audit as their source, and with the date of the clock."""
    if latest is not None and not drafts:
        raise RefusedError(
            f"This grade needs an action, due by {spell(latest)}: say what will be done.",
            about="title1",
        )
    for place, draft in enumerate(drafts, start=1):
        due = draft.due
        if latest is not None and due.day is None:
            due = Due.on(latest)
        if latest is not None and due.day is not None and due.day > latest:
            raise RefusedError(
                f"After this grade an action is due by {spell(latest)} at the latest.",
                about=f"due{place}",
            )
        yield replace(draft, source=audit.reference, due=due)


@contextmanager
def _naming(place: int) -> Iterator[None]:
    """Let a refusal say which of the actions it concerns."""
    try:
        yield
    except RefusedError as error:
        raise error.beside(f"{error.about or 'title'}{place}") from error


def _add(session: Session, audit: LiveAudit, draft: Draft, by: Person, at: datetime) -> None:
    if draft.owner is not None and not _may_have(audit, draft.owner, by):
        raise RefusedError(
            f"An action of {audit.reference} goes to {audit.auditor.called}, "
            f"{audit.practitioner.called} or a manager of theirs.",
            about="owner",
        )
    action, event = operations.write(ChangeContext(session, by, at), draft)
    notices.tell(session, action, event)


def _may_have(audit: LiveAudit, owner: Person, by: Person) -> bool:
    """Say whether an action arising may be put into somebody's hands."""
    concerned = any(owner.id == one.id or owner.manages(one) for one in pair(audit))
    return concerned or may(by, Permission.RECEIVE, owner)


def _start_clock(session: Session, audit: LiveAudit, at: datetime, latest: date) -> None:
    audit.happened("clock started", None, at, actions_due=latest.isoformat())
    heads = head_of_service(session, audit.practitioner)
    tell(session, News(audit, "inadequate", at), heads)


def _close_if_over(audit: LiveAudit, at: datetime) -> None:
    """Count an audit as done at once where its month has been closed; else the closing does."""
    if audit.round.state == RoundState.CLOSED:
        audit.close(at)
