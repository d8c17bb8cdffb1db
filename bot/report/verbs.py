"""Makes the reports that leads ask for; the files follow once the unit of work is over."""

from datetime import date

from bot.actions.verbs import answer
from bot.report import view as messages
from bot.report.files import files
from bot.report.pack import pack
from bot.report.requests import MakePack, MakeReport
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.errors import RefusedError
from db.permissions import Verb, require_of_all
from jobs.context import RequestContext
from jobs.report.assemble import Asked, facts_of
from jobs.report.packing import packed
from jobs.report.versions import version
from jobs.rules.periods import QUARTER, Period


@answer.register
def _(request: MakeReport, ctx: RequestContext) -> Reply:
    return reported(request, ctx)


@answer.register
def _(request: MakePack, ctx: RequestContext) -> Reply:
    return handed_over(ctx)


def reported(request: MakeReport, ctx: RequestContext) -> Answer:
    """Read what a report is made of, and let its two files follow, or refuse in words."""
    require_of_all(ctx.person, Verb.REPORT)
    facts = facts_of(ctx.session, _asked(_period(request, ctx), ctx))
    made = version(facts, request.audience)
    return messages.told(made, lambda: files(made))


def handed_over(ctx: RequestContext) -> Answer:
    """Read everything that an inspector is handed, and let the pack follow."""
    require_of_all(ctx.person, Verb.REPORT)
    found = packed(ctx.session, _asked(Period.of(ctx.today, QUARTER), ctx))
    return messages.packed(found.facts, lambda: [pack(found)])


def _asked(period: Period, ctx: RequestContext) -> Asked:
    return Asked(
        period, ctx.today, ctx.now, ctx.council.calendar, ctx.council.rag, ctx.council.name
    )  # fmt: skip


def _period(request: MakeReport, ctx: RequestContext) -> Period:
    wanted = Period.of(request.day or ctx.today, request.kind)
    return begun(wanted.before if request.is_last else wanted, ctx.today)


def begun(wanted: Period, today: date) -> Period:
    """Return the period asked for, or refuse one that has not begun."""
    if wanted.first > today:
        raise RefusedError(
            f"{wanted.name[0].upper()}{wanted.name[1:]} has not begun yet; "
            f"`report {Period.of(today).slug}` tells of this month."
        )
    return wanted
