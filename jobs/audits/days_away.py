"""Days away go from what a month was drawn with when they go from everywhere else.

The plan is checked in full once more before: what came of that is kept in the history, since from
then on nobody can work it out again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from db import council_events
from db.audits import queries as audits
from db.chain.erasing import keep
from db.context import WorkContext
from db.days import day_in, day_of
from db.models import AuditMonth, Erasure
from db.models.erasure import ErasedKind
from db.retention import DueForErasure, Periods, too_old_before
from db.session import Database, Session
from jobs.rules.draw.check import problems
from jobs.rules.draw.days_let_go import (
    WITHOUT_DAYS,
    days_away_told,
    last_days_away,
    without_days_away,
)
from jobs.rules.draw.model import DrawRequest, Plan

LET_GO: Final = "days away let go"


@dataclass(frozen=True)
class CheckedBefore:
    """When days away were taken out of a month's draw, and how many problems it had before."""

    on: date
    problems: int


def due(session: Session, periods: Periods, now: datetime) -> Sequence[DueForErasure]:
    """Return how many days away the months were drawn with of which the first is too old."""
    if not periods.absences:
        return []
    found = _due(session, periods.absences, now)
    told = sum(days_away_told(DrawRequest.from_json(one.request)) for one in found)
    return [DueForErasure(ErasedKind.DRAW, periods.absences, told)]


def let_go(database: Database, periods: Periods, now: datetime, by: str = "") -> None:
    """Take days away out of each month that is due, in a unit of work for each.

    `by` is the account on the server under which somebody asked for that.
    """
    if not periods.absences:
        return
    with database.read() as session:
        found = [(one.id, one.request, one.plan) for one in _due(session, periods.absences, now)]
    for number, request, plan in found:
        wrong = problems(DrawRequest.from_json(request), Plan.from_json(plan))  # takes its time
        with database.begin() as session:
            audit_month = session.get_one(AuditMonth, number, with_for_update=True)
            if (audit_month.request, audit_month.plan) == (request, plan):
                _let_go(WorkContext(session, None, now, by=by), audit_month, len(wrong))


def checked_before(session: Session, audit_month: AuditMonth) -> CheckedBefore | None:
    """Return what the checker said of a month before its days away went, if they did."""
    event = council_events.of_month(session, audit_month.month, LET_GO)
    return CheckedBefore(day_in(event, event.at), event.changes["problems"][1]) if event else None


def _due(session: Session, months: int, now: datetime) -> Iterator[AuditMonth]:
    too_old = day_of(session, too_old_before(now, months))
    for audit_month in audits.months_over(session, day_of(session, now), too_old):
        if WITHOUT_DAYS not in audit_month.request:  # most are: they need not be read
            request = DrawRequest.from_json(audit_month.request)
            is_too_old = min(last_days_away(request), default=audit_month.due_on) < too_old
            if is_too_old and days_away_told(request):
                yield audit_month


def _let_go(ctx: WorkContext, audit_month: AuditMonth, wrong: int) -> None:
    request = DrawRequest.from_json(audit_month.request)
    plan, bare = Plan.from_json(audit_month.plan), without_days_away(request)
    # Its digest was of a request with days away, which somebody could try to find by it.
    audit_month.plan = replace(plan, request=bare.digest, absent=()).to_json()
    audit_month.request = bare.to_json()
    council_events.month(ctx, audit_month, LET_GO, problems=wrong)
    keep(ctx, Erasure(at=ctx.now, kind=ErasedKind.DRAW, rows=days_away_told(request)))
