"""A time for a live audit, booked or suggested, and taken into a calendar.

`book` books; **Suggest another time** asks the other, who accepts or suggests another.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import ClassVar, Final

from bot.audits import heading, view
from bot.audits.invite import invite
from bot.audits.meeting_words import booked_words, clock, span, suggestion_line, where_words
from bot.audits.time_buttons import mark_of
from bot.audits.verb import OneAuditCommand, OneAuditForm, audit_of, refuse_unless_open
from bot.audits.view import day_words
from bot.slack.again import AUDIT, NOTHING_YET, Offer, offering
from bot.slack.arguments import read_due
from bot.slack.audit_names import is_why
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    field_,
    lines,
    option,
    saying,
    select,
    text_input,
    time_picker,
)
from bot.slack.buttons import Button
from bot.slack.carried import ordinal_day
from bot.slack.carrying_out import kept_in
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import unescaped_but_mentions
from bot.slack.registry import OpenForm, Reply, Request, SendFile, given
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit, Meeting
from db.models.meeting import PLACE_LENGTH
from db.patterns import pattern
from db.permissions import Permission
from jobs.audits import booking, proposals
from jobs.audits.booking import Asked
from jobs.context import RequestContext
from jobs.rules.deadline_words import DeadlineProblem, UnreadableDeadlineError
from jobs.rules.deadlines import Deadline, is_a_day, spell
from jobs.rules.meeting_words import MeetingWords, read_meeting

_ON: Final = pattern(
    r"^(?:(?:on|for|it|us|in|to|(?:the |my |our |this |an? )?(?:live |case |next )?audit)"
    r"(?:\s+|$))+",
    re.IGNORECASE,
)
_ANOTHER: Final = pattern(r"(?:and\b|plus\b|&amp;|&)\s*(?:#|LA-)?\d", re.IGNORECASE)
NAMED = 5
LENGTHS: Final = (30, 45, 60, 75, 90, 120)
# What is offered where somebody names a part of the day alone.
_HOURS_OF: Final = {
    "morning": (9, 10, 11),
    "am": (9, 10, 11),
    **dict.fromkeys(("lunchtime", "lunch time", "lunch"), (12, 13)),
    "first thing": (8, 9),
    "last thing": (15, 16),
    **dict.fromkeys(("afternoon", "arvo", "pm"), (13, 14, 15, 16)),
    **dict.fromkeys(("evening", "eve"), (17, 18)),
}
USUAL: Final = "You gave no time, so I kept the usual one."
NO_SUCH_TIME: Final = "I didn't understand the time. Write one, for example “14:00” or “2pm”."
FIELDS: Final = {"day", "starts", "minutes", "place", "due"}


def refuse_unless_common(audit: LiveAudit, day: date, ctx: RequestContext) -> None:
    """Refuse a day of the window on which one of the two is away, naming some that suit."""
    _refuse_once_over(audit, ctx)
    days = proposals.common_days(ctx, audit)
    if day in days or not audit.audit_month.opens_on <= day <= audit.due_on:
        return
    if not days:
        raise _never(audit, ctx)
    suits = ", ".join(spell(each) for each in (proposals.offered_days(ctx, audit) or days)[:NAMED])
    raise RefusedError(
        f"You aren't both at work on {spell(day)}. You are on: {suits}.", about="day"
    )


def _refuse_once_over(audit: LiveAudit, ctx: RequestContext) -> None:
    """Refuse where the last day has passed: no day that is chosen would do."""
    if audit.is_open and audit.due_on < ctx.today:
        named, command = heading.at_start(audit, ctx), ctx.council.commands.audit
        raise RefusedError(
            f"{named} was due by {spell(audit.due_on)}, so no day is left to book. "
            f"Ask for more time with `{command} cannot {audit.reference}`."
        )


def _never(audit: LiveAudit, ctx: RequestContext) -> RefusedError:
    return RefusedError(
        f"There is no day up to {spell(audit.due_on)} when you're both at work. Say so with "
        f"`{ctx.council.commands.audit} cannot {audit.reference}`.",
        about="day",
    )


def _all_off(audit: LiveAudit, ctx: RequestContext) -> RefusedError:
    return RefusedError(
        "The only days left when you're both at work are in quiet weeks or weeks off, so none is "
        f"offered. To meet then anyway, type `{ctx.council.commands.audit} book "
        f"{audit.reference}` and the day.",
        about="day",
    )


class BookAudit(OneAuditCommand):
    """`book 7 thu 14 jan 14:00 for 45 minutes in Room 3`."""

    number: int
    when: str

    name = "book"
    example = "book 7 thu 14 jan 14:00 in Room 3"
    usage = "book 7 thu 14 jan 14:00"
    synonyms: ClassVar[tuple[str, ...]] = ("schedule", "arrange", "rebook", "reschedule")
    summary = "a day, a time and a place; add: for 45 minutes"
    takes_date = True
    form: ClassVar[str] = "book"

    @classmethod
    def reads_whole(cls, rest: str) -> bool:
        """Say whether this is a day and no number: "14 January", "14:00 on Friday"."""
        return is_a_day(read_meeting(_without_on(rest)).day)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, when = cls.numbered(rest, command)
        if _ANOTHER.match(when):
            raise cls.wrong(f"One {our.live_audit} at a time.", command)
        if not when:
            return OpenForm(cls.form, number)
        return cls(number, _without_on(when))

    def run(self, ctx: RequestContext) -> Reply:
        audit = audits.find(ctx.session, self.number, ctx.person)
        words = read_meeting(unescaped_but_mentions(self.when))
        if not words.day and audit.booked_on:  # "book 7 15:00" moves the hour
            words = replace(words, day=audit.booked_on.isoformat())
        if is_why(words.place):
            leave_out = self._offer(audit, replace(words, place=""), "Yes, leave it out")
            said = "I don't keep a reason with a time. Shall I leave it out?"
            return offering(said, [leave_out], note=NOTHING_YET)
        deadline = _day_of(words, ctx)
        if deadline.alternatives:
            days = sorted({deadline.day, *deadline.alternatives})
            offers = [
                self._offer(audit, replace(words, day=day.isoformat()), spell(day)) for day in days
            ]
            return offering(f"“{words.day}” could be more than one day. Which one?", offers)
        if words.part:
            return self._which_hour(audit, words, deadline.day)
        place = words.place or None
        asked = Asked(deadline.day, words.starts, words.minutes, place)
        meeting = asked.meeting(audit, booking.slot_of(ctx, audit))
        told = self.carry_out(audit, meeting, ctx)
        return told if words.starts else usual_hour(told)

    def carry_out(self, audit: LiveAudit, meeting: Meeting, ctx: RequestContext) -> Answer:
        return book(audit, meeting, ctx)

    def _which_hour(self, audit: LiveAudit, words: MeetingWords, day: date) -> Answer:
        hours = [time(hour) for hour in _HOURS_OF[words.part]]
        offers = [
            self._offer(audit, replace(words, day=day.isoformat(), starts=at), clock(at))
            for at in hours
        ]
        return offering(f"What time on {spell(day)}?", offers)

    def _offer(self, audit: LiveAudit, words: MeetingWords, label: str) -> Offer:
        return Offer(label, f"{self.name} {audit.reference} {typed(words)}", AUDIT)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Open the form as it was typed, the days that suit both in it."""
        if error.about not in FIELDS:
            return None
        words = read_meeting(unescaped_but_mentions(self.when))
        fields = given(
            starts=clock(words.starts) if words.starts else "",
            minutes=str(words.minutes or ""),
            place=words.place,
        )
        asked = OpenForm(self.form, self.number, fields=fields)
        about = "day" if error.about == "due" else error.about
        return kept_in(asked, error.beside(about), ctx, opener=f"audit_form_{self.form}")


