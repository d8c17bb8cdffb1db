"""Who hears of an action: its owner, their manager, a lead."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from db.models import Person
from jobs.rules.escalation import Recipient

Hearing = Mapping[int, Recipient]
Recipients = tuple[Recipient, ...]


@dataclass(frozen=True)
class Hearers:
    """Finds who hears on one day, among the people of the roster (by id)."""

    roster: Mapping[int, Person]
    day: date
    _known: dict[tuple[int | None, Recipients], Hearing] = field(default_factory=dict)

    def of(self, owner_id: int | None, recipients: Recipients) -> Hearing:
        """Return who hears a step for these recipients, each by id with what they are to it.

        Somebody who would hear twice hears once, as the first of the recipients. What nobody owns
        is for the leads to give away, whatever the step.
        """
        asked = (owner_id, recipients)
        if asked not in self._known:
            self._known[asked] = self._found(owner_id, recipients)
        return self._known[asked]

    def _found(self, owner_id: int | None, recipients: Recipients) -> Hearing:
        if owner_id is None:
            return dict.fromkeys(self._all_leads(), "lead")
        find: Mapping[Recipient, Callable[[Person], Hearing]] = {
            "owner": self._owner,
            "manager": self._manager,
            "lead": self._lead,
        }
        hearing: dict[int, Recipient] = {}
        for recipient in recipients:
            for person_id, role in find[recipient](self.roster[owner_id]).items():
                hearing.setdefault(person_id, role)
        return hearing

    def _owner(self, owner: Person) -> Hearing:
        """The owner, or whoever stands in for one who cannot be reached."""
        if owner.is_reachable(self.day):
            return {owner.id: "owner"}
        return self._manager(owner) or self._lead(owner)

    def _manager(self, owner: Person) -> Hearing:
        return dict.fromkeys(self._nearest(owner.line), "manager")

    def _lead(self, owner: Person) -> Hearing:
        in_line = self._nearest(above for above in owner.line if above.is_lead)
        return dict.fromkeys(in_line or self._all_leads(), "lead")

    def _nearest(self, line: Iterable[Person]) -> list[int]:
        return self._reachable(line)[:1]

    def _all_leads(self) -> list[int]:
        return self._reachable(person for person in self.roster.values() if person.is_lead)

    def _reachable(self, people: Iterable[Person]) -> list[int]:
        return [person.id for person in people if person.is_reachable(self.day)]
