"""Why a digest came by itself, or news of one: who asked, when the next comes, how it ends."""

from collections.abc import Iterator
from datetime import date, datetime, time

from bot.digest.subscriptions_view import When, often
from bot.slack.blocks import Block, aside, spoken
from db.digest import subscriptions
from db.models import Message, Subscription
from db.session import Session
from jobs.digest.subscriptions import LEFT, rhythm_of
from jobs.rules.deadlines import spell
from jobs.rules.working_days import Calendar

Told = Iterator[Block]


def about_one(session: Session, message: Message, today: date, calendar: Calendar) -> Told:
    """Say who asked for it, and how to hear no more."""
    one = subscriptions.get(session, message.about["subscription"])
    if one is None:
        return
    # What came today is told of; the next is after it.
    now = datetime.combine(today, time.max, rhythm_of(one).zone)
    yield spoken(
        f"You asked for it on {spell(one.made_at.date())}: {often(one).lower()} at "
        f"{one.at:%H:%M}, or the next working day. {_next(one, When(now, calendar))}"
    )
    yield aside("Pause holds it back until you press Resume; Stop ends it for good.")


def _next(one: Subscription, when: When) -> str:
    if one.ended_at is not None:
        return "It has ended since."
    if one.paused:
        return "It is paused now."
    return f"The next comes on {spell(when.next_day(one))}."


def about_news(message: Message) -> Told:
    """Say why somebody hears that a subscription is paused or has ended."""
    if message.about["event"] == LEFT:
        yield spoken("You are a lead. Leads hear once when what a leaver subscribed to ends.")
        return
    yield spoken(
        "You asked for counts in a channel, and they could not go there. It is paused so that "
        "this comes once: Resume tries it again, Stop ends it."
    )
