"""What closing the loop asks: findings and their answers, actions to their end, audits' themes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import Session

from db.actions.scopes import FINISHED, OPEN
from db.digest.scope import DigestScope
from db.models import Action, Answering, LiveAudit, PlanItem, Status
from db.models.audit import HELD_STATES

ASKING: Final = ("area", "tip")  # what a review wants something done about


# An action's number, when it was added, done and signed off, each None if it is not yet; its theme
# and its status.
Passage = Row[int, datetime, datetime | None, datetime | None, str, str]


def findings(session: Session, scope: DigestScope) -> Sequence[Row[datetime, datetime | None]]:
    """Return when what a review wants done was found, and when the first action answered it.

    What nothing answers is the whole council's.
    """
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
    return session.execute(query).all()


def passages(session: Session, scope: DigestScope) -> Sequence[Passage]:
    """Return the actions that are under way, finished on a known day or awaiting a sign-off.

    What was dropped or deferred is on no way, and of what came finished nobody knows the day.
    """
    query = select(
        Action.id,
        Action.created_at.label("added_at"),
        Action.done_at,
        Action.signed_off_at,
        Action.theme,
        Action.status,
    ).where(
        or_(OPEN, Action.status == Status.DONE, and_(FINISHED, Action.done_at.is_not(None))),
        scope.actions(),
    )
    return session.execute(query.order_by(Action.id)).all()


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
