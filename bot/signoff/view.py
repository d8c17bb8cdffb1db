"""What the bot says about an action's end: sign-off, deferred, dropped, and taken up again."""

from collections.abc import Sequence

from bot.actions.phrases import date_words
from bot.actions.view import confirmed, fact
from bot.slack.blocks import Answer, Block, aside, bold, faint, lines, quote, saying
from bot.vocabulary import our
from db.models import Action, Event, Person


def signed_off(action: Action, event: Event) -> Answer:
    """Confirm a sign-off, with what shows it and when its outcome is asked after."""
    line = lines(["✅ ", f"{action.called} ", bold(action.title), " is signed off."])
    also = [quote(action.evidence)] if action.evidence else []
    if action.outcome_check_on is not None:
        when = date_words(action.outcome_check_on)
        also.append(aside(f"On {when} somebody will be asked whether it made a difference."))
    return confirmed(f"{action.called} is signed off.", line, event, *also)


def sent_back(action: Action, event: Event) -> Answer:
    line = lines(["↩ ", f"{action.called} ", bold(action.title), " is in progress again."])
    told = [aside("I'll tell its owner why.")] if action.owner_id else []
    return confirmed(f"{action.called} is in progress again.", line, event, *told)


def deferred(action: Action, event: Event) -> Answer:
    """Confirm until when it is put aside, and what becomes of its due date."""
    until = until_words(action)
    what: Sequence[Block | str] = [
        f"{action.called} ",
        bold(action.title),
        f" is deferred {until}.",
    ]
    rows: list[Sequence[Block | str]] = [what, ["Its reminders are paused."]]
    due, wakes = action.due_on, action.deferred_until
    if due is not None and wakes is not None and due < wakes:
        rows.append([faint(f"It is due before that, on {date_words(due)}: move its date too.")])
    return confirmed(f"{action.called} is deferred.", lines(*rows), event)


def dropped(action: Action, event: Event) -> Answer:
    line = lines([f"{action.called} ", bold(action.title), " is dropped. It stays on record."])
    return confirmed(f"{action.called} is dropped.", line, event)


def signer_chosen(action: Action, to: Person) -> Answer:
    """Confirm who is to sign it off, and when they hear."""
    if action.awaits_sign_off:
        return saying(f"I'm asking {to.called} to sign off {action.called}.")
    return saying(f"Once {action.called} is done, I'll ask {to.called} to sign it off.")


def judged(action: Action) -> Answer:
    if action.outcome_check_on is not None:
        return saying(f"Thank you. I'll ask once more on {date_words(action.outcome_check_on)}.")
    return saying(f"Thank you. Recorded for {action.called}: {action.outcome}.")


def asking_words(action: Action, asked: Person | None) -> str:
    """Return who signs off what was just marked done."""
    if not action.awaits_sign_off:
        return ""
    if asked is None:
        return f"Nobody I know can sign it off, so I'll tell the {our.leads}."
    return f"I'll ask {asked.called} to sign it off."


def until_words(action: Action) -> str:
    if action.deferred_until is None:
        return "until somebody resumes it"
    return f"until {date_words(action.deferred_until)}"


def success_measure(action: Action) -> list[Block]:
    """Return what success looks like, if the action says."""
    measure = fact("Success looks like", action.success_measure)
    return [measure] if measure else []
