"""What may be asked of an action's due date."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from db.errors import RefusedError
from db.models.action_row import ActionRow, Due, Event
from db.models.date_move import DateMove, MoveState
from db.models.people import Person
from db.permissions import Permission, may, require

ASKED, APPROVED, DECLINED = "move asked", "move approved", "move declined"
MOVED = frozenset({"moved", APPROVED})

Count = Callable[[date, date], int]  # the working days after one day, up to another


class Dates(ActionRow):
    """An action's due date: the original one is kept for ever, and each move has its line."""

    __abstract__ = True

    if TYPE_CHECKING:
        # Action itself maps it: a relationship needs a class that has a table.
        moves: Mapped[list[DateMove]]

    @property
    def times_moved(self) -> int:
        """Return how often its date was moved; a first date is no move."""
        return sum(move.state == MoveState.AGREED for move in self.moves)

    @property
    def waiting_move(self) -> DateMove | None:
        """Return the move that waits for approval, if one does."""
        return next((move for move in self.moves if move.state == MoveState.WAITING), None)

    def move_needs_approval(self, by: Person) -> bool:
        """Say whether somebody else must agree before `by` can move its date."""
        return self.times_moved > 0 and not may(by, Permission.APPROVE, self.owner)

    def move(self, by: Person, at: datetime, due: Due, why: str, count: Count) -> Event:
        """Give it another due date, or ask for it where that needs approval.

        The first move takes effect at once. A later one does if `by` may approve it, and waits
        otherwise; a newer ask takes an older one's place. `count` counts working days.
        """
        require(by, Permission.MOVE, self.owner, self.id)
        self._refuse_unless_open("move it")
        self._refuse_no_move(due, why)
        if self.due_on is None or due.day == self.due_on:
            return self._redate(by, at, "moved", why, due)
        line = self._line(by, at, due, why, count)
        if self.move_needs_approval(by):
            event = self._change(by, at, ASKED, why)
            self._withdraw("a newer date was asked for", by, event)
        else:
            event = self._redate(by, at, "moved", why, due)
            line.decide(MoveState.AGREED, by, at)
        line.event = event
        self.moves.append(line)
        return event

    def approve(self, by: Person, at: datetime, asked: int | None = None) -> Event:
        """Agree to the date that was asked for; `asked` says which line of the ledger was seen."""
        line = self._undecided(by, asked)
        line.decide(MoveState.AGREED, by, at)
        line.event = self._redate(by, at, APPROVED, line.reason, line.due)
        return line.event

    def decline(self, by: Person, at: datetime, why: str, asked: int | None = None) -> Event:
        """Refuse the date that was asked for; the date stays as it is."""
        line = self._undecided(by, asked)
        if not why.strip():
            raise RefusedError(
                f"Say why not: `/action decline {self.id} because the board meets before that`.",
                about="why",
            )
        line.event = self._change(by, at, DECLINED, why)
        line.decide(MoveState.DECLINED, by, at, line.event.note)
        return line.event

    def _refuse_no_move(self, due: Due, why: str) -> None:
        if due == self.due:
            raise RefusedError(f"#{self.id} is already due then; give another date.", "due")
        if not why.strip() and self.due_on is not None:
            raise RefusedError(
                "Say why it moves, after the date: "
                f"`/action move {self.id} to 30 April because the panel meets then`.",
                about="why",
            )

    def _line(self, by: Person, at: datetime, due: Due, why: str, count: Count) -> DateMove:
        before, after = self.due, due
        return DateMove(
            number=self.times_moved + 1,
            asked_by=by,
            asked_by_id=by.id,
            asked_at=at,
            from_on=before.day,
            from_precision=before.precision,
            to_on=after.day,
            to_precision=after.precision,
            days=count(before.day, after.day) if before.day and after.day else None,
            reason=why.strip(),
            state=MoveState.WAITING,
        )

    def _redate(self, by: Person, at: datetime, kind: str, why: str, due: Due) -> Event:
        return self._change(
            by,
            at,
            kind,
            why,
            due_on=due.day,
            due_precision=due.precision,
            due_known_since=at.date(),
            original_due_on=self.original_due_on or due.day,
        )

    def _undecided(self, by: Person, asked: int | None) -> DateMove:
        require(by, Permission.APPROVE, self.owner, self.id)
        line = self.waiting_move
        if line is None:
            raise RefusedError(f"No new date of #{self.id} waits for approval{self._last_word()}.")
        if asked not in {None, line.id}:
            raise RefusedError(
                f"Another date of #{self.id} has been asked for since; "
                f"`/action show {self.id}` shows it."
            )
        return line

    def _last_word(self) -> str:
        decided = [move for move in self.moves if move.decided_by is not None and move.was_asked]
        if not decided:
            return ""
        last = decided[-1]
        by = last.decided_by.called if last.decided_by else "somebody"
        return f": {by} has {_HAS[MoveState(last.state)]}"

    def _change(
        self, by: Person | None, at: datetime, kind: str, note: str, **fields: object
    ) -> Event:
        """Change it; a move that waits is withdrawn where nothing is left of what was asked."""
        event = super()._change(by, at, kind, note, **fields)
        if by is None:
            return event  # what happens by itself happens to what was put aside: nothing waits
        if not self.is_open:
            self._withdraw(f"it was {self.status}", by, event)
        elif "owner_id" in event.changes:
            self._withdraw("it was given to somebody else", by, event)
        elif "due_on" in event.changes:
            self._withdraw("its date was moved", by, event)
        return event

    def _withdraw(self, why: str, by: Person, event: Event) -> None:
        for line in self.moves:
            if line.state == MoveState.WAITING:
                line.decide(MoveState.WITHDRAWN, by, event.at, why)
                line.event = event

    def _take_back(self, event: Event, undone: Event) -> None:
        for line in self.moves:
            if line.event_id == event.id:
                line.take_back()
                line.event = undone


_HAS = {
    MoveState.AGREED: "approved the last one",
    MoveState.DECLINED: "declined the last one",
    MoveState.WITHDRAWN: "withdrawn the last one",
}
