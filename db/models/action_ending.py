"""What may be asked of an action at its end: done, and open again."""

from datetime import datetime

from db.errors import RefusedError
from db.models.action_row import ActionRow, Event, Status
from db.models.changes import spoken
from db.models.people import Person
from db.permissions import Verb, require


class Ending(ActionRow):
    """How an action ends, and how it begins again."""

    __abstract__ = True

    def close(self, by: Person, at: datetime, note: str = "") -> Event:
        """Record that the action is done, with its evidence or a note."""
        require(by, Verb.CLOSE, self.owner, self.id, self.deputising(at.date()))
        if self.is_done:
            when = f" on {spoken(self.done_at.date())}" if self.done_at else ""
            raise RefusedError(f"#{self.id} was already done{when}.")
        return self._change(by, at, "done", note, status=Status.DONE, done_at=at)

    def reopen(self, by: Person, at: datetime, why: str) -> Event:
        """Take back that it was done."""
        require(by, Verb.REOPEN, self.owner, self.id)
        if not self.is_done:
            raise RefusedError(f"#{self.id} is still open, so there is nothing to reopen.")
        if not why.strip():
            raise RefusedError(
                f"Say why it is open again: `/action reopen {self.id} the board asked for more`."
            )
        since = at.date()
        changes = {"status": Status.IN_PROGRESS, "done_at": None, "due_known_since": since}
        return self._change(by, at, "reopened", why, **changes)
