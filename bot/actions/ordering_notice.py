"""What the bot tells an owner when what their action waits for is done, or is open again."""

from bot.actions.phrases import numbers_words
from bot.actions.view import ActionRenderContext
from bot.reminders.morning import Item, item_blocks
from bot.slack.blocks import Answer, lines
from db.models import Action, Event, Message, MessageName


def still_true(message: Message, action: Action, event: Event) -> bool:
    """Say whether it is still theirs, still open, and still free or waiting."""
    if not action.is_open or action.owner_id != message.person_id:
        return False
    waits = action.waits_for
    return not waits if message.kind == MessageName.UNBLOCKED else event.action_id in waits


def notice(
    message: Message,
    action: Action,
    event: Event,
    context: ActionRenderContext,
    just_done: Event | None,
) -> Answer:
    """Return the notice, with their buttons while it is theirs.

    The other action is named by its number alone: its words may not be for them to see.
    """
    said = _said(message, action, event)
    item = Item(action, "owner", action.due_on)
    return Answer(said, [lines([said]), *item_blocks(item, message, context, just_done)])


def _said(message: Message, action: Action, event: Event) -> str:
    if message.kind == MessageName.UNBLOCKED:
        return f"#{action.id} can begin: #{event.action_id} is {event.kind}."
    others = [number for number in action.waits_for if number != event.action_id]
    besides = f" It waits for {numbers_words(others)} too." if others else ""
    return f"#{action.id} waits again: #{event.action_id} was reopened.{besides}"
