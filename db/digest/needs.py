"""How much waits for one person, counted in one look."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.actions.signoff_queries import is_asked_of
from db.audits.queries import is_waiting_for, lacks_case
from db.digest.counts import OPEN
from db.handovers import HandoverState
from db.models import (
    Action,
    AuditMonth,
    DateMove,
    Handover,
    HandoverItem,
    LiveAudit,
    MonthState,
    MoveState,
    Person,
)


def waiting(session: Session, person: Person, today: date) -> Row[*tuple[Any, ...]]:
    """Count what waits for somebody; and of the council what may be theirs to answer.

    The latter are the months drawn, the moves and the audits without a case.
    """
    late = (OPEN, Action.owner_id == person.id, Action.due_on < today)
    unanswered = select(HandoverItem.handover_id).where(HandoverItem.state == HandoverState.WAITING)
    offered = (Handover.taker_id == person.id, Handover.id.in_(unanswered))
    counted = (
        _count(Action.id, *late),
        _count(Action.id, is_asked_of(person)),
        _count(Handover.id, *offered),
        _count(LiveAudit.id, is_waiting_for(person)),
        _count(AuditMonth.id, AuditMonth.state == MonthState.DRAWN),
        _count(DateMove.id, DateMove.state == MoveState.WAITING),
        _count(LiveAudit.id, lacks_case()),
    )
    return session.execute(select(*counted)).one()


def _count(of: InstrumentedAttribute[int], *which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count(of)).where(*which).scalar_subquery()
