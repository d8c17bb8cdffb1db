"""Tells administrators what somebody did at the server."""

from collections.abc import Iterable

from db.context import WorkContext
from db.models import CouncilEvent, MessageName, Person
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.people import queries as people


def tell_admins(
    ctx: WorkContext, event: CouncilEvent, name: MessageName, former: Iterable[Person] = ()
) -> None:
    """Let each administrator, and those who were until now, hear of an event in the morning."""
    ctx.session.flush()
    hear = {one.id: one for one in (*people.admins(ctx.session, ctx.today), *former)}
    for admin in hear.values():
        key, about = f"{name}:{event.id}:{admin.id}", {"council_event": event.id}
        outbox.add(ctx.session, NewMessage(key, admin, name, about, ctx.now))
