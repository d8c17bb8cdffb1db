"""Whatever a person's request changes is told of by an event in the same transaction.

Every transaction of every test is watched. One that carries out a request is known by its row in
`seen`; what else it writes is told of by an event of the tables below, or is exempt with a reason.
A column of a row that was there is told by an event that names it, or by one of its own kind.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pytest
from sqlalchemy import Connection, Engine, event

from db.chain.standing import ROWS, TOLD_IN_EVENTS
from db.chain.written import WATCHED
from db.models import AuditEventKind
from db.models.event_kinds import EventKind
from db.models.sealed import SEALED

ACTION, AUDIT, COUNCIL = "event", "audit_event", "council_event"
MEASURE, PLAN, LEARNING = "measure_event", "plan_event", "learning_event"
# Which events tell of which table; an action of a live audit is told of by either.
TOLD_BY: Final[Mapping[str, Set[str]]] = {
    "person": {COUNCIL},
    "membership": {COUNCIL},
    "team": {COUNCIL, LEARNING},
    "absence": {COUNCIL},
    "action": {ACTION},
    "date_move": {ACTION},
    "answering": {ACTION},
    "dependency": {ACTION},
    "snooze": {COUNCIL},
    "live_audit": {AUDIT, COUNCIL},  # of a draft, the month's
    "audit_round": {AUDIT, COUNCIL, LEARNING},
    "audit_rules": {COUNCIL},
    "auditor_seat": {COUNCIL},
    "sample_line": {COUNCIL, AUDIT},
    "case_debt": {COUNCIL, AUDIT},
    "learning_note": {LEARNING},
    "learning_post": {LEARNING},
    "handover": {COUNCIL},
    "handover_item": {COUNCIL, ACTION, AUDIT},
    "measure": {MEASURE},
    "reading": {MEASURE},
    "plan_item": {PLAN},
    "item_link": {PLAN},
    "subscription": {COUNCIL},
}
EXEMPT: Final[Mapping[str, str]] = {
    **dict.fromkeys(SEALED, "it is what happened itself"),
    "link": "it seals what happened",
    "open_door": "it lets one transaction erase, which writes the erasure down",
    "seen": "a request that was carried out: what it changed is told",
    "message": "what must reach Slack, written beside the event that it tells of",
    "card": "what a message shows, so that it can be rewritten",
    "card_item": "what a message shows, so that it can be rewritten",
    "chase": "which reminder a message told: no person's act",
    "audit_chase": "which reminder a message told: no person's act",
    "home": "what somebody looks at in their own App Home",
    "forecast": "worked out by the bot once a day: no person's act",
    "month_ago": "worked out by the bot once a day: no person's act",
    "plan_answer": "what a word in a file means; who said so and when stand in the row",
    "plan_shape": "the headings and order of a file; who imported it and when stand in the row",
    "plan_draft": "what somebody is still choosing; nothing comes of it before it is imported",
}
# Tables whose columns no event names, because the kind of what was done says which it was.
TOLD_BY_KIND: Final[Mapping[str, Set[str]]] = {
    "audit_round": frozenset({"month", *AuditEventKind}),  # its plan follows its audits
    **{table: {ROWS} for table in TOLD_IN_EVENTS},
    "date_move": frozenset(EventKind),  # `event_id` says which
    "learning_note": {"edited", "posted", "undone"},
    "learning_post": {"posted", "refused", "discussed", "undone"},
    "sample_line": {"sample", "case gone", "case named", "file"},
    "snooze": {"hears"},
}
# Columns that events name otherwise.
NAMED_AS: Final[Mapping[tuple[str, str], str]] = {
    ("person", "manager_id"): "manager",
    ("person", "deputy_id"): "deputy",
    ("person", "team_id"): "team",
}
# Columns that may change without an event, and why.
NOT_TOLD: Final[Mapping[tuple[str, str], str]] = {
    ("person", "opened"): "where the bot's conversation with somebody is found",
}

WRITTEN: Final = "written by this transaction"
REQUEST: Final = "seen"
STANDING: Final = "standing"
_WRITES: Final = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?(?: SET (.*?) WHERE )?', re.S
)
_SET: Final = re.compile(r'"?(\w+)"?=')


@dataclass
class Written:
    """What a transaction wrote: tables, columns of rows that were there, and what events say."""

    is_request: bool = False
    tables: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)
    said: set[str] = field(default_factory=set)  # kinds of events, and the fields that they name
    stood: set[str] = field(default_factory=set)  # tables of which it is told what was written

    def note(self, statement: str, parameters: object) -> None:
        """Note one statement that writes."""
        table, columns = _read(statement)
        changed = {(table, column) for column in columns}
        if changed and changed <= NOT_TOLD.keys():
            return
        self.tables.add(table)
        self.columns |= changed - NOT_TOLD.keys()
        if table == STANDING:
            self.stood.update(row.partition(" ")[0] for row in _words(parameters))
        elif table in SEALED:
            self.said.update(_words(parameters))
        # As a request is noted that Slack may bring again; tests write rows of their own too.
        self.is_request |= table == REQUEST and "ON CONFLICT" in statement

    def not_told(self) -> list[str]:
        """Return the tables that no event of the transaction is about, and columns none tells."""
        tables = {one for one in self.tables if not TOLD_BY.get(one, self.tables) & self.tables}
        columns = {
            f"{table}.{column}"
            for table, column in self.columns
            if table in TOLD_BY.keys() - tables
            and not self.said & TOLD_BY_KIND.get(table, set())
            and not self.said & {column, NAMED_AS.get((table, column), column)}
        }
        noted = {one for one in self.tables & WATCHED.keys() if self._must_stand(one)}
        return sorted(tables | columns | {f"how {one} stands" for one in noted - self.stood})

    def _must_stand(self, table: str) -> bool:
        written = {column for name, column in self.columns if name == table}
        return not written or bool(written & {*WATCHED[table]})


@cache
def _read(statement: str) -> tuple[str, frozenset[str]]:
    """Return which table a statement writes, and which columns of rows that were there."""
    found = _WRITES.match(statement)
    if found is None:
        return "", frozenset()
    _, table, columns = found.groups()
    return table, frozenset(_SET.findall(columns or ""))


def _words(parameters: object) -> Iterator[str]:
    """Yield what is written into an event: its words, and the fields that its JSON names."""
    if isinstance(parameters, str):
        yield from json.loads(parameters) if parameters.startswith("{") else (parameters,)
    elif isinstance(parameters, dict):
        yield from _words(list(parameters.values()))
    elif isinstance(parameters, list | tuple):
        yield from (word for each in parameters for word in _words(each))
    else:  # as PostgreSQL's driver is given JSON
        yield from getattr(parameters, "obj", None) or ()


class Watch:
    """Watches what each connection writes until it commits."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._watched: Mapping[str, Callable[..., None]] = {
            "before_cursor_execute": _note,
            "commit": self._commit,
            "rollback": _forget,
        }

    def pytest_sessionstart(self) -> None:
        for name, heard in self._watched.items():
            event.listen(Engine, name, heard)

    def pytest_sessionfinish(self) -> None:
        for name, heard in self._watched.items():
            event.remove(Engine, name, heard)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """Fail the test in which something was not told, whatever the bot made of the fault."""
        self.found.clear()
        yield
        assert self.found == []

    def _commit(self, connection: Connection) -> None:
        written = connection.info.pop(WRITTEN, None)
        if written and written.is_request and (missing := written.not_told()):
            self.found.append(f"{', '.join(missing)} changed, and no event tells of it")


def _note(connection: Connection, _: object, statement: str, given: object, *__: object) -> None:
    if statement[0] in "IUD":
        connection.info.setdefault(WRITTEN, Written()).note(statement, given)


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # what was killed under it has taken its notes with it
        connection.info.pop(WRITTEN, None)
