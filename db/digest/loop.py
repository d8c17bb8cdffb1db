"""What closing the loop asks: findings and their answers, actions to their end, audits' themes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db.digest.counts import OPEN
from db.digest.scope import DigestScope
from db.models import Action, Answering, LiveAudit, PlanItem, Status
from db.models.audit import HELD_STATES

ASKING: Final = ("area", "tip")  # what a review wants something done about


@dataclass(frozen=True)
class AnsweredFinding:
    """Something a review wants done, and when the first action answered it."""

    found_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class Passage:
    """When an action was added, done and signed off, each None if it is not yet."""

    id: int
    added_at: datetime
    done_at: datetime | None
    signed_off_at: datetime | None
    theme: str


def findings(session: Session, scope: DigestScope) -> Sequence[AnsweredFinding]:
    """Return what a review wants done; what nothing answers is the whole council's."""
    first = func.min(Answering.made_at, type_=Answering.made_at.type)
    query = (
        select(PlanItem.added_at, first)
        .outerjoin(Answering, Answering.item_id == PlanItem.id)
        .where(PlanItem.kind.in_(ASKING))
        .group_by(PlanItem.id, PlanItem.added_at)
        .order_by(PlanItem.id)
    )
    if not scope.is_everybody:
        query = query.join(Action, Action.id == Answering.action_id).where(scope.actions())
    return [AnsweredFinding(*row) for row in session.execute(query)]


def passages(session: Session, scope: DigestScope) -> Sequence[Passage]:
    """Return the actions that are under way or finished on a known day, by number.

    What was dropped or deferred is on no way, and of what came finished nobody knows the day.
    """
    finished = Action.status.in_((Status.DONE, Status.SIGNED_OFF))
    query = select(
        Action.id, Action.created_at, Action.done_at, Action.signed_off_at, Action.theme
    ).where(or_(OPEN, and_(finished, Action.done_at.is_not(None))), scope.actions())
    return [Passage(*row) for row in session.execute(query.order_by(Action.id))]


def themes(session: Session, scope: DigestScope) -> Mapping[int, frozenset[str]]:
    """Return the themes of what each action answers, in small letters."""
    query = (
        select(Answering.action_id, PlanItem.theme)
        .join(PlanItem, PlanItem.id == Answering.item_id)
        .join(Action, Action.id == Answering.action_id)
        .where(PlanItem.theme != "", scope.actions())
    )
    found: dict[int, frozenset[str]] = {}
    for number, theme in session.execute(query):
        found[number] = found.get(number, frozenset()) | {theme.lower()}
    return found


def looks(session: Session) -> Mapping[str, Sequence[datetime]]:
    """Return when each theme was looked at in a live audit, earliest first, in small letters."""
    query = select(LiveAudit.held_at, LiveAudit.themes).where(
        LiveAudit.state.in_(HELD_STATES), LiveAudit.held_at.is_not(None)
    )
    found: dict[str, list[datetime]] = {}
    for held_at, named in session.execute(query.order_by(LiveAudit.held_at)):
        for theme in named:
            if held_at is not None:
                found.setdefault(theme.lower(), []).append(held_at)
    return found
