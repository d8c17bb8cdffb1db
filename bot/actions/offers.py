"""The verbs that are offered as buttons under an action, in their order, and who is shown which.

What only shows imports this; what changes an action is listed here, and knows nothing of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.closing import Done
from bot.actions.due_dates import Approve, Decline, Move
from bot.actions.editing import Edit
from bot.actions.ordering import After
from bot.actions.rag import Rate
from bot.actions.verb import ActionButton
from bot.actions.verbs import Disown, Give, Note
from bot.signoff.deferral import Defer, Drop, Resume
from bot.signoff.verbs import ChooseSigner, Return, Sign
from bot.slack.blocks import Block
from db.models import Action, DateMove, MoveState, Person

DECIDING: Final = (Approve.offer, Decline.offer)
WORKING: Final = (Done.offer, Move.offer, Note.offer, Disown.offer, Give.offer)
ENDING: Final = (
    Sign.offer,
    Return.offer,
    Defer.offer,
    Drop.offer,
    Resume.offer,
    ChooseSigner.offer,
)
EVERY: Final = (*WORKING, Rate.offer, *ENDING, After.offer, Edit.offer)


def offered(
    action: Action,
    person: Person,
    message_id: int | None,
    today: date | None,
    among: Sequence[ActionButton] = EVERY,
) -> list[Block]:
    """Return the buttons for what the permission table lets this person do with an action.

    What nobody owns wants an owner first, if this person may say who.
    """
    if action.owner is None and Give.offer in among and Give.offer.is_for(action, person, today):
        after = [replace(each, style="") for each in among if each is not Give.offer]
        among = (replace(Give.offer, style="primary"), *after)
    return [each.button(action, message_id) for each in among if each.is_for(action, person, today)]


def decisions(
    action: Action, line: DateMove | None, person: Person, message_id: int | None
) -> list[Block]:
    """Return the buttons of whoever may agree to a date that waits; none for anybody else."""
    if line is None or line.state != MoveState.WAITING:
        return []
    may = (each for each in DECIDING if each.is_for(action, person))
    return [each.button(action, message_id, move=line.id) for each in may]
