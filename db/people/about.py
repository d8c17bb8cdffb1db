"""All that is held on one person, for whoever asks what that is (UK GDPR, article 15)."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import Column, Table, or_, select
from sqlalchemy.orm import Session

from db.chain.standing import ROWS
from db.chain.written import keys_in
from db.council_events import BY
from db.models import (
    AuditEvent,
    AuditEventKind,
    AuditState,
    Base,
    CaseDebt,
    CouncilEvent,
    LiveAudit,
    Person,
    SampleLine,
)
from db.models.audit import SHOWN_NOWHERE
from db.permissions import Permission, may

Held = Mapping[str, list[dict[str, object]]]
_Row = Mapping[str, object]
THE_PERSON = "this person"
SOMEBODY = "somebody else"
_AIM: Final = frozenset({"re_audit_of_id"})
# What it is for; and why it was not held, which may be the other's own: who said so has the event.
_NOBODYS: Final = _AIM | {"not_held_reason"}
_OF_THE_WORK: Final = frozenset({
    "grade", "standards_met", "reflection", "agrees", "moderated_grade", "upheld",
    "needs_moderation",
})  # fmt: skip


def held_on(session: Session, person: Person, *, in_slack: bool = False) -> Held:
    """Return the rows that are about a person or name them, by table.

    `in_slack` leaves out what nobody is shown there: that a safeguarding button was pressed.

    They are found by what the tables point at, so none can be left out. Of other people only their
    role is told; a row of the outbox is what was to be said, and holds no words. What would tell
    how somebody else's work was graded, why one of a pair could not meet, or who is to be drawn, is
    theirs or nobody's yet to know: it is left out.
    """
    roles = {row.id: row.role for row in session.scalars(select(Person))}
    by_code = _known_by_a_code(session, person)
    told = {}
    for table in Base.metadata.sorted_tables:
        rows = [
            row
            for row in _rows(session, table, person)
            if not (in_slack and table is AuditEvent.__table__ and row["kind"] in SHOWN_NOWHERE)
        ]
        if rows:
            told[table.name] = [
                _told(table, _seen(table, row, by_code), person.id, roles) for row in rows
            ]
    return told


def as_json(held: Held) -> str:
    """Return it as the file that people are given."""
    return json.dumps(held, indent=2, ensure_ascii=False)


def links_to_people(table: Table) -> list[Column[object]]:
    """Return the columns of a table that hold somebody's number."""
    return _links(table, Person)


def _links(table: Table, to: type[Base]) -> list[Column[object]]:
    rows = to.__table__
    return [c for c in table.columns if any(link.column.table is rows for link in c.foreign_keys)]


def _rows(session: Session, table: Table, person: Person) -> Iterator[_Row]:
    wanted = [column == person.id for column in links_to_people(table)]
    if table is Person.__table__:
        wanted = [table.c.id == person.id]  # not those whom this person manages
    elif "slack_id" in table.c and person.slack_id:
        wanted.append(table.c.slack_id == person.slack_id)
    if wanted:
        for row in session.execute(select(table).where(or_(*wanted))).mappings():
            if _may_know(table, dict(row), person.id):
                yield dict(row)


def _known_by_a_code(session: Session, person: Person) -> frozenset[int]:
    """Return the audits that somebody moderates, who may know neither the pair nor the number."""
    moderated = session.scalars(select(LiveAudit).where(LiveAudit.moderator_id == person.id))
    return frozenset(one.id for one in moderated if not may(person, Permission.SEE_AUDIT, one))


def _seen(table: Table, row: _Row, by_code: frozenset[int]) -> _Row:
    """Return a row without what would say which audit it is that somebody moderates."""
    if table.name == LiveAudit.__tablename__ and row["id"] in by_code:
        return {name: row[name] for name in ("moderator_id", "moderated_at")}
    numbers = {column.name for column in _links(table, LiveAudit)}
    seen = {name: row[name] for name in row if name not in numbers or row[name] not in by_code}
    about = row.get("about")
    if isinstance(about, dict) and about.get("audit") in by_code:
        seen["about"] = {name: about[name] for name in about if name != "audit"}
    return seen


def _may_know(table: Table, row: _Row, person_id: int) -> bool:
    """Say whether somebody may know of a row: of no draft, and of no file for only holding it."""
    if table.name == LiveAudit.__tablename__:
        return row["state"] != AuditState.DRAWN
    if table.name == CaseDebt.__tablename__:
        return person_id in (row["holder_said_by_id"], row["released_by_id"])
    return True


def _withheld(table: Table, row: _Row, person_id: int) -> frozenset[str]:
    """Return the columns of a row that are not told: for what an audit is, and another's grade."""
    if table.name == SampleLine.__tablename__:
        return frozenset({"debt_id"})
    if table.name != LiveAudit.__tablename__:
        return frozenset()
    theirs = person_id in (row.get("practitioner_id"), row.get("second_practitioner_id"))
    return _NOBODYS if theirs else _NOBODYS | _OF_THE_WORK


def _told(table: Table, row: _Row, person_id: int, roles: Mapping[int, str]) -> dict[str, object]:
    people = {column.name for column in links_to_people(table)}
    if table.name == AuditEvent.__tablename__:
        changes: Mapping[str, object] = row["changes"]  # type: ignore[assignment]  # it is JSON
        # Whom it was of is told by what it points at, and of others never by their number.
        left = {name: changes[name] for name in changes.keys() - _NOBODYS if name[-3:] != "_id"}
        chosen = row["kind"] in (AuditEventKind.NOT_HELD, AuditEventKind.EXEMPTED)
        why = {"not_held_reason": changes["not_held_reason"]} if chosen else {}
        row = {**row, "changes": left | why}
    if table.name == CouncilEvent.__tablename__:  # the rows of which it tells are told themselves
        said: Mapping[str, object] = row["changes"]  # type: ignore[assignment]  # it is JSON
        row = {**row, "changes": {name: said[name] for name in said if name not in {ROWS, BY}}}
    untold = _withheld(table, row, person_id) | keys_in(row)
    return {
        name: _whose(value, person_id, roles) if name in people else _plain(value)
        for name, value in row.items()
        if name not in untold
    }


def _whose(value: object, person_id: int, roles: Mapping[int, str]) -> object:
    if not isinstance(value, int):
        return None
    return THE_PERSON if value == person_id else roles.get(value) or SOMEBODY


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date | time) else value
