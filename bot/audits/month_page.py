"""The month on one page for those who look after it, and what they do from there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.audits.correcting import LateRecords
from bot.audits.heading import at_start
from bot.audits.month_page_view import PagePlace, page_at, shown_again, with_page
from bot.audits.months import OfMonthCommand, month_named
from bot.audits.settling import ExemptForm
from bot.audits.verb import OneAuditForm, audit_of, below, refuse_unless_open
from bot.slack.blocks import Answer, Block, date_picker, field_, lines, saying, text_input
from bot.slack.buttons import Button
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm, Reply
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.models import LiveAudit
from db.permissions import Permission, require
from jobs.audits import extending, month_page
from jobs.audits.month_page import Only
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

WHY_LENGTH: Final = 300


class ShowMonth(OfMonthCommand):
    """`month December`; without a name the month that runs."""

    only_looks = True

    only: str = Only.ALL
    start: int = 0

    name = "month"
    example = "month December"
    summary = f"each {our.audit}, what it is waiting for, and since when"

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.SEE_MONTH)
        return page_at(PagePlace(self.month, self.only, self.start), ctx)


class ExtendForm(OneAuditForm):
    """Asks until when an audit may be held, and why: both stand in the register."""

    name = "extend"
    title, submit_label = "More time", "Save"
    way_in = "Give more time"
    main_field = "until"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "it needs no more time", ctx)
        require(ctx.person, Permission.EXTEND, audit)
        why = text_input(WHY_LENGTH, example=f"The {our.practitioner} is back on the 4th")
        return [
            lines([f"It is due on {spell(audit.due_on)}."]),
            field_("until", "Until which day?", date_picker()),
            field_("why", "Why?", why, hint=ExemptForm.hint),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit, until = audit_of(state.audit, ctx), given.needed_day("until")
        extending.give(ctx, audit, until, given.text("why"))
        told = saying(f"{at_start(audit, ctx)} is now due by {spell(until)}. I'll tell the pair.")
        return shown_again(told, state, ctx)


def _shown(click: Interaction, ctx: RequestContext) -> Reply:
    value = click.value
    only, start = value.get("only", Only.ALL), int(value.get("start", 0))
    return ShowMonth(value.get("month", ""), only, start).run(ctx)


def _filtered(click: Interaction, ctx: RequestContext) -> Reply:
    month, _, only = click.chosen.partition("|")
    return ShowMonth(month, only).run(ctx)


def _nudged(click: Interaction, ctx: RequestContext) -> Reply:
    place = PagePlace.read(click.value["page"])
    number = month_page.nudge(ctx, month_named(ctx, place.month, Permission.NUDGE))
    told = saying(f"{number} pair{' is' if number == 1 else 's are'} asked to pick a time.")
    return with_page(told, place, ctx)


def _late(click: Interaction, ctx: RequestContext) -> Reply:
    told = LateRecords(click.value["how"], click.value["month"]).run(ctx)
    return with_page(told, PagePlace.read(click.value["page"]), ctx)


def _form_opened(click: Interaction, _: RequestContext) -> Reply:
    return OpenForm(click.name.removeprefix("audit_month_"), click.value.number("a"))


def _on_the_page(click: Interaction) -> ViewState:
    """Let what a form did take the place of the page, with the page as it stands then."""
    state = click.state(replace=True)
    return replace(state, message_id=None, kept={"page": click.value["page"]})


FORMS: Final = (ExtendForm(),)
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    below("audit_month", _shown),
    below("audit_month_(?:earlier|more)", _shown, replaces=True),
    below("audit_month_only", _filtered, replaces=True),
    below("audit_nudge", _nudged, replaces=True),
    below("audit_late", _late, replaces=True),
    Button("audit_month_(?:held|extend|exempt)", _form_opened, state=_on_the_page),
)
