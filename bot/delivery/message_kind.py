"""What a kind of message of the outbox is: when it is still true, what it says, why it came.

A message holds ids; what it says is made from how things stand when it is sent, or rewritten after
a press in it. Each kind is one class in its subject's room; `bot.delivery.kinds` lists them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, Generic, TypeVar

from bot.delivery.morning import CannotWait, MorningSection
from bot.slack.blocks import Answer, Block, aside
from db.actions import queries as actions
from db.models import Action, AuditEvent, Event, LiveAudit, Message, MessageName, Person
from db.session import Session
from jobs.context import RequestContext
from jobs.reminders.hours import next_morning

ONCE: Final = aside("This was a one-off message.")

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class RenderJob:
    """A message to render for whom it was written to.

    `just_done` is what they have just done in it, which can still be undone. `part` is what a
    message was about that went with this one, which is a morning's.
    """

    ctx: RequestContext
    message: Message
    just_done: Event | AuditEvent | None = None
    part: Mapping[str, Any] | None = None

    @property
    def session(self) -> Session:
        return self.ctx.session

    @property
    def person(self) -> Person:
        return self.message.person

    @property
    def about(self) -> Mapping[str, Any]:
        return self.message.about if self.part is None else self.part

    @property
    def is_pending(self) -> bool:
        """Say whether it has still to be sent, so that it may say nothing at all."""
        return self.message.done_at is None

    def just_done_to(self, action: Action) -> Event | None:
        """Return what they have just done to this action."""
        event = self.just_done
        is_of_it = isinstance(event, Event) and event.action_id == action.id
        return event if isinstance(event, Event) and is_of_it else None

    def just_done_with(self, audit: LiveAudit) -> AuditEvent | None:
        """Return what they have just done with this audit."""
        event = self.just_done
        return event if isinstance(event, AuditEvent) and event.audit_id == audit.id else None

    @property
    def is_in_a_morning(self) -> bool:
        """Say whether it is told as a part of a morning's message."""
        return self.part is not None

    def is_soon(self, day: date | None) -> bool:
        """Say whether a day is today or before the end of this person's next working day."""
        today = self.ctx.today
        following = next_morning(self.person, today, self.ctx.council.calendar)
        return day is not None and today <= day <= following

    def action(self) -> Action | None:
        number = self.about["action"]
        return actions.several(self.session, [number]).get(number)


class MessageKind(ABC, Generic[Subject]):
    """One kind of message."""

    name: ClassVar[MessageName]
    # Where it stands in its reader's morning, with which it goes unless it cannot wait for that.
    section: ClassVar[MorningSection] = MorningSection.NEWS
    asks: ClassVar[bool] = False
    cannot_wait: ClassVar[CannotWait | None] = None

    @abstractmethod
    def subject(self, job: RenderJob) -> Subject | None:
        """Return what it is about as that stands now; None where there is no such thing."""

    def is_still_true(self, subject: Subject, job: RenderJob) -> bool:
        """Say whether it is worth sending; one that was sent is rewritten whatever this says."""
        return True

    def why_now(self, subject: Subject, job: RenderJob) -> CannotWait | None:
        """Return why it comes by itself rather than with its reader's next morning."""
        return self.cannot_wait

    def waits_for_answer(self, subject: Subject, job: RenderJob) -> bool:
        """Say whether somebody waits for what its reader answers."""
        return self.asks

    @abstractmethod
    def render(self, subject: Subject, job: RenderJob) -> Answer | None:
        """Return what it says now, with the file it brings, or None if it may not be said."""

    def members(self, subject: Subject) -> Sequence[Person]:
        """Return those into whose group message it goes; nobody: it goes to one person alone."""
        return ()

    @abstractmethod
    def why(self, job: RenderJob) -> Iterator[Block]:
        """Yield why this person sees it, what comes next, and how it ends."""
