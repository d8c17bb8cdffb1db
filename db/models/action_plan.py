"""What may be asked of an action in its plan: what it answers, and what a file says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from db import privacy
from db.history import Changes, put
from db.models.action_dates import Count
from db.models.action_row import FINISHED_STATUSES, ActionRow, Event
from db.models.date_move import DateMove, MoveState
from db.models.people import Person
from db.permissions import Permission, require


@dataclass(frozen=True)
class Besides:
    """What else an import changes, and how working days are counted."""

    changes: Changes
    count: Count


class Planned(ActionRow):
    """An action in its plan."""

    __abstract__ = True

    if TYPE_CHECKING:
        # Action itself maps it: a relationship needs a class that has a table.
        moves: Mapped[list[DateMove]]

    def linked(self, by: Person, at: datetime, old: Sequence[str], new: Sequence[str]) -> Event:
        """Record what it answers no more, and what it answers now, by reference."""
        require(by, Permission.LINK, self.owner, self.id)
        changes: Changes = {"answers": [list(old), list(new)]}
        return self._write(Event(person=by, at=at, kind="answers", changes=changes, note=""))

    def imported(
        self, by: Person | None, at: datetime, fields: Mapping[str, object], taken: "Besides"
    ) -> Event:
        """Take over what a file says; the original date is kept for ever.

        Whether these fields may be taken over is settled before: people's own changes stand.
        """
        for text in fields.values():
            if isinstance(text, str):
                privacy.refuse(text, at.date())
        line = self._moved_line(by, at, fields, taken.count)
        changes = {**put(self, {**fields, **self._followed(fields, at)}), **taken.changes}
        event = self._write(Event(person=by, at=at, kind="imported", changes=changes, note=""))
        if line is not None:
            line.event = event
            self.moves.append(line)
        return event

    def _moved_line(
        self, by: Person | None, at: datetime, fields: Mapping[str, object], count: Count
    ) -> DateMove | None:
        """Return the ledger's line of a date that a file moves; a first date is no move."""
        before, after = self.due_on, fields.get("due_on")
        if before is None or not isinstance(after, date) or before == after:
            return None
        agreed = [move for move in self.moves if move.state == MoveState.AGREED]
        return DateMove(
            number=len(agreed) + 1,
            asked_by=by,
            asked_at=at,
            from_on=before,
            from_precision=self.due_precision,
            to_on=after,
            to_precision=str(fields["due_precision"]),
            days=count(before, after),
            reason="A file that was imported has this date.",
            state=MoveState.AGREED,
            decided_by=by,
            decided_at=at,
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
