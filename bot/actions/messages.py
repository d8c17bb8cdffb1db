"""The messages about one action: what a colleague did, a date to approve, what it waits for."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.actions import notices
from bot.actions.action_message import ActionMessage
from bot.actions.approval_view import approval_blocks
from bot.actions.became import unseen
from bot.actions.event_words import HAPPENS_BY_ITSELF
from bot.actions.item import Item, item_blocks
from bot.actions.phrases import numbers_words
from bot.actions.render_context import action_context
from bot.actions.view import titled
from bot.delivery.message_kind import ONCE, MessageKind, RenderJob
from bot.delivery.morning import CannotWait, MorningSection
from bot.slack.blocks import Answer, Block, bold, lines
from bot.vocabulary import our
from db.actions import date_changes
from db.actions import queries as actions
from db.actions.roles import may_see
from db.models import Action, DateMove, Event, MessageName, MoveState
from db.models.event_kinds import EventKind
from jobs.rules.deadlines import spell

APPROVING: Final = (
    "When a date moves a second time, somebody a level up has to approve it, and that's you. "
    "If it's still waiting after 3 working days, you get one reminder."
)


class EventNotice(MessageKind[list[Event]]):
    """What a colleague did to an action, or to several at once."""

    name = MessageName.EVENT

    def subject(self, job: RenderJob) -> list[Event]:
        numbers = job.about.get("events", [job.about["event"]])
        return [actions.event(job.session, number) for number in numbers]

    def is_still_true(self, subject: list[Event], job: RenderJob) -> bool:
        """Say whether any of it was not undone since."""
        return bool(_standing(subject, job))

    def why_now(self, subject: list[Event], job: RenderJob) -> CannotWait | None:
        """Return that it answers what its reader asked, or brings them what is due soon."""
        if any(_answers(event, job) for event in subject):
            return CannotWait.ANSWER
        is_soon = any(_is_soon(event, job) for event in subject)
        return CannotWait.SOON if is_soon else None

    def waits_for_answer(self, subject: list[Event], job: RenderJob) -> bool:
        """Say whether its reader must settle whose an action is."""
        return any(event.kind == EventKind.DISOWNED for event in subject)

    def render(self, subject: list[Event], job: RenderJob) -> Answer:
        """Tell of one event with the buttons for what it asks, or of several in a few lines."""
        events = _standing(subject, job)
        return notices.several(events, job) if len(events) > 1 else notices.notice(events[0], job)

    def why(self, job: RenderJob) -> Iterator[Block]:
        event = actions.event(job.session, job.about["event"])
        by_itself = "I" if event.kind in HAPPENS_BY_ITSELF else "an import"
        who = event.person.called if event.person else by_itself
        day = spell(job.ctx.day_of(event.at))
        words = f"{_standing_to(event, job)}, and {who} changed it on {day}."
        yield titled(event.action, words)
        yield ONCE


def _standing(events: list[Event], job: RenderJob) -> list[Event]:
    if not job.is_pending:
        return events
    return [event for event in events if not actions.was_undone(job.session, event)]


def _answers(event: Event, job: RenderJob) -> bool:
    is_decided = event.kind in {EventKind.MOVE_APPROVED, EventKind.MOVE_DECLINED}
    return is_decided and job.person.id in date_changes.askers(job.session, event)


def _is_soon(event: Event, job: RenderJob) -> bool:
    """Say whether it gave somebody an action, or a date for theirs, that is due soon."""
    action = event.action
    is_theirs = action.is_open and action.owner_id == job.person.id
    return (
        is_theirs
        and bool({"owner_id", "due_on"} & event.changes.keys())
        and job.is_soon(action.due_on)
    )


def _standing_to(event: Event, job: RenderJob) -> str:
    action, person = event.action, job.person
    before, after = event.changes.get("owner_id", [None, None])
    standing = (
        (person.id in (action.owner_id, after), "You own it"),
        (before == person.id, "You owned it before"),
        (person.id in event.changes.get("deputy_id", []), "You are or were its deputy"),
        (
            event.kind == EventKind.DISOWNED,
            f"You decide who owns it, as the owner's manager or {our.lead:a}",
        ),
    )
    return next((words for is_so, words in standing if is_so), "It concerns you")


class ApprovalRequest(MessageKind[DateMove]):
    """A new date that waits for this person's approval."""

    name = MessageName.APPROVAL
    section, asks = MorningSection.DECISIONS, True

    def subject(self, job: RenderJob) -> DateMove | None:
        return date_changes.move(job.session, job.about["move"])

    def is_still_true(self, subject: DateMove, job: RenderJob) -> bool:
        return subject.state == MoveState.WAITING

    def why_now(self, subject: DateMove, job: RenderJob) -> CannotWait | None:
        """Return that the date to be moved has nearly come."""
        return CannotWait.SOON if job.is_soon(subject.from_on) else None

    def render(self, subject: DateMove, job: RenderJob) -> Answer:
        waits = subject.state == MoveState.WAITING
        heading = (
            "A new due date needs your approval." if waits else "A new due date was asked for."
        )
        action = _moved(subject, job)
        if not may_see(job.person, action):
            return Answer(f"#{action.id}: {heading}", [lines([bold(heading)]), unseen(action)])
        shown = approval_blocks(action, subject, job, action_context(job.ctx, [action]))
        return Answer(f"{action.called}: {heading}", [lines([bold(heading)]), *shown])

    def why(self, job: RenderJob) -> Iterator[Block]:
        found = self.subject(job)
        if found is not None:
            yield titled(_moved(found, job), APPROVING)
        yield ONCE


