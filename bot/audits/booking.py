"""A day for a live audit: on which both are at work, booked, and taken into a calendar."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from bot.audits import view
from bot.audits.invite import invite
from bot.audits.verb import OneAuditCommand, OneAuditForm, audit_of, refuse_unless_open
from bot.audits.view import day_words
from bot.slack.again import AUDIT, Offer, offering
from bot.slack.arguments import is_a_day, read_due
from bot.slack.blocks import MOST_OPTIONS, Answer, Block, field_, option, saying, select
from bot.slack.buttons import Button
from bot.slack.carrying_out import kept_in
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, Reply, Request, SendFile
from bot.slack.view_state import ViewState
from db.audits import auditor_pool, changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import Absence, LiveAudit, Person
from jobs.audits import letters
from jobs.audits.letters import News
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.working_days import Calendar

A_DAY = timedelta(days=1)
_ON: Final = re.compile(r"^(?:(?:on|for|it|to)\s+)+", re.IGNORECASE)
NAMED = 5


def common_days(audit: LiveAudit, ctx: RequestContext) -> list[date]:
    """Return the days still to come, up to the day it is due, on which both are at work."""
    first = max(audit.audit_month.opens_on, ctx.today)
    away = auditor_pool.absences(ctx.session, first, audit.due_on)
    span = range((audit.due_on - first).days + 1)
    pair = (audit.auditor, audit.practitioner)
    return [
        day
        for day in (first + number * A_DAY for number in span)
        if all(_at_work(person, day, ctx.council.calendar, away) for person in pair)
    ]


def refuse_unless_common(audit: LiveAudit, day: date, ctx: RequestContext) -> None:
    """Refuse a day of the window on which one of the two is away, naming some that suit."""
    days = common_days(audit, ctx)
    if day in days or not audit.audit_month.opens_on <= day <= audit.due_on:
        return
    if not days:
        raise _never(audit, ctx)
    suits = ", ".join(spell(each) for each in days[:NAMED])
    raise RefusedError(
        f"{spell(day)} is not a day on which you are both at work; these are: {suits}.",
        about="day",
    )


def _never(audit: LiveAudit, ctx: RequestContext) -> RefusedError:
    return RefusedError(
        f"You two are never both at work before {spell(audit.due_on)}. "
        f"Say so with `{ctx.council.commands.audit} cannot {audit.id}`.",
        about="day",
    )


def _at_work(person: Person, day: date, calendar: Calendar, away: Iterable[Absence]) -> bool:
    if not person.works_here(day) or not calendar.with_weekdays(person.weekdays).is_working(day):
        return False
    # Whoever can finish what they have is there for it.
    return not any(
        one.person_id == person.id and not one.can_finish and one.first_on <= day <= one.last_on
        for one in away
    )


class BookAudit(OneAuditCommand):
    """`book 7 thu 14 jan`."""

    number: int
    day: str

    name = "book"
    example = "book 7 thu 14 jan"
    synonyms = ("schedule", "arrange")
    summary = "a day on which you are both at work"
    takes_date = True

    @classmethod
    def reads_whole(cls, rest: str) -> bool:
        """Say whether this is a day and no number: "14 January"."""
        return is_a_day(re.sub(_ON, "", rest))

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, day = cls.numbered(rest, command)
        if not day:
            return OpenForm("book", number)
        return cls(number, re.sub(_ON, "", day))

    def run(self, ctx: RequestContext) -> Reply:
        audit = audits.find(ctx.session, self.number, ctx.person)
        deadline = read_due(self.day, ctx)
        if deadline.alternatives:
            days = sorted({deadline.day, *deadline.alternatives})
            offers = [
                Offer(spell(day), f"book {audit.id} {day.isoformat()}", AUDIT) for day in days
            ]
            return offering(f"“{self.day}” could be more than one day. Which one?", offers)
        return book(audit, deadline.day, ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer the days that suit both where this one cannot be taken."""
        if error.about not in {"day", "due"}:
            return None
        asked = OpenForm("book", self.number)
        return kept_in(asked, error.beside("day"), ctx, opener="audit_form_book")


def book(audit: LiveAudit, day: date, ctx: RequestContext) -> Answer:
    """Book a day on which both are at work, and tell the other."""
    refuse_unless_common(audit, day, ctx)
    changes.book(ctx, audit, day)
    news = News(audit, "booked", ctx.now)
    letters.tell(ctx.session, news, (audit.auditor, audit.practitioner), by=ctx.person)
    letters.send_invites(ctx.session, audit, ctx.now)
    said = f"{audit.reference} is booked for {spell(day)}."
    return Answer(said, [*saying(said).blocks, *view.item(audit, ctx)])


class BookForm(OneAuditForm):
    """Offers the days on which both are at work, and no others."""

    name = "book"
    title, submit_label = "Suggest another day", "Book"
    way_in = "Choose a day"
    main_field = "day"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "there is no day to choose")
        days = common_days(audit, ctx)
        if not days:
            raise _never(audit, ctx)
        choices = [option(day_words(day, ctx), day.isoformat()) for day in days[:MOST_OPTIONS]]
        return [field_("day", "Which day?", select("Choose a day", choices))]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return book(audit_of(state.audit, ctx), given.needed_day("day"), ctx)


def _booked(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    return book(audit, date.fromordinal(click.value["day"]), ctx)


def _invited(click: Interaction, ctx: RequestContext) -> Reply:
    audit = audit_of(click.value["a"], ctx)
    made = invite(audit, ctx.person, ctx.now)
    if made is None:
        raise RefusedError(f"{audit.reference} has no day yet; book one first.")
    return SendFile(made)


FORMS: Final = (BookForm(),)
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    Button("audit_book", _booked),
    Button("audit_invite", _invited),
)
