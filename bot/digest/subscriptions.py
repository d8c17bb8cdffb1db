"""Answers what is asked of digests that come by themselves: begin, pause, resume, stop, list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions.requests import HERE, ME, ChangeSubscription, Digest, Subscribe, Subscriptions
from bot.actions.verbs import answer
from bot.digest import subscriptions_view as messages
from bot.digest.subscriptions_view import When
from bot.digest.verbs import asked_of
from bot.slack.blocks import Answer
from bot.slack.registry import Reply
from db.digest import subscriptions
from db.errors import RefusedError
from db.models import Person, Subscription
from jobs.context import CommandNames, RequestContext
from jobs.digest import subscriptions as job
from jobs.digest.scope import whose_of
from jobs.digest.subscriptions import Wish

DIRECT = "D"  # how the id of a direct conversation begins


@answer.register
def _(request: Subscribe, ctx: RequestContext) -> Reply:
    wish = Wish(
        request.at,
        request.weekday,
        request.working_day,
        _channel(request.to, ctx),
        request.what.view,
        asked_of(request.what, ctx),
    )
    return subscribe(wish, ctx)


def _channel(to: str, ctx: RequestContext) -> str | None:
    """Return the channel meant; here, in a direct conversation, is the person."""
    if to == ME:
        return None
    if to != HERE:
        return to
    if not ctx.channel:
        raise RefusedError("I cannot tell which channel this is. Say me, or name a #channel.")
    return None if ctx.channel.startswith(DIRECT) else ctx.channel


def subscribe(wish: Wish, ctx: RequestContext) -> Answer:
    """Let a digest come by itself."""
    return messages.made(job.subscribe(ctx.session, ctx.person, wish, ctx.now), when(ctx))


@answer.register
def _(request: Subscriptions, ctx: RequestContext) -> Reply:
    return listed(ctx)


def listed(ctx: RequestContext) -> Answer:
    """List what this person may change."""
    found = subscriptions.begun_by(ctx.session, ctx.person)
    return messages.listed(found, ctx.person.id, when(ctx), _names(ctx))


@answer.register
def _(request: ChangeSubscription, ctx: RequestContext) -> Reply:
    return change(request.number, request.change, ctx)


def change(number: int, what: str, ctx: RequestContext) -> Answer:
    """Pause, resume or stop one."""
    one = subscriptions.find(ctx.session, number, ctx.person)
    _CHANGES[what](one, ctx.now, ctx.person)
    return messages.changed(one, what, when(ctx), _names(ctx))


_CHANGES: Mapping[str, Callable[[Subscription, datetime, Person], None]] = {
    "pause": Subscription.pause,
    "resume": Subscription.resume,
    "stop": Subscription.stop,
}


def may_use_channel(request: Digest, ctx: RequestContext) -> bool:
    """Say whether this person may send the counts of that to a channel."""
    try:
        whose = whose_of(ctx.session, ctx.person, asked_of(request, ctx))
        job.require_channel(ctx.session, ctx.person, whose)
    except RefusedError:
        return False
    return True


def wish_of(often: str, wish: Wish) -> Wish:
    """Return a wish with how often it is to come, as the form says it: "weekly 0", "monthly 3"."""
    rhythm, _, number = often.partition(" ")
    if rhythm == "weekly":
        return replace(wish, weekday=int(number))
    return replace(wish, working_day=int(number))


def when(ctx: RequestContext) -> When:
    """Return now, and the days people work."""
    return When(ctx.now, ctx.council.calendar)


def _names(ctx: RequestContext) -> CommandNames:
    return ctx.council.commands
