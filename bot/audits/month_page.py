"""The month on one page for those who look after it, and what they do from there."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.audits import month_page_view
from bot.audits.months import month_named
from bot.audits.verb import AuditCommand, OneAuditForm, audit_of, below, refuse_unless_open
from bot.slack.blocks import Answer, Block, date_picker, field_, lines, saying, text_input
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply, Request
from bot.slack.view_state import ViewState
from db.models import LiveAudit
from db.permissions import Permission, require
from jobs.audits import extending, month_page
from jobs.audits.month_page import Only
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

WHY_LENGTH: Final = 300


class ShowMonth(AuditCommand):
    """`month December`; without a name the month that runs."""

    month: str = ""
    only: str = Only.ALL
    start: int = 0

    name = "month"
    example = "month December"
    summary = "each audit, what it waits for, and since when"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(rest.strip())

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.SEE_MONTH)
        found = month_named(ctx, self.month)
        page = month_page.month_page(ctx, found, Only(self.only))
        return month_page_view.month_page(page, self.start, ctx)


class ExtendForm(OneAuditForm):
    """Asks until when an audit may be held, and why: both stand in the register."""

    name = "extend"
    title, submit_label = "More time", "Save"
    way_in = "Give more time"
    main_field = "until"

    def asks(self, audit: LiveAudit, ctx: RequestContext) -> Sequence[Block]:
        refuse_unless_open(audit, "it needs no more time")
        require(ctx.person, Permission.EXTEND, audit)
        why = text_input(WHY_LENGTH, example="The practitioner is back on the 4th")
        return [
            lines([f"It is due on {spell(audit.due_on)}."]),
            field_("until", "Until which day?", date_picker()),
            field_("why", "Why?", why, hint=REGISTER_HINT),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        audit, until = audit_of(state.audit, ctx), given.needed_day("until")
        extending.give(ctx, audit, until, given.text("why"))
        return saying(f"{audit.reference} may be held until {spell(until)}; the pair hear so.")


REGISTER_HINT: Final = "Leads read it in the register. Nothing about a child or family."


def _shown(click: Interaction, ctx: RequestContext) -> Reply:
    value = click.value
    only, start = value.get("only", Only.ALL), int(value.get("start", 0))
    return ShowMonth(value.get("month", ""), only, start).run(ctx)


def _filtered(click: Interaction, ctx: RequestContext) -> Reply:
    month, _, only = click.chosen.partition("|")
    return ShowMonth(month, only).run(ctx)


def _nudged(click: Interaction, ctx: RequestContext) -> Reply:
    found = month_named(ctx, date.fromisoformat(click.value["month"]).isoformat())
    number = month_page.nudge(ctx, found)
    return saying(f"{number} pair{' is' if number == 1 else 's are'} asked to choose a day.")


FORMS: Final = (ExtendForm(),)
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    below("audit_month", _shown),
    below("audit_month_(?:earlier|more)", _shown, replaces=True),
    below("audit_month_only", _filtered, replaces=True),
    below("audit_nudge", _nudged),
)
