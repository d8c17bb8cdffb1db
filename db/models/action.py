"""An action: what somebody has promised to finish, by when, and everything that happened to it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from db import guard
from db.errors import RefusedError
from db.models.base import Base
from db.models.changes import put, spoken, told
from db.models.people import Person
from db.permissions import Verb, require, require_hands
from db.session import UtcDateTime

TITLE_LENGTH = 300
NOTE_LENGTH = 2000
UNDO_FOR = timedelta(minutes=1)


class Status(StrEnum):
    """How far an action has come."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    DONE = "done"


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


UNDOABLE = frozenset({"done", "given", "moved"})
_DATES = frozenset({"due_on", "original_due_on", "due_known_since"})
_TIMES = frozenset({"done_at"})


class Action(Base):
    """Something to be finished, by an owner and a due date where it has them.

    Each method below is one thing a person may ask of it: the permission table decides, the free
    text passes the guard, and the event that tells of it is written with it.
    """

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    source: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str | None] = mapped_column(String(40), unique=True)
    success_measure: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None] = mapped_column(index=True)
    due_precision: Mapped[str] = mapped_column(String(10), default="none")
    due_as_given: Mapped[str] = mapped_column(String(120), default="")
    original_due_on: Mapped[date | None]
    due_known_since: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(30), default=Status.NOT_STARTED, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    events: WriteOnlyMapped[Event] = relationship(back_populates="action")

    @property
    def due(self) -> Due:
        """Return the due date with its precision."""
        return Due(self.due_on, self.due_precision)

    @property
    def is_done(self) -> bool:
        """Say whether there is nothing left to do."""
        return self.status == Status.DONE

    def is_overdue(self, today: date) -> bool:
        """Say whether its due date has passed with the work not done."""
        return not self.is_done and self.due_on is not None and self.due_on < today

    def close(self, by: Person, at: datetime, note: str = "") -> Event:
        """Record that the action is done, with its evidence or a note."""
        require(by, Verb.CLOSE, self.owner, self.id)
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

    def move(self, by: Person, at: datetime, due: Due, why: str) -> Event:
        """Give it another due date; the original one is kept for ever."""
        require(by, Verb.MOVE, self.owner, self.id)
        self._refuse_if_done("move it")
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

    def give(self, by: Person, at: datetime, to: Person, why: str = "") -> Event:
        """Put it into somebody's hands."""
        require(by, Verb.GIVE, self.owner, self.id)
        require_hands(by, to)
        self._refuse_if_done("give it away")
        if to.id == self.owner_id:
            raise RefusedError(f"#{self.id} is with {to.called} already.", about="owner")
        if not to.works_here(at.date()):
            raise RefusedError(
                f"{to.called} has left, so #{self.id} cannot be given to them.", "owner"
            )
        event = self._change(by, at, "given", why, owner_id=to.id, due_known_since=at.date())
        self.owner = to
        return event

    def note(self, by: Person, at: datetime, text: str) -> Event:
        """Write down how it is going; an owner's note shows that it was started."""
        require(by, Verb.NOTE, self.owner, self.id)
        if not text.strip():
            raise RefusedError(f"A note needs words: `/action note {self.id} draft sent to Legal`.")
        starts = by.id == self.owner_id and self.status == Status.NOT_STARTED
        changes = {"status": Status.IN_PROGRESS} if starts else {}
        return self._change(by, at, "noted", text, **changes)

    def disown(self, by: Person, at: datetime, why: str) -> Event:
        """Record that its owner says it is not theirs; it stays with them until it is given."""
        require(by, Verb.DISOWN, self.owner, self.id)
        self._refuse_if_done("say it is not yours")
        if not why.strip():
            raise RefusedError("Say whose it is or why it is not yours, in a few words.", "why")
        return self._change(by, at, "not mine", why)

    def undo(self, event: Event, latest: Event, by: Person, at: datetime) -> Event:
        """Put back what `event` changed, if nothing came after it and its minute is not over."""
        if event.kind not in UNDOABLE or event.person_id != by.id:
            raise RefusedError("Only the person who did that can undo it.")
        if latest.id != event.id:
            raise RefusedError(f"#{self.id} has changed since, so that can no longer be undone.")
        if at - event.at > UNDO_FOR:
            raise RefusedError(
                f"The minute for undoing is over; `/action show {self.id}` shows how it stands."
            )
        before = {field: _revived(field, old) for field, (old, _) in event.changes.items()}
        undone = self._change(by, at, "undone", "", **before)
        undone.undoes_id = event.id
        return undone

    def started(self, event_kind: str, by: Person | None, at: datetime, note: str = "") -> Event:
        """Write the first event of a new action; its title, source and measure pass the guard."""
        for text in filter(None, (self.title, self.source, self.success_measure)):
            guard.refuse(text, at.date())
        if not self.title.strip():
            raise RefusedError("An action needs words: `/action add: Finalise the strategy`.")
        if len(self.title) > TITLE_LENGTH:
            raise RefusedError(
                f"That is {len(self.title)} characters; an action has {TITLE_LENGTH} at most. "
                "Put the rest in a note.",
                about="title",
            )
        fields = ("title", "owner_id", "due_on", "due_precision", "status")
        changes = {name: [None, told(getattr(self, name))] for name in fields}
        return self._write(Event(person=by, at=at, kind=event_kind, changes=changes, note=note))

    def _refuse_if_done(self, wish: str) -> None:
        if self.is_done:
            raise RefusedError(f"#{self.id} is done; reopen it first to {wish}.")

    def _change(self, by: Person, at: datetime, kind: str, note: str, **fields: object) -> Event:
        text = note.strip()
        guard.refuse(text, at.date())
        if len(text) > NOTE_LENGTH:
            raise RefusedError(f"That is {len(text)} characters; a note has {NOTE_LENGTH} at most.")
        changes = put(self, fields)
        return self._write(Event(person=by, at=at, kind=kind, changes=changes, note=text))

    def _write(self, event: Event) -> Event:
        self.events.add(event)
        return event


def _revived(field: str, value: object) -> object:
    if isinstance(value, str) and field in _TIMES:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and field in _DATES:
        return date.fromisoformat(value)
    return value
