"""Into whose hands an action passes when somebody takes over all that another held."""

from datetime import datetime
from typing import Final, Literal

from db.errors import RefusedError
from db.models.action_row import ActionRow, Event
from db.models.people import Person

Place = Literal["owner", "deputy", "signer"]

_WORDS: Final = {"owner": "owns", "deputy": "stands in for", "signer": "signs off"}


class Holding(ActionRow):
    """An action's people, as places that one person leaves to another."""

    __abstract__ = True

    def hand_over(self, place: Place, giver: Person, taker: Person, at: datetime) -> Event:
        """Let `taker`, who agreed to it, have the place that `giver` had.

        Raises RefusedError where it is not `giver`'s any more, or the two places do not go
        together: nobody stands in for themselves or signs off their own.
        """
        field = f"{place}_id"
        if getattr(self, field) != giver.id:
            raise RefusedError(f"{giver.called} no longer {_WORDS[place]} #{self.id}.")
        self._refuse_two_places(place, taker)
        fields: dict[str, object] = {field: taker.id}
        if place == "owner":
            fields["due_known_since"] = at.date()
        event = self._change(taker, at, "handed over", "", **fields)
        setattr(self, place, taker)
        return event

    def _refuse_two_places(self, place: Place, taker: Person) -> None:
        others = {"owner": self.owner_id, "deputy": self.deputy_id, "signer": self.signer_id}
        held = [name for name, holder in others.items() if name != place and holder == taker.id]
        if held:
            raise RefusedError(
                f"{taker.called} is the {held[0]} of #{self.id} already, "
                f"so they cannot be its {place} too."
            )
