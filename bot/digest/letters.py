"""Words what comes by itself, at the moment it is sent: by what its maker may see now."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.digest import changes, channel, screen, subscriptions_view
from bot.slack.blocks import Answer, lines
from db.digest import scope as digest_scope
from db.digest import subscriptions
from db.errors import RefusedError
from db.models import Message, Subscription
from jobs.context import RequestContext
from jobs.digest.digest import Digest
from jobs.digest.subscriptions import LEFT, MAY_NOT, rhythm_of, scope_of
from jobs.rules.working_days import Calendar

REFUSED: Final = "refused"
NO_LONGER: Final = "You may no longer see what you subscribed to; this is what you may see."


def told(message: Message, ctx: RequestContext) -> Answer | None:
    """Return what a subscription tells now, or None if it must not come any more.

    Of several that wait only the latest comes, and says how many it covers.
    """
    one = subscriptions.get(ctx.session, message.about["subscription"])
    if one is None or (message.done_at is None and not _is_wanted(one, message)):
        return None
    try:
        scope, remark = scope_of(ctx.session, one), []
    except RefusedError:
        if one.channel is not None:
            return None
        scope, remark = digest_scope.usual(ctx.session, one.made_by), [[NO_LONGER]]
    since = changes.told_on(one.last_told)
    digest = Digest(ctx.session, scope, ctx.today, ctx.council, since, screen.SHOWN_ROWS)
    counted = changes.told(digest)
    said = subscriptions_view.since_words(one, counted, merged(one, message, ctx.council.calendar))
    top = lines([said], *remark)
    if one.channel is not None:
        shown = channel.counts_only(digest, one.view)
        blocks = [top, *shown.blocks]
    else:
        shown = screen.shown(one.view, digest)
        blocks = [top, *shown.blocks, subscriptions_view.tools(one)]
    return Answer(f"{said} {shown.text}", blocks, keeps=counted)


def day_of(one: Subscription, now: datetime) -> date:
    """Return the day where a subscription's clock hangs."""
    return now.astimezone(ZoneInfo(one.time_zone)).date()


def _is_wanted(one: Subscription, message: Message) -> bool:
    goes_on = one.ended_at is None and not one.paused
    return goes_on and message.about["day"] == (one.last_on and one.last_on.isoformat())


def merged(one: Subscription, message: Message, calendar: Calendar) -> int:
    """Return how many days this one stands for, since the last that arrived."""
    rhythm = rhythm_of(one)
    began = one.counts_from.astimezone(rhythm.zone).date()
    last = changes.told_on(one.last_told)
    after = began if last is None else max(last, began)
    return rhythm.count(after, date.fromisoformat(message.about["day"]), calendar)


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
