"""The opener of the group message of a pair: who meets whom, by when, and where to find a time.

Both read it, so nothing stands in it that only one of them may know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.audits.case_words import joined
from bot.audits.meeting_words import label, span, where_words
from bot.audits.view import can_suggest, late_words
from bot.capital import capital
from bot.delivery.message_kind import ONCE, MessageKind, RenderJob
from bot.delivery.morning import CannotWait
from bot.slack.blocks import Answer, Block, aside, bold, button, lines, row, saying, spoken
from bot.vocabulary import our
from db.audits import queries as audits
from db.models import AuditState, LiveAudit, MessageName, Person
from db.people import queries as people
from jobs.audits import booking
from jobs.rules.deadlines import spell


@dataclass(frozen=True)
class MeetingPair:
    """A live audit, and those for whom its group message was opened."""

    audit: LiveAudit
    people: Sequence[Person]

    @property
    def is_theirs(self) -> bool:
        """Say whether it is still the audit of these people."""
        return {one.id for one in self.audit.people} == {one.id for one in self.people}


class PairOpener(MessageKind[MeetingPair]):
    """Brings a pair together once their month has opened."""

    name = MessageName.PAIR
    cannot_wait = CannotWait.PAIR

    def subject(self, job: RenderJob) -> MeetingPair | None:
        number, ids = job.about["audit"], job.about["people"]
        audit = audits.several(job.session, [number]).get(number)
        named = people.named(job.session, ids)
        return MeetingPair(audit, [named[one] for one in ids]) if audit is not None else None

    def is_still_true(self, subject: MeetingPair, job: RenderJob) -> bool:
        """Say whether they have still to find a time, and both can be reached."""
        today = job.ctx.today
        all_here = all(one.slack_id and one.is_reachable(today) for one in subject.people)
        return subject.is_theirs and subject.audit.state == AuditState.PUBLISHED and all_here

    def members(self, subject: MeetingPair) -> Sequence[Person]:
        return subject.people

    def render(self, subject: MeetingPair, job: RenderJob) -> Answer:
        """Say who meets whom and by when, and offer a time; afterwards, what became of it."""
        audit, month = subject.audit, f"{subject.audit.audit_month.month:%B}"
        if not subject.is_theirs:
            return saying(f"Your {our.live_audit} in {month} is with another pair now.")
        if not audit.is_open:
            return saying(_ended(audit, month))
        if audit.is_lapsed(job.ctx.today):
            return saying(f"Your {our.live_audit} in {month} is overdue. {late_words(audit)}")
        others, offered = joined(one.called for one in audit.practitioners), _offered(audit, job)
        who = f"{capital(audit.auditor.called)} reviews a case with {others}."
        told: list[Block] = [
            lines(
                [bold(f"You have {our.live_audit:a} together in {month}.")], [who], [_when(audit)]
            ),
            *([row(f"pair-{audit.id}", *offered)] if offered else []),
            aside("Agree a time here. Please write nothing about the child or family."),
        ]
        return Answer(f"Your {our.live_audit} in {month}", told)

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken("Your council lets me bring each pair together when a month opens.")
        yield ONCE


def _when(audit: LiveAudit) -> str:
    meeting = audit.booked
    if meeting is not None and audit.state == AuditState.BOOKED:
        return f"It's booked for {span(meeting)}{where_words(meeting)}."
    return f"Complete it by {spell(audit.due_on)}."


def _ended(audit: LiveAudit, month: str) -> str:
    if audit.is_off:
        return f"Your {our.live_audit} in {month} has been cancelled."
    return f"Your {our.live_audit} in {month} is complete. Thank you both."


def _offered(audit: LiveAudit, job: RenderJob) -> list[Block]:
    """Return what either of them can press; whoever presses is answered alone."""
    is_free = audit.state == AuditState.PUBLISHED and booking.suggestion(job.ctx, audit) is None
    meeting = booking.proposed(job.ctx, audit) if is_free else None
    value = {"a": audit.id}
    offered = []
    if meeting is not None:
        day = value | {"day": meeting.day.toordinal()}
        offered.append(button(f"Book {label(meeting)}", "audit_book", day, "primary"))
    if can_suggest(audit, job.ctx):
        offered.append(button("Suggest another time", "audit_form_suggest", value))
    return offered