def _moved(found: DateMove, job: RenderJob) -> Action:
    return actions.several(job.session, [found.action_id])[found.action_id]


@dataclass(frozen=True)
class OrderChange:
    """What happened to an action that another of somebody's waits for."""

    action: Action
    event: Event


class _OrderNotice(ActionMessage[OrderChange]):
    """What their action waits for is done, or is open again.

    The other action is named by its number alone: its words may not be for them to see.
    """

    def subject(self, job: RenderJob) -> OrderChange | None:
        action = job.action()
        if action is None:
            return None
        return OrderChange(action, actions.event(job.session, job.about["event"]))

    def is_still_true(self, subject: OrderChange, job: RenderJob) -> bool:
        """Say whether it is still theirs, still open, and still free or waiting."""
        action = subject.action
        if actions.was_undone(job.session, subject.event):
            return False
        return action.is_open and action.owner_id == job.person.id and self.is_so(subject)

    @abstractmethod
    def is_so(self, subject: OrderChange) -> bool:
        """Say whether it is still free, or still waits."""

    @abstractmethod
    def said(self, subject: OrderChange) -> str:
        """Say what happened."""

    def render(self, subject: OrderChange, job: RenderJob) -> Answer:
        """Say what happened, with their buttons while it is theirs."""
        action, said = subject.action, self.said(subject)
        item = Item(action, "owner", action.due_on)
        shown = item_blocks(item, job, action_context(job.ctx))
        return Answer(said, [lines([said]), *shown])


class Unblocked(_OrderNotice):
    """The last thing their action waited for is done."""

    name = MessageName.UNBLOCKED
    because = "You own it, and nothing blocks it any more."

    def is_so(self, subject: OrderChange) -> bool:
        return not subject.action.waits_for

    def said(self, subject: OrderChange) -> str:
        event = subject.event
        return (
            f"{subject.action.called} is no longer blocked: {event.action.called} is {event.kind}."
        )


class BlockedAgain(_OrderNotice):
    """Something their action waits for was opened again."""

    name = MessageName.BLOCKED_AGAIN
    because = "You own it, and an action that blocks it was reopened."

    def is_so(self, subject: OrderChange) -> bool:
        return subject.event.action_id in subject.action.waits_for

    def said(self, subject: OrderChange) -> str:
        action, reopened = subject.action, subject.event.action
        others = [number for number in action.waits_for if number != reopened.id]
        besides = f" It is also blocked by {numbers_words(others)}." if others else ""
        return f"{reopened.called} was reopened and blocks {action.called} again.{besides}"
