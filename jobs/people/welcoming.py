"""Greets somebody who opens the bot's messages for the first time."""

from datetime import timedelta
from typing import Final

from db.models import MessageName
from db.outbox import queries as outbox
from jobs.context import RequestContext

# Who has heard from the bot for longer than this knows it.
KNOWS_IT_BY_THEN: Final = timedelta(days=1)


def greet(ctx: RequestContext) -> None:
    """Write to a newcomer what the bot is, once."""
    first = outbox.first_sent_at(ctx.session, ctx.person)
    if first is not None and ctx.now - first > KNOWS_IT_BY_THEN:
        return
    key = f"welcome:{ctx.person.id}"
    outbox.add(
        ctx.session, outbox.NewMessage(key, ctx.person, MessageName.WELCOME, about={}, at=ctx.now)
    )
