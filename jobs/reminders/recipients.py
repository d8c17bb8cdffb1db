"""Who hears of an action: its owner, whoever stands in for them, their manager, a lead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final, Literal

from db.models import Person
from jobs.rules.escalation import Recipient

Role = Literal["owner", "manager", "lead", "deputy"]
Hearing = Mapping[int, Recipient]
RecipientKinds = tuple[Recipient, ...]
NOBODY: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True)
class Recipients:
    """Finds who hears on one day, among the people of the roster (by id).

    `away` are those on leave that day: they hear when they are back, and meanwhile somebody stands
    in for what they own.
    """

    roster: Mapping[int, Person]
    day: date
    away: frozenset[int] = NOBODY
    _known: dict[tuple[int | None, RecipientKinds], Hearing] = field(default_factory=dict)
    _stood_in: dict[tuple[int, int | None], Mapping[int, Role]] = field(default_factory=dict)

    def of(self, owner_id: int | None, recipients: RecipientKinds) -> Hearing:
        """Return who hears a step for these recipients, each by id with what they are to it.

        Somebody who would hear twice hears once, as the first of the recipients. What nobody owns
        is for the leads to give away, whatever the step. Nobody stands in for somebody on leave.
        """
        asked = (owner_id, recipients)
        if asked not in self._known:
            self._known[asked] = self._found(owner_id, recipients)
        return self._known[asked]

    def of_duty(self, person_id: int | None) -> Hearing:
        """Return who hears of more than an action: whose duty it is, or else who is above them."""
        if person_id is None or self.roster[person_id].can_be_asked(self.day):
            return self.of(person_id, ("owner",))
        return self._above(self.roster[person_id])

    def of_action(
        self, owner_id: int | None, deputy_id: int | None, recipients: RecipientKinds
    ) -> Mapping[int, Role]:
        """Return who hears a step of an action: as `of`, but for an owner who is away another.

        That is the action's deputy, else the owner's, else the nearest above them who is there.
        """
        if owner_id is None or "owner" not in recipients or self._is_there(self.roster[owner_id]):
            return self.of(owner_id, recipients)
        asked = (owner_id, deputy_id)
        if asked not in self._stood_in:
            self._stood_in[asked] = self._standing_in(self.roster[owner_id], deputy_id)
        others = tuple(recipient for recipient in recipients if recipient != "owner")
        return {**self.of(owner_id, others), **self._stood_in[asked]}

    def _found(self, owner_id: int | None, recipients: RecipientKinds) -> Hearing:
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
        """The owner, or whoever is above one who cannot be reached."""
        if owner.is_reachable(self.day):
            return {owner.id: "owner"}
        return self._above(owner)

    def _standing_in(self, owner: Person, deputy_id: int | None) -> Mapping[int, Role]:
        for deputy in (deputy_id, owner.deputy_id):
            if deputy is not None and deputy != owner.id and self._is_there(self.roster[deputy]):
                return {deputy: "deputy"}
        line = (above for above in owner.line_on(self.day) if above.id not in self.away)
        nearest = next(line, None)
        return {nearest.id: "manager"} if nearest else self._above(owner)

    def _above(self, owner: Person) -> Hearing:
        return self._manager(owner) or self._lead(owner)

    def _manager(self, owner: Person) -> Hearing:
        return {above.id: "manager" for above in islice(owner.line_on(self.day), 1)}

    def _lead(self, owner: Person) -> Hearing:
        in_line = (above.id for above in owner.line_on(self.day) if above.is_lead)
        return dict.fromkeys(list(islice(in_line, 1)) or self._all_leads(), "lead")

    def _all_leads(self) -> list[int]:
        leads = (person for person in self.roster.values() if person.is_lead)
        return [lead.id for lead in leads if lead.can_be_asked(self.day)]

    def _is_there(self, person: Person) -> bool:
        return person.can_be_asked(self.day) and person.id not in self.away
