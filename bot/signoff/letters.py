"""What the bot asks of whoever signs an action off, and of whoever says what came of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.actions.phrases import date_words
from bot.actions.view import ActionRenderContext, card, fact, undo_button
from bot.signoff.view import ending_buttons
from bot.slack.blocks import Answer, Block, bold, button, faint, lines, quote, row
from db.actions.roles import roles_of
from db.models import Action, ActionOutcome, Event, Message, Person, Status
from db.models.event_kinds import UNDOABLE
from db.permissions import Permission, may


@dataclass(frozen=True)
class SignOffItem:
    """A sign-off that is waited for, as what somebody hears of it, and what the doer said."""

    action: Action
    role: str
    done: Event | None = None

    def still_true(self, person: Person) -> bool:
        """Say whether it is still waited for, and of this person where they are the one asked."""
        asked = self.role != "signer" or self.action.sign_off_asked_id == person.id
        return self.action.status == Status.DONE and asked

    def blocks(
        self, message: Message, context: ActionRenderContext, just_done: Event | None
    ) -> Iterator[Block]:
        """Yield the action with its two buttons, or what became of it."""
        own = just_done if just_done and just_done.action_id == self.action.id else None
        became = self._became(message.person)
        if became:
            yield lines([f"#{self.action.id} ", bold(self.action.title)], [became])
            if own and own.kind in UNDOABLE:
                yield row(f"undo-{self.action.id}", undo_button(own, message.id))
            return
        yield card(self.action, context)
        if self.role != "signer":
            yield lines([faint(_WHY[self.role])])
        offered = ending_buttons(self.action, message.person, message.id)
        if offered:
            yield row(f"end-{self.action.id}", *offered)

    def _became(self, person: Person) -> str:
        action = self.action
        if action.status == Status.SIGNED_OFF:
            return "✅ Signed off."
        if action.status != Status.DONE:
            return f"↩ Not signed off: it is {action.status}."
        if not self.still_true(person):
            return "➡ Somebody else is asked to sign it off."
        return ""


_WHY: Mapping[str, str] = {
    "manager": "Its sign-off has waited long; you hear of it as the manager of whoever is asked.",
    "lead": "Its sign-off has waited long; you hear of it as a lead.",
}


def asked(
    item: SignOffItem, message: Message, context: ActionRenderContext, just_done: Event | None
) -> Answer:
    """Ask one person to sign one action off."""
    action, done = item.action, item.done
    heading = f"#{action.id} is done. Do you sign it off?"
    if done and done.person:
        who = done.person.called
        heading = f"{who[0].upper()}{who[1:]} says that {heading}"
    blocks = [lines([heading]), *item.blocks(message, context, just_done)]
    if item.still_true(message.person):
        said = [quote(done.note)] if done and done.note else []
        measure = fact("Success looks like", action.success_measure)
        blocks[2:2] = [*said, *([measure] if measure else [])]
    return Answer(f"#{action.id} waits for your sign-off", blocks)


def nobody(action: Action, message: Message, context: ActionRenderContext) -> Answer:
    """Tell a lead that nobody may sign an action off."""
    told = [f"Nobody may sign off #{action.id}, which is done. Everybody I can reach owns it, "]
    told.append("deputises for it, is in the owner's line, has marked it done, or leads nobody.")
    blocks = [lines(["".join(told)]), card(action, context)]
    is_waiting = action.status == Status.DONE and action.sign_off_asked_id is None
    offered = ending_buttons(action, message.person, message.id) if is_waiting else []
    if offered:
        blocks.append(row(f"end-{action.id}", *offered))
    return Answer(f"Nobody may sign off #{action.id}", blocks)


def outcome(action: Action, message: Message, context: ActionRenderContext) -> Answer:
    """Ask whether an action made a difference, some weeks after it was signed off."""
    heading = f"#{action.id} was signed off"
    if action.signed_off_at is not None:
        heading += f" on {date_words(action.signed_off_at.date())}"
    blocks = [lines([f"{heading}. Did it make a difference?"]), card(action, context)]
    measure = fact("Success looks like", action.success_measure)
    if measure:
        blocks.append(measure)
    choices = _choices(action, message) if is_asked(action, message) else []
    if choices:
        blocks.append(row(f"outcome-{action.id}", *choices))
    elif action.outcome is not None:
        blocks.append(lines([f"Kept: {action.outcome}."]))
    return Answer(f"Did #{action.id} make a difference?", blocks)


def is_asked(action: Action, message: Message) -> bool:
    """Say whether the outcome that a message asks for is still wanted."""
    wanted = action.outcome_check_on is not None and action.status == Status.SIGNED_OFF
    return wanted and str(action.outcome_check_on) == message.about["on"]


def _choices(action: Action, message: Message) -> list[Block]:
    besides = roles_of(action, message.person)
    if not may(message.person, Permission.JUDGE, action.owner, besides=besides):
        return []
    value = {"n": action.id, "m": message.id}
    return [
        button(_LABELS[each], f"outcome_{number}", {**value, "o": each.value})
        for number, each in enumerate(ActionOutcome)
    ]


_LABELS: Mapping[ActionOutcome, str] = {
    ActionOutcome.DIFFERENCE: "Made a difference",
    ActionOutcome.SOME: "Some",
    ActionOutcome.NONE: "None",
    ActionOutcome.TOO_EARLY: "Too early to say",
}
