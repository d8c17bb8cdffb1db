"""What may be asked of an action's due date."""

from datetime import datetime

from db.errors import RefusedError
from db.models.action_row import ActionRow, Due, Event
from db.models.people import Person
from db.permissions import Verb, require


class Dates(ActionRow):
    """An action's due date: the original one is kept for ever."""

    __abstract__ = True

    def move(self, by: Person, at: datetime, due: Due, why: str) -> Event:
        """Give it another due date; the original one is kept for ever."""
        require(by, Verb.MOVE, self.owner, self.id)
        self._refuse_unless_open("move it")
        if due == self.due:
            raise RefusedError(f"#{self.id} is already due then; give another date.", "due")
        if not why.strip() and self.due_on is not None:
            raise RefusedError(
                "Say why it moves, after the date: "
                f"`/action move {self.id} to 30 April because the panel meets then`.",
                about="why",
            )
        return self._change(
            by,
            at,
            "moved",
            why,
            due_on=due.day,
            due_precision=due.precision,
            due_known_since=at.date(),
            original_due_on=self.original_due_on or due.day,
        )
