"""What people say of a time to meet in their own words: agreed to, asked about, or named.

Only what can mean nothing else books: anything less is shown with its buttons.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.audits import view
from bot.audits.booking import accept
from bot.audits.heading import named
from bot.audits.verb import OneAuditCommand
from bot.slack import numbered, references
from bot.slack.again import AUDIT, MOST_OFFERED, NOTHING_YET, Offer, offering
from bot.slack.arguments import read_due
from bot.slack.audit_names import by_name
from bot.slack.blocks import Answer, saying
from bot.slack.lookup import audits_of
from bot.slack.lost import lost
from bot.slack.registry import Command, Reply, Request
from bot.vocabulary import our
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit, Meeting
from db.patterns import pattern
from jobs.audits import booking, naming
from jobs.context import RequestContext
from jobs.rules.deadline_words import MONTHS, WEEKDAYS, any_of
from jobs.rules.deadlines import is_a_day
from jobs.rules.meeting_words import read_meeting

# "Friday 2pm" is a time to meet; "the hall for Friday" is something else.
# No name does: "Jane off today" and "Mark away tomorrow" are no time.
_BEGINS: Final = pattern(
    rf"(?:(?:on|for|at|from|the)\s+)*(?:(?:{any_of(WEEKDAYS)}|{any_of(MONTHS)})(?![a-z])|"
    r"today|tomorrow|next\b|"
    r"this\b|coming\b|noon\b|midday\b|half\b|quarter\b|in\s+\d|w/?[bc]\b|\d)",
    re.IGNORECASE,
)
_NAMED_DAY: Final = pattern(r"[a-z]{3}|\d\s?[/.-]\s?\d", re.IGNORECASE)


class AcceptTime(OneAuditCommand):
    """`accept`, `accept 7`, `Friday 2pm works`; `when` is what was said of the time."""

    number: int | None
    when: str = ""

    name = "accept"
    synonyms = ("agree", "agreed")
    example = "accept 7"
    no_help = "its button stands beside the time that is suggested"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(*cls.numbered(rest, command))

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        return cls(None, rest)

    def run(self, ctx: RequestContext) -> Answer:
        """Book the time that was suggested, if there is one and it is the time that was named."""
        found = _suggested(ctx)
        if self.number is not None:
            audit = audits.find(ctx.session, self.number, ctx.person)
            found = [one for one in found if one.id == audit.id]
        meeting = booking.suggestion(ctx, found[0]) if len(found) == 1 else None
        if meeting is not None and _is_meant(self.when, meeting, ctx):
            return accept(found[0], meeting, ctx)
        return _shown(found, ctx) or _none()


class AnswerTime(Request):
    """`yes`, `no`, `ok`: shows the times that wait for an answer; without any it is `otherwise`."""

    otherwise: Request | None = None

    def run(self, ctx: RequestContext) -> Reply:
        shown = _shown(_suggested(ctx), ctx)
        if shown is None and self.otherwise is not None:
            return self.otherwise.run(ctx)
        return shown or _none()


class OfAudit(Request):
    """A verb about an audit, said without the command of audits before it."""

    verb: type[Command]
    rest: str

    def run(self, ctx: RequestContext) -> Reply:
        return self._meant(ctx).run(ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the verb keeps."""
        return self._meant(ctx).kept(error, ctx)

    def _meant(self, ctx: RequestContext) -> Request:
        return numbered.read(self.verb, self.rest, ctx.council.commands.audit)


class MeetWhen(Request):
    """`how about Friday at 2pm?`: asks whether it is suggested to the other or booked.

    `is_booking`: it is said to be booked, but perhaps not for a live audit.
    """

    when: str
    words: str
    is_booking: bool = False

    def run(self, ctx: RequestContext) -> Answer:
        mine = [one for one in _waiting(ctx) if view.is_of_pair(one, ctx.person)]
        if not mine:
            return lost(self.words, ctx.council.commands.action, "")
        named_ones = by_name(self.when, mine, ctx.person) or self._numbered(mine, ctx)
        if len(named_ones) == 1:
            [(reference, when)] = named_ones.items()
            audit = next(one for one in mine if one.reference == reference)
            return asked_when(when, ctx, audit, self._instead)
        return asked_when(self.when, ctx, None, self._instead)

    def _numbered(self, mine: Sequence[LiveAudit], ctx: RequestContext) -> Mapping[str, str]:
        """Return which of them a number before the time names, and the time."""
        number = None if references.is_of_time(self.when, 0) else references.certain(self.when)
        if number is None or not names_a_time(number.rest):
            return {}
        meant = {one.reference for one in audits_of(number.which[0], ctx)}
        return {one.reference: number.rest for one in mine if one.reference in meant}

    @property
    def _instead(self) -> Offer | None:
        return Offer("Add it as an action", f"add {self.words}") if self.is_booking else None


def asked_when(
    when: str, ctx: RequestContext, audit: LiveAudit | None, instead: Offer | None = None
) -> Answer:
    """Ask whether a time is suggested to the other or booked; None: which audit is asked then."""
    words = f"{audit.reference} {when}" if audit else when
    which = named(audit, ctx) if audit else f"your {our.live_audit}"
    offers = [
        Offer("Suggest it", f"suggest {words}", AUDIT),
        Offer("Book it", f"book {words}", AUDIT),
        instead or Offer(f"My {our.audits}", "mine", AUDIT),
    ]
    said = f"Shall I suggest {when} for {which}, or book it?"
    return offering(said, offers, note=NOTHING_YET)


def names_a_time(words: str) -> bool:
    """Say whether some words are a day to meet, after an audit's number or without."""
    leading = references.leading(words, dated=True)
    rest = leading.rest if leading and references.is_certain(leading.which[0]) else words
    return any(
        is_a_day(day) and _NAMED_DAY.search(day) is not None
        for each in (words, rest)
        if _BEGINS.match(each) and (day := read_meeting(each).day)
    )


def _waiting(ctx: RequestContext) -> Sequence[LiveAudit]:
    return naming.waiting_for(ctx)


def _suggested(ctx: RequestContext) -> list[LiveAudit]:
    """Return the audits of this person with a time that waits for their answer."""
    mine = (one for one in _waiting(ctx) if view.is_of_pair(one, ctx.person))
    return [one for one in mine if booking.may_answer(ctx, one)]


def _is_meant(when: str, meeting: Meeting, ctx: RequestContext) -> bool:
    words = read_meeting(when)
    if not when:
        return True
    day = read_due(words.day, ctx).day if words.day else meeting.day
    return day == meeting.day and words.starts in {None, meeting.starts}


def _shown(found: Sequence[LiveAudit], ctx: RequestContext) -> Answer | None:
    """Return the audits with a time that waits, each with the buttons that answer it."""
    if not found:
        return None
    many = "This time is" if len(found) == 1 else "These times are"
    said = f"{many} waiting for your answer:"
    cards = [block for one in found[:MOST_OFFERED] for block in view.item(one, ctx)]
    return Answer(said, [*saying(said).blocks, *cards], asks=True)


def _none() -> Answer:
    said = "No suggested time is waiting for your answer. To answer a question, press its button."
    offers = [
        Offer(f"My {our.audits}", "mine", AUDIT),
        Offer("My actions", "list"),
        Offer("Help", "help"),
    ]
    return offering(said, offers)


VERBS: Final = (AcceptTime,)
