"""What may be asked of an action's place in the plan: what it waits for, its phase, its return."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from db.errors import RefusedError
from db.history import told
from db.models.action_ending import Ending
from db.models.action_row import Event, Status
from db.models.people import Person
from db.permissions import Permission, require

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from db.models.action import Action

PHASE_LENGTH = 120
# What is put off is still to be done first; what was dropped never will be: nothing waits for it.
HOLDING_UP = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS, Status.DEFERRED})
FROM_DATE, FROM_COMPLETION = "date", "completion"


class Order(Ending):
    """The order in which actions are done, the phase they belong to, and those that return."""

    __abstract__ = True

    if TYPE_CHECKING:
        # Action itself maps them: a relationship needs a class that has a table.
        after: Mapped[list[Action]]
        following: Mapped[Action | None]

    @property
    def waits_for(self) -> list[int]:
        """Return the numbers of the actions that must be done before this one can begin."""
        if not self.is_open:
            return []
        return sorted(before.id for before in self.after if before.status in HOLDING_UP)

    def arrange(self, by: Person, at: datetime, numbers: Sequence[int]) -> Event:
        """Write down what it comes after; the caller has looked for loops and keeps the links."""
        require(by, Permission.ARRANGE, self.owner, self.id)
        self._refuse_unless_open("put it after another")
        old = sorted(before.id for before in self.after)
        if old == list(numbers):
            said = " and ".join(f"#{number}" for number in numbers)
            raise RefusedError(
                f"#{self.id} comes after {said} already."
                if numbers
                else f"#{self.id} comes after nothing already.",
                about="after",
            )
        event = self._change(by, at, "after", "")
        event.changes = {"after": [old, list(numbers)]}
        return event

    def put_in_phase(self, by: Person, at: datetime, phase: str) -> Event:
        """Say to which phase of the plan it belongs; an empty phase takes it out of its phase."""
        require(by, Permission.ARRANGE, self.owner, self.id)
        words = self._guarded(phase, at)
        if len(words) > PHASE_LENGTH:
            raise RefusedError(
                f"That is {len(words)} characters; a phase has {PHASE_LENGTH} at most.", "phase"
            )
        if words == self.phase:
            where = f"in {words} already" if words else "in no phase"
            raise RefusedError(f"#{self.id} is {where}.", about="phase")
        return self._change(by, at, "phase", "", phase=words)

    def repeat(self, by: Person, at: datetime, kept: str, counted_from: str = FROM_DATE) -> Event:
        """Let it come round again by a rule, or, with none, never again."""
        require(by, Permission.ARRANGE, self.owner, self.id)
        if self.following is not None:
            raise RefusedError(
                f"#{self.id} has come round again as #{self.following.id}; change that one.",
                about="repeats",
            )
        if (kept, counted_from) == (self.recurrence, self.recurs_from) or not (
            kept or self.recurrence
        ):
            how = "already comes round like that" if kept else "does not come round"
            raise RefusedError(f"#{self.id} {how}.", about="repeats")
        return self._change(by, at, "repeats", "", recurrence=kept, recurs_from=counted_from)

    def reopen(self, by: Person, at: datetime, why: str) -> Event:
        """Take back that it was done, unless it has come round again: there is never a second."""
        if self.following is not None and self.following.is_open:
            raise RefusedError(
                f"#{self.id} has come round again as #{self.following.id}, which is open; "
                f"write it there: `/action note {self.following.id} what is still to be done`."
            )
        return super().reopen(by, at, why)

    def come_round(self, at: datetime) -> Event:
        """Write the first event of an occurrence; its words passed the guard when they were new."""
        changes: dict[str, list[object]] = {
            "previous_id": [None, self.previous_id],
            "due_on": [None, told(self.due_on)],
        }
        return self._write(Event(person=None, at=at, kind="came round", changes=changes, note=""))

    def pass_over(self, at: datetime, days: Sequence[date]) -> Event:
        """Record the dates on which it would have come round again but for being open still."""
        passed = [told(day) for day in days]
        changes: dict[str, list[object]] = {"passed_over": [None, passed]}
        return self._write(Event(person=None, at=at, kind="passed over", changes=changes, note=""))