class SuggestTime(BookAudit):
    """`suggest 7 thu 14 jan 14:00`."""

    name = "suggest"
    example = usage = "suggest 7 thu 14 jan 14:00"
    synonyms = ("propose",)
    summary = "a time; the other accepts it or suggests another"
    form = "suggest"

    def carry_out(self, audit: LiveAudit, meeting: Meeting, ctx: RequestContext) -> Answer:
        return suggest(audit, meeting, ctx)


def _day_of(words: MeetingWords, ctx: RequestContext) -> Deadline:
    """Read the day; an hour still in its words is none that there is."""
    try:
        return read_due(words.day, ctx)
    except RefusedError as error:
        why = error.__cause__
        if isinstance(why, UnreadableDeadlineError) and why.problem is DeadlineProblem.TIME:
            raise RefusedError(NO_SUCH_TIME, about="starts") from error
        raise


def _without_on(words: str) -> str:
    return _ON.sub("", words)


def typed(words: MeetingWords) -> str:
    """Return what was understood, as it can be typed again."""
    at = f" {clock(words.starts)}" if words.starts else f" {words.part}" if words.part else ""
    length = "" if words.minutes is None else f" for {words.minutes} minutes"
    place = f" in {words.place}" if words.place else ""
    return f"{words.day}{at}{length}{place}"


def usual_hour(told: Answer) -> Answer:
    """Say that nobody named an hour, so that it is the usual one or as it was."""
    return Answer(told.text, [*told.blocks, aside(USUAL)])


