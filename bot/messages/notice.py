"""What the bot tells somebody when a colleague changed an action that concerns them."""

from bot.messages.action import (
    Reader,
    card,
    evidence_of,
    moved_words,
    outcome_words,
    rated_words,
)
from bot.messages.blocks import Answer, Block, lines, quote
from bot.messages.morning import Item, item_blocks
from db.models import Event, Message
from db.models.action_dates import APPROVED, ASKED, DECLINED, MOVED
from db.models.action_row import RATED


def notice(event: Event, message: Message, reader: Reader, just_done: Event | None) -> Answer:
    """Return a notice of one event for one person, with their buttons while it is theirs."""
    action = event.action
    said = _WOKE.format(number=event.action_id)
    if event.kind != "woke":
        said = f"{_who(event)} {_what(event, message.person_id)}"
    blocks: list[Block] = [lines([said])]
    blocks += [quote(told) for told in (event.note, evidence_of(event)) if told]
    if event.kind in _ASKS and action.owner_id is not None:
        role = "settles" if event.kind == "not mine" else "owner"
        item = Item(action, role, action.due_on)
        blocks += item_blocks(item, message, reader, just_done)
    else:
        blocks.append(card(action, reader))
    return Answer(f"News of #{action.id}", blocks)


# After these events there is something for the person to do.
_ASKS = frozenset({"added", "given", "reopened", "not mine", "returned", "resumed", "woke"})
_WOKE = "#{number} was deferred until today, so it is open again:"


def _who(event: Event) -> str:
    name = event.person.called if event.person else "an import"
    return name[0].upper() + name[1:]


def _what(event: Event, reader_id: int) -> str:
    number = f"#{event.action_id}"
    if event.kind in {"added", "given"}:
        _, new = event.changes["owner_id"]
        given = f"gave you {number}:"
        return given if new == reader_id else f"gave {number} away, so it is no longer yours:"
    if event.kind in MOVED:
        return _MOVED[event.kind].format(number=number, moved=moved_words(event))
    if event.kind == RATED:
        return f"says of {number}: {rated_words(event).removeprefix('said that ')}"
    if event.kind == "deputy":
        return _deputised(event, number, reader_id)
    if event.kind == "outcome":
        return f"said what came of {number}: {outcome_words(event)}"
    return _SAID[event.kind].format(number=number)


_MOVED = {
    "moved": "moved the due date of {number}: {moved}",
    APPROVED: "approved the new due date of {number}: {moved}",
}


def _deputised(event: Event, number: str, reader_id: int) -> str:
    old, new = event.changes["deputy_id"]
    if new == reader_id:
        return f"made you the deputy for {number}: I ask you about it while its owner is away."
    if old == reader_id:
        return f"made you the deputy for {number} no longer:"
    return f"{'changed' if new else 'took away'} the deputy of your action {number}:"


_SAID = {
    ASKED: "asked for a new due date of {number}; it waits for approval:",
    DECLINED: "declined the new due date of {number}, so it stays as it is:",
    "done": "marked your action {number} done:",
    "reopened": "reopened your action {number}:",
    "signed off": "signed off {number}:",
    "returned": "did not sign off {number}, so it is in progress again:",
    "deferred": "deferred {number}; nobody is reminded of it meanwhile:",
    "dropped": "dropped {number}; nothing is left to do on it:",
    "resumed": "took {number} up again:",
    "not mine": "says that {number} is not theirs. Give it to somebody, or talk to them:",
}
