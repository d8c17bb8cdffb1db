"""The action's columns, its events, and how a change of it is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from db import privacy
from db.errors import RefusedError
from db.history import put
from db.models.base import Base, UtcDateTime
from db.models.people import Person
from db.permissions import Deputising

if TYPE_CHECKING:
    from db.models.action import Action

TITLE_LENGTH = 300
NOTE_LENGTH = 2000
EVIDENCE_LENGTH = 500
LINK_LENGTH = 500


class Status(StrEnum):
    """How far an action has come; `DONE` waits for somebody else's sign-off."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DONE = "done"
    SIGNED_OFF = "signed off"
    DEFERRED = "deferred"
    DROPPED = "dropped"


OPEN_STATUSES = frozenset({Status.NOT_STARTED, Status.IN_PROGRESS})
FINISHED_STATUSES = frozenset({Status.DONE, Status.SIGNED_OFF})
RATED = "rated"  # the kind of event by which somebody says where an action stands
SHELVED_STATUSES = frozenset({Status.DEFERRED, Status.DROPPED})


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

    action: Mapped["Action"] = relationship(back_populates="events", lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")


class ActionRow(Base):
    """The columns of the action table, and the one way in which a change of them is kept."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
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
    status: Mapped[str] = mapped_column(String(30), default=Status.NOT_STARTED, index=True)
    deferred_until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sign_off_asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sign_off_asked_on: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(String(EVIDENCE_LENGTH), default="")
    signed_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_off_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome_check_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    rag_override: Mapped[str | None] = mapped_column(String(20))
    recurrence: Mapped[str] = mapped_column(String(200), default="")  # RFC 5545; empty: once
    recurs_from: Mapped[str] = mapped_column(String(12), default="date")  # or "completion"
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), unique=True)

    if TYPE_CHECKING:
        # Action itself maps them: a relationship needs a class that has a table.
        owner: Mapped[Person | None]
        signer: Mapped[Person | None]
        events: WriteOnlyMapped[Event]

    @property
    def due(self) -> Due:
        """Return the due date with its precision."""
        return Due(self.due_on, self.due_precision)

    def deputising(self, day: date) -> Deputising:
        """Return whose deputies may speak for its owner on `day`, for the permission table."""
        return Deputising(self.deputy_id, day)

    @property
    def is_open(self) -> bool:
        """Say whether there is still work to do on it now."""
        return self.status in OPEN_STATUSES

    @property
    def is_done(self) -> bool:
        """Say whether the work is done, signed off or not."""
        return self.status in FINISHED_STATUSES

    @property
    def is_shelved(self) -> bool:
        """Say whether nobody is to work on it for now, or ever."""
        return self.status in SHELVED_STATUSES

    def is_overdue(self, today: date) -> bool:
        """Say whether its due date has passed with the work still open."""
        return self.is_open and self.due_on is not None and self.due_on < today

    def _refuse_unless_open(self, wish: str) -> None:
        if not self.is_open:
            verb = "resume" if self.is_shelved else "reopen"
            raise RefusedError(f"#{self.id} is {self.status}; {verb} it first to {wish}.")

    def _change(
        self, by: Person | None, at: datetime, kind: str, note: str, **fields: object
    ) -> Event:
        text = note.strip()
        privacy.refuse(text, at.date())
        if len(text) > NOTE_LENGTH:
            raise RefusedError(f"That is {len(text)} characters; a note has {NOTE_LENGTH} at most.")
        changes = put(self, fields)
        return self._write(Event(person=by, at=at, kind=kind, changes=changes, note=text))

    def _guarded(self, text: str, at: datetime) -> str:
        """Return a text that has passed the guard, without its outer blanks."""
        privacy.refuse(text, at.date())
        return text.strip()

    def _write(self, event: Event) -> Event:
        self.events.add(event)
        return event
