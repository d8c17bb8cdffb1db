"""An action: what somebody has promised to finish, by when, and everything that happened to it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime
from db.models.people import Person

if TYPE_CHECKING:
    from db.models.audit import LiveAudit

TITLE_LENGTH: Final = 300
NOTE_LENGTH: Final = 2000
EVIDENCE_LENGTH: Final = 500
LINK_LENGTH: Final = 500
PHASE_LENGTH: Final = 120
FROM_DATE, FROM_COMPLETION = "date", "completion"  # from when a recurring action is counted


class ActionNumber(int):
    """The number of an action, which brings its plan's own along: 12, and 1.2."""

    reference: str

    def __new__(cls, number: int, reference: str | None = None) -> "ActionNumber":
        made = super().__new__(cls, number)
        made.reference = reference or ""
        return made

    @property
    def in_a_table(self) -> int | str:
        """Return it as it stands under "No.": 12, or "12 (1.2)"."""
        return f"{int(self)} ({self.reference})" if self.reference else int(self)


def called(number: int) -> str:
    """Return by what people name an action, everywhere: "#12", or "#12 (1.2)" with its plan's."""
    own = number.reference if isinstance(number, ActionNumber) else ""
    return f"#{int(number)} ({own})" if own else f"#{int(number)}"


class Status(StrEnum):
    """How far an action has come; `DONE` waits for somebody else's sign-off."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DONE = "done"
    SIGNED_OFF = "signed off"
    DEFERRED = "deferred"
    DROPPED = "dropped"


OPEN_STATUSES: Final = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
FINISHED_STATUSES: Final = frozenset({Status.DONE, Status.SIGNED_OFF})
SHELVED_STATUSES: Final = frozenset({Status.DEFERRED, Status.DROPPED})
# What is put off is still to be done first; what was dropped never will be: nothing waits for it.
HOLDING_UP: Final = OPEN_STATUSES | {Status.DEFERRED}


class Register(StrEnum):
    """Which list of the council's an action stands in."""

    PLAN = "plan"
    AUDITS = "audits"
    TEAM = "team"


class ActionOutcome(StrEnum):
    """What came of an action some weeks after it was signed off."""

    DIFFERENCE = "made a difference"
    SOME = "some difference"
    NONE = "no difference"
    TOO_EARLY = "too early to say"


class MoveState(StrEnum):
    """What became of a move; only what is agreed changed the date."""

    AGREED = "agreed"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True)
class Due:
    """When an action is due: a day, the end of a month, or nothing said ("no date" is a state)."""

    day: date | None = None
    precision: str = "none"

    @classmethod
    def on(cls, day: date) -> "Due":
        """Return a due date that is one certain day."""
        return cls(day, "day")


class Event(Base):
    """One thing that happened to an action: who, when, what, and old to new. Never changed."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)

    # Of an action that is at hand already it is told without asking again.
    action: Mapped["Action"] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(lazy="raise")


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


class Action(Base):
    """Something to be finished, by an owner and a due date where it has them."""

    __tablename__ = "action"
    __table_args__ = (
        # They hold all that is counted of how actions stand and ended: no row is looked up.
        Index("ix_action_standing", "register", "status", "due_on", "owner_id", "original_due_on"),
        Index("ix_action_source", "source", "status", "original_due_on", "done_at"),
        Index("ix_action_done_at", "done_at", "status", "register", "original_due_on"),
        Index("ix_action_signed_off_at", "signed_off_at", "status", "register"),
        Index("ix_action_to_sign", "status", "needs_sign_off", "sign_off_asked_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    register: Mapped[str] = mapped_column(String(10), default=Register.PLAN)
    # The audit it arises from: who may see that one is told of this one too.
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"), index=True)
    source: Mapped[str] = mapped_column(String(200), default="")
    source_link: Mapped[str] = mapped_column(String(LINK_LENGTH), default="")
    reference: Mapped[str | None] = mapped_column(String(40), unique=True)
    theme: Mapped[str] = mapped_column(String(120), default="")
    phase: Mapped[str] = mapped_column(String(120), default="")
    success_measure: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_as_given: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    due_precision: Mapped[str] = mapped_column(String(10), default="none")
    due_as_given: Mapped[str] = mapped_column(String(120), default="")
    original_due_on: Mapped[date | None]
    due_known_since: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(30), default=Status.NOT_STARTED)
    deferred_until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sign_off_asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sign_off_asked_on: Mapped[date | None]
    needs_sign_off: Mapped[bool] = mapped_column(default=True)  # asked once it is done
    evidence: Mapped[str] = mapped_column(String(EVIDENCE_LENGTH), default="")
    signed_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome_check_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    rag_override: Mapped[str | None] = mapped_column(String(20))
    recurrence: Mapped[str] = mapped_column(String(200), default="")  # RFC 5545; empty: once
    recurs_from: Mapped[str] = mapped_column(String(12), default="date")  # or "completion"
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), unique=True)

    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])
    signer: Mapped[Person | None] = relationship(foreign_keys=[signer_id])
    audit: Mapped["LiveAudit | None"] = relationship()
    moves: Mapped[list[DateMove]] = relationship(order_by=DateMove.id)
    # Every card says what an action waits for; `db.actions.dependencies` keeps the links.
    after: Mapped[list["Action"]] = relationship(
        secondary="dependency",
        primaryjoin="Action.id == dependency.c.action_id",
        secondaryjoin="Action.id == dependency.c.after_id",
        order_by="Action.id",
        viewonly=True,
    )
    previous: Mapped["Action | None"] = relationship(
        primaryjoin="foreign(Action.previous_id) == remote(Action.id)", viewonly=True
    )
    following: Mapped["Action | None"] = relationship(
        primaryjoin="Action.id == foreign(remote(Action.previous_id))", viewonly=True, uselist=False
    )

    @property
    def due(self) -> Due:
        """Return the due date with its precision."""
        return Due(self.due_on, self.due_precision)

    @property
    def number(self) -> ActionNumber:
        """Return its number with its plan's own; what is from an audit has none to be told."""
        return ActionNumber(self.id, None if self.is_from_audit else self.reference)

    @property
    def called(self) -> str:
        """Return by what people name it: "#12 (1.2)"."""
        return called(self.number)

    @property
    def is_open(self) -> bool:
        """Say whether there is still work to do on it now."""
        return self.status in OPEN_STATUSES

    @property
    def is_done(self) -> bool:
        """Say whether the work is done, signed off or not."""
        return self.status in FINISHED_STATUSES

    @property
    def awaits_sign_off(self) -> bool:
        """Say whether it is done and somebody else has still to agree to that."""
        return self.status == Status.DONE and self.needs_sign_off

    @property
    def is_from_audit(self) -> bool:
        """Say whether it arises from a live audit, so that not everybody may know of it."""
        return self.register == Register.AUDITS

    @property
    def is_shelved(self) -> bool:
        """Say whether nobody is to work on it for now, or ever."""
        return self.status in SHELVED_STATUSES

    def is_overdue(self, today: date) -> bool:
        """Say whether its due date has passed with the work still open."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @property
    def times_moved(self) -> int:
        """Return how often its date was moved; a first date is no move."""
        return sum(move.state == MoveState.AGREED for move in self.moves)

    @property
    def waiting_move(self) -> DateMove | None:
        """Return the move that waits for approval, if one does."""
        return next((move for move in self.moves if move.state == MoveState.WAITING), None)

    @property
    def waits_for(self) -> list[ActionNumber]:
        """Return the numbers of the actions that must be done before this one can begin."""
        if not self.is_open:
            return []
        return sorted(before.number for before in self.after if before.status in HOLDING_UP)
