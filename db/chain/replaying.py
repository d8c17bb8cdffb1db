"""What the history says of each row that figures are counted of, beside what the row says.

Events hold what each field was and became. Played one after the other they give what the field
should be now; where nothing was ever said of a field, it is not covered.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from db.history import told
from db.models import Action, AuditEvent, Base, DateMove, Event, LiveAudit, MeasureEvent, Reading
from db.models.action import FINISHED_STATUSES, OPEN_STATUSES, MoveState, Register
from db.models.audit import HELD_STATES
from db.models.event_kinds import MeasureEventKind

Values = Mapping[str, Any]
States = dict[type[Base], dict[int, dict[str, Any]]]  # by table, row and field
# What figures are counted of: of actions, of live audits.
COUNTED: Final[Mapping[type[Base], Sequence[str]]] = {
    Action: (
        "status", "register", "owner_id", "due_on", "original_due_on", "done_at", "signed_off_at",
    ),
    LiveAudit: (
        "state", "due_on", "held_at", "not_held_reason", "exempt", "grade", "strengths", "areas",
        "practitioner_there", "family_asked", "standards_met", "agrees", "upheld",
        "moderated_grade", "moderated_at",
    ),
}  # fmt: skip
# What a field holds before anything is said of it.
_AT_FIRST: Final[Mapping[str, Any]] = {
    "exempt": False,
    "strengths": [],
    "areas": [],
    "state": "drawn",
}
_ALWAYS_SAID: Final = frozenset(
    {"status", "register", "owner_id", "due_on", "original_due_on"}
)  # by the first event, or it is older than that


@dataclass(frozen=True)
class Unlike:
    """A field of a row that is not what the history says, or not what it was said to be before."""

    table: str
    row: int
    field: str
    told: Any
    found: Any


@dataclass
class Replayed:
    """What was compared: how many values of each field, how many are not covered, what differs."""

    compared: Counter[str] = field(default_factory=Counter)
    uncovered: Counter[str] = field(default_factory=Counter)
    unlike: list[Unlike] = field(default_factory=list)
    by_history: States = field(default_factory=dict)
    by_tables: States = field(default_factory=dict)


def replay(connection: Connection) -> Replayed:
    """Play the history and compare what comes of it with the tables."""
    found = Replayed()
    _compare(connection, found, (Action, Event, "action_id"))
    _compare(connection, found, (LiveAudit, AuditEvent, "audit_id"))
    _readings(connection, found)
    _moves(connection, found)
    return found


def figures(states: States, today: date) -> Counter[str]:
    """Count what a report counts of such values: the plan's actions, and live audits."""
    counts: Counter[str] = Counter()
    for action in states[Action].values():
        if action["register"] == Register.PLAN:
            counts.update(_of_action(action, today.isoformat()))
    for audit in states[LiveAudit].values():
        counts[f"audits {audit['state']}"] += 1
        if audit["state"] in HELD_STATES and audit["grade"]:
            counts[f"graded {audit['moderated_grade'] or audit['grade']}"] += 1
    return counts


def _of_action(action: Values, today: str) -> Iterator[str]:
    yield f"actions {action['status']}"
    if action["status"] in OPEN_STATUSES:
        if action["due_on"] is not None and action["due_on"] < today:
            yield "overdue"
        if action["due_on"] not in (None, action["original_due_on"]):
            yield "given another date"
        if action["owner_id"] is None:
            yield "without an owner"
        if action["due_on"] is None:
            yield "without a date"
    first, done = action["original_due_on"], action["done_at"]
    if action["status"] in FINISHED_STATUSES and first and done and done[:10] <= first:
        yield "done by their first date"


def _compare(
    connection: Connection, found: Replayed, what: tuple[type[Base], type[Base], str]
) -> None:
    model, events, key = what
    said = _said(connection, _table(events), key, COUNTED[model])
    states: dict[int, dict[str, Any]] = {}
    here: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(_table(model))).mappings():
        values = said.get(row["id"], {})
        here[row["id"]] = {name: told(row[name]) for name in COUNTED[model]}
        states[row["id"]] = dict(_field(found, model, row, name, values) for name in COUNTED[model])
    for number in said.keys() - states.keys():
        found.unlike.append(Unlike(_table(model).name, number, "id", number, None))
    found.by_history[model], found.by_tables[model] = states, here


def _field(
    found: Replayed, model: type[Base], row: Mapping[Any, Any], name: str, said: Values
) -> tuple[str, Any]:
    """Compare one field; return what it is by the history, or as it stands where that is silent."""
    label, here = f"{_table(model).name}.{name}", told(row[name])
    if name not in said and name in _ALWAYS_SAID:
        found.uncovered[label] += 1
        return name, here
    expected = said.get(name, _AT_FIRST.get(name))
    found.compared[label] += 1
    if expected != here:
        found.unlike.append(Unlike(_table(model).name, row["id"], name, expected, here))
    return name, expected


def _said(
    connection: Connection, events: Table, key: str, names: Sequence[str]
) -> dict[int, dict[str, Any]]:
    """Return what the last event that says anything of a field made of it, by row and field."""
    said: dict[int, dict[str, Any]] = {}
    query = select(events.c[key], events.c.changes).order_by(events.c.id)
    for number, changes in connection.execute(query):
        values = said.setdefault(number, {})
        values |= {name: pair[1] for name, pair in _pairs(changes) if name in names}
    return said


def _pairs(changes: Values) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield the fields of which an event tells the old and the new value."""
    for name, pair in changes.items():
        if isinstance(pair, list) and len(pair) == len(("old", "new")):
            yield name, pair


def _readings(connection: Connection, found: Replayed) -> None:
    """Compare what was read of each measure: an event names the day, and what it became."""
    events, readings = _table(MeasureEvent), _table(Reading)
    said: dict[tuple[int, str], Any] = {}
    query = select(events.c.measure_id, events.c.changes).order_by(events.c.id)
    for number, changes in connection.execute(
        query.where(events.c.kind == MeasureEventKind.READING)
    ):
        said |= {(number, day): new for day, (_, new) in _pairs(changes)}
    for row in connection.execute(select(readings)):
        here = [row.number, row.out_of]
        expected = said.pop((row.measure_id, row.read_on.isoformat()), None)
        found.compared["reading.number"] += 1
        if expected != here:
            found.unlike.append(Unlike("reading", row.id, "number", expected, here))
    for (number, day), expected in said.items():
        found.unlike.append(Unlike("measure", number, day, expected, None))


def _moves(connection: Connection, found: Replayed) -> None:
    """Compare the dates in the ledger of moves with those of the event that each of them names."""
    moves, events = _table(DateMove), _table(Event)
    query = (
        select(moves.c.id, moves.c.from_on, moves.c.to_on, events.c.changes)
        .join(events, events.c.id == moves.c.event_id, isouter=True)
        .where(moves.c.state == MoveState.AGREED)
    )
    for number, from_on, to_on, changes in connection.execute(query):
        if changes is None or "due_on" not in changes:
            found.uncovered["date_move.to_on"] += 1
            continue
        found.compared["date_move.to_on"] += 1
        here = [told(from_on), told(to_on)]
        if changes["due_on"] != here:
            found.unlike.append(Unlike("date_move", number, "to_on", changes["due_on"], here))


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
