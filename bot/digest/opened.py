"""The digest and its sections, made from the tables and worded: asked for, or sent by itself."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.actions.render_context import action_context
from bot.digest import details as digest_details
from bot.digest import sections as digest
from bot.slack.blocks import Answer
from db.digest.scope import Whose
from jobs.context import RequestContext
from jobs.digest.assemble import LOOKS_BACK, digest_of
from jobs.digest.loop import loop_of
from jobs.digest.sections import Board
from jobs.digest.values import Digest
from jobs.measures.distance import as_a_whole

Since = date | None


def measured(
    whose: Whose, ctx: RequestContext, since: Since = None, shown: int = digest.SHOWN_ROWS
) -> Digest:
    """Return where things stand; of everybody's work, how far it has come as well."""
    travelled = as_a_whole(ctx.session, ctx.today) if whose.is_everybody else ()
    return digest_of(
        ctx.session,
        whose,
        ctx.today,
        ctx.council.calendar,
        since=since,
        shown=shown,
        rules=ctx.council.rag,
        travelled=travelled,
    )


def board(whose: Whose, ctx: RequestContext, since: Since) -> Board:
    """Return what measures one section, with more rows than the screen has."""
    council, told_from = ctx.council, since or ctx.today - LOOKS_BACK
    return Board(
        ctx.session,
        whose,
        ctx.today,
        told_from,
        council.calendar,
        digest_details.SHOWN,
        council.rag,
    )


def shown(view: str, whose: Whose, ctx: RequestContext, since: Since = None) -> Answer:
    """Show a section, or where there is none the whole screen."""
    return VIEWS[view](whose, ctx, since) if view else screen(measured(whose, ctx, since), ctx)


def screen(found: Digest, ctx: RequestContext) -> Answer:
    """Say where things stand on one screen."""
    return digest.told(found, action_context(ctx), ctx.council.commands)


def _overdue(whose: Whose, ctx: RequestContext, since: Since) -> Answer:
    found = board(whose, ctx, since)
    late = found.overdue(found.standing())
    return digest_details.overdue(late, whose, action_context(ctx))


def _drift(whose: Whose, ctx: RequestContext, since: Since) -> Answer:
    return digest_details.drift(board(whose, ctx, since).at_risk(), whose)


def _audits(whose: Whose, ctx: RequestContext, since: Since) -> Answer:
    return digest_details.audits(measured(whose, ctx, since, digest_details.SHOWN))


def _coverage(whose: Whose, ctx: RequestContext, since: Since) -> Answer:
    return digest_details.coverage(board(whose, ctx, since).coverage())


def _loop(whose: Whose, ctx: RequestContext, since: Since) -> Answer:
    return digest_details.loop(loop_of(ctx.session, whose, ctx.today, ctx.council.calendar), whose)


VIEWS: Mapping[str, Callable[[Whose, RequestContext, Since], Answer]] = {
    "overdue": _overdue,
    "drift": _drift,
    "audits": _audits,
    "coverage": _coverage,
    "loop": _loop,
}
