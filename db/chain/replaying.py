"""What the history says of each row that figures are counted of, beside what the row says.

Events hold what each field was and became. Played one after the other they give what the field
should be now; where nothing was ever said of a field, it is not covered.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Column, ColumnDefault, Connection, Table, select

from db.audits.changes import SAID_WHEN_PUBLISHED
from db.chain import standing, written
from db.chain.erasing import MARK
from db.history import told
from db.models import Action, AuditEvent, Base, CouncilEvent, DateMove, Event, LiveAudit
from db.models.action import FINISHED_STATUSES, OPEN_STATUSES, MoveState, Register
from db.models.audit import HELD_STATES
from db.models.event_kinds import MeasureEventKind
from db.models.history_guard import GUARDED
from db.models.measure import MeasureEvent, Reading
from db.models.people import Person

Values = Mapping[str, Any]
NOTHING: Final[Mapping[int, written.AtFirst]] = {}  # of most tables an upgrade told nothing
ACCEPTED: Final = "accepted"
States = dict[type[Base], dict[int, dict[str, Any]]]  # by table, row and field
# What of a row is compared with the history, and in figures, permissions and reports relied on.
COMPARED: Final[Mapping[type[Base], Sequence[str]]] = {
    Action: (
        "status", "register", "owner_id", "due_on", "original_due_on", "done_at", "signed_off_at",
        "title", "audit_id", "source", "source_link", "reference", "theme", "phase",
        "success_measure", "deputy_id", "signer_id", "recurrence", "recurs_from", "previous_id",
        "due_precision", "deferred_until", "done_by_id", "evidence", "signed_off_by_id", "outcome",
        "rag_override", "owner_as_given", "due_as_given", "due_known_since", "created_at",
        "created_by_id", "sign_off_asked_id", "sign_off_asked_on", "needs_sign_off",
        "outcome_check_on",
    ),
    LiveAudit: (
        "state", "due_on", "held_at", "not_held_reason", "exempt", "grade", "strengths", "areas",
        "practitioner_there", "family_asked", "standards_met", "agrees", "upheld",
        "moderated_grade", "moderated_at", "themes", "reflection", "reflected_at", "form_link",
        "written_up_at", "needs_moderation", "moderator_id", "booked_on", "booked_at", "minutes",
        "place", *SAID_WHEN_PUBLISHED,
    ),
    Person: ("is_lead", "is_admin", "on_roster", "manager_id", "deputy_id"),
}  # fmt: skip
_ALL: Final[Mapping[type[Base], Sequence[str]]] = {
    **COMPARED,
    Reading: ("measure_id", "read_on", "number", "out_of"),
    DateMove: ("from_on", "to_on"),
}
_SAID_AS: Final[Mapping[str, str]] = {"manager": "manager_id", "deputy": "deputy_id"}
# What a report counts of: of the other columns no more is kept than whether they differ.
_COUNTED: Final = frozenset({
    "register", "status", "due_on", "original_due_on", "owner_id", "done_at",
    "state", "grade", "moderated_grade",
})  # fmt: skip
# One of these is said of each row of which all is said since it began: the rest is as at first.
_WHOLE: Final = frozenset({"recurs_from", "auditor_id", "on_roster"})
# Compared in other rows too: where they are said, and even where they are not.
_SAID: Final = frozenset({
    "status", "register", "owner_id", "due_on", "original_due_on",
    "is_lead", "is_admin", "on_roster", "manager_id", "deputy_id",
})  # fmt: skip
_AT_FIRST: Final = frozenset({
    "done_at", "signed_off_at", "state", "held_at", "not_held_reason", "exempt", "grade",
    "strengths", "areas", "practitioner_there", "family_asked", "standards_met", "agrees", "upheld",
    "moderated_grade", "moderated_at",
})  # fmt: skip
# Of a theme events of 0.2.0 and before tell how often it was seen: an upgrade ticked what was.
_TICKED: Final = frozenset({"strengths", "areas"})


@dataclass(frozen=True)
class Unlike:
    """A field of a row that is not what the history says, or not what it was said to be before."""

    table: str
    row: int | str
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
    # By table, row and field: with what events tell of these it is not compared any more.
    accepted: Collection[tuple[str, str, str]] = ()

    def differs(self, one: Unlike) -> bool:
        """Note what differs from what events tell; return whether that counts."""
        counts = (one.table, str(one.row), one.field) not in self.accepted
        if counts:
            self.unlike.append(one)
        return counts


def replay(connection: Connection) -> Replayed:
    """Play the history and compare what comes of it with the tables."""
    said = written.last_told(connection)
    found = Replayed(accepted=_accepted(connection))
    _compare(connection, found, (Action, Event, "action_id"), written.at_first(said))
    _compare(connection, found, (LiveAudit, AuditEvent, "audit_id"))
    _compare(connection, found, (Person, CouncilEvent, "about_id"))
    _readings(connection, found)
    _moves(connection, found)
    _written(connection, found, said)
    return found


def not_compared() -> Mapping[str, Sequence[str]]:
    """Return the columns that are neither sealed nor compared, by table."""
    compared = {_table(model).name: {*names, "id"} for model, names in _ALL.items()}
    compared |= {
        name: {*columns, *table.primary_key.columns.keys(), *written.keys_in(table.columns.keys())}
        for name, columns in written.TOLD.items()
        for table in [Base.metadata.tables[name]]
    }
    return {
        name: [each.name for each in table.columns if each.name not in compared.get(name, ())]
        for name, table in Base.metadata.tables.items()
        if name not in GUARDED and not compared.get(name, set()) >= {*table.columns.keys()}
    }


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


def _accepted(connection: Connection) -> Collection[tuple[str, str, str]]:
    """Return what somebody has accepted of rows of which is told too what is written into them."""
    events = _table(CouncilEvent)
    said = select(events.c.changes).where(events.c.kind == ACCEPTED)
    return {
        (table, row, name)
        for changes in connection.scalars(said)
        for one, fields in changes[ACCEPTED][1].items()
        for table, _, row in [one.partition(" ")]
        for name in fields
        if table in written.WATCHED
    }


def _compare(
    connection: Connection,
    found: Replayed,
    what: tuple[type[Base], type[Base], str],
    base: Mapping[int, written.AtFirst] = NOTHING,
) -> None:
    model, events, key = what
    table = _table(model)
    said = _said(connection, (_table(events), key), COMPARED[model], base)
    states: dict[int, dict[str, Any]] = {}
    here: dict[int, dict[str, Any]] = {}
    for row in connection.execute(select(table)).mappings():
        if model is Action and row["id"] not in said:
            found.differs(Unlike(table.name, row["id"], "id", None, row["id"]))
        values = said.get(row["id"], {})
        stood = {name: _field(found, table, row, name, values) for name in COMPARED[model]}
        here[row["id"]] = {name: told(row[name]) for name in stood.keys() & _COUNTED}
        states[row["id"]] = {name: stood[name] for name in here[row["id"]]}
    for number in said.keys() - states.keys():
        found.differs(Unlike(table.name, number, "id", number, None))
    found.by_history[model], found.by_tables[model] = states, here


def _field(found: Replayed, table: Table, row: Mapping[Any, Any], name: str, said: Values) -> Any:  # noqa: ANN401  (whatever a column holds)
    """Compare one field; return what it is by the history, or as it stands where that is silent."""
    label, here = f"{table.name}.{name}", told(row[name])
    is_told = name in _AT_FIRST or (name in said and name in _SAID)
    if not is_told and not _WHOLE & said.keys():
        found.uncovered[label] += 1
        return here
    expected = said[name] if name in said else at_first(table.c[name])
    found.compared[label] += 1
    is_so = expected == here or not found.differs(
        Unlike(table.name, row["id"], name, expected, here)
    )
    return here if is_so else expected


def at_first(column: Column[Any]) -> Any:  # noqa: ANN401  (any column)
    """Return what a column of a new row holds when nothing is said of it."""
    value = column.default.arg if isinstance(column.default, ColumnDefault) else None
    return value(None) if callable(value) else value


def _said(
    connection: Connection,
    of: tuple[Table, str],
    names: Sequence[str],
    base: Mapping[int, written.AtFirst],
) -> dict[int, dict[str, Any]]:
    """Return what the last event that says anything of a field made of it, by row and field.

    What an upgrade told of a row stands for all events that were there before it.
    """
    events, key = of
    said = {number: {**one.values} for number, one in base.items() if one.is_there}
    query = select(events.c.id, events.c[key], events.c.changes).order_by(events.c.id)
    for event, number, changes in connection.execute(query):
        if number in base and event <= base[number].after:
            continue
        found = {_SAID_AS.get(name, name): pair[1] for name, pair in _pairs(changes)}
        values = {name: _as_now(name, found[name]) for name in found if name in names}
        if number is not None and (values or key != "about_id"):
            said.setdefault(number, {}).update(values)
    return said


def _as_now(name: str, said: Any) -> Any:  # noqa: ANN401  (whatever a column holds)
    """Return what an event told of a column as the column keeps it today."""
    if name in _TICKED and isinstance(said, dict):
        return [theme for theme, times in said.items() if times]
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
            found.differs(Unlike("reading", row.id, "number", expected, here))
    for (number, day), expected in said.items():
        found.differs(Unlike("measure", number, day, expected, None))


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
            found.differs(Unlike("date_move", number, "to_on", changes["due_on"], here))


def _written(connection: Connection, found: Replayed, said: standing.Stands) -> None:
    """Compare the rows of which is told whatever is written into them; `said` is used up."""
    known = {(one.table, str(one.row), one.field) for one in found.unlike}
    for name in [one for one in found.uncovered if one.partition(".")[0] in written.WATCHED]:
        del found.uncovered[name]  # no event tells of it, and here is told
    # Of a row whose name was redacted it is not known which it is.
    hidden = {name.partition(" ")[0] for name in said if MARK in name}
    for table, key, here in written.standing(connection):
        values = said.pop(standing.named(table.name, key), None)
        if values is None and table.name in hidden:
            found.uncovered[table.name] += 1
        elif values is None:
            found.unlike.append(Unlike(table.name, key, "id", None, key))
        else:
            differ = _differing(found, table, here, values)
            found.unlike += [
                Unlike(table.name, key, name, expected, here[name])
                for name, expected in differ.items()
                if (table.name, key, name) not in known
            ]
    for name, left in said.items():
        table_name, _, key = name.partition(" ")
        if left is not None and table_name in written.TOLD and MARK not in name:
            found.unlike.append(Unlike(table_name, key, "id", key, None))


def _differing(found: Replayed, table: Table, here: Values, said: Values) -> dict[str, Any]:
    """Return what was said of the columns of a row in which something else stands."""
    differ: dict[str, Any] = {}
    for name, value in here.items():
        found.compared[f"{table.name}.{name}"] += 1
        expected = said[name] if name in said else told(at_first(table.c[name]))
        if expected != value:
            differ[name] = expected
    return differ


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]
