"""What the bot says about an action's end: sign-off, deferred, dropped, and taken up again."""

from collections.abc import Sequence

from bot.actions.phrases import date_words
from bot.actions.view import ActionRenderContext, card, confirmed, fact
from bot.slack.blocks import Answer, Block, aside, bold, button, faint, lines, quote, row, saying
from db.actions.roles import can_sign
from db.models import Action, Event, Person, Status
from db.permissions import Permission, may

MOST_WAITING = 10


def ending_buttons(action: Action, person: Person, message_id: int | None) -> list[Block]:
    """Return the buttons about an action's end that the permission table lets this person press."""
    value = {"n": action.id, "m": message_id}
    if can_sign(action, person):
        return [
            button("Sign off", "action_sign", value, "primary"),
            button("Send back", "action_return", value),
        ]
    offered: list[tuple[Permission, Block]] = []
    if action.is_open:
        offered = [
            (Permission.SHELVE, button("Defer", "action_defer", value)),
            (Permission.SHELVE, button("Drop", "action_drop", value)),
        ]
    if action.is_shelved:
        offered = [(Permission.SHELVE, button("Resume", "action_resume", value))]
    if action.is_open or action.status == Status.DONE:
        offered.append((Permission.CHOOSE_SIGNER, button("Who signs off", "action_signer", value)))
    return [made for verb, made in offered if may(person, verb, action.owner)]


def signed_off(action: Action, event: Event) -> Answer:
    """Confirm a sign-off, with what shows it and when its outcome is asked after."""
    line = lines(["✅ ", f"#{action.id} ", bold(action.title), " is signed off."])
    also = [quote(action.evidence)] if action.evidence else []
    if action.outcome_check_on is not None:
        when = date_words(action.outcome_check_on)
        also.append(aside(f"On {when} somebody is asked whether it made a difference."))
    return confirmed(f"#{action.id} is signed off.", line, event, *also)


def sent_back(action: Action, event: Event) -> Answer:
    """Confirm that it was not signed off."""
    line = lines(["↩ ", f"#{action.id} ", bold(action.title), " is in progress again."])
    told = [aside("Its owner hears why.")] if action.owner_id else []
    return confirmed(f"#{action.id} is in progress again.", line, event, *told)


def deferred(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    """Confirm until when it is put aside, and what becomes of its due date."""
    until = until_words(action)
    what: Sequence[Block | str] = [f"#{action.id} ", bold(action.title), f" is deferred {until}."]
    rows: list[Sequence[Block | str]] = [what, ["Nobody is reminded of it meanwhile."]]
    due, wakes = action.due_on, action.deferred_until
    if due is not None and wakes is not None and due < wakes:
        rows.append([faint(f"It is due before that, on {date_words(due)}: move its date too.")])
    return confirmed(f"#{action.id} is deferred.", lines(*rows), event)


def dropped(action: Action, event: Event) -> Answer:
    """Confirm that nobody is to work on it any more."""
    line = lines([f"#{action.id} ", bold(action.title), " is dropped. It stays on record."])
    return confirmed(f"#{action.id} is dropped.", line, event)


def resumed(action: Action, context: ActionRenderContext) -> Answer:
    """Confirm that it is taken up again."""
    words = f"#{action.id} is open again."
    return Answer(words, [lines([words]), card(action, context)])


def signer_chosen(action: Action, to: Person) -> Answer:
    """Confirm who is to sign it off, and when they hear."""
    if action.status == Status.DONE:
        return saying(f"I am asking {to.called} to sign off #{action.id}.")
    return saying(f"Once #{action.id} is done, I will ask {to.called} to sign it off.")


def judged(action: Action) -> Answer:
    """Confirm what came of it."""
    if action.outcome_check_on is not None:
        return saying(f"Thank you. I will ask once more on {date_words(action.outcome_check_on)}.")
    return saying(f"Thank you. Kept with #{action.id}: {action.outcome}.")


def waiting(found: Sequence[Action], person: Person, context: ActionRenderContext) -> Answer:
    """Show what waits for somebody's sign-off, with buttons."""
    if not found:
        return saying("Nothing waits for your sign-off.")
    heading = f"{len(found)} waiting for your sign-off"
    blocks = [lines([bold(heading)])]
    for action in found[:MOST_WAITING]:
        blocks.append(card(action, context))
        if action.sign_off_asked_id is None:
            blocks.append(lines([faint("Nobody was found to ask.")]))
        offered = ending_buttons(action, person, None)
        if offered:
            blocks.append(row(f"end-{action.id}", *offered))
    if len(found) > MOST_WAITING:
        blocks.append(aside(f"and {len(found) - MOST_WAITING} more"))
    return Answer(heading, blocks)


def asking_words(action: Action, asked: Person | None) -> str:
    """Return who signs off what was just marked done."""
    if asked is None:
        return "Nobody I know may sign it off, so I will tell the leads."
    return f"It waits for sign-off: I will ask {asked.called}."


def until_words(action: Action) -> str:
    """Return until when it is put aside."""
    if action.deferred_until is None:
        return "until somebody resumes it"
    return f"until {date_words(action.deferred_until)}"


def success_measure(action: Action) -> list[Block]:
    """Return what success looks like, if the action says."""
    measure = fact("Success looks like", action.success_measure)
    return [measure] if measure else []
