"""What a digest asks of the action table: every count in one look, and the few rows it shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from db.digest.scope import ALL, DigestScope
from db.models import Action, Person, Register, Team
from db.models.action import FINISHED_STATUSES, OPEN_STATUSES, ActionNumber

OPEN = Action.status.in_(OPEN_STATUSES)
FINISHED = Action.status.in_(FINISHED_STATUSES)


@dataclass(frozen=True)
class OtherCounts:
    """How many actions of a register besides the plan are open, overdue, and finished."""

    open: int = 0
    overdue: int = 0
    done: int = 0

    def with_status(self, status: str, number: int, late: int) -> "OtherCounts":
        """Return the counts with so many actions more that stand so."""
        return OtherCounts(
            self.open + number * (status in OPEN_STATUSES),
            self.overdue + late,
            self.done + number * (status in FINISHED_STATUSES),
        )


@dataclass(frozen=True)
class StatusCounts:
    """How many actions stand where, and of the open ones how many lack what."""

    by_status: Mapping[str, int]
    overdue: int
    without_owner: int
    without_date: int
    others: Mapping[str, OtherCounts] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many there are altogether."""
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Return how many there is still work to do on."""
        return sum(self.by_status.get(status, 0) for status in OPEN_STATUSES)


class Finished(NamedTuple):
    """How many actions were finished in a time, how many of them with a date, and by the first."""

    number: int
    dated: int
    on_time: int
    signed_off: int
    added: int


@dataclass(frozen=True)
class Who:
    """Somebody as a digest tells of them."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class DigestLine:
    """One action as a digest shows it; no owner and no date are told as such."""

    number: ActionNumber  # with its plan's own
    title: str
    owner: Who | None
    due_on: date | None
    due_precision: str
    status: str
    service: str = ""


def standing(session: Session, scope: DigestScope, today: date) -> StatusCounts:
    """Count the plan's actions by status, and the open ones that are overdue or lack something.

    Of the other registers nothing is counted but how many are open, overdue and finished.
    """
    # SQLite would follow the index of the registers, and look every row up by itself.
    of_register = Action.register.concat(literal_column("''"))
    tallied = select(
        of_register,
        Action.status,
        func.count(),
        func.count().filter(Action.due_on < today),
        func.count() - func.count(Action.owner_id),
        func.count() - func.count(Action.due_on),
    )
    grouped = tallied.where(scope.owned()).group_by(of_register, Action.status)
    found = session.execute(grouped).all()
    rows = [row[1:] for row in found if row[0] == Register.PLAN]
    still = [row for row in rows if row[0] in OPEN_STATUSES]
    others: dict[str, OtherCounts] = {}
    for register, status, number, late, *_ in found:
        if register != Register.PLAN:
            before = others.get(register, OtherCounts())
            is_open = status in OPEN_STATUSES
            others[register] = before.with_status(status, number, late if is_open else 0)
    return StatusCounts(
        by_status={status: number for status, number, *_ in rows},
        overdue=sum(late for _, _, late, _, _ in still),
        without_owner=sum(without for _, _, _, without, _ in still),
        without_date=sum(without for _, _, _, _, without in still),
        others=others,
    )


def unowned(session: Session) -> tuple[int, int]:
    """Return how many open actions of the whole council have no owner, and how many there are."""
    counted = select(func.count().filter(Action.owner_id.is_(None)), func.count()).where(
        OPEN, ALL.actions()
    )
    without, everywhere = session.execute(counted).one()
    return without, everywhere


def finished(session: Session, scope: DigestScope, since: datetime) -> Finished:
    """Count what was finished and what was added from an instant on."""
    done = and_(FINISHED, Action.done_at >= since)
    dated = and_(done, Action.original_due_on.is_not(None))
    # Cut to its day, a time compares with a date in SQLite as in PostgreSQL.
    on_time = and_(dated, func.date(Action.done_at) <= Action.original_due_on)
    signed_off = and_(FINISHED, Action.signed_off_at >= since)
    counted = select(
        func.count().filter(done),
        func.count().filter(dated),
        func.count().filter(on_time),
        func.count().filter(signed_off),
        func.count().filter(Action.created_at >= since),
    )
    lately = or_(done, signed_off, Action.created_at >= since)
    return Finished(*session.execute(counted.where(scope.actions(), lately)).one())


def overdue(session: Session, scope: DigestScope, today: date, limit: int) -> Sequence[int]:
    """Return the numbers of the open actions whose date has passed, the longest ago first."""
    late = select(Action.id).where(OPEN, Action.due_on < today, scope.actions())
    return session.scalars(late.order_by(Action.due_on, Action.id).limit(limit)).all()


def newly_overdue(session: Session, scope: DigestScope, today: date, since: date) -> int:
    """Count the open actions whose date has passed since a day."""
    lately = and_(OPEN, Action.due_on < today, Action.due_on >= since, scope.actions())
    return session.scalar(select(func.count()).select_from(Action).where(lately)) or 0


def done_since(session: Session, scope: DigestScope, since: datetime, limit: int) -> Sequence[int]:
    """Return the numbers of the actions finished from an instant on, the latest first."""
    done = select(Action.id).where(FINISHED, Action.done_at >= since, scope.actions())
    return session.scalars(done.order_by(Action.done_at.desc(), Action.id).limit(limit)).all()


def lines(session: Session, numbers: Collection[int]) -> Mapping[int, DigestLine]:
    """Return these actions with their owners, by number."""
    dated = (Action.due_on, Action.due_precision, Action.status)
    query = (
        select(
            Action.id,
            Action.reference,
            Action.title,
            Person.name,
            Person.role,
            *dated,
            Team.service,
        )
        .outerjoin(Person, Person.id == Action.owner_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Action.id.in_(numbers))
    )
    return {
        one.id: DigestLine(
            number=ActionNumber(one.id, one.reference),
            title=one.title,
            owner=Who(one.name, one.role or "") if one.name else None,
            due_on=one.due_on,
            due_precision=one.due_precision,
            status=one.status,
            service=one.service or "",
        )
        for one in session.execute(query)
    }


def open_by_theme(
    session: Session, scope: DigestScope, today: date
) -> Mapping[str, tuple[int, int]]:
    """Return for each theme of the open actions how many there are, and how many are overdue."""
    late: ColumnElement[bool] = Action.due_on < today
    counted = select(Action.theme, func.count(), func.count().filter(late))
    found = session.execute(
        counted.where(OPEN, Action.theme != "", scope.actions()).group_by(Action.theme)
    )
    return {theme: (number, overdue) for theme, number, overdue in found}
