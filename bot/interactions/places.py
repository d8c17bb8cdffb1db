"""Shows a result where the person was looking: in the message, in the App Home, or as an answer."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.desk import Visit
from bot.messages import audit_home, home
from bot.messages.audit import Looking
from bot.messages.blocks import Answer, Block
from bot.messages.forms import Origin
from bot.messages.letters import Letters
from bot.reading import reader
from bot.show import payload, show
from bot.upload import bring
from db import actions, audits, outbox
from db.audit_permissions import Verb, may
from db.errors import RefusedError
from db.models import Event

HOME_ROWS = 15


@dataclass(frozen=True)
class Shown:
    """A result made ready inside the unit of work, to be shown once it is committed."""

    answer: Answer
    rewritten: Answer | None = None
    home: dict[str, Any] | None = None


def prepare(visit: Visit, origin: Origin, answer: Answer, event: Event | None) -> Shown:
    """Make a result ready for the place it came from."""
    if origin.message_id is not None:
        return Shown(answer, rewritten=_rewritten(visit, origin.message_id, event))
    if origin.home:
        return Shown(answer, home=home_view(visit, answer))
    return Shown(answer)


def _rewritten(visit: Visit, message_id: int, event: Event | None) -> Answer | None:
    message = outbox.find(visit.session, message_id)
    if message.person_id != visit.person.id:
        raise RefusedError("That message was written to somebody else.")
    letters = Letters(visit.calendar, visit.names.audit, visit.rag, visit.cadence.policy)
    return letters.drawn(visit.session, message, visit.at, event)


def home_view(visit: Visit, news: Answer | None = None) -> dict[str, Any]:
    """Return the person's App Home as it stands."""
    mine = actions.Scope("mine", visit.person.id)
    page = actions.page(visit.session, visit.person, mine, visit.today, start=0, size=HOME_ROWS)
    whom = reader(visit.session, page.rows, visit.today, visit.calendar, visit.rag)
    shown = home.view(page, visit.person, whom, news)
    return shown | {"blocks": [*shown["blocks"], *_audits(visit)]}


def _audits(visit: Visit) -> list[Block]:
    """Return the part of the App Home that is about live audits."""
    looking = Looking(visit.person, visit.today, visit.calendar, visit.names.audit)
    waiting = audits.waiting_for(visit.session, visit.person)
    is_lead = may(visit.person, Verb.DRAW)
    return audit_home.blocks(waiting, looking, is_lead=is_lead)


def present(client: WebClient, origin: Origin, user: str, shown: Shown) -> None:
    """Put a prepared result in front of the person."""
    if shown.rewritten is not None:
        client.chat_update(channel=origin.channel, ts=origin.ts, **payload(shown.rewritten))
    elif shown.home is not None:
        client.views_publish(user_id=user, view=shown.home)
    elif origin.reply_to:
        show(Respond(response_url=origin.reply_to), shown.answer, replace=origin.replace)
    else:
        client.chat_postMessage(channel=user, **payload(shown.answer))
    bring(client, user, shown.answer)


def latest_event(visit: Visit, number: int) -> Event | None:
    """Return the last thing that happened to an action."""
    action = actions.several(visit.session, [number]).get(number)
    return actions.history(visit.session, action, limit=1)[0] if action else None
