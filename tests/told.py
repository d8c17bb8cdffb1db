"""Whatever a person's request changes is told of by an event in the same transaction.

Every transaction of every test is watched. One that carries out a request is known by its row in
`seen`; what else it writes is told of by an event of the tables below, or is exempt with a reason.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from typing import Final

import pytest
from sqlalchemy import Connection, Engine, event

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
    "plan_answer": "what a word in a file means; who said so and when stand in the row",
    "plan_shape": "the headings and order of a file; who imported it and when stand in the row",
    "plan_draft": "what somebody is still choosing; nothing comes of it before it is imported",
}
# What is only where somebody is found.
NOT_TOLD: Final = frozenset({"opened"})

WRITTEN: Final = "written by this transaction"
REQUEST: Final = "seen"
THEIR_OWN: Final = "what somebody asked for"
_WRITES: Final = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?(?: SET (.*?) WHERE )?', re.S
)
_SET: Final = re.compile(r'"?(\w+)"?=')


def not_told(written: Set[str]) -> list[str]:
    """Return the tables that a transaction wrote and told nothing of."""
    return sorted(table for table in written if not TOLD_BY.get(table, written) & written)


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
        written = connection.info.pop(WRITTEN, set())
        if THEIR_OWN in written and (missing := not_told(written)):
            self.found.append(f"{', '.join(missing)} changed, and no event tells of it")


def _note(connection: Connection, _: object, statement: str, *__: object) -> None:
    if statement[0] in "IUD" and (found := _WRITES.match(statement)):
        _, table, columns = found.groups()
        changed = set(_SET.findall(columns or ""))
        if not changed or changed - NOT_TOLD:
            # As a request is noted that Slack may bring again; tests write rows of their own too.
            is_request = table == REQUEST and "ON CONFLICT" in statement
            written = connection.info.setdefault(WRITTEN, set())
            written.update({table} | ({THEIR_OWN} if is_request else set()))


def _forget(connection: Connection) -> None:
    if not connection.invalidated:  # what was killed under it has taken its notes with it
        connection.info.pop(WRITTEN, None)
