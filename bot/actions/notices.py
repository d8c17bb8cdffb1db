"""What the bot tells somebody when a colleague changed an action that concerns them."""

from collections.abc import Sequence

from bot.actions import offers
from bot.actions.became import unseen
from bot.actions.event_words import HAPPENS_BY_ITSELF, notice_words
from bot.actions.item import Item, item_blocks
from bot.actions.render_context import action_context
from bot.actions.view import card, evidence_of
from bot.capital import capital
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import Answer, Block, aside, bold, lines, quote, row, with_quote
from db.actions.roles import may_see
from db.models import Event
from db.models.event_kinds import EventKind

MOST_TOLD = 15  # each takes three of Slack's fifty blocks


def notice(event: Event, job: RenderJob) -> Answer:
    """Return a notice of one event for one person, with their buttons while it is theirs."""
    action, context = event.action, action_context(job.ctx, [event.action])
    said = notice_words(event, job.person.id)
    if event.kind not in HAPPENS_BY_ITSELF:
        said = f"{_who(event)} {said}"
    if not may_see(job.person, action):
        told = [lines([said])] if event.kind in _TAKES_AWAY else []
        return Answer(f"News of #{action.id}", [*told, unseen(action)])
    blocks: list[Block] = [lines([said])]
    blocks += [quote(told) for told in (event.note, evidence_of(event)) if told]
    if event.kind in _ASKS and action.owner_id is not None:
        role = "settles" if event.kind == EventKind.DISOWNED else "owner"
        item = Item(action, role, action.due_on)
        blocks += item_blocks(item, job, context)
    else:
        blocks.append(card(action, context))
    return Answer(f"News of {action.called}", blocks)


def several(events: Sequence[Event], job: RenderJob, most: int = MOST_TOLD) -> Answer:
    """Return one notice of all that one person did at once, as far as it concerns another."""
    who, me = _who(events[0]), job.person
    numbers = dict.fromkeys(event.action_id for event in events)
    about = f"{len(numbers)} actions" if len(numbers) > 1 else events[0].action.called
    together = "" if job.is_in_a_morning else ", all at once"
    blocks: list[Block] = [lines([bold(f"{who} changed {about}{together}:")])]
    told = {number: [each for each in events if each.action_id == number] for number in numbers}
    context = action_context(job.ctx, [its[-1].action for its in told.values()])
    for number, its in list(told.items())[:most]:
        if not may_see(me, its[-1].action):
            blocks.append(unseen(its[-1].action))
            continue
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
    said = lines(*([notice_words(event, reader_id)] for event in events))
    notes = list(dict.fromkeys(event.note for event in events if event.note))
    for note in notes:
        said = with_quote(said, note)
    return said


# After these events there is something for the person to do.
_ASKS = frozenset(
    {
        EventKind.ADDED,
        EventKind.GIVEN,
        EventKind.REOPENED,
        EventKind.DISOWNED,
        EventKind.RETURNED,
        EventKind.RESUMED,
        EventKind.WOKE,
    }
)


# After these it may not be theirs to see, which is the news.
_TAKES_AWAY = frozenset({EventKind.GIVEN, EventKind.HANDED_OVER, EventKind.DEPUTY_NAMED})


def _who(event: Event) -> str:
    name = event.person.called if event.person else "an import"
    return capital(name)
