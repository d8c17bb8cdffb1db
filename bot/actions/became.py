"""What became of an action, as a message says that showed it while it was still to be done."""

from bot.actions.view import status_words
from bot.capital import capital
from bot.slack.blocks import Block, spoken
from db.actions import queries as actions
from db.models import Action, Event, Person, Status
from jobs.context import RequestContext
from jobs.rules.deadlines import spell


def ended_words(ctx: RequestContext, action: Action) -> str:
    """Say how an action ended or was put aside, and, if not the reader's doing, by whom and when.

    Nothing is said of one that is open.
    """
    if action.is_open:
        return ""
    event = actions.ending(ctx.session, action)
    by = _by(event, ctx.person)
    if action.status == Status.DROPPED and event is not None and event.undoes_id is not None:
        return f"🗑 Deleted{by}."
    if action.is_shelved:
        return f"⏸ {capital(status_words(action))}{by}."
    if action.status == Status.SIGNED_OFF:
        return f"✅ Signed off{by}."
    return f"✅ Done{by}. Awaiting sign-off." if action.awaits_sign_off else f"✅ Done{by}."


def unseen(action: Action) -> Block:
    """Say of an action that this person may not see any more that it was here, and no more."""
    return spoken(f"#{action.id}: no longer yours to see.")


def _by(event: Event | None, reader: Person) -> str:
    if event is None or event.person is None or event.person_id == reader.id:
        return ""
    return f" by {event.person.called} on {spell(reader.day_of(event.at))}"
