"""Words what comes by itself, at the moment it is sent: by what its maker may see now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.digest import channel, subscriptions_view
from bot.digest import opened as digest_views
from bot.digest.opened import Look
from bot.slack.blocks import Answer, lines
from db.digest import scope as digest_scope
from db.digest import subscriptions
from db.digest.scope import DigestScope
from db.errors import RefusedError
from db.models import Message, Subscription
from jobs.digest import changes
from jobs.digest.loop import loop_of
from jobs.digest.subscriptions import LEFT, MAY_NOT, rhythm_of, scope_of
from jobs.rules.working_days import Calendar

REFUSED: Final = "refused"


def told(message: Message, look: Look) -> Answer | None:
    """Return what a subscription tells now, or None if it must not come any more.

    Of several that wait only the latest comes, and says how many it covers.
    """
    one = subscriptions.get(look.session, message.about["subscription"])
    if one is None or (message.done_at is None and not _is_wanted(one, message)):
        return None
    look = replace(look, since=changes.told_on(one.last_told))
    if one.channel is not None:
        return _to_channel(one, message, look)
    return _to_person(one, message, look)


def day_of(one: Subscription, now: datetime) -> date:
    """Return the day where a subscription's clock hangs."""
    return now.astimezone(ZoneInfo(one.time_zone)).date()


def _is_wanted(one: Subscription, message: Message) -> bool:
    goes_on = one.ended_at is None and not one.paused
    return goes_on and message.about["day"] == (one.last_on and one.last_on.isoformat())


def _to_person(one: Subscription, message: Message, look: Look) -> Answer:
    whose, remark = _seen_by_maker(one, look)
    measured = look.measured(whose)
    counted = changes.told(measured)
    said = subscriptions_view.since_words(
        one.last_told, counted, merged(one, message, look.calendar), period(one), in_channel=False
    )
    view = one.view
    shown = digest_views.shown(view, whose, look) if view else digest_views.screen(measured, look)
    top = lines([said], *([[remark]] if remark else []))
    return Answer(
        f"{said} {shown.text}", [top, *shown.blocks, subscriptions_view.tools(one)], keeps=counted
    )


def _seen_by_maker(one: Subscription, look: Look) -> tuple[DigestScope, str]:
    """Return what they may see of what they asked for; if nothing, what they usually see."""
    try:
        return scope_of(look.session, one), ""
    except RefusedError:
        remark = "You may no longer see what you subscribed to; this is what you may see."
        return digest_scope.usual(look.session, one.made_by), remark


def _to_channel(one: Subscription, message: Message, look: Look) -> Answer | None:
    try:
        whose = scope_of(look.session, one)
    except RefusedError:
        return None
    measured = look.measured(whose)
    counted = changes.told(measured)
    said = subscriptions_view.since_words(
        one.last_told, counted, merged(one, message, look.calendar), period(one), in_channel=True
    )
    loop = loop_of(look.session, whose, look.today, look.calendar) if one.view == "loop" else None
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


def news(message: Message, look: Look) -> Answer | None:
    """Return what is told of a subscription itself: a channel refused it, or its maker left."""
    one = subscriptions.get(look.session, message.about["subscription"])
    if one is None:
        return None
    return _NEWS[message.about["event"]](one, message)


_NEWS: Final[Mapping[str, Callable[[Subscription, Message], Answer]]] = {
    REFUSED: lambda one, message: subscriptions_view.refused(one, message.about["why"]),
    MAY_NOT: lambda one, _: subscriptions_view.may_not(one),
    LEFT: lambda one, _: subscriptions_view.left(one),
}
