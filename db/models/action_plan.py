"""What may be asked of an action in its plan: what it answers, and what a file says of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from db import guard
from db.models.action_row import FINISHED_STATUSES, ActionRow, Event
from db.models.changes import Changes, put
from db.models.people import Person
from db.permissions import Verb, require


class Planned(ActionRow):
    """An action in its plan."""

    __abstract__ = True

    def linked(self, by: Person, at: datetime, old: Sequence[str], new: Sequence[str]) -> Event:
        """Record what it answers no more, and what it answers now, by reference."""
        require(by, Verb.LINK, self.owner, self.id)
        changes: Changes = {"answers": [list(old), list(new)]}
        return self._write(Event(person=by, at=at, kind="answers", changes=changes, note=""))

    def imported(
        self, by: Person | None, at: datetime, fields: Mapping[str, object], besides: Changes
    ) -> Event:
        """Take over what a file says; the original date is kept for ever.

        Whether these fields may be taken over is settled before: people's own changes stand.
        """
        for text in fields.values():
            if isinstance(text, str):
                guard.refuse(text, at.date())
        changes = put(self, {**fields, **self._followed(fields, at)})
        return self._write(
            Event(person=by, at=at, kind="imported", changes={**changes, **besides}, note="")
        )

    def _followed(self, fields: Mapping[str, object], at: datetime) -> dict[str, object]:
        """Return what changes along with a due date, an owner or a status."""
        found: dict[str, object] = {}
        if "due_on" in fields:
            found["original_due_on"] = self.original_due_on or fields["due_on"]
        if {"due_on", "owner_id"} & fields.keys():
            found["due_known_since"] = at.date()
        if "status" in fields:
            found["done_at"] = at if fields["status"] in FINISHED_STATUSES else None
        return found
