"""Digests that come by themselves: who may have them where, and what is due when.

What is due is written to the outbox in the transaction in which it is decided, under a key of the
subscription and its day, so several bots send it once. Who may see what is asked again each time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from db import council_events
from db.context import ChangeContext, WorkContext
from db.days import day_of
from db.digest import subscriptions
from db.digest.scope import DigestScope
from db.errors import RefusedError
from db.models import MessageName, Person, Subscription
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.people import queries as people
from db.permissions import Permission, may
from db.session import Database, Session
from jobs.context import Council
from jobs.digest.scope import ScopeRequest, scope_for
from jobs.rules import subscriptions as rule
from jobs.rules.levels import Level
from jobs.rules.subscriptions import Rhythm

LEFT: Final = "left"
MAY_NOT: Final = "may not"
MOST: Final = 10


@dataclass(frozen=True)
class SubscriptionWish:
    """What somebody wants again and again: which section of whose work, how often, and where."""

    at: time
    weekday: int | None = None
    working_day: int | None = None
    channel: str | None = None
    view: str = ""
    asked: ScopeRequest = field(default_factory=ScopeRequest)


def subscribe(
    session: Session, person: Person, wish: SubscriptionWish, at: datetime
) -> Subscription:
    """Write a subscription down; raises RefusedError for whoever may not, and for one too many."""
    scope = scope_for(session, person, wish.asked)
    if wish.channel is not None:
        require_channel(session, person, scope)
    mine = [one for one in subscriptions.begun_by(session, person) if one.made_by_id == person.id]
    name = scope.name if wish.asked.name else ""
    same = next((one for one in mine if _is_same(one, wish, name)), None)
    if same is not None:
        raise RefusedError("subscription.comes_already", number=same.id)
    if len(mine) >= MOST:
        raise RefusedError("subscription.too_many", most=MOST)
    made = Subscription(
        made_by=person,
        made_by_id=person.id,
        channel=wish.channel,
        view=wish.view,
        reach=wish.asked.reach,
        name=name,
        about_id=wish.asked.person_id,
        weekday=wish.weekday,
        working_day=wish.working_day,
        at=wish.at,
        time_zone=person.time_zone,
        made_at=at,
        counts_from=at,
        last_told={},
    )
    return subscriptions.begin(ChangeContext(session, person, at), made)


@dataclass(frozen=True)
class Often:
    """How often a digest comes: every week on a weekday, or each month on a working day."""

    weekday: int | None = None
    working_day: int | None = None


def own_digest(session: Session, person: Person) -> Often | None:
    """Return how often somebody's own digest comes, of their usual work; None if never."""
    one = next(iter(_own_digests(session, person)), None)
    return Often(one.weekday, one.working_day) if one is not None else None


def choose_own_digest(ctx: ChangeContext, often: Often | None, at: time) -> None:
    """Let somebody's own digest come so often, or not at all."""
    for one in _own_digests(ctx.session, ctx.person, lock=True):
        if Often(one.weekday, one.working_day) == often:
            if one.at != at:
                one.at = at
                council_events.subscription(ctx, one, "other hour")
            often = None
        else:
            subscriptions.change(ctx, one, "stop")
    ctx.session.flush()
    if often is not None:
        wish = SubscriptionWish(at, often.weekday, often.working_day)
        subscribe(ctx.session, ctx.person, wish, ctx.now)


def _own_digests(session: Session, person: Person, *, lock: bool = False) -> list[Subscription]:
    begun = subscriptions.begun_by(session, person, lock=lock)
    mine = (one for one in begun if one.made_by_id == person.id and not one.paused)
    return [
        one
        for one in mine
        if not (one.channel or one.view or one.reach or one.name or one.about_id)
    ]


def _is_same(one: Subscription, wish: SubscriptionWish, name: str) -> bool:
    had = (one.channel, one.view, one.reach, one.about_id, one.weekday, one.working_day, one.at)
    asked = wish.asked
    wanted = (wish.channel, wish.view, asked.reach, asked.person_id, wish.weekday, wish.working_day)
    return one.name.lower() == name.lower() and had == (*wanted, wish.at)


