"""What an import has to know of what is here: references, and people who may own something."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models import Action, Person, PlanAnswer, PlanItem, Status

ACTION = "action"
ANSWERED = frozenset({"strength", "area", "tip"})  # what the paragraphs that an action names say


@dataclass(frozen=True)
class Colleague:
    """Somebody an action may be given to."""

    id: int
    name: str
    role: str
    email: str
    is_here: bool = True


@dataclass(frozen=True)
class Roster:
    """Who may own an action, and who is meant by words that somebody once answered."""

    people: Sequence[Colleague]
    answered: Mapping[str, int] = field(default_factory=dict)

    def here(self) -> Iterator[Colleague]:
        """Yield those who work here."""
        return (one for one in self.people if one.is_here)


@dataclass(frozen=True)
class Holder:
    """Who has an action: a person, or only words somebody wrote where an owner should be."""

    person_id: int | None
    names: frozenset[str]

    def goes_by(self, said: str) -> bool:
        """Say whether these words mean whoever has it already."""
        return said.strip().lower() in self.names


@dataclass(frozen=True)
class Said:
    """Something a review says: its reference, and at which paragraph of which report."""

    reference: str
    paragraph: str
    source: str


@dataclass(frozen=True)
class KnownPlan:
    """What is here: the kind of each reference, the number of each action, its holder, people.

    An action also answers to its number, "#12".
    """

    kinds: Mapping[str, str]
    proper: Mapping[str, str]
    holders: Mapping[str, Holder]
    roster: Roster
    statuses: Mapping[str, Status]
    said: Sequence[Said] = ()

    def answered_status(self, said: str) -> Status | None:
        """Return what somebody once said that these words of a status mean."""
        return self.statuses.get(said)

    def reference(self, said: str) -> str:
        """Return a reference as it is written here; one that is not known stays as it is."""
        return self.proper.get(said.lower(), said)

    def holder(self, said: str) -> Holder | None:
        """Return who has an action; None for one that is not here."""
        return self.holders.get(self.reference(said))

    def kind_of(self, said: str) -> str | None:
        """Return what a reference is of; None for one that is not here."""
        return self.kinds.get(self.reference(said))


def known(session: Session, today: date) -> KnownPlan:
    """Return what is here now."""
    with_owners = select(Action).options(joinedload(Action.owner)).order_by(Action.id)
    actions = session.scalars(with_owners).all()
    items = session.scalars(select(PlanItem).order_by(PlanItem.id)).all()
    people = session.scalars(select(Person).order_by(Person.id))
    answers = session.scalars(select(PlanAnswer)).all()
    kinds = {reference_of(action): ACTION for action in actions}
    kinds |= {item.reference: item.kind for item in items}
    proper = {reference.lower(): reference for reference in kinds}
    proper |= {f"#{action.id}": reference_of(action) for action in actions}
    return KnownPlan(
        kinds=kinds,
        proper=proper,
        holders={reference_of(action): _holder(action) for action in actions},
        roster=Roster(
            [_colleague(person, today) for person in people],
            {one.said: one.person_id for one in answers if one.person_id is not None},
        ),
        statuses={one.said: Status(one.means) for one in answers if one.field == "status"},
        said=[
            Said(one.reference, one.paragraph, one.source)
            for one in items
            if one.paragraph and one.kind in ANSWERED
        ],
    )


def reference_of(action: Action) -> str:
    """Return an action's reference; one that has none goes by its number."""
    return action.reference or f"#{action.id}"


def _holder(action: Action) -> Holder:
    owner = action.owner
    names = (owner.email, owner.name, owner.role) if owner else (action.owner_as_given,)
    return Holder(action.owner_id, frozenset(name.lower() for name in names if name))


def _colleague(person: Person, today: date) -> Colleague:
    is_here = person.is_here(today)
    return Colleague(person.id, person.name, person.role, person.email or "", is_here)
