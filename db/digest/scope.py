"""Whose work a digest is about, and who may see whose: the one place that decides it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, true, tuple_
from sqlalchemy.engine import Result
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.errors import RefusedError
from db.models import Action, LiveAudit, Person, Register, Team
from db.people import memberships
from db.people import queries as people
from db.permissions import Permission, may

Built = Callable[["DigestScope"], Select[*tuple[Any, ...]]]


class ScopeKind(StrEnum):
    """How far a digest looks."""

    OWN = "own"
    PERSON = "person"
    LINE = "line"
    TEAM = "team"
    SERVICE = "service"
    ALL = "all"


@dataclass(frozen=True)
class DigestScope:
    """Whose actions and audits are counted; `name` is how a heading calls them.

    `person_id` is the person themselves, or who stands at the head of the line. Months that were
    drawn and not published are known to whoever `sees_drafts`, and how many actions the council has
    to whoever is `on_roster`.
    """

    kind: ScopeKind
    person_id: int | None = None
    team_id: int | None = None
    service: str = ""
    name: str = ""
    sees_drafts: bool = False
    on_roster: bool = True

    @property
    def is_everybody(self) -> bool:
        """Say whether nobody's work is left out."""
        return self.kind == ScopeKind.ALL

    @property
    def is_one_person(self) -> bool:
        """Say whether it is about one person, so that whatever is told is told of them."""
        return self.kind in {ScopeKind.OWN, ScopeKind.PERSON}

    def ask(self, session: Session, built: Built, **values: object) -> Result[*tuple[Any, ...]]:
        """Ask what is built once for all scopes of a kind: their values are given when it is asked.

        To build a statement costs more than to execute it.
        """
        own = {"whose": self.person_id, "team": self.team_id, "service": self.service}
        return rows_of(session, built(_open(self.kind, self.sees_drafts)), **own, **values)

    @cached_property
    def members(self) -> Select[int]:
        """A query for the ids of the people in it."""
        match self.kind:
            case ScopeKind.OWN | ScopeKind.PERSON:
                return select(Person.id).where(Person.id == self.person_id)
            case ScopeKind.LINE:
                return people.below(Person.id == self.person_id)
            case ScopeKind.TEAM:
                return select(Person.id).where(Person.team_id == self.team_id)
            case ScopeKind.SERVICE:
                return _of_service(self.service)
            case ScopeKind.ALL:
                return select(Person.id)

    def actions(self) -> ColumnElement[bool]:
        """Return the condition under which an action is counted: of the plan, its owner in it."""
        return and_(Action.register == Register.PLAN, self.owned())

    def owned(self, owner: InstrumentedAttribute[Any] = Action.owner_id) -> ColumnElement[bool]:
        """Return the condition under which an action, of whichever register, is theirs."""
        if self.is_everybody:
            return true()
        return owner == self.person_id if self.is_one_person else owner.in_(self.members)

    def audits(self) -> ColumnElement[bool]:
        """Return the condition under which an audit is counted: either of the two was in it."""
        if self.is_everybody:
            return true()
        return or_(self._was_in(LiveAudit.auditor_id), self.practised())

    def practised(self) -> ColumnElement[bool]:
        """Return the condition under which an audit looked at practice in it.

        The audits of a line, a team or a service are those of who belonged to it then: whoever
        moves or leaves takes nothing of its past along.
        """
        match self.kind:
            case ScopeKind.ALL:
                return true()
            case ScopeKind.TEAM:
                return LiveAudit.team_id == self.team_id
            case ScopeKind.SERVICE:
                return service_then() == self.service
        second = self._was_in(LiveAudit.second_practitioner_id)
        return or_(self._was_in(LiveAudit.practitioner_id), second)

    def graded(self) -> ColumnElement[bool]:
        """Return the condition under which what tells of a grade is counted: also of one's own."""
        return self.audits() if self.kind == ScopeKind.OWN else self.practised()

    def _was_in(self, person: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return the condition under which one of an audit's people was in it in that month."""
        if self.kind == ScopeKind.OWN:
            return and_(person == self.person_id, people.has_duties(cast("int", self.person_id)))
        if self.kind == ScopeKind.PERSON:
            return person == self.person_id
        return tuple_(LiveAudit.audit_month_id, person).in_(self._members_then)

    @cached_property  # asked about in one statement many times, it is worked out there once
    def _members_then(self) -> Select[int, int]:
        """A query for who was in it in each month of audits."""
        match self.kind:
            case ScopeKind.LINE:
                return memberships.line_then(cast("int", self.person_id))
            case ScopeKind.TEAM:
                return memberships.members_then(team_id=self.team_id)
            case _:
                return memberships.members_then(service=self.service)


def rows_of(
    session: Session, question: Select[*tuple[Any, ...]], **values: object
) -> Result[*tuple[Any, ...]]:
    """Ask what makes no objects of the rows it finds, past all that a session does to make them."""
    session.flush()  # what a session does by itself, where it makes objects of what it finds
    return session.connection().execute(question, values)


@cache
def _open(kind: ScopeKind, sees_drafts: bool) -> DigestScope:
    left: Any = bindparam
    return DigestScope(kind, left("whose"), left("team"), left("service"), sees_drafts=sees_drafts)


def service_then() -> ColumnElement[str]:
    """Return the service that an audit's practitioner was in when it was drawn."""
    of_team = select(Team.service).where(Team.id == LiveAudit.team_id).scalar_subquery()
    return func.coalesce(LiveAudit.service, of_team, "")


ALL = DigestScope(ScopeKind.ALL, sees_drafts=True)


def usual(asker: Person) -> DigestScope:
    """Return what somebody answers for: a lead for all, a manager for their line, else their own.

    Administrators look after the machinery for the leads, and see what these see.
    """
    if _sees_all(asker):
        return ALL
    return line_of(asker) if asker.is_manager else own(asker)


def own(asker: Person) -> DigestScope:
    """Return somebody's own work."""
    return _seen_by(asker, DigestScope(ScopeKind.OWN, asker.id, name=asker.called))


def line_of(asker: Person) -> DigestScope:
    """Return the work of a manager and of everybody below them."""
    if not asker.has_duties:
        return own(asker)
    return _seen_by(asker, DigestScope(ScopeKind.LINE, asker.id, name=asker.called))


def of_person(asker: Person, person: Person) -> DigestScope:
    """Return one person's work: their own, a manager's of theirs, or a lead's to ask for."""
    if person.id == asker.id:
        return own(asker)
    if not (_sees_all(asker) or asker.manages(person)):
        raise RefusedError("digest.not_theirs", who=person.called)
    return _seen_by(asker, DigestScope(ScopeKind.PERSON, person.id, name=person.called))


def of_team(session: Session, asker: Person, name: str) -> DigestScope:
    """Return a team's work: for leads, and for a manager whose line has everybody in it."""
    team = _team(session, name)
    members = select(Person.id).where(Person.team_id == team.id)
    if not (_sees_all(asker) or _is_within_line(session, asker, members)):
        raise RefusedError("digest.not_of_everybody_in", where=team.name)
    return _seen_by(asker, DigestScope(ScopeKind.TEAM, team_id=team.id, name=team.name))


def of_service(session: Session, asker: Person, name: str) -> DigestScope:
    """Return a service's work: for leads, and for a manager whose line has everybody in it."""
    known = session.scalars(select(Team.service).where(Team.service != "").distinct()).all()
    service = _chosen(name, known, "service")
    if not (_sees_all(asker) or _is_within_line(session, asker, _of_service(service))):
        raise RefusedError("digest.not_of_everybody_in", where=service)
    return _seen_by(asker, DigestScope(ScopeKind.SERVICE, service=service, name=service))


def everybody(asker: Person) -> DigestScope:
    """Return the whole council's work, for leads and administrators."""
    if not _sees_all(asker):
        raise RefusedError("digest.not_everybodys")
    return ALL


def _seen_by(asker: Person, scope: DigestScope) -> DigestScope:
    sees_drafts = may(asker, Permission.SEE_DRAFT)
    return replace(scope, sees_drafts=sees_drafts, on_roster=asker.on_roster)


def _sees_all(asker: Person) -> bool:
    return asker.is_lead or asker.is_admin


def _is_within_line(session: Session, asker: Person, members: Select[int]) -> bool:
    wanted = frozenset(session.scalars(members))
    line = frozenset(session.scalars(people.below(Person.id == asker.id)))
    return asker.has_duties and bool(wanted) and wanted <= line


def _of_service(service: str) -> Select[int]:
    teams = select(Team.id).where(Team.service == service)
    return select(Person.id).where(Person.team_id.in_(teams))


def _team(session: Session, name: str) -> Team:
    teams = session.scalars(select(Team).order_by(func.lower(Team.name))).all()
    chosen = _chosen(name, [team.name for team in teams], "team")
    return next(team for team in teams if team.name == chosen)


def _chosen(name: str, known: Sequence[str], kind: str) -> str:
    """Return which of these was named: in any case, and by its first words if only one fits."""
    wanted = " ".join(name.lower().split())
    exact = [each for each in known if each.lower() == wanted]
    found = exact or [each for each in known if wanted and each.lower().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(sorted(known, key=str.lower)) or "none"
    raise RefusedError("digest.no_one_of_that_name", of=kind, known=listed)