def require_channel(session: Session, person: Person, scope: DigestScope) -> None:
    """Refuse unless somebody may send the counts of this work to a channel."""
    if scope.is_one_person:
        raise RefusedError("subscription.not_to_a_channel")
    if scope.is_everybody:
        allowed = may(person, Permission.SUBSCRIBE, None)
    else:
        ids = session.scalars(scope.members).all()
        others = [one for one in people.named(session, ids).values() if one.id != person.id]
        allowed = bool(others) and all(may(person, Permission.SUBSCRIBE, one) for one in others)
    if not allowed:
        raise RefusedError("subscription.not_to_a_channel")


def rhythm_of(subscription: Subscription) -> Rhythm:
    """Return how often it comes."""
    zone = ZoneInfo(subscription.time_zone)
    return Rhythm(subscription.at, zone, subscription.weekday, subscription.working_day)


def asked_of(subscription: Subscription) -> ScopeRequest:
    """Return whose work it is about, as it was asked for."""
    return ScopeRequest(subscription.reach, subscription.name, subscription.about_id)


def scope_of(session: Session, subscription: Subscription) -> DigestScope:
    """Return whose work its maker may have there now; raises RefusedError where none of it."""
    scope = scope_for(session, subscription.made_by, asked_of(subscription))
    if subscription.channel is not None:
        require_channel(session, subscription.made_by, scope)
    return scope


def enqueue_subscriptions(database: Database, now: Callable[[], datetime], council: Council) -> int:
    """Write to the outbox what has come due, and settle what must not go on; count what came."""
    at = now()
    with database.read() as session:
        looked_at = [
            one.id for one in subscriptions.alive(session) if _needs_care(one, at, council)
        ]
    return sum(_see_to(database, number, at, council) for number in looked_at)


def _needs_care(one: Subscription, at: datetime, council: Council) -> bool:
    return _has_left(one.made_by, at) or _due(one, at, council) is not None


def _due(one: Subscription, at: datetime, council: Council) -> date | None:
    """Return the day that is due; nobody who is away hears before they are back.

    What goes with somebody's morning is ready before the earliest of them.
    """
    rhythm = rhythm_of(one)
    level = council.levels.of(one.made_by.morning_level)
    if one.channel is None and level is not Level.ACTIVE:
        rhythm = replace(rhythm, at=min(rhythm.at, rule.EARLIEST))
    day = rule.due(rhythm, one.counts_from, one.last_on, at, council.calendar)
    is_away = one.channel is None and one.made_by.away_on(at.astimezone(rhythm.zone).date())
    return None if is_away else day


def _has_left(person: Person, at: datetime) -> bool:
    return person.left_slack or (person.ends_on is not None and person.ends_on < person.day_of(at))


def _see_to(database: Database, number: int, at: datetime, council: Council) -> bool:
    """Take one subscription as it stands now; say whether a message was written."""
    with database.begin() as session:
        one = subscriptions.locked(session, number)
        if one.ended_at is not None or one.paused:
            return False  # its maker or another bot was here first
        if _has_left(one.made_by, at):
            _end(session, one, at)
            return False
        return _write(session, one, at, council)


def _write(session: Session, one: Subscription, at: datetime, council: Council) -> bool:
    day = _due(one, at, council)
    if day is None or not subscriptions.decide(session, one.id, day, one.last_on):
        return False
    if one.channel is not None and not _may_go_on(session, one):
        subscriptions.change(WorkContext(session, None, at), one, "pause")
        outbox.add(session, _news(one, MAY_NOT, one.made_by, day, at))
        return False
    about = {"subscription": one.id, "day": day.isoformat()}
    key = f"{MessageName.SUBSCRIPTION}:{one.id}:{day}"
    letter = NewMessage(key, one.made_by, MessageName.SUBSCRIPTION, about, at, one.channel)
    written = outbox.add(session, letter)
    return written is not None


def _may_go_on(session: Session, one: Subscription) -> bool:
    try:
        scope_of(session, one)
    except RefusedError:
        return False
    return True


def _end(session: Session, one: Subscription, at: datetime) -> None:
    """End what somebody who left had; leads hear of a channel's, for others read that."""
    subscriptions.change(WorkContext(session, None, at), one, "stop")
    for lead in people.leads_or_admins(session, day_of(session, at)):
        outbox.add(session, _news(one, LEFT, lead, lead.id, at))


def _news(one: Subscription, event: str, to: Person, mark: object, at: datetime) -> NewMessage:
    kind, about = MessageName.SUBSCRIPTION_NEWS, {"subscription": one.id, "event": event}
    return NewMessage(f"{kind}:{one.id}:{mark}", to, kind, about, at)
