"""Taking a roster into the tables: all of it or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from db.context import WorkContext
from db.council_events import differences, record
from db.models import CouncilEventKind, Person, Team
from db.session import Database

Value = str | date | time | None
Fields = Mapping[str, Value]

OWN = ("name", "role", "works", "day_starts", "day_ends", "starts_on", "ends_on")
PLACES = frozenset({"team", "service", "manager", "deputy"})


PLACED = (Person.manager, Person.deputy, Person.team)


@dataclass(frozen=True)
class RosterEntry:
    """One person as the roster has them.

    `values` holds the columns the roster has: `team` and `service` by name, `manager` and `deputy`
    by e-mail, the others by the names of a `Person`'s fields. "" or None empties a field; one that
    is not there stays as it is. E-mails are in small letters.
    """

    email: str
    values: Fields


@dataclass(frozen=True)
class Change:
    """One field of one person: what it was and what it becomes."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True)
class ChangedPerson:
    """A person already known, and what becomes different."""

    email: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Missing:
    """Somebody who is known here and has no row in the file."""

    email: str
    name: str
    on_roster: bool = True


@dataclass(frozen=True)
class RosterOutcome:
    """What a roster does to the people: e-mails, in the roster's order.

    Those not mentioned stay as they are. Of these `named` are somebody's line manager or deputy in
    the file; `missing` are others who have a team or a line manager, so that they came with an
    earlier roster, and no last day; the rest are known from Slack alone.
    """

    added: tuple[str, ...] = ()
    changed: tuple[ChangedPerson, ...] = ()
    unchanged: tuple[str, ...] = ()
    not_mentioned: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    named: tuple[Missing, ...] = ()


def managers(database: Database) -> dict[str, str | None]:
    """Return everybody's e-mail with that of their line manager."""
    with database.read() as session:
        people = [person for person in session.scalars(_people()) if person.email]
        return {_email(person): _email(person.manager) or None for person in people}


def called(database: Database) -> dict[str, str]:
    """Return everybody's e-mail with their name."""
    with database.read() as session:
        people = session.scalars(select(Person).where(Person.email.is_not(None)))
        return {_email(person): person.name for person in people}


def _email(person: Person | None) -> str:
    return (person.email or "").lower() if person else ""


def take(
    database: Database, entries: Sequence[RosterEntry], *, at: datetime | None, by: str = ""
) -> RosterOutcome:
    """Add and change people, matched by e-mail, in one transaction; return what became different.

    Without the time at which it is done, it is only shown: everything is put back. `by` is the
    account on the server under which that was typed.
    """
    with database.begin() as session:
        taking = _Import(session)
        outcome = taking.take(entries)
        if at is None:
            session.rollback()
        else:
            taking.record(outcome, WorkContext(session, None, at, by=by))
    return outcome


class _Import:
    def __init__(self, session: Session) -> None:
        self._session = session
        everybody = session.scalars(_people().order_by(Person.id))
        self._people = {p.email.lower(): p for p in everybody if p.email}
        self._teams = {team.name: team for team in session.scalars(select(Team))}
        self._came: list[str] = []  # who was known from Slack alone, or not at all

    def take(self, entries: Sequence[RosterEntry]) -> RosterOutcome:
        before = {email: _seen(person) for email, person in self._people.items()}
        for entry in entries:
            self._fill(entry)
        for entry in entries:  # a manager may stand below their people
            self._place(entry)
        self._session.flush()
        after = {entry.email: _seen(self._people[entry.email]) for entry in entries}
        outcome = _compared(before, after)
        named = {entry.values.get(place) for entry in entries for place in ("manager", "deputy")}
        others = [email for email in outcome.not_mentioned if email not in named]
        known = [self._people[email] for email in outcome.not_mentioned if email in named]
        return replace(
            outcome,
            missing=tuple(self._missing(others)),
            named=tuple(Missing(_email(one), one.name, one.on_roster) for one in known),
        )

    def record(self, outcome: RosterOutcome, ctx: WorkContext) -> None:
        """Write down what became different of whom."""
        changes = dict.fromkeys(self._came, ()) | {
            one.email: one.changes for one in outcome.changed
        }
        for email in outcome.added:
            told = _seen(self._people[email]).items()
            changes[email] = _changes({}, {field: value for field, value in told if value})
        for email, each in changes.items():
            old = {change.field: self._told(change.field, change.old) for change in each}
            new = {change.field: self._told(change.field, change.new) for change in each}
            if email in self._came:
                old, new = {**old, "on_roster": False}, {**new, "on_roster": True}
            about = self._people[email]
            record(ctx, CouncilEventKind.PERSON, differences(old, new), about=about)

    def _told(self, field: str, value: Value) -> object:
        """Return a value as an event keeps it: of other people their number alone."""
        if field in {"manager", "deputy"} and value:
            return self._people[str(value).lower()].id
        return value.isoformat() if isinstance(value, time) else value

    def _missing(self, emails: Sequence[str]) -> Iterator[Missing]:
        for email in emails:
            person = self._people[email]
            has_place = person.team_id is not None or person.manager_id is not None
            if has_place and person.ends_on is None and not person.left_slack:
                yield Missing(email, person.name)

    def _fill(self, entry: RosterEntry) -> None:
        person = self._people.get(entry.email) or self._add(entry.email)
        if not person.on_roster:
            self._came.append(entry.email)
        person.email, person.on_roster = entry.email, True
        for field in entry.values.keys() - PLACES:
            setattr(person, field, entry.values[field])
        if "team" in entry.values:
            person.team = self._team(entry)

    def _add(self, email: str) -> Person:
        self._people[email] = Person()
        self._session.add(self._people[email])
        return self._people[email]

    def _team(self, entry: RosterEntry) -> Team | None:
        name = entry.values["team"]
        if not name:
            return None
        team = self._teams.setdefault(str(name), Team(name=str(name)))
        if service := entry.values.get("service"):
            team.service = str(service)
        return team

    def _place(self, entry: RosterEntry) -> None:
        for place in ("manager", "deputy"):
            if place in entry.values:
                email = entry.values[place]
                named = self._people[str(email)] if email else None
                setattr(self._people[entry.email], place, named)


def _people() -> Select[Person]:
    return select(Person).options(*map(joinedload, PLACED))


def _seen(person: Person) -> dict[str, Value]:
    own: dict[str, Value] = {field: getattr(person, field) for field in OWN}
    placed: dict[str, Value] = {
        "team": person.team.name if person.team else None,
        "service": person.team.service if person.team else None,
        "manager": person.manager.email if person.manager else None,
        "deputy": person.deputy.email if person.deputy else None,
    }
    return own | placed


def _compared(before: Mapping[str, Fields], after: Mapping[str, Fields]) -> RosterOutcome:
    changed = [ChangedPerson(e, _changes(before[e], after[e])) for e in after if e in before]
    return RosterOutcome(
        added=tuple(email for email in after if email not in before),
        changed=tuple(one for one in changed if one.changes),
        unchanged=tuple(one.email for one in changed if not one.changes),
        not_mentioned=tuple(email for email in before if email not in after),
    )


def _changes(before: Fields, after: Fields) -> tuple[Change, ...]:
    return tuple(
        Change(field, old, new) for field, new in after.items() if (old := before.get(field)) != new
    )


def not_in_slack(database: Database, today: date) -> list[str]:
    """Return the names of those who work here and whom Slack does not have, by name."""
    with database.read() as session:
        people = session.scalars(_people().where(Person.slack_id.is_(None)).order_by(Person.name))
        return [person.name for person in people if person.works_here(today)]
