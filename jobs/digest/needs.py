"""What waits for one person: what they would be asked about first."""

from dataclasses import dataclass
from datetime import date

from db.audits import queries as audits
from db.digest.needs import waiting
from db.permissions import Permission, may
from jobs.actions import approvals
from jobs.audits import naming
from jobs.context import RequestContext


@dataclass(frozen=True)
class Needs:
    """How much waits for somebody: months to publish, and how many of each other thing."""

    to_publish: tuple[date, ...] = ()
    overdue: int = 0
    to_sign: int = 0
    to_approve: int = 0
    offered: int = 0
    audits: int = 0


def needs_of(ctx: RequestContext) -> Needs:
    """Return what waits for whoever asks."""
    session, person = ctx.session, ctx.person
    found = waiting(session, person, ctx.today)
    publishes = found.drawn and may(person, Permission.PUBLISH)
    approves = approvals.waiting_for(session, person, ctx.today) if found.moves else ()
    return Needs(
        to_publish=tuple(one.month for one in audits.drawn_months(session)) if publishes else (),
        overdue=found.overdue,
        to_sign=found.to_sign,
        to_approve=sum(1 for _ in approves),
        offered=found.offered,
        audits=len(naming.waiting_for(ctx)) if found.without_case else found.audits,
    )
