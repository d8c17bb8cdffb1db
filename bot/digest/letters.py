"""Words what comes by itself, at the moment it is sent: by what its maker may see now."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.digest import channel, subscriptions_view
from bot.digest import opened as digest_views
from bot.slack.blocks import Answer, lines
from db.digest import scope as board_whose
from db.digest import subscriptions
from db.digest.scope import Whose
from db.errors import RefusedError
from db.models import Message, Subscription
from jobs.context import RequestContext
from jobs.digest import changes
from jobs.digest.loop import loop_of
from jobs.digest.subscriptions import LEFT, MAY_NOT, rhythm_of, scope_of
from jobs.rules.working_days import Calendar

REFUSED: Final = "refused"


def told(message: Message, ctx: RequestContext) -> Answer | None:
    """Return what a subscription tells now, or None if it must not come any more.

    Of several that wait only the latest comes, and says how many it covers.
    """
    one = subscriptions.get(ctx.session, message.about["subscription"])
    if one is None or (message.done_at is None and not _is_wanted(one, message)):
        return None
    if one.channel is not None:
        return _to_channel(one, message, ctx)
    return _to_person(one, message, ctx)


def day_of(one: Subscription, now: datetime) -> date:
    """Return the day where a subscription's clock hangs."""
    return now.astimezone(ZoneInfo(one.time_zone)).date()


def _is_wanted(one: Subscription, message: Message) -> bool:
    goes_on = one.ended_at is None and not one.paused
    return goes_on and message.about["day"] == (one.last_on and one.last_on.isoformat())


def _to_person(one: Subscription, message: Message, ctx: RequestContext) -> Answer:
    whose, remark = _seen_by_maker(one, ctx)
    since = changes.told_on(one.last_told)
    measured = digest_views.measured(whose, ctx, since)
    counted = changes.told(measured)
    said = subscriptions_view.since_words(
        one.last_told,
        counted,
        merged(one, message, ctx.council.calendar),
        period(one),
        in_channel=False,
    )
    view = one.view
    if view:
        shown = digest_views.shown(view, whose, ctx, since)
    else:
        shown = digest_views.screen(measured, ctx)
    top = lines([said], *([[remark]] if remark else []))
    return Answer(
        f"{said} {shown.text}", [top, *shown.blocks, subscriptions_view.tools(one)], keeps=counted
    )


def _seen_by_maker(one: Subscription, ctx: RequestContext) -> tuple[Whose, str]:
    """Return what they may see of what they asked for; if nothing, what they usually see."""
    try:
        return scope_of(ctx.session, one), ""
    except RefusedError:
        remark = "You may no longer see what you subscribed to; this is what you may see."
        return board_whose.usual(ctx.session, one.made_by), remark


def _to_channel(one: Subscription, message: Message, ctx: RequestContext) -> Answer | None:
    try:
        whose = scope_of(ctx.session, one)
    except RefusedError:
        return None
    since = changes.told_on(one.last_told)
    measured = digest_views.measured(whose, ctx, since)
    counted = changes.told(measured)
    said = subscriptions_view.since_words(
        one.last_told,
        counted,
        merged(one, message, ctx.council.calendar),
        period(one),
        in_channel=True,
    )
    loop = (
        loop_of(ctx.session, whose, ctx.today, ctx.council.calendar) if one.view == "loop" else None
    )
    shown = channel.counts_only(measured, one.view, loop)
    return Answer(f"{said} {shown.text}", [lines([said]), *shown.blocks], keeps=counted)


def merged(one: Subscription, message: Message, calendar: Calendar) -> int:
    """Return how many days this one stands for, since the last that arrived."""
    rhythm = rhythm_of(one)
    began = one.counts_from.astimezone(rhythm.zone).date()
    last = changes.told_on(one.last_told)
    after = began if last is None else max(last, began)
    return rhythm.count(after, date.fromisoformat(message.about["day"]), calendar)


def period(one: Subscription) -> str:
    """Return what passes between two of them."""
    return "week" if one.weekday is not None else "month"


def news(message: Message, ctx: RequestContext) -> Answer | None:
    """Return what is told of a subscription itself: a channel refused it, or its maker left."""
    one = subscriptions.get(ctx.session, message.about["subscription"])
    if one is None:
        return None
    return _NEWS[message.about["event"]](one, message)


_NEWS: Final[Mapping[str, Callable[[Subscription, Message], Answer]]] = {
    REFUSED: lambda one, message: subscriptions_view.refused(one, message.about["why"]),
    MAY_NOT: lambda one, _: subscriptions_view.may_not(one),
    LEFT: lambda one, _: subscriptions_view.left(one),
}
