"""Takes a month's sample of cases that a lead drops into the bot's direct messages.

Nothing of the file is kept between the two looks: it is fetched again from Slack, and must be the
one that was shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.audits import sample_view
from bot.slack.blocks import Answer
from bot.slack.carried import day_of
from db.errors import RefusedError
from db.permissions import Permission, require
from jobs.audits import sample
from jobs.context import RequestContext
from jobs.plan.tables import PlanFile
from jobs.rules import months

OTHER_FILE = "That is another file than the one I showed you. Upload it again."


def shown(files: Sequence[PlanFile], value: Mapping[str, Any], ctx: RequestContext) -> Answer:
    """Say what a sheet would do, for a lead or administrator."""
    require(ctx.person, Permission.SAMPLE)
    usual = sample.month_of(ctx.session, ctx.today)
    month = day_of(value["m"]) if "m" in value else usual
    this = months.first_of(ctx.today)
    other = months.next_month(ctx.today) if month == this else this
    preview = sample.preview(ctx.session, month, files, ctx.council.case_key)
    carried = {"f": list(value["f"]), "m": month.isoformat()}
    return sample_view.preview(preview, carried, other)


def used(files: Sequence[PlanFile], value: Mapping[str, Any], ctx: RequestContext) -> Answer:
    """Keep a sheet that was shown."""
    require(ctx.person, Permission.SAMPLE)
    month = day_of(value["m"])
    preview = sample.preview(ctx.session, month, files, ctx.council.case_key)
    if preview.sheet.digest != value["d"]:
        raise RefusedError(OTHER_FILE)
    sample.take(ctx, month, preview.sheet)
    return sample_view.taken(preview)