def book(audit: LiveAudit, meeting: Meeting, ctx: RequestContext) -> Answer:
    """Book a day on which both are at work, and tell the other."""
    refuse_unless_common(audit, meeting.day, ctx)
    booking.book(ctx, audit, meeting)
    return _settled(audit, meeting, ctx)


def _settled(audit: LiveAudit, meeting: Meeting, ctx: RequestContext) -> Answer:
    said = f"Booked for {span(meeting)}{where_words(meeting)}."
    return Answer(said, [*saying(said).blocks, *view.item(audit, ctx)])


def accept(audit: LiveAudit, suggested: Meeting, ctx: RequestContext) -> Answer:
    """Book what the other suggested, and tell them."""
    refuse_unless_common(audit, suggested.day, ctx)
    booking.accept(ctx, audit, suggested)
    return _settled(audit, suggested, ctx)


def suggest(audit: LiveAudit, meeting: Meeting, ctx: RequestContext) -> Answer:
    """Ask the other whether a day on which both are at work suits them."""
    refuse_unless_common(audit, meeting.day, ctx)
    booking.suggest(ctx, audit, meeting)
    others = " and ".join(one.called for one in audit.people if one.id != ctx.person.id)
    said = f"I asked {others} about {span(meeting)}{where_words(meeting)}."
    return Answer(said, [*saying(said).blocks, *view.item(audit, ctx)])


class BookForm(OneAuditForm):
    """Offers the days on which both are at work, and no others, with an hour and a place."""

    name = "book"
    permission = Permission.BOOK
    title, submit_label = "Book a time", "Book"
    way_in = "Choose a time"
    main_field = "day"
    carry_out = staticmethod(book)

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "there is no day to choose", ctx)
        _refuse_once_over(audit, ctx)
        days = proposals.offered_days(ctx, audit)
        if not days:
            why = _all_off if proposals.common_days(ctx, audit) else _never
            raise why(audit, ctx)
        now = audit.booked or booking.proposed(ctx, audit)
        now = now or Asked(days[0]).meeting(audit, booking.slot_of(ctx, audit))
        choices = [option(day_words(day, ctx), day.isoformat()) for day in days]
        lengths = sorted({*LENGTHS, now.minutes})
        minutes = [option(f"{number} minutes", str(number)) for number in lengths]
        starts = clock(now.starts or booking.slot_of(ctx, audit).starts)
        place = text_input(PLACE_LENGTH, initial=now.place, example="Room 3, or a link to join")
        return [
            *self._standing(audit, ctx),
            field_("day", "Which day?", select("Choose a day", choices, now.day.isoformat())),
            field_("starts", "From when?", time_picker(starts)),
            field_("minutes", "For how long?", select("Minutes", minutes, str(now.minutes))),
            field_("place", "Where?", place, optional=True),
        ]

    def _standing(self, audit: LiveAudit, ctx: RequestContext) -> list[Block]:
        said = suggestion_line(audit, ctx)
        return [lines(said)] if said else []

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        meeting = Meeting(
            given.needed_day("day"),
            given.needed_time("starts"),
            given.number("minutes"),
            given.text("place").strip(),
        )
        return self.carry_out(audit_of(state.audit, ctx), meeting, ctx)


class SuggestForm(BookForm):
    """Asks for a time that the other is asked about."""

    name = "suggest"
    title, submit_label = "Suggest another time", "Send"
    carry_out = staticmethod(suggest)


def _booked(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    meeting = Asked(ordinal_day(click.value["day"])).meeting(audit, booking.slot_of(ctx, audit))
    return book(audit, meeting, ctx)


def _accepted(click: Interaction, ctx: RequestContext) -> Reply:
    """Book what was suggested, if it is still what stood on the button."""
    audit = audit_of(click.value["a"], ctx)
    suggested = booking.suggestion(ctx, audit)
    if suggested is None or mark_of(suggested) != click.value["s"]:
        raise RefusedError("audit.suggestion_gone", reference=audit.reference)
    return accept(audit, suggested, ctx)


def _declined(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    booking.decline(ctx, audit)
    said = f"It stays as it was. {booked_words(audit, ctx.person)}"
    return Answer(said, [*saying(said).blocks, *view.item(audit, ctx)])


def _invited(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    made = invite(audit, ctx.person, ctx.now, ctx.council)
    if made is None:
        raise RefusedError(f"{heading.at_start(audit, ctx)} has no day yet; book one first.")
    return SendFile(made)


FORMS: Final = (BookForm(), SuggestForm())
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("audit_book", _booked),
    Button("audit_accept", _accepted),
    Button("audit_keep", _declined),
    Button("audit_invite", _invited),
)
