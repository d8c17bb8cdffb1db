"""A month's plan as a lead looks at it: fairness, days, who is left out; or why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from db.audits import queries as audits
from db.models import AuditMonth
from db.outbox import reminders
from db.session import Session
from jobs.audits.auditor_pool import offered
from jobs.context import CouncilContext
from jobs.rules.draw.answers import BadPins, Blocked, Diary, TooManyPairsError, Undrawn
from jobs.rules.draw.fairness import Fairness, fairness
from jobs.rules.draw.model import DrawRequest, Plan

Names = Mapping[str, str]  # how sentences name everybody, by the engine's ids


@dataclass(frozen=True)
class MonthOff:
    """Nothing is drawn: it is a month off for everybody."""

    month: date


@dataclass(frozen=True)
class NoAuditors:
    """Nothing is drawn: nobody is in the pool of auditors."""


NoPlan = MonthOff | NoAuditors | TooManyPairsError | Blocked | BadPins


@dataclass(frozen=True)
class PlanSeen:
    """What a lead looks at before publishing: the plan, how fair it is, and its days."""

    plan: Plan
    fairness: Fairness
    diary: Diary
    names: Names
    undrawn: Sequence[Undrawn] = ()


@dataclass(frozen=True)
class Drawn:
    """What came of a draw: a month that can be published, and its plan."""

    month: date
    audit_month: AuditMonth
    seen: PlanSeen


@dataclass(frozen=True)
class NotDrawn:
    """A month that cannot be drawn, and why."""

    month: date
    why: NoPlan
    names: Names


def look_at(session: Session, audit_month: AuditMonth, diary: Diary | None = None) -> PlanSeen:
    """Return the plan of a month that was drawn; without its `diary` days are offered again."""
    request, plan = DrawRequest.from_json(audit_month.request), Plan.from_json(audit_month.plan)
    diary = diary or offered(request, plan.ids)
    undrawn = undrawn_of(audit_month)
    return PlanSeen(plan, fairness(request, plan), diary, names_of(session), undrawn)


def not_counted(ctx: CouncilContext, audit_month: AuditMonth) -> Sequence[AuditMonth]:
    """Return the months before one, the earliest first, whose audits no draw of it counts yet.

    Only what was held counts, and nothing is held of a month that is not published or not open.
    """
    before = audits.not_begun(ctx.session, ctx.today)
    return [one for one in before if one.month < audit_month.month] if audit_month.is_draft else ()


def undrawn_of(audit_month: AuditMonth) -> tuple[Undrawn, ...]:
    """Return the services that a month leaves out, with what stood in their way."""
    return _undrawn().validate_python(audit_month.undrawn)


def undrawn_as_kept(undrawn: Sequence[Undrawn]) -> list[dict[str, Any]]:
    """Return them as a month keeps them."""
    kept: list[dict[str, Any]] = _undrawn().dump_python(tuple(undrawn), mode="json")
    return kept


def names_of(session: Session) -> Names:
    """Return how sentences name everybody, by the engine's ids."""
    return {str(person.id): person.called for person in reminders.roster(session)}


@cache
def _undrawn() -> TypeAdapter[tuple[Undrawn, ...]]:
    return TypeAdapter(tuple[Undrawn, ...])
