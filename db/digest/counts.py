"""What a digest asks of the action table: every count in one look, and the few rows it shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from db.actions.scopes import FINISHED, OPEN
from db.among import is_one_of
from db.days import day_asked
from db.digest.scope import DigestScope, rows_of
from db.models import Action, Person, Team
from db.models.action import FINISHED_STATUSES, OPEN_STATUSES, ActionNumber


@dataclass(frozen=True)
class StatusCounts:
    """How many actions stand where, and of the open ones how many lack what."""

    register: str
    by_status: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0
    newly_overdue: int = 0
    without_owner: int = 0
    without_date: int = 0

    @property
    def total(self) -> int:
        """Return how many there are altogether."""
        return sum(self.by_status.values())

    @property
    def open(self) -> int:
        """Return how many there is still work to do on."""
        return sum(self.by_status.get(status, 0) for status in OPEN_STATUSES)

    @property
    def done(self) -> int:
        """Return how many are finished."""
        return sum(self.by_status.get(status, 0) for status in FINISHED_STATUSES)


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


def standing(
    session: Session, scope: DigestScope, today: date, since: date
) -> Mapping[str, StatusCounts]:
    """Count the actions of each register by status, and the open ones overdue or lacking something.

    Newly overdue is what became so from a day on. All of it stands in `ix_action_standing`.
    """
    found = scope.ask(session, _standing, today=today, since=since).all()
    return {
        register: _counted(register, [row for row in found if row[0] == register])
        for register in {row[0] for row in found}
    }


@cache  # here and below: to build a statement costs more than to execute it
def _standing(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    late = Action.due_on < bindparam("today")
    tallied = select(
        Action.register,
        Action.status,
        func.count(),
        func.count().filter(late),
        func.count().filter(late, Action.due_on >= bindparam("since")),
        func.count() - func.count(Action.owner_id),
        func.count() - func.count(Action.due_on),
    )
    return tallied.where(scope.owned()).group_by(Action.register, Action.status)


def _counted(register: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> StatusCounts:
    still = [row[3:] for row in rows if row[1] in OPEN_STATUSES]  # as the fields from `overdue` on
    by_status = {row[1]: row[2] for row in rows}
    return StatusCounts(register, by_status, *map(sum, zip(*still, strict=True)))


def finished(session: Session, scope: DigestScope, since: datetime) -> Sequence[Any]:
    """Count what was finished from an instant on: with a date, by the first one; signed off; added.

    What was added counts whatever became of it.
    """
    return scope.ask(session, _finished, since=since).one()


@cache
def _finished(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    since: Any = bindparam("since")
    dated = Action.original_due_on.is_not(None)
    on_time = and_(dated, day_asked(Action.done_at) <= Action.original_due_on)
    done = select(func.count(), func.count().filter(dated), func.count().filter(on_time))
    # Each by itself, for each has an index of its own: one look at all of it would be at every row.
    others = (
        select(func.count(Action.id)).where(*which, scope.actions()).scalar_subquery()
        for which in ((FINISHED, Action.signed_off_at >= since), (Action.created_at >= since,))
    )
    done = done.where(FINISHED, Action.done_at >= since, scope.actions())
    return done.add_columns(*others)


def overdue(session: Session, scope: DigestScope, today: date, limit: int) -> Sequence[DigestLine]:
    """Return the open actions whose date has passed, the longest ago first."""
    found = scope.ask(session, _overdue, today=today, limit=limit)
    return [line_of(row) for row in found]


@cache
def _overdue(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    late = line_query().where(OPEN, Action.due_on < bindparam("today"), scope.actions())
    return late.order_by(Action.due_on, Action.id).limit(bindparam("limit"))


def done_since(
    session: Session, scope: DigestScope, since: datetime, limit: int
) -> Sequence[DigestLine]:
    """Return the actions finished from an instant on, the latest first."""
    done = line_query().where(FINISHED, Action.done_at >= since, scope.actions())
    latest = done.order_by(Action.done_at.desc(), Action.id).limit(limit)
    return [line_of(row) for row in session.execute(latest)]


def lines(session: Session, numbers: Collection[int]) -> Mapping[int, DigestLine]:
    """Return these actions with their owners, by number."""
    if not numbers:
        return {}
    found = rows_of(session, _lines(), numbers=numbers)
    return {row.id: line_of(row) for row in found}


@cache
def _lines() -> Select[*tuple[Any, ...]]:
    return line_query().where(is_one_of(Action.id, given="numbers"))


@cache
def line_query() -> Select[*tuple[Any, ...]]:
    """Return the question for actions with their owners; `line_of` reads a row of it."""
    return (
        select(
            Action.id,
            Action.reference,
            Action.title,
            Person.name,
            Person.role,
            Action.due_on,
            Action.due_precision,
            Action.status,
            Team.service,
        )
        .outerjoin(Person, Person.id == Action.owner_id)
        .outerjoin(Team, Team.id == Person.team_id)
    )


def line_of(row: Row[Any]) -> DigestLine:
    """Return an action as a digest shows it."""
    return DigestLine(
        number=ActionNumber(row.id, row.reference),
        title=row.title,
        owner=Who(row.name, row.role or "") if row.name else None,
        due_on=row.due_on,
        due_precision=row.due_precision,
        status=row.status,
        service=row.service or "",
    )


def open_by_theme(
    session: Session, scope: DigestScope, today: date
) -> Mapping[str, tuple[int, int]]:
    """Return for each theme of the open actions how many there are, and how many are overdue."""
    late = func.count().filter(Action.due_on < today)
    counted = select(Action.theme, func.count(), late).group_by(Action.theme)
    found = session.execute(counted.where(OPEN, Action.theme != "", scope.actions()))
    return {theme: (number, overdue) for theme, number, overdue in found}
