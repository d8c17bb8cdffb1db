"""Makes the reports that were asked for; loaded when somebody asks for one."""

from bot.report import view
from bot.report.files import files
from bot.report.pack import pack
from bot.slack.blocks import Answer
from jobs.context import RequestContext
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.packing import packed
from jobs.report.readings import of_pack
from jobs.report.versions import version
from jobs.rules.periods import QUARTER, Period


def report(period: Period, audience: Audience, ctx: RequestContext) -> Answer:
    """Read what a report is made of, and let its two files follow."""
    made = version(facts_of(ctx.session, _asked(period, ctx)), audience)
    return view.told(made, lambda: files(made))


def inspection_pack(ctx: RequestContext) -> Answer:
    """Read everything that an inspector is handed, and let the pack follow."""
    found = packed(ctx.session, _asked(Period.of(ctx.today, QUARTER), ctx))
    texts = of_pack(found)
    return view.packed(found.facts, texts, lambda: [pack(found, texts)])


def _asked(period: Period, ctx: RequestContext) -> ReportScope:
    return ReportScope(period, ctx.today, ctx.now, ctx.council)
