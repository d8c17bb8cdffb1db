"""An action: what somebody has promised to finish, by when, and everything that happened to it."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Mapped, WriteOnlyMapped, relationship

from db import privacy
from db.errors import RefusedError
from db.history import told
from db.models.action_dates import ASKED, MOVED, Dates
from db.models.action_ending import ENDING_DATES, ENDS
from db.models.action_holding import Holding
from db.models.action_order import Order
from db.models.action_plan import Planned
from db.models.action_rating import Rating
from db.models.action_row import NOTE_LENGTH, TITLE_LENGTH, Due, Event, Status
from db.models.action_wording import Wording
from db.models.date_move import DateMove
from db.models.people import Person
from db.permissions import Permission, require, require_hands

__all__ = ["NOTE_LENGTH", "TITLE_LENGTH", "Action", "Due", "Event", "Status"]

UNDO_FOR = timedelta(minutes=1)
UNDOABLE = frozenset({"done", "given", *MOVED, ASKED}) | ENDS
_DATES = frozenset({"due_on", "original_due_on", "due_known_since", *ENDING_DATES})
_TIMES = frozenset({"done_at", "signed_off_at"})


class Action(Dates, Rating, Order, Holding, Planned, Wording):
    """Something to be finished, by an owner and a due date where it has them.

    Each method below is one thing a person may ask of it: the permission table decides, the free
    text passes the guard, and the event that tells of it is written with it.
    """

    __tablename__ = "action"

    owner: Mapped[Person | None] = relationship(foreign_keys="Action.owner_id")
    deputy: Mapped[Person | None] = relationship(foreign_keys="Action.deputy_id")
    signer: Mapped[Person | None] = relationship(foreign_keys="Action.signer_id")
    events: WriteOnlyMapped[Event] = relationship(back_populates="action")
    moves: Mapped[list[DateMove]] = relationship(order_by=DateMove.id)
    # Every card says what an action waits for; `jobs.actions.ordering` keeps the links themselves.
    after: Mapped[list["Action"]] = relationship(
        secondary="dependency",
        primaryjoin="Action.id == dependency.c.action_id",
        secondaryjoin="Action.id == dependency.c.after_id",
        order_by="Action.id",
        viewonly=True,
        lazy="selectin",
    )
    following: Mapped["Action | None"] = relationship(
        primaryjoin="Action.id == foreign(remote(Action.previous_id))",
        viewonly=True,
        uselist=False,
    )

    def give(self, by: Person, at: datetime, to: Person, why: str = "") -> Event:
        """Put it into somebody's hands."""
        require(by, Permission.GIVE, self.owner, self.id)
        require_hands(by, to)
        self._refuse_unless_open("give it away")
        if to.id == self.owner_id:
            raise RefusedError(f"#{self.id} is with {to.called} already.", about="owner")
        if not to.works_here(at.date()):
            raise RefusedError(
                f"{to.called} has left, so #{self.id} cannot be given to them.", "owner"
            )
        fields = {"owner_id": to.id, "due_known_since": at.date()}
        if to.id == self.deputy_id:  # nobody is their own deputy
            fields["deputy_id"] = self.deputy = None
        event = self._change(by, at, "given", why, **fields)
        self.owner = to
        return event

    def note(self, by: Person, at: datetime, text: str) -> Event:
        """Write down how it is going; an owner's note shows that it was started."""
        require(by, Permission.NOTE, self.owner, self.id, self.deputising(at.date()))
        if not text.strip():
            raise RefusedError(f"A note needs words: `/action note {self.id} draft sent to Legal`.")
        starts = by.id == self.owner_id and self.status == Status.NOT_STARTED
        changes = {"status": Status.IN_PROGRESS} if starts else {}
        return self._change(by, at, "noted", text, **changes)

    def disown(self, by: Person, at: datetime, why: str) -> Event:
        """Record that its owner says it is not theirs; it stays with them until it is given."""
        require(by, Permission.DISOWN, self.owner, self.id)
        self._refuse_unless_open("say it is not yours")
        if not why.strip():
            raise RefusedError("Say whose it is or why it is not yours, in a few words.", "why")
        return self._change(by, at, "not mine", why)

    def deputise(self, by: Person, at: datetime, to: Person | None) -> Event:
        """Say who is asked while its owner is away; None for nobody in particular."""
        require(by, Permission.DEPUTISE, self.owner, self.id)
        self._refuse_unless_open("give it a deputy")
        if (to.id if to else None) == self.deputy_id:
            who = f"{to.called} is the deputy" if to else "Nobody is the deputy"
            raise RefusedError(f"{who[0].upper()}{who[1:]} of #{self.id} already.", about="deputy")
        if to is not None:
            self._refuse_as_deputy(to, at.date())
        event = self._change(by, at, "deputy", "", deputy_id=to.id if to else None)
        self.deputy = to
        return event

    def _refuse_as_deputy(self, to: Person, day: date) -> None:
        if to.id == self.owner_id:
            raise RefusedError(
                f"#{self.id} is {to.called}'s own; its deputy is somebody else.", about="deputy"
            )
        if not to.works_here(day):
            raise RefusedError(f"{to.called} has left, so choose somebody else.", about="deputy")

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
        self._take_back(event, undone)
        return undone

    def started(self, event_kind: str, by: Person | None, at: datetime, note: str = "") -> Event:
        """Write the first event of a new action; its title, source and measure pass the guard."""
        for text in filter(None, (self.title, self.source, self.source_link, self.success_measure)):
            privacy.refuse(text, at.date())
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


def _revived(field: str, value: object) -> object:
    if isinstance(value, str) and field in _TIMES:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and field in _DATES:
        return date.fromisoformat(value)
    return value
