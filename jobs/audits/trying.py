"""What the next month's draw would look like by other rules, before anybody saves them."""

from dataclasses import dataclass
from datetime import date

from db.audits import queries as audits
from db.models import MonthState
from db.session import Session
from jobs.audits.drawing import Asked, Wishes, asked_of, drawn_or_why_not, wishes_of
from jobs.audits.plan import Names, NoPlan, names_of
from jobs.context import CouncilContext
from jobs.rules import months
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.answers import Undrawn
from jobs.rules.draw.fairness import Fairness, fairness
from jobs.rules.draw.sheet import Ids
from jobs.solving import solved


@dataclass(frozen=True)
class Trial:
    """A month drawn for nobody: how fair it would be and its pairs, or why there is no plan."""

    fairness: Fairness | None = None
    pairs: frozenset[Ids] = frozenset()
    refusal: NoPlan | None = None
    undrawn: tuple[Undrawn, ...] = ()


@dataclass(frozen=True)
class Trials:
    """The next month to be drawn, by new rules and by those that hold now."""

    month: date
    after: Trial
    before: Trial
    names: Names


def tried(ctx: CouncilContext, old: RuleSets, new: RuleSets) -> Trials:
    """Return what the next month to be drawn would have by `new` rules, and by the `old` ones.

    Nothing is written and nobody is told.
    """
    month = _next_undrawn(ctx.session, ctx.today)
    after, before = _trial(ctx, month, new), _trial(ctx, month, old)
    return Trials(month, after, before, names_of(ctx.session))


def _next_undrawn(session: Session, today: date) -> date:
    """Return the first month to come that nobody has been told of."""
    month = months.next_month(today)
    audit_month = audits.month_for(session, month)
    is_told = audit_month is not None and audit_month.state != MonthState.DRAWN
    return months.next_month(month) if is_told else month


def _trial(ctx: CouncilContext, month: date, sets: RuleSets) -> Trial:
    audit_month = audits.month_for(ctx.session, month)
    wishes = wishes_of(ctx.session, audit_month) if audit_month else Wishes()
    asked = asked_of(ctx, month, sets, wishes)
    if not isinstance(asked, Asked):
        return Trial(refusal=asked)
    drawn = solved(drawn_or_why_not, asked.request)
    if isinstance(drawn, NoPlan):
        return Trial(refusal=drawn)
    fair = fairness(drawn.request, drawn.plan)
    return Trial(fair, frozenset(drawn.plan.ids), undrawn=drawn.undrawn)
