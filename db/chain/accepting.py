"""Rows that are right though they are not as they were told: somebody at the server says so.

After that `verify` compares them with how they stood then. An event of the history tells which they
were, who said so and why, and each administrator hears it; nothing that is not named is ever taken
along.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from db import council_events, privacy
from db.among import is_one_of
from db.chain import standing, written
from db.chain.replaying import ACCEPTED, COMPARED, Unlike, replay
from db.chain.sealing import seal
from db.context import WorkContext
from db.errors import RefusedError
from db.history import Changes, told
from db.models import (
    Action,
    Base,
    CouncilEvent,
    CouncilEventKind,
    Event,
    MessageName,
    Standing,
)
from db.outbox.at_the_server import tell_admins

WHY = "why"
_ACTION = Action.__tablename__


@dataclass(frozen=True)
class Acceptance:
    """Which columns of which rows were taken as they stood, by their names; when, who and why."""

    at: datetime
    by: str
    why: str
    rows: Mapping[str, Collection[str]]


def acceptances(connection: Connection) -> Sequence[Acceptance]:
    """Return all that was ever accepted, the first of it first."""
    query = select(CouncilEvent.at, CouncilEvent.changes).order_by(CouncilEvent.id)
    found = connection.execute(query.where(CouncilEvent.kind == CouncilEventKind.ACCEPTED))
    return [
        Acceptance(at, said[council_events.BY][1], said[WHY][1], said[ACCEPTED][1])
        for at, said in found
    ]


def accept(ctx: WorkContext, wanted: Collection[str], why: str) -> Sequence[Unlike]:
    """Take rows as they stand, given as `verify` names them or by table; return what was unlike.

    Raises RefusedError where there is no reason, or where one of them is not named.
    """
    if not why.strip():
        raise RefusedError("accept.no_reason")
    privacy.guard(ctx, why)
    unlike = replay(ctx.session.connection()).unlike
    found = [one for one in unlike if {one.table, _name(one)} & {*wanted}]
    missing = {*wanted} - {one.table for one in found} - {_name(one) for one in found}
    if missing:
        raise RefusedError("accept.not_named", rows=", ".join(sorted(missing)))
    _tell(ctx, found)
    fields: dict[str, dict[str, None]] = {}
    for one in found:
        fields.setdefault(_name(one), {})[one.field] = None
    what: Changes = {ACCEPTED: [None, fields], WHY: [None, why.strip()]}
    whole = _whole(ctx, {_name(one) for one in found if one.table in standing.TOLD_IN_EVENTS})
    if whole:
        what[standing.ROWS] = [None, whole]
    event = council_events.record(ctx, CouncilEventKind.ACCEPTED, what)
    tell_admins(ctx, event, MessageName.ACCEPTED)
    seal(ctx.session, ctx.now)
    return found


def _name(one: Unlike) -> str:
    return standing.named(one.table, one.row)


def _tell(ctx: WorkContext, found: Sequence[Unlike]) -> None:
    """Tell how the rows stand of which is told whatever is written into them, and the actions."""
    fields: dict[str, set[str]] = {}
    for one in found:
        if one.table in written.WATCHED:
            fields.setdefault(_name(one), set()).add(one.field)
    said: standing.Stands = dict.fromkeys(fields)
    for table, key, here in written.standing(ctx.session.connection()):
        name = standing.named(table.name, key)
        if name in fields:
            is_new = "id" in fields[name]
            said[name] = {one: here[one] for one in here if is_new or one in fields[name]}
    said |= _actions(ctx, {one.row for one in found if one.table == _ACTION})
    if said:
        ctx.session.execute(insert(Standing), list(written.in_rows(said)))


def _actions(ctx: WorkContext, numbers: Collection[int | str]) -> standing.Stands:
    """Return how actions stand, as an upgrade tells it: in the place of all events before."""
    table, said = Base.metadata.tables[_ACTION], standing.Stands()
    last = ctx.session.scalar(select(func.max(Event.id))) or 0
    query = select(table).where(is_one_of(table.c.id, numbers))
    there = {row["id"]: row for row in ctx.session.execute(query).mappings()}
    for number in numbers:
        row = there.get(number)
        here = {one: told(row[one]) for one in COMPARED[Action]} if row else {}
        said[standing.named(_ACTION, number)] = {**here, written.AFTER: last}
    return said


def _whole(ctx: WorkContext, names: Collection[str]) -> standing.Stands:
    """Return how the rows stand of which events tell."""
    rows = written.standing(ctx.session.connection()) if names else ()
    here = {standing.named(table.name, key): {**values} for table, key, values in rows}
    return {name: here.get(name) for name in names}
