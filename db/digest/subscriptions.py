"""Questions asked of subscriptions, and what becomes of them with the messages they bring."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, joinedload

from db import council_events
from db.anew import changed
from db.context import WorkContext
from db.errors import RefusedError
from db.models import Message, Person, Subscription

TOLD: Final = "told"
_Change = Callable[[Subscription, datetime, Person | None], None]
CHANGES: Final[Mapping[str, _Change]] = {
    "pause": Subscription.pause,
    "resume": Subscription.resume,
    "stop": Subscription.stop,
}


def alive(session: Session) -> Sequence[Subscription]:
    """Return what is neither paused nor ended, each with its maker."""
    return _going_on(session, ~Subscription.paused)


def begun_by(session: Session, person: Person, *, lock: bool = False) -> Sequence[Subscription]:
    """Return what is not ended and that somebody may change: theirs; for leads, channels' too."""
    mine = Subscription.made_by_id == person.id
    is_senior = person.is_lead or person.is_admin
    which = or_(mine, Subscription.channel.is_not(None)) if is_senior else mine
    return _going_on(session, which, lock=lock)


def _going_on(
    session: Session, which: ColumnElement[bool], *, lock: bool = False
) -> Sequence[Subscription]:
    asked = select(Subscription).where(Subscription.ended_at.is_(None), which)
    query = asked.options(joinedload(Subscription.made_by)).order_by(Subscription.id)
    if lock:
        query = query.with_for_update(of=Subscription)
    return session.scalars(query, execution_options={"populate_existing": lock}).all()


def get(session: Session, number: int) -> Subscription | None:
    """Return a subscription, ended or not."""
    return session.get(Subscription, number)


def locked(session: Session, number: int) -> Subscription:
    """Return a subscription, ended or not, locked for a change."""
    return session.get_one(Subscription, number, populate_existing=True, with_for_update=True)


def find(session: Session, number: int, person: Person) -> Subscription:
    """Return one that goes on and that somebody may change, locked, or refuse in words."""
    found = session.get(Subscription, number, populate_existing=True, with_for_update=True)
    if found is None or found.ended_at is not None or not found.may_be_changed_by(person):
        raise RefusedError("subscription.not_yours", number=number)
    return found


def begin(ctx: WorkContext, made: Subscription) -> Subscription:
    """Let a digest come by itself from now on."""
    ctx.session.add(made)
    council_events.subscription(ctx, made, "begin")
    return made


def change(ctx: WorkContext, one: Subscription, what: str) -> None:
    """Pause, resume or stop one; without a person the bot had to."""
    CHANGES[what](one, ctx.now, ctx.person)
    council_events.subscription(ctx, one, what)


def decide(session: Session, number: int, day: date, last: date | None) -> bool:
    """Note that a day was decided on, unless another bot was first; say whether it was noted."""
    same = Subscription.last_on.is_(None) if last is None else Subscription.last_on == last
    goes_on = (Subscription.ended_at.is_(None), ~Subscription.paused)
    change = update(Subscription).where(Subscription.id == number, same, *goes_on)
    return changed(session, change.values(last_on=day)) == 1


def arrived(session: Session, message: Message) -> None:
    """Keep what a message of a subscription counted, or a morning's of several, as it arrived."""
    about = _about(session, message)
    told = about.get(TOLD, {})
    by_number = {str(about["subscription"]): told} if told and "subscription" in about else told
    for number in sorted(by_number, key=int):
        locked(session, int(number)).last_told = by_number[number]


def refused(session: Session, message: Message, at: datetime, *, pauses: bool) -> Subscription:
    """Return the subscription whose channel took no message; pause it if that is certain."""
    kept = locked(session, _about(session, message)["subscription"])
    if pauses and kept.ended_at is None and not kept.paused:
        change(WorkContext(session, None, at), kept, "pause")
    return kept


def _about(session: Session, message: Message) -> Mapping[str, Any]:
    """Return what a message is about as it stands now, not as it was when it was claimed."""
    about = session.scalar(select(Message.about).where(Message.id == message.id))
    return about or {}
