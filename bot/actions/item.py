"""An action in a message to somebody: why it is there, and the buttons they may press."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.actions import offers
from bot.actions.approval_view import approval_blocks
from bot.actions.became import ended_words, unseen
from bot.actions.phrases import date_words, owner_words
from bot.actions.view import ActionRenderContext, card, due_words, titled, undo_button
from bot.delivery.message_kind import RenderJob
from bot.reminders.view import later_picker
from bot.slack.blocks import Block, aside, button, faint, lines, row
from bot.vocabulary import our
from db.actions.roles import may_see
from db.models import Action, DateMove, Event, Message, MoveState, Person
from db.models.event_kinds import UNDOABLE, EventKind
from jobs.rules.deadlines import spell
from jobs.rules.escalation import Policy


@dataclass(frozen=True)
class Item:
    """An action in the message, why this person hears of it, and the due date it was chased for."""

    action: Action
    role: str
    due: date | None
    disowned: bool = False
    ask: DateMove | None = None  # a new date that waits for this person's word
    snoozed_until: date | None = None
    policy: Policy | None = None  # where it can be put off

    def still_true(self, person: Person, today: date) -> bool:
        if self.ask is not None:
            return self.ask.state == MoveState.WAITING
        is_same = self.action.is_open and self.action.due_on == self.due
        is_told = may_see(person, self.action) and self._is_theirs(person, today)
        return is_same and is_told and not self.is_asleep(today)

    def is_asleep(self, today: date) -> bool:
        """Say whether this person has put it off until after today."""
        return self.snoozed_until is not None and today < self.snoozed_until

    def _is_theirs(self, person: Person, today: date) -> bool:
        owner = self.action.owner
        if self.role == "owner":
            return self.action.owner_id == person.id
        if self.role == "deputy":
            return owner is not None and owner.needs_standing_in(today)
        if self.role == "covers":
            return owner is not None and self.due is not None and bool(owner.away_on(self.due))
        return True


def item_blocks(item: Item, job: RenderJob, context: ActionRenderContext) -> Iterator[Block]:
    """Yield an action with the buttons this person may press, or what became of it."""
    if not may_see(job.person, item.action):
        yield unseen(item.action)
        return
    if item.ask is not None:
        yield from approval_blocks(item.action, item.ask, job, context)
        return
    own_event = job.just_done_to(item.action)
    became = _became(item, job, context, own_event)
    if became:
        yield titled(item.action, became)
        if own_event and own_event.kind in UNDOABLE:
            yield row(f"undo-{item.action.id}", undo_button(own_event, job.message.id))
    elif item.is_asleep(context.today):
        yield from _asleep(item, job.message)
    else:
        yield from _wanted(item, job, context)


def _wanted(item: Item, job: RenderJob, context: ActionRenderContext) -> Iterator[Block]:
    message, own_event = job.message, job.just_done_to(item.action)
    yield card(item.action, context)
    if own_event and own_event.kind == EventKind.NOTED:
        yield aside("Your note is saved.")
    why = _why(item, context.today)
    if why:
        yield lines([faint(why)])
    offered = offers.offered(item.action, message.person, message.id, context.today, offers.WORKING)
    if item.policy is not None:
        later = later_picker(item.action, message.person, message.id, context, item.policy)
        offered += [later] if later else []
    if offered:
        yield row(f"item-{item.action.id}", *offered)


def _asleep(item: Item, message: Message) -> Iterator[Block]:
    until = spell(item.snoozed_until) if item.snoozed_until else ""
    due = date_words(item.due)
    said = f"⏰ I'll remind you on {until}. It is still due {due}."
    yield titled(item.action, said)
    value = {"n": item.action.id, "m": message.id}
    yield row(f"asleep-{item.action.id}", button("Undo", "snooze_off", value))


def _became(
    item: Item, job: RenderJob, context: ActionRenderContext, own_event: Event | None
) -> str:
    action = item.action
    if not action.is_open:
        return ended_words(job.ctx, action)
    has_gone = item.role == "owner" and action.owner_id != job.person.id
    if has_gone or (own_event and own_event.kind == EventKind.GIVEN):
        return f"➡ Now with {owner_words(action.owner)}."
    if item.disowned:
        return "You said it isn't yours; it stays here until it's given to somebody."
    if action.due_on != item.due or (own_event and own_event.kind == EventKind.MOVED):
        return f"📅 Now due: {due_words(action, context)}."
    return ""


def _why(item: Item, today: date) -> str:
    """Return as what somebody who does not own it hears of it."""
    owner = item.action.owner
    if owner is None:
        return "No owner: needs assigning."
    absence = owner.away_on(today)
    if item.role in _STAND_IN and absence is not None:
        return f"You're covering for {owner.called} until {spell(absence.last_on)}."
    if item.role == "covers":
        return _while_away(owner, item.due)
    return _WHY.get(item.role, "")


def _while_away(owner: Person, due: date | None) -> str:
    absence = owner.away_on(due) if due else None
    until = f" until {spell(absence.last_on)}" if absence else ""
    return f"Due while {owner.called} is away{until}: move it, give it to somebody or leave it."


_STAND_IN = frozenset({"deputy", "manager"})
_WHY = {
    "deputy": "You cover for its owner, who can't be reached.",
    "manager": "Its owner can't be reached. Escalated to you as their manager.",
    "lead": f"Its owner can't be reached. Escalated to you as {our.lead:a}.",
    "asked": "You asked to be reminded today.",
}
