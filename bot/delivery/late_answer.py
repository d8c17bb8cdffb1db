"""Tells somebody what became of what they asked, where the answer itself could not be shown."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.actions.event_words import history_words
from bot.audits.event_words import event_words
from bot.audits.heading import at_start
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.delivery.morning import CannotWait
from bot.slack.blocks import Answer, Block, aside, bold, bullets, lines, saying
from db.models import Event, MessageName
from db.outbox import late_answers
from db.people import queries as people

MOST_LINES: Final = 10
REFUSED: Final = (
    "You may not have seen my answer to what you asked me just before this. "
    "Nothing was changed. Please ask again."
)
NOT_SHOWN: Final = (
    "You may not have seen my answer to what you asked me just before this. "
    "If it was a change, it's saved. If it was a question, please ask again."
)
DONE: Final = "In case you didn't see my answer: this was done."


class LateAnswer(MessageKind[RenderJob]):
    """What became of a request whose answer found no way to the person."""

    name = MessageName.LATE_ANSWER
    cannot_wait = CannotWait.TO_YOU

    def subject(self, job: RenderJob) -> RenderJob:
        return job

    def is_still_true(self, subject: RenderJob, job: RenderJob) -> bool:
        """Say whether what was not done has not been done since, delivered once more by Slack."""
        return not late_answers.was_overtaken(job.session, job.about)

    def render(self, subject: RenderJob, job: RenderJob) -> Answer:
        """Tell what was done, by the history of what it was done to."""
        if not job.about["kept"]:
            return saying(REFUSED)
        done = _done(job)
        if not done:
            return saying(NOT_SHOWN)
        shown = [lines([bold(DONE)]), bullets(*done[:MOST_LINES])]
        if len(done) > MOST_LINES:
            shown.append(aside(f"And {len(done) - MOST_LINES} more."))
        return Answer(DONE, shown)

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield aside(
            "You asked me something, and the connection dropped before you saw the answer. This "
            "tells you what happened. It comes once."
        )


def _done(job: RenderJob) -> list[list[Block | str]]:
    at = datetime.fromisoformat(job.about["at"])
    lines_of: list[list[Block | str]] = []
    events = late_answers.actions_changed(job.session, job.person, at)
    named = people.named(job.session, _concerned(events))
    for event in events:
        told = history_words(event, named)
        lines_of.append([f"{event.action.called} {event.action.title}: {told}"])
    for done in late_answers.audits_changed(job.session, job.person, at):
        lines_of.append([f"{at_start(done.audit, job.ctx)}: {event_words(done)}"])
    return lines_of


def _concerned(events: Sequence[Event]) -> set[int]:
    """Return the ids of the people whom changes name, from and to."""
    changes = [change for event in events for change in event.changes.items()]
    found = (each for name, change in changes if name.endswith("_id") for each in change)
    return {each for each in found if isinstance(each, int)}
