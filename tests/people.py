"""A small council: an assistant director, a head of service, two team managers, practitioners."""

import pickle
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import joinedload

from db.actions import operations
from db.actions.changes import record_by_itself
from db.chain.standing import Stands, named
from db.chain.written import in_rows, standing
from db.context import ChangeContext, WorkContext
from db.history import put
from db.models import Action, Due, Person, Standing, Team
from db.models.base import new_seal_key
from db.models.event_kinds import EventKind
from db.session import Database
from tests.contexts import doing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday; Friday 4 December is 9 working days away
TODAY = NOW.date()

LINE = {
    "Assistant Director": None,
    "Head of Service": "Assistant Director",
    "Team Manager, Permanence": "Head of Service",
    "Team Manager, Assessment": "Head of Service",
    "Practitioner 1, Permanence": "Team Manager, Permanence",
    "Practitioner 2, Permanence": "Team Manager, Permanence",
    "Practitioner 1, Assessment": "Team Manager, Assessment",
    "Improvement Officer": "Head of Service",
}
TEAMS = ("Permanence", "Assessment")


@dataclass
class Council:
    """The people of the sample council by role, and a way to give them actions."""

    database: Database
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Person:
        """Return the person in a role."""
        return self.people[role]

    @property
    def director(self) -> Person:
        return self["Assistant Director"]

    @property
    def head(self) -> Person:
        return self["Head of Service"]

    @property
    def manager(self) -> Person:
        return self["Team Manager, Permanence"]

    @property
    def other_manager(self) -> Person:
        return self["Team Manager, Assessment"]

    @property
    def practitioner(self) -> Person:
        return self["Practitioner 1, Permanence"]

    @property
    def colleague(self) -> Person:
        return self["Practitioner 2, Permanence"]

    @property
    def stranger(self) -> Person:
        return self["Practitioner 1, Assessment"]

    @property
    def officer(self) -> Person:
        return self["Improvement Officer"]

    def action(
        self,
        owner: Person | None = None,
        title: str = "Finalise the Adolescent Strategy",
        due: date | None = date(2026, 12, 4),
        at: datetime = NOW,
    ) -> int:
        """Write an action down and return its number."""
        with self.database.begin() as session:
            made = Action(title=title, created_at=at)
            made.owner = session.get(Person, owner.id) if owner else None
            made.owner_id = owner.id if owner else None
            made.due_on = made.original_due_on = due
            made.due_precision = Due.on(due).precision if due else "none"
            session.add(made)
            operations.start(WorkContext(session, made.owner, at), made, EventKind.ADDED)
            session.flush()
            return made.id


def change(council: Council, person: Person, **fields: Any) -> None:  # noqa: ANN401  (any column)
    """Give somebody other values in some of their columns."""
    with council.database.begin() as session:
        row = session.get_one(Person, person.id)
        for name, value in fields.items():
            setattr(row, name, value)


def becomes(council: Council, number: int, at: datetime = NOW, **fields: object) -> None:
    """Let an action be other than it was, as its history says from then on."""
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        record_by_itself(action, at, EventKind.EDITED, put(action, fields))


def acting(person: Person, at: datetime = NOW) -> ChangeContext:
    """Return the context of what somebody asks, in the unit of work in which they were loaded."""
    return doing(person, at)


def _team(role: str) -> str | None:
    return role.partition(", ")[2] or None


def _row(number: int, role: str, above: str | None) -> dict[str, object]:
    team = _team(role)
    return {
        "name": role,
        "role": role,
        "slack_id": f"U{number:02}",
        "email": f"person{number}@council.example",
        "manager_id": [*LINE].index(above) + 1 if above else None,
        "team_id": TEAMS.index(team) + 1 if team else None,
        "is_lead": role == "Assistant Director",
        "is_admin": role == "Improvement Officer",
        **{key: new_seal_key() for key in ("name_seal_key", "email_seal_key", "slack_id_seal_key")},
    }


# With the same keys all through a run, so that it is the same that is told of them.
ROWS: Final = [_row(number, *each) for number, each in enumerate(LINE.items(), start=1)]


def tell_of_all(connection: Connection) -> None:
    """Tell how each row stands, as an upgrade does: these came by no session of the bot's.

    It is looked up once for each kind of database, because most of the tests begin here.
    """
    told = _TOLD.setdefault(connection.dialect.name, [])
    if not told:
        rows: Stands = {
            named(table.name, key): {**here} for table, key, here in standing(connection)
        }
        told += in_rows(rows)
    connection.execute(insert(Standing), told)


_TOLD: Final[dict[str, list[dict[str, Stands]]]] = {}


@pytest.fixture
def council(database: Database) -> Council:
    """Fill the database with the small council."""
    return filled(database)


def filled(database: Database) -> Council:
    """Fill an empty database with the small council, whose numbers begin at 1."""
    with database.engine.begin() as connection:  # a session would take three times as long
        connection.execute(insert(Team), [{"name": name, "service": "Children"} for name in TEAMS])
        connection.execute(insert(Person), ROWS)
        tell_of_all(connection)
    kind = database.engine.dialect.name
    if kind not in _PEOPLE:
        _PEOPLE[kind] = pickle.dumps(_people(database))
    return Council(database, pickle.loads(_PEOPLE[kind]))


# As they are read from each kind of database: the same each time, and to read them takes longest.
_PEOPLE: Final[dict[str, bytes]] = {}


def _people(database: Database) -> dict[str, Person]:
    known = joinedload(Person.manager), joinedload(Person.team)
    with database.read() as session:
        people = session.scalars(select(Person).options(*known).order_by(Person.id))
        return {person.role: person for person in people}
