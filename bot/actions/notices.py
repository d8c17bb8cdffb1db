"""What the bot tells somebody when a colleague changed an action that concerns them."""

from collections.abc import Callable, Mapping, Sequence

from bot.actions import offers
from bot.actions.editing_words import edited_words
from bot.actions.item import Item, item_blocks
from bot.actions.render_context import action_context
from bot.actions.view import (
    card,
    evidence_of,
    moved_words,
    outcome_words,
    rated_words,
)
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import Answer, Block, aside, bold, lines, quote, row, with_quote
from db.models import Event
from db.models.action_dates import APPROVED, ASKED, DECLINED, MOVED
from db.models.action_row import RATED
from db.models.action_wording import EDITED

MOST_TOLD = 15  # each takes three of Slack's fifty blocks


def notice(event: Event, job: RenderJob) -> Answer:
    """Return a notice of one event for one person, with their buttons while it is theirs."""
    action, context = event.action, action_context(job.ctx, [event.action])
    said = _WOKE.format(number=event.action_id)
    if event.kind != "woke":
        said = f"{_who(event)} {_what(event, job.person.id)}"
    blocks: list[Block] = [lines([said])]
    blocks += [quote(told) for told in (event.note, evidence_of(event)) if told]
    if event.kind in _ASKS and action.owner_id is not None:
        role = "settles" if event.kind == "not mine" else "owner"
        item = Item(action, role, action.due_on)
        blocks += item_blocks(item, job, context)
    else:
        blocks.append(card(action, context))
    return Answer(f"News of #{action.id}", blocks)


def several(events: Sequence[Event], job: RenderJob, most: int = MOST_TOLD) -> Answer:
    """Return one notice of all that one person did at once, as far as it concerns another."""
    who, me = _who(events[0]), job.person
    numbers = dict.fromkeys(event.action_id for event in events)
    about = f"{len(numbers)} actions" if len(numbers) > 1 else f"#{events[0].action_id}"
    blocks: list[Block] = [lines([bold(f"{who} changed {about}, all at once:")])]
    told = {number: [each for each in events if each.action_id == number] for number in numbers}
    context = action_context(job.ctx, [its[-1].action for its in told.values()])
    for number, its in list(told.items())[:most]:
        blocks.append(_all_of(its, me.id))
        blocks.append(card(its[-1].action, context))
        if its[-1].kind in _ASKS and its[-1].action.owner_id == me.id:
            today, action = job.ctx.today, its[-1].action
            made = offers.offered(action, me, job.message.id, today, offers.WORKING)
            blocks += [row(f"item-{number}", *made)] if made else []
    if len(numbers) > most:
        blocks.append(aside(f"and {len(numbers) - most} more in your list"))
    return Answer(f"News of {about}", blocks)


def _all_of(events: Sequence[Event], reader_id: int) -> Block:
    said = lines(*([_what(event, reader_id)] for event in events))
    notes = list(dict.fromkeys(event.note for event in events if event.note))
    for note in notes:
        said = with_quote(said, note)
    return said


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
    if event.kind == "deputy":
        return _deputised(event, number, reader_id)
    if event.kind in _WORDED:
        return _WORDED[event.kind](event, number)
    return _SAID[event.kind].format(number=number)


def _moved(event: Event, number: str) -> str:
    return _MOVED[event.kind].format(number=number, moved=moved_words(event))


_WORDED: Mapping[str, Callable[[Event, str], str]] = {
    **dict.fromkeys(MOVED, _moved),
    RATED: lambda event, number: (
        f"says of {number}: {rated_words(event).removeprefix('said that ')}"
    ),
    EDITED: lambda event, number: f"edited your action {number} and {edited_words(event)}",
    "outcome": lambda event, number: f"said what came of {number}: {outcome_words(event)}",
}


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
