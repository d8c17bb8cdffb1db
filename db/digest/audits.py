"""What a digest asks of the live audits: counts of months and themes, never who had which grade."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, true
from sqlalchemy.orm import Session

from db.audits.queries import gave_way
from db.days import day_asked
from db.digest.scope import DigestScope
from db.models import AuditMonth, AuditState, FamilyAsked, LiveAudit, MonthState
from db.models.audit import HELD_STATES


@dataclass
class AuditMonthCounts:
    """A month of live audits: what was expected, held, not held by reason, and moderated.

    `changed` of `moderated` got another grade; `to_moderate` are all that needed it. `is_over` says
    that everything was due by now. What a lead exempted was not expected. What `is_draft` was drawn
    and not published, so nothing of it can be held yet. Of those `ticked` the auditor said whether
    the family was asked; who was there, and whether the standards were met, is counted of those of
    which that was said.
    """

    month: date
    expected: int = 0
    held: int = 0
    not_held: dict[str, int] = field(default_factory=dict)
    exempt: int = 0
    to_moderate: int = 0
    moderated: int = 0
    changed: int = 0
    is_over: bool = False
    is_draft: bool = False
    ticked: int = 0
    there: int = 0
    there_said: int = 0
    family_asked: int = 0  # those who declined among them
    family_declined: int = 0
    standards_met: int = 0
    standards_met_said: int = 0
    for_supervision: int = 0
    talked_about: int = 0  # within four weeks
    held_by: int = 0  # the day that was asked about


def months(
    session: Session, scope: DigestScope, first: date, last: date, by: date | None = None
) -> Sequence[AuditMonthCounts]:
    """Count the audits of the months from `first`'s on, the latest first: also of those to come.

    Of those held it is counted as well how many were so by a day.

    A month that was drawn and not published counts for those who may know of it. What gave way to
    another pair was not expected, and neither was what a lead exempted.
    """
    rows = scope.ask(session, _months, first=first.replace(day=1), by=by or last)
    found: dict[date, AuditMonthCounts] = {}
    for month, due_on, stands, state, exempt, reason, *rest in rows:
        is_draft = stands == MonthState.DRAWN
        new = AuditMonthCounts(month, is_over=due_on < last, is_draft=is_draft)
        into = found.setdefault(month, new)
        number, *counted = rest
        if exempt:
            into.exempt += number
        else:
            _count(into, state, reason, number)
            _tick(into, counted)
    return [found[month] for month in sorted(found, reverse=True)]


@cache  # to build a statement costs more than to execute it
def _months(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    grouped = (
        AuditMonth.month,
        AuditMonth.due_on,
        AuditMonth.state,
        LiveAudit.state,
        LiveAudit.exempt,
        LiveAudit.not_held_reason,
    )
    return (
        select(
            *grouped,
            func.count(),
            *(func.count().filter(scope.graded(), each) for each in _BY_THE_GRADE.values()),
            *(func.count().filter(_HELD, each) for each in _TICKS.values()),
        )
        .join(AuditMonth, AuditMonth.id == LiveAudit.audit_month_id)
        .where(
            AuditMonth.month >= bindparam("first"),
            true() if scope.sees_drafts else AuditMonth.state != MonthState.DRAWN,
            ~gave_way(),
            scope.audits(),
        )
        .group_by(*grouped)
    )


def _count(into: AuditMonthCounts, state: str, reason: str | None, number: int) -> None:
    into.expected += number
    into.held += number if state in HELD_STATES else 0
    if state == AuditState.NOT_HELD and reason:
        into.not_held[reason] = into.not_held.get(reason, 0) + number


_HELD: Final = LiveAudit.state.in_(HELD_STATES)
# What follows from a grade: it is counted for those alone who may know the grade.
_BY_THE_GRADE: Final[Mapping[str, ColumnElement[bool]]] = {
    "to_moderate": LiveAudit.needs_moderation.is_(True),
    "moderated": LiveAudit.moderated_at.is_not(None),
    "changed": and_(LiveAudit.moderated_at.is_not(None), ~LiveAudit.upheld),
    "for_supervision": LiveAudit.supervision_by.is_not(None),
    "talked_about": day_asked(LiveAudit.talked_about_at) <= LiveAudit.supervision_by,
}
_TICKS: Final[Mapping[str, ColumnElement[bool]]] = {
    "held_by": day_asked(LiveAudit.held_at) <= bindparam("by"),
    "ticked": LiveAudit.family_asked.is_not(None),
    "there": LiveAudit.practitioner_there.is_(True),
    "there_said": LiveAudit.practitioner_there.is_not(None),
    "family_asked": LiveAudit.family_asked.in_((FamilyAsked.YES, FamilyAsked.DECLINED)),
    "family_declined": LiveAudit.family_asked == FamilyAsked.DECLINED,
    "standards_met": LiveAudit.standards_met.is_(True),
    "standards_met_said": LiveAudit.standards_met.is_not(None),
}


def _tick(into: AuditMonthCounts, numbers: Sequence[int]) -> None:
    for name, number in zip((*_BY_THE_GRADE, *_TICKS), numbers, strict=True):
        setattr(into, name, getattr(into, name) + number)


# Of how many each was said, by its name where it is not `ticked`.
SAID_OF: Final = {"there": "there_said", "standards_met": "standards_met_said"}


class ThemeCounts(NamedTuple):
    """The themes of some audits: in how many each was a strength, and in how many an area."""

    audits: int
    strengths: dict[str, int]
    areas: dict[str, int]


def themes(session: Session, scope: DigestScope, since: datetime) -> ThemeCounts:
    """Count the themes of the audits held from an instant on, by the practice they looked at."""
    return _themes(session, LiveAudit.held_at >= since, scope.practised())


def themes_of_month(session: Session, audit_month_id: int) -> ThemeCounts:
    """Count the themes of the audits of one month that were held."""
    return _themes(session, LiveAudit.audit_month_id == audit_month_id, ~gave_way())


def _themes(session: Session, *which: ColumnElement[bool]) -> ThemeCounts:
    query = select(LiveAudit.strengths, LiveAudit.areas).where(_HELD, *which)
    found = session.execute(query).all()
    strengths = Counter(theme for named, _ in found for theme in named)
    areas = Counter(theme for _, named in found for theme in named)
    return ThemeCounts(len(found), dict(strengths), dict(areas))
