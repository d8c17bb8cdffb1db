"""Whose work somebody asks after: what was said, and what they may see of it now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.digest import scope as board_whose
from db.digest.scope import Reach, Whose
from db.errors import RefusedError
from db.models import Person
from db.people import queries as people
from db.session import Session


@dataclass(frozen=True)
class Asked:
    """Whose work is asked for: a reach, with the name of a team or service, or a person's number.

    An empty reach is what somebody answers for.
    """

    reach: str = ""
    name: str = ""
    person_id: int | None = None


def whose_of(session: Session, asker: Person, asked: Asked) -> Whose:
    """Return whose work is meant; raises RefusedError for whoever may not see it."""
    found: Mapping[str, Callable[[], Whose]] = {
        "": lambda: board_whose.usual(session, asker),
        Reach.OWN: lambda: board_whose.own(asker),
        Reach.PERSON: lambda: board_whose.of_person(asker, _person(session, asked)),
        Reach.LINE: lambda: board_whose.line_of(asker),
        Reach.TEAM: lambda: board_whose.of_team(session, asker, asked.name),
        Reach.SERVICE: lambda: board_whose.of_service(session, asker, asked.name),
        Reach.ALL: lambda: board_whose.everybody(asker),
    }
    return found[asked.reach]()


def _person(session: Session, asked: Asked) -> Person:
    found = people.named(session, [asked.person_id or 0]).get(asked.person_id or 0)
    if found is None:
        raise RefusedError("I do not know that person any more.")
    return found
