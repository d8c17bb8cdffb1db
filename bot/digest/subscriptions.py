"""Answers what is asked of digests that come by themselves: begin, pause, resume, stop, list."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.actions.requests import HERE, ME, ChangeSubscription, Digest, Subscribe, Subscriptions
from bot.actions.verbs import Reply, answer
from bot.context import Visit
from bot.digest import subscriptions_view as messages
from bot.digest.subscriptions_view import When
from bot.digest.verbs import asked_of
from bot.digest.words import Names
from bot.slack.blocks import Answer
from db.digest import subscriptions
from db.errors import RefusedError
from db.models import Person, Subscription
from jobs.digest import subscriptions as job
from jobs.digest.scope import whose_of
from jobs.digest.subscriptions import Wish

DIRECT = "D"  # how the id of a direct conversation begins


@answer.register
def _(request: Subscribe, visit: Visit) -> Reply:
    wish = Wish(
        request.at,
        request.weekday,
        request.working_day,
        _channel(request.to, visit),
        request.what.view,
        asked_of(request.what, visit),
    )
    return subscribe(wish, visit)


def _channel(to: str, visit: Visit) -> str | None:
    """Return the channel meant; here, in a direct conversation, is the person."""
    if to == ME:
        return None
    if to != HERE:
        return to
    if not visit.channel:
        raise RefusedError("I cannot tell which channel this is. Say me, or name a #channel.")
    return None if visit.channel.startswith(DIRECT) else visit.channel


def subscribe(wish: Wish, visit: Visit) -> Answer:
    """Let a digest come by itself."""
    return messages.made(job.subscribe(visit.session, visit.person, wish, visit.at), when(visit))


@answer.register
def _(request: Subscriptions, visit: Visit) -> Reply:
    return listed(visit)


def listed(visit: Visit) -> Answer:
    """List what this person may change."""
    found = subscriptions.begun_by(visit.session, visit.person)
    return messages.listed(found, visit.person.id, when(visit), _names(visit))


@answer.register
def _(request: ChangeSubscription, visit: Visit) -> Reply:
    return change(request.number, request.change, visit)


def change(number: int, what: str, visit: Visit) -> Answer:
    """Pause, resume or stop one."""
    one = subscriptions.find(visit.session, number, visit.person)
    _CHANGES[what](one, visit.at, visit.person)
    return messages.changed(one, what, when(visit), _names(visit))


_CHANGES: Mapping[str, Callable[[Subscription, datetime, Person], None]] = {
    "pause": Subscription.pause,
    "resume": Subscription.resume,
    "stop": Subscription.stop,
}


def may_use_channel(request: Digest, visit: Visit) -> bool:
    """Say whether this person may send the counts of that to a channel."""
    try:
        whose = whose_of(visit.session, visit.person, asked_of(request, visit))
        job.require_channel(visit.session, visit.person, whose)
    except RefusedError:
        return False
    return True


def wish_of(often: str, wish: Wish) -> Wish:
    """Return a wish with how often it is to come, as the form says it: "weekly 0", "monthly 3"."""
    rhythm, _, number = often.partition(" ")
    if rhythm == "weekly":
        return replace(wish, weekday=int(number))
    return replace(wish, working_day=int(number))


def when(visit: Visit) -> When:
    """Return now, and the days people work."""
    return When(visit.at, visit.calendar)


def _names(visit: Visit) -> Names:
    return Names(visit.names.status, visit.names.action)
