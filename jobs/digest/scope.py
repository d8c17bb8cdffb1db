"""Whose work somebody asks after: what was said, and what they may see of it now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.digest import scope as digest_scope
from db.digest.scope import DigestScope, ScopeKind
from db.errors import RefusedError
from db.models import Person
from db.people import queries as people
from db.session import Session


@dataclass(frozen=True)
class ScopeRequest:
    """Whose work is asked for: a reach, with the name of a team or service, or a person's number.

    An empty reach is what somebody answers for.
    """

    reach: str = ""
    name: str = ""
    person_id: int | None = None


def scope_for(session: Session, asker: Person, asked: ScopeRequest) -> DigestScope:
    """Return whose work is meant; raises RefusedError for whoever may not see it."""
    found: Mapping[str, Callable[[], DigestScope]] = {
        "": lambda: digest_scope.usual(asker),
        ScopeKind.OWN: lambda: digest_scope.own(asker),
        ScopeKind.PERSON: lambda: digest_scope.of_person(asker, _person(session, asked)),
        ScopeKind.LINE: lambda: digest_scope.line_of(asker),
        ScopeKind.TEAM: lambda: digest_scope.of_team(session, asker, asked.name),
        ScopeKind.SERVICE: lambda: digest_scope.of_service(session, asker, asked.name),
        ScopeKind.ALL: lambda: digest_scope.everybody(asker),
    }
    return found[asked.reach]()


def _person(session: Session, asked: ScopeRequest) -> Person:
    found = people.named(session, [asked.person_id or 0]).get(asked.person_id or 0)
    if found is None:
        raise RefusedError("digest.person_unknown")
    return found
