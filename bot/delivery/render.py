"""Renders the messages of the outbox, at the moment they are sent or rewritten."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from bot.delivery.kinds import BY_NAME
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.rendered import LeftForMorning, RenderedMessage
from bot.slack.blocks import Answer, bold, button, lines, row
from bot.slack.pages import MOST_BLOCKS, one_page
from bot.slack.respond import notification
from db.models import Message, MessageName, MorningShare
from db.session import Session
from jobs.context import Council, RequestContext
from jobs.reminders.daily import key_of
from jobs.rules.levels import Level

WHY: Final = "Why am I seeing this?"


@dataclass(frozen=True)
class MessageRenderer:
    """Renders the messages of one council."""

    council: Council

    def render(
        self, session: Session, message: Message, now: datetime
    ) -> RenderedMessage | LeftForMorning | None:
        """Return a message as it is sent or left for a morning; None if it is not true any more."""
        ctx = RequestContext(session, message.person, now, self.council)
        job = RenderJob(ctx, message)
        kind, subject = _kind_of(job), _subject_of(job)
        if subject is None:
            return None
        left = _left_for_morning(kind, subject, job)
        if left is not None:
            return left
        answer = _rendered(kind, subject, job)
        if answer is None:
            return None
        file = answer.file() if answer.file else None
        members = [one.slack_id for one in kind.members(subject) if one.slack_id is not None]
        return RenderedMessage(notification(answer), answer.blocks, file, answer.keeps, members)


def answer_of(job: RenderJob) -> Answer | None:
    """Return what a message says now, or None if it has nothing true to say."""
    subject = _subject_of(job)
    return None if subject is None else _rendered(_kind_of(job), subject, job)


def _subject_of(job: RenderJob) -> object | None:
    """Return what a message is about; None if it is gone, or untrue before it was ever sent."""
    kind = _kind_of(job)
    subject: object | None = kind.subject(job)
    if subject is None or (job.is_pending and not kind.is_still_true(subject, job)):
        return None
    return subject


def _rendered(kind: MessageKind[Any], subject: object, job: RenderJob) -> Answer | None:
    answer = kind.render(subject, job)
    if answer is None or kind.members(subject):
        return answer and one_page(answer)
    return _with_why_button(one_page(answer, MOST_BLOCKS - 1), job.message)


def _left_for_morning(
    kind: MessageKind[Any], subject: object, job: RenderJob
) -> LeftForMorning | None:
    """Say that a message goes with its reader's morning, unless it cannot wait for that.

    Who chose to hear of everything as it happens waits for nothing. What may have been posted
    before is looked for instead. A morning that did not reach its reader on its day, because Slack
    could not be reached, goes with the next: nobody gets two on one day.
    """
    message, today = job.message, job.ctx.today
    if kind.name == MessageName.DAILY_DIGEST:
        is_late = message.about["day"] < today.isoformat()
        return LeftForMorning(MorningShare.ASKS, key_of(job.person.id, today)) if is_late else None
    level = job.ctx.council.levels.of(job.person.morning_level)
    if level is Level.ACTIVE or message.maybe_sent:
        return None
    if kind.why_now(subject, job) is not None:
        return None
    share = MorningShare.ASKS if kind.waits_for_answer(subject, job) else MorningShare.NEWS
    return LeftForMorning(share, key_of(job.person.id, today))


def why(job: RenderJob) -> Answer:
    """Say why somebody sees a message, and how to hear no more of it."""
    return Answer(WHY, [lines([bold(WHY)]), *_kind_of(job).why(job)])


def _kind_of(job: RenderJob) -> MessageKind[Any]:
    return BY_NAME[MessageName(job.message.kind)]


def _with_why_button(answer: Answer, message: Message) -> Answer:
    """Return it with the button that stands under every message to a person."""
    if message.channel is not None:
        return answer
    ask = row("why", button(WHY, "why_message", {"m": message.id}))
    return replace(answer, blocks=[*answer.blocks, ask])
