"""Greets somebody who opens the bot's messages for the first time.

Whoever hears from it before is told what it is at the head of that first morning's message.
"""

from datetime import timedelta
from typing import Final

from db.models import Message, MessageName, Person
from db.outbox import queries as outbox
from db.session import Session
from jobs.context import RequestContext
from jobs.reminders.daily import FIRST

# Who has heard from the bot for longer than this knows it.
KNOWS_IT_BY_THEN: Final = timedelta(days=1)


def greet(ctx: RequestContext) -> None:
    """Write to a newcomer what the bot is, once."""
    first = outbox.first_sent(ctx.session, ctx.person)
    if first is not None and (FIRST in first.about or _is_long_ago(ctx, first)):
        return
    new = outbox.NewMessage(_key(ctx.person), ctx.person, MessageName.WELCOME, about={}, at=ctx.now)
    outbox.add(ctx.session, new)


def was_greeted(session: Session, person: Person) -> bool:
    """Say whether the greeting has reached them, so that no morning has to repeat it."""
    return bool(outbox.delivered_keys(session, [_key(person)]))


def _key(person: Person) -> str:
    return f"welcome:{person.id}"


def _is_long_ago(ctx: RequestContext, first: Message) -> bool:
    return first.done_at is not None and ctx.now - first.done_at > KNOWS_IT_BY_THEN
