"""The one message a person gets on a morning: everything that is due a word from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.action import Reader, card, due_words, owner_words, undo_button
from bot.messages.approval import approval_blocks
from bot.messages.blocks import Answer, Block, aside, bold, button, faint, lines, row
from db.models import Action, DateMove, Event, Message, MoveState, Person
from db.models.action import UNDOABLE
from db.permissions import Verb, may

MOST_ITEMS = 20
MOST_BLOCKS = 46  # Slack's 50, less the heading and the small print
BLOCKS_AN_ITEM = 3


@dataclass(frozen=True)
class Item:
    """An action in the message, why this person hears of it, and the due date it was chased for."""

    action: Action
    role: str
    due: date | None
    disowned: bool = False
    ask: DateMove | None = None  # a new date that waits for this person's word

    def still_true(self, person: Person) -> bool:
        """Say whether there is still something to ask of this person."""
        if self.ask is not None:
            return self.ask.state == MoveState.WAITING
        theirs = self.role != "owner" or self.action.owner_id == person.id
        return theirs and self.action.is_open and self.action.due_on == self.due


@dataclass(frozen=True)
class Besides:
    """What else stands in the morning's message: the live audits, and how many."""

    number: int = 0
    blocks: Sequence[Block] = ()

    @property
    def leaves_room_for(self) -> int:
        """Return how many actions still fit: a message has 50 blocks at most, an action takes 3."""
        if not self.blocks:
            return MOST_ITEMS
        return min(MOST_ITEMS, (MOST_BLOCKS - len(self.blocks)) // BLOCKS_AN_ITEM)


NOTHING_BESIDES = Besides()


def morning(
    items: Sequence[Item],
    message: Message,
    reader: Reader,
    just_done: Event | None,
    besides: Besides = NOTHING_BESIDES,
) -> Answer:
    """Return the morning's message: each action with its buttons, or what became of it."""
    number = len(items)
    heading = f"Good morning. {_counted(number, besides.number)} to look at today."
    numbers = ", ".join(f"#{item.action.id}" for item in items[:MOST_ITEMS])
    blocks = [lines([bold(heading)]), *besides.blocks]
    most = besides.leaves_room_for
    for item in items[:most]:
        blocks += item_blocks(item, message, reader, just_done)
    if number > most:
        blocks.append(aside(f"and {number - most} more in your list"))
    blocks.append(aside("One message a morning at most, on your working days only."))
    return Answer(f"{heading[14:]} {numbers}".strip(), blocks)


def _counted(actions: int, audits: int) -> str:
    counted = ((audits, "live audit"), (actions, "action"))
    return " and ".join(
        f"{number} {what}{'' if number == 1 else 's'}" for number, what in counted if number
    )


def item_blocks(
    item: Item, message: Message, reader: Reader, just_done: Event | None
) -> Iterator[Block]:
    """Yield an action with the buttons this person may press, or what became of it."""
    own_event = just_done if just_done and just_done.action_id == item.action.id else None
    if item.ask is not None:
        yield from approval_blocks(item.action, item.ask, message, reader, own_event)
        return
    became = _became(item, message.person, reader, own_event)
    if became:
        yield lines([f"#{item.action.id} ", bold(item.action.title)], [became])
        if own_event and own_event.kind in UNDOABLE:
            yield row(f"undo-{item.action.id}", undo_button(own_event, message.id))
        return
    yield card(item.action, reader)
    if own_event and own_event.kind == "noted":
        yield aside("Your note is kept.")
    why = _why(item)
    if why:
        yield lines([faint(why)])
    yield row(f"item-{item.action.id}", *buttons(item.action, message.person, message.id))


def buttons(action: Action, person: Person, message_id: int | None) -> list[Block]:
    """Return the buttons for what the permission table lets this person do with an action."""
    value = {"n": action.id, "m": message_id}
    offered = [
        (Verb.CLOSE, button("Done", "action_done", value, "primary")),
        (Verb.MOVE, button("Move", "action_move", value)),
        (Verb.NOTE, button("Note", "action_note", value)),
        (Verb.DISOWN, button("Not mine", "action_disown", value)),
    ]
    if action.owner_id != person.id:
        offered.append((Verb.GIVE, button("Give", "action_give", value)))
    return [made for verb, made in offered if may(person, verb, action.owner)]


def order_button(action: Action, person: Person) -> list[Block]:
    """Return the button for an action's place in the plan, for those who may arrange it."""
    may_arrange = may(person, Verb.ARRANGE, action.owner)
    return [button("Order", "action_order", {"n": action.id})] if may_arrange else []


def _became(item: Item, person: Person, reader: Reader, own_event: Event | None) -> str:
    action = item.action
    if action.is_done:
        return "✅ Done."
    has_gone = item.role == "owner" and action.owner_id != person.id
    if has_gone or (own_event and own_event.kind == "given"):
        return f"➡ Now with {owner_words(action.owner)}."
    if item.disowned:
        return "You said it is not yours; it stays here until it is given to somebody."
    if action.due_on != item.due or (own_event and own_event.kind == "moved"):
        return f"📅 Now due: {due_words(action, reader)}."
    return ""


def _why(item: Item) -> str:
    if item.action.owner is None:
        return "Nobody owns it yet, so it comes to you as a lead."
    return _WHY.get(item.role, "")


_WHY = {
    "manager": "You hear of it as the owner's manager.",
    "lead": "You hear of it as a lead.",
}
