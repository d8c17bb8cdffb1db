"""What may be asked of an action that nobody is to work on for now, or ever."""

from datetime import date, datetime

from db.errors import RefusedError
from db.history import spoken
from db.models.action_row import OPEN_STATUSES, ActionRow, Event, Status
from db.models.people import Person
from db.permissions import Permission, require

DEFERRED, DROPPED, RESUMED, WOKE = "deferred", "dropped", "resumed", "woke"


class Shelving(ActionRow):
    """How an action is put aside, until a day or for good, and taken up again."""

    __abstract__ = True

    def defer(self, by: Person, at: datetime, until: date | None, why: str) -> Event:
        """Put it aside until a day, on which it wakes by itself, or until somebody resumes it."""
        require(by, Permission.SHELVE, self.owner, self.id)
        if self.status != Status.DEFERRED:
            self._refuse_unless_open("defer it")
        if until is not None and until <= at.date():
            raise RefusedError(
                f"{spoken(until)} is not a day to come. Try "
                f"`/action defer {self.id} until 1 March because the grant begins then`.",
                about="until",
            )
        self._refuse_without_reason(
            why, f"`/action defer {self.id} until 1 March because the grant begins then`"
        )
        if (self.status, self.deferred_until) == (Status.DEFERRED, until):
            raise RefusedError(f"#{self.id} is deferred like that already.", about="until")
        return self._change(by, at, DEFERRED, why, status=Status.DEFERRED, deferred_until=until)

    def drop(self, by: Person, at: datetime, why: str) -> Event:
        """Put it aside for good; it stays on record, with the reason."""
        require(by, Permission.SHELVE, self.owner, self.id)
        if self.status != Status.DEFERRED:
            self._refuse_unless_open("drop it")
        self._refuse_without_reason(
            why, f"`/action drop {self.id} because the new strategy covers it`"
        )
        return self._change(by, at, DROPPED, why, status=Status.DROPPED, deferred_until=None)

    def resume(self, by: Person, at: datetime, was: str, why: str = "") -> Event:
        """Take it up again, as far as it `was` when it was put aside."""
        require(by, Permission.SHELVE, self.owner, self.id)
        if not self.is_shelved:
            raise RefusedError(f"#{self.id} is {self.status}, so there is nothing to resume.")
        return self._change(by, at, RESUMED, why, **self._taken_up(at, was))

    def wake(self, at: datetime, was: str) -> Event:
        """Take it up again because its day has come; nobody asked for it just now."""
        if self.status != Status.DEFERRED or self.deferred_until is None:
            raise RefusedError(f"#{self.id} is not deferred until a day.")
        return self._change(None, at, WOKE, "", **self._taken_up(at, was))

    def _taken_up(self, at: datetime, was: str) -> dict[str, object]:
        if was not in OPEN_STATUSES:
            raise ValueError(f"#{self.id} cannot be taken up as {was}")
        # Known since today: what came due meanwhile is not chased all at once.
        return {"status": was, "deferred_until": None, "due_known_since": at.date()}

    def _refuse_without_reason(self, why: str, example: str) -> None:
        if not why.strip():
            raise RefusedError(f"Say why, in a few words: {example}.", about="why")
