"""How much waits for one person, counted in one look."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.actions.scopes import OPEN
from db.actions.signoff_queries import is_asked_of
from db.audits.queries import is_waiting_for, lacks_case
from db.digest.scope import rows_of
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
    is_senior = person.is_lead or person.is_admin
    return rows_of(session, _waiting(is_senior), person=person.id, today=today).one()


@cache  # to build a statement costs more than to execute it
def _waiting(is_senior: bool) -> Select[*tuple[Any, ...]]:
    person: Any = bindparam("person")
    late = (OPEN, Action.owner_id == person, Action.due_on < bindparam("today"))
    unanswered = select(HandoverItem.handover_id).where(HandoverItem.state == HandoverState.WAITING)
    offered = (Handover.taker_id == person, Handover.id.in_(unanswered))
    counted = {
        "overdue": _count(Action.id, *late),
        "to_sign": _count(Action.id, is_asked_of(person, is_senior=is_senior)),
        "offered": _count(Handover.id, *offered),
        "audits": _count(LiveAudit.id, is_waiting_for(person)),
        "drawn": _count(AuditMonth.id, AuditMonth.state == MonthState.DRAWN),
        "moves": _count(DateMove.id, DateMove.state == MoveState.WAITING),
        "without_case": _count(LiveAudit.id, lacks_case()),
    }
    return select(*(each.label(name) for name, each in counted.items()))


def _count(of: InstrumentedAttribute[int], *which: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count(of)).where(*which).scalar_subquery()
