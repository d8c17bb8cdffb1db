"""A day for a live audit: on which both are at work, booked, and taken into a calendar."""

import re
from collections.abc import Sequence
from datetime import date
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
from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from jobs.audits import letters, proposals
from jobs.audits.letters import News
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

_ON: Final = re.compile(r"^(?:(?:on|for|it|to)\s+)+", re.IGNORECASE)
NAMED = 5


def refuse_unless_common(audit: LiveAudit, day: date, ctx: RequestContext) -> None:
    """Refuse a day of the window on which one of the two is away, naming some that suit."""
    days = proposals.common_days(ctx, audit)
    if day in days or not audit.audit_month.opens_on <= day <= audit.due_on:
        return
    if not days:
        raise _never(audit, ctx)
    suits = ", ".join(spell(each) for each in (proposals.offered_days(ctx, audit) or days)[:NAMED])
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


def _all_off(ctx: RequestContext) -> RefusedError:
    return RefusedError(
        "The days left on which you are both at work are in quiet weeks or weeks off, so none is "
        f"offered. To meet then all the same: `{ctx.council.commands.audit} book 7 thu 14 jan`.",
        about="day",
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
        days = proposals.offered_days(ctx, audit)
        if not days:
            raise _never(audit, ctx) if not proposals.common_days(ctx, audit) else _all_off(ctx)
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
