"""The slippage ledger: every due date that was asked for, why, and who agreed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.action_row import Due, Event
from db.models.base import Base, UtcDateTime
from db.models.people import Person


class MoveState(StrEnum):
    """What became of a move; only what is agreed changed the date."""

    AGREED = "agreed"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


class DateMove(Base):
    """One line of an action's slippage ledger: a due date asked for, why, and who agreed.

    `days` counts working days, negative where the date came nearer. `number` says the how manyeth
    move of the action it is or would be. `event` is the last one that changed what became of it.
    """

    __tablename__ = "date_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_on: Mapped[date | None]
    from_precision: Mapped[str] = mapped_column(String(10), default="none")
    to_on: Mapped[date | None]
    to_precision: Mapped[str] = mapped_column(String(10), default="none")
    days: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(Text, default="")

    event: Mapped[Event | None] = relationship(lazy="raise")
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def due(self) -> Due:
        """Return the date that was asked for."""
        return Due(self.to_on, self.to_precision)

    @property
    def was_asked(self) -> bool:
        """Say whether somebody else had to agree to it."""
        return (self.decided_by_id, self.decided_at) != (self.asked_by_id, self.asked_at)

    def decide(self, state: MoveState, by: Person, at: datetime, decision: str = "") -> None:
        """Write down what became of it, who said so, and in which words."""
        self.state, self.decision = state, decision
        self.decided_by, self.decided_by_id, self.decided_at = by, by.id, at

    def take_back(self) -> None:
        """Put it back as it was before its last event, which somebody undid.

        What had been asked for waits again; what was never more than an ask, or was done at once,
        no longer counts.
        """
        was_only_asked = self.state == MoveState.WAITING
        done_at_once = self.state == MoveState.AGREED and not self.was_asked
        self.decided_by = self.decided_by_id = self.decided_at = None
        self.decision = ""
        self.state = MoveState.UNDONE if was_only_asked or done_at_once else MoveState.WAITING
