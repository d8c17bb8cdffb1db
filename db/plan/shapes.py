"""The shape of the plans that were imported: which rows are whose, and what is gone from a file."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.among import is_one_of
from db.models import Action, Person, PlanShape, Status
from db.plan.known import ACTION

NAME_LENGTH: Final = 200
MOSTLY: Final = 0.5


@dataclass(frozen=True)
class ChangedBy:
    """Who imports, if a person does, and when."""

    by: Person | None
    at: datetime


@dataclass(frozen=True)
class ShapeGiven:
    """The shape of a file: its name, and its tables, whose rows are references or sections."""

    name: str
    tables: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class TableMemory:
    """What the rows of a table were the last time, and what somebody chose for its columns."""

    kind: str
    chosen: Mapping[str, int | None]


def all_shapes(session: Session) -> Sequence[PlanShape]:
    """Return the shapes of all plans, in the order in which they first came."""
    return session.scalars(select(PlanShape).order_by(PlanShape.id)).all()


def actions_of_each(session: Session) -> Sequence[Set[int]]:
    """Return the numbers of the actions of each plan."""
    return [_actions_in(shape.tables) for shape in all_shapes(session)]


def remembered(session: Session) -> Mapping[tuple[str, ...], TableMemory]:
    """Return what the tables of the plans here were, by their headings."""
    return {
        tuple(table["headings"]): TableMemory(table["kind"], table.get("chosen", {}))
        for shape in all_shapes(session)
        for table in shape.tables
    }


def keep(
    session: Session, given: ShapeGiven, numbers: Mapping[str, int], change: ChangedBy
) -> None:
    """Keep the shape of a file that was imported, in place of what it had before.

    `numbers` has the number of each action by what its row went by.
    """
    by, at = change.by, change.at
    tables = [_numbered(table, numbers) for table in given.tables]
    found = _nearest(session, _actions_in(tables))
    if found is None:
        found = PlanShape(name=given.name[:NAME_LENGTH], imported_at=at, tables=[])
        session.add(found)
    elif not _is_whole(found, tables):
        return
    found.tables = [*tables, *_others(found.tables, tables)]
    found.imported_at, found.imported_by_id = at, by.id if by else None
    session.flush()


def gone(session: Session, numbers: Collection[int]) -> Sequence[Action]:
    """Return the actions of the plan that these are of, of which its file says nothing any more."""
    shape = _nearest(session, numbers)
    if shape is None:
        return []
    known = _actions_in(shape.tables)
    if len(known & set(numbers)) < MOSTLY * len(known):
        return []  # part of a plan, as a file that was handed back
    query = (
        select(Action)
        .options(joinedload(Action.owner))
        .where(is_one_of(Action.id, known - set(numbers)), Action.status != Status.DROPPED)
    )
    return session.scalars(query.order_by(Action.id)).all()


def _nearest(session: Session, numbers: Collection[int]) -> PlanShape | None:
    """Return the shape that has most of these actions."""
    counted = [(len(_actions_in(each.tables) & set(numbers)), each) for each in all_shapes(session)]
    best = max(counted, key=lambda found: found[0], default=(0, None))
    return best[1] if best[0] else None


def _actions_in(tables: Sequence[dict[str, Any]]) -> set[int]:
    return {row[1] for table in tables for row in table["rows"] if row[0] == ACTION}


def _numbered(table: dict[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    rows = [
        [what, numbers[said]] if what == ACTION else [what, said]
        for what, said in table["rows"]
        if what != ACTION or said in numbers
    ]
    return {**table, "rows": rows}


def _is_whole(found: PlanShape, tables: Sequence[dict[str, Any]]) -> bool:
    """Say whether a file has most of what its plan had, and is not only a part of it."""
    before = _actions_in(found.tables)
    return len(_actions_in(tables) & before) >= MOSTLY * len(before)


def _others(
    before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what the plan has here and the file no longer has, so that it is not forgotten."""
    here = _actions_in(now)
    kept = []
    for table in before:
        rows = [row for row in table["rows"] if row[0] == ACTION and row[1] not in here]
        if rows:
            kept.append({**table, "rows": rows})
    return kept
