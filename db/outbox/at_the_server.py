"""Tells administrators what somebody did at the server."""

from db.context import WorkContext
from db.models import CouncilEvent, MessageName
from db.outbox import queries as outbox
from db.outbox.queries import NewMessage
from db.people import queries as people


def tell_admins(ctx: WorkContext, event: CouncilEvent, name: MessageName) -> None:
    """Let each administrator hear of an event with their next morning."""
    ctx.session.flush()
    for admin in people.admins(ctx.session, ctx.today):
        key, about = f"{name}:{event.id}:{admin.id}", {"council_event": event.id}
        outbox.add(ctx.session, NewMessage(key, admin, name, about, ctx.now))
