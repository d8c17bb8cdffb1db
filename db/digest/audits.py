"""What a digest asks of the live audits: counts of months and themes, never who had which grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from db.digest.scope import Whose
from db.models import AuditMonth, AuditState, LiveAudit, MonthState
from db.models.audit import HELD_STATES


@dataclass
class MonthCounts:
    """A published month's audits: those expected, held, not held by reason, and moderated."""

    month: date
    due_on: date
    expected: int = 0
    held: int = 0
    exempt: int = 0
    to_moderate: int = 0
    moderated: int = 0
    changed: int = 0
    not_held: dict[str, int] = field(default_factory=dict)


def months(session: Session, whose: Whose, first: date, last: date) -> Sequence[MonthCounts]:
    """Count the audits of the published months from `first`'s to `last`'s, the latest first.

    What gave way to another pair was not expected, and neither was what a lead exempted.
    """
    grouped = (
        AuditMonth.month,
        AuditMonth.due_on,
        LiveAudit.state,
        LiveAudit.exempt,
        LiveAudit.not_held_reason,
    )
    query = (
        select(
            *grouped,
            func.count(),
            func.count().filter(LiveAudit.needs_moderation),
            func.count(LiveAudit.moderated_at),
            func.count().filter(and_(LiveAudit.moderated_at.is_not(None), ~LiveAudit.upheld)),
        )
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .where(
            AuditMonth.month.between(first.replace(day=1), last.replace(day=1)),
            AuditMonth.state != MonthState.DRAWN,
            LiveAudit.state != AuditState.REPLACED,
            whose.audits(),
        )
        .group_by(*grouped)
    )
    found: dict[date, MonthCounts] = {}
    for month, due_on, state, exempt, reason, *rest in session.execute(query):
        into = found.setdefault(month, MonthCounts(month, due_on))
        number, *moderation = rest
        if exempt:
            into.exempt += number
        else:
            _count(into, state, reason, number, moderation)
    return [found[month] for month in sorted(found, reverse=True)]


def _count(
    into: MonthCounts,
    state: str,
    reason: str | None,
    number: int,
    moderation: Sequence[int],
) -> None:
    to_moderate, moderated, changed = moderation
    into.expected += number
    into.held += number if state in HELD_STATES else 0
    into.to_moderate += to_moderate
    into.moderated += moderated
    into.changed += changed
    if state == AuditState.NOT_HELD and reason:
        into.not_held[reason] = into.not_held.get(reason, 0) + number


@dataclass
class ThemeCounts:
    """The themes of some audits: in how many each was a strength, and in how many an area."""

    audits: int = 0
    strengths: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)


def themes(session: Session, whose: Whose, since: datetime) -> ThemeCounts:
    """Count the themes of the audits held from an instant on, by the practice they looked at."""
    query = select(LiveAudit.strengths, LiveAudit.areas).where(
        LiveAudit.state.in_(HELD_STATES), LiveAudit.held_at >= since, whose.practised()
    )
    counted = ThemeCounts()
    for strengths, areas in session.execute(query):
        counted.audits += 1
        _add(counted.strengths, strengths)
        _add(counted.areas, areas)
    return counted


def _add(into: dict[str, int], named: Mapping[str, int]) -> None:
    for theme, number in named.items():
        into[theme] = into.get(theme, 0) + (number > 0)
