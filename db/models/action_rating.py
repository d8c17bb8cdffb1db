"""What somebody says of where an action stands, beside what the rule says."""

from datetime import datetime

from db.errors import RefusedError
from db.models.action_row import RATED, ActionRow, Event
from db.models.people import Person
from db.permissions import Permission, require


class Rating(ActionRow):
    """A person's word on where an action stands; it never hides the rule's."""

    __abstract__ = True

    def rate(self, by: Person, at: datetime, level: str | None, why: str) -> Event:
        """Keep a person's word on where it stands, with the reason; None takes it back."""
        require(by, Permission.RATE, self.owner, self.id)
        self._refuse_unless_open("say where it stands")
        if level is None and self.rag_override is None:
            raise RefusedError(
                f"Nobody has said otherwise of #{self.id}, so there is nothing to clear."
            )
        if level is not None and not why.strip():
            raise RefusedError(
                f"Say why: `/action rag {self.id} amber because the partner has not answered`.",
                about="why",
            )
        return self._change(by, at, RATED, why, rag_override=level)
