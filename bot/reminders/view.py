"""What the bot says of deputies, of people who are away, and of what is put off."""

from datetime import date

from bot.actions.phrases import date_words
from bot.actions.view import ActionRenderContext, card
from bot.capital import capital
from bot.slack.blocks import Answer, Block, lines, option, saying, select
from bot.vocabulary import our
from db.models import Absence, Action, Person
from jobs.reminders import snoozing
from jobs.rules.deadlines import spell
from jobs.rules.escalation import Policy

LATER = "Remind me later"
A_FEW_DAYS, NEXT_WEEK, A_DATE = "3", "week", "date"


def deputised(action: Action, context: ActionRenderContext) -> Answer:
    """Confirm who is asked while the owner is away."""
    if action.deputy is None:
        who = "the owner's own deputy or manager" if action.owner else f"{our.lead:a}"
        said = f"{action.called} has no deputy any more; while its owner is away, I'll ask {who}."
    else:
        said = f"I'll ask {action.deputy.called} about {action.called} while its owner is away."
    return Answer(said, [lines([said]), card(action, context)])


def snoozed(action: Action, until: date, wished: date) -> Answer:
    """Confirm until when one person hears nothing, and what stays as it is."""
    due = date_words(action.due_on, action.due_precision)
    as_far = "" if wished <= until else " That is as far as it can be put off."
    return saying(
        f"I'll remind you of {action.called} on {spell(until)}.{as_far} It is still due {due}, "
        "and others are reminded as before."
    )


def woken(action: Action) -> Answer:
    return saying(f"{action.called} isn't put off: its next reminder comes as usual.")


def later_picker(
    action: Action, person: Person, message_id: int, context: ActionRenderContext, policy: Policy
) -> Block | None:
    """Return the picker that puts an action off, or None where it is too late for that."""
    if not action.is_open or action.due_on is None:
        return None
    if snoozing.latest(action, policy, context.calendar) <= context.today:
        return None
    few = snoozing.in_a_few_days(person, context.today, context.calendar)
    week = snoozing.next_week(person, context.today, context.calendar)
    soon = [(f"In 3 working days ({spell(few)})", A_FEW_DAYS)] if few != week else []
    choices = [
        *soon,
        (f"Next week ({spell(week)})", NEXT_WEEK),
        ("On another day …", A_DATE),
    ]
    options = [option(words, f"{wish} {action.id} {message_id}") for words, wish in choices]
    return select(LATER, options) | {"action_id": "snooze_pick"}


def away_words(person: Person, absence: Absence) -> str:
    """Return that somebody is away, or takes nothing new, and until when."""
    how = "isn't taking on anything new" if absence.can_finish else "is away"
    called = capital(person.called)
    return f"{called} {how} until {spell(absence.last_on)}."
