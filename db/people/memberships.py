"""Where everybody belonged when: what a past month counts, whoever has moved or left since.

A change of the roster is written down on the day it is noticed; nothing that was written before is
changed by it. Of whom nothing was written down, the roster as it stands is what is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    cast,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from db.history import put
from db.models import AuditMonth, Membership, Person, Team

_OF_PERSON: Final = {
    "role": Person.role,
    "manager_id": Person.manager_id,
    "team_id": Person.team_id,
    "team": func.coalesce(Team.name, ""),
    "service": func.coalesce(Team.service, ""),
    "starts_on": Person.starts_on,
    "ends_on": Person.ends_on,
    "left_slack": Person.left_slack,
    "left_slack_on": Person.left_slack_on,
}


@dataclass(frozen=True)
class Member:
    """Where somebody belonged on a day, and whether they worked here."""

    person_id: int
    role: str
    manager_id: int | None
    team_id: int | None
    team: str
    service: str
    works_here: bool


Roster = Mapping[int, Member]


def keep(session: Session, today: date) -> int:
    """Write down whoever belongs elsewhere than was written; return how many do.

    What was written down on the same day is corrected: a past day is as it was at its end.
    """
    is_first = session.scalar(select(Membership.id).limit(1)) is None
    changed = _changed(session)
    for one in changed:
        person_id, number, since, *values = one
        fields = dict(zip(_OF_PERSON, values, strict=True))
        before = session.get_one(Membership, number) if number is not None else None
        if before is not None and since == today:
            put(before, fields)
            continue
        if before is not None:
            before.until = today
        begins = None if is_first else today
        session.add(Membership(person_id=person_id, since=begins, **fields))
    session.flush()
    return len(changed)


def is_kept(session: Session) -> bool:
    """Say whether the roster as it stands is written down."""
    return not _changed(session, limit=1)


def _changed(session: Session, limit: int | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return whoever has no row that holds now, or one that says something else."""
    is_now = and_(Membership.person_id == Person.id, Membership.until.is_(None))
    differs = [
        getattr(Membership, name).is_distinct_from(value) for name, value in _OF_PERSON.items()
    ]
    query = (
        select(Person.id, Membership.id, Membership.since, *_OF_PERSON.values())
        .outerjoin(Team, Team.id == Person.team_id)
        .outerjoin(Membership, is_now)
        .where(or_(Membership.id.is_(None), *differs))
        .order_by(Person.id)
        .limit(limit)
    )
    return session.execute(query).all()


def roster_on(session: Session, day: date) -> Roster:
    """Return where everybody belonged at the end of a day, by person.

    Who came later stands in it as they came, and does not work here yet.
    """
    found: dict[int, Member] = {}
    written = select(Membership).order_by(Membership.person_id, Membership.id)
    for row in session.scalars(written):
        is_known = row.since is None or row.since <= day
        if row.person_id not in found or is_known:
            works_here = is_known and row.works_here(day)
            found[row.person_id] = _member(row.person_id, row, (row.team, row.service), works_here)
    others = select(Person, Team.name, Team.service).outerjoin(Team, Team.id == Person.team_id)
    unwritten = others.where(~exists().where(Membership.person_id == Person.id))
    for one, team, service in session.execute(unwritten):
        found[one.id] = _member(one.id, one, (team or "", service or ""), one.works_here(day))
    return found


def _member(
    person_id: int, row: Person | Membership, place: tuple[str, str], works_here: bool
) -> Member:
    return Member(person_id, row.role, row.manager_id, row.team_id, *place, works_here)


def line_then(head_id: int) -> Select[int, int]:
    """Return a query for who was below somebody in each month of audits, and they themselves."""
    held = _held()
    start = select(AuditMonth.id.label("month"), AuditMonth.due_on, Person.id.label("one"))
    line = start.join(Person, Person.id == head_id).cte(recursive=True)
    below = select(line.c.month, line.c.due_on, held.c.person_id)
    below = below.where(held.c.manager_id == line.c.one, _on(held, line.c.due_on))
    # UNION, not UNION ALL: a loop in the roster must end.
    everyone = line.union(below)
    return select(everyone.c.month, everyone.c.one)


def members_then(*, team_id: int | None = None, service: str = "") -> Select[int, int]:
    """Return a query for who was in a team, or in a service, in each month of audits."""
    held, month = _held(), aliased(AuditMonth)
    there = held.c.service == service if team_id is None else held.c.team_id == team_id
    return select(month.id, held.c.person_id).where(there, _on(held, month.due_on))


def _held() -> CTE:
    """Return where everybody belonged from when to when; those nobody wrote down as they are."""
    written = select(
        Membership.person_id,
        Membership.manager_id,
        Membership.team_id,
        Membership.service,
        Membership.since,
        Membership.until,
    )
    open_ended = cast(null(), Date)
    unwritten = (
        select(
            Person.id,
            Person.manager_id,
            Person.team_id,
            func.coalesce(Team.service, ""),
            open_ended,
            open_ended,
        )
        .outerjoin(Team, Team.id == Person.team_id)
        .where(~exists().where(Membership.person_id == Person.id))
    )
    return written.union_all(unwritten).cte()


def _on(held: CTE, day: ColumnElement[date] | InstrumentedAttribute[date]) -> ColumnElement[bool]:
    begun = or_(held.c.since.is_(None), held.c.since <= day)
    return and_(begun, or_(held.c.until.is_(None), held.c.until > day))
