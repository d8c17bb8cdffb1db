"""Makes ready what every message about actions tells: where they stand and what waits."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.actions.view import ActionRenderContext
from db.actions import date_changes
from db.models import Action
from jobs.actions import rag_status
from jobs.context import RequestContext


def action_context(ctx: RequestContext, rows: Sequence[Action] = ()) -> ActionRenderContext:
    """Return what a line about each of these actions needs besides the action."""
    today, calendar, weeks = ctx.today, ctx.council.calendar, ctx.council.outcome_weeks
    zone = ZoneInfo(ctx.person.time_zone)
    if not rows:
        return ActionRenderContext(today, calendar, outcome_weeks=weeks, zone=zone)
    stands = rag_status.stands(ctx.session, rows, today, calendar, ctx.council.rag)
    asked = date_changes.waiting(ctx.session, [action.id for action in rows])
    return ActionRenderContext(today, calendar, stands, asked, weeks, zone)
