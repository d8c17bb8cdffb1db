"""The form for an action's place in the plan: what it waits for, its phase, and its return."""

import re
from collections.abc import Sequence

from bot.actions import ordering_view as messages
from bot.actions.render_context import reader_of
from bot.actions.view import card
from bot.slack.blocks import Answer, Block, field_, lines, option, text_input
from bot.slack.filled import Filled
from db.actions import dependencies
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action
from db.models.action_order import FROM_COMPLETION, FROM_DATE, PHASE_LENGTH
from jobs.actions import ordering, recurring
from jobs.context import RequestContext
from jobs.rules.recurrence import LONGEST_RULE, Recurrence
from jobs.rules.recurrence_words import (
    UnreadableRecurrenceError,
    read_recurrence,
    spell_recurrence,
)

AFTER_LENGTH = 200
_NUMBERS = re.compile(r"(?:#?\d{1,9}(?:[\s,]+|\s+and\s+|$))*")
_FROM = {FROM_DATE: "from its due date", FROM_COMPLETION: "from when it is done"}


def fields(action: Action | None) -> Sequence[Block]:
    """Return the fields, each as it stands now."""
    if action is None:
        raise TypeError("this form is about an action")
    counted = {
        "type": "static_select",
        "options": [option(words, value) for value, words in _FROM.items()],
        "initial_option": option(_FROM[action.recurs_from], action.recurs_from),
    }
    phase = text_input(PHASE_LENGTH, initial=action.phase, example="Phase 1: Stabilise")
    after = text_input(AFTER_LENGTH, initial=after_words(action), example="#7 #9")
    often = text_input(LONGEST_RULE, initial=repeats_words(action), example="three times a year")
    return [
        field_("after", "Comes after", after, optional=True, hint="Numbers of other actions."),
        field_("phase", "Phase", phase, optional=True),
        field_("repeats", "Comes round", often, optional=True, hint="Left empty: once."),
        field_("counted", "Counted", counted),
    ]


def after_words(action: Action) -> str:
    """Return what it comes after as it is typed: "#7 #9"."""
    return " ".join(f"#{number}" for number in sorted(before.id for before in action.after))


def repeats_words(action: Action) -> str:
    """Return how it comes round as it can be typed again; empty if it does not."""
    return rule_words(action.recurrence)


def rule_words(recurrence: str) -> str:
    """Return a rule (RFC 5545) as it can be typed again; empty if there is none."""
    if not recurrence:
        return ""
    kept = Recurrence.parse(recurrence)
    said = spell_recurrence(kept)
    try:
        return said if read_recurrence(said).rule == kept.rule else kept.rule
    except UnreadableRecurrenceError:
        return kept.rule


def saved(number: int, given: Filled, ctx: RequestContext) -> Answer:
    """Save what was changed of the three things, or, if one is refused, nothing."""
    dependencies.begin(ctx.session)
    action = actions.find(ctx.session, number, ctx.person)
    changed = [change(action, given, ctx) for change in (_after, _phase, _repeats)]
    if not any(changed):
        raise RefusedError("Nothing was changed; press Cancel to leave it as it is.", "after")
    ctx.session.flush()
    told = messages.facts(action, messages.Around(action.after), reader_of(ctx))
    said = f"#{action.id} has its place in the plan."
    return Answer(said, [lines([said]), card(action, reader_of(ctx, [action])), *told])


def _after(action: Action, given: Filled, ctx: RequestContext) -> bool:
    if given.text("after").split() == after_words(action).split():
        return False
    if not _NUMBERS.fullmatch(given.text("after").strip()):
        raise RefusedError("Write the numbers of other actions: #7 #9.", about="after")
    numbers = [int(number) for number in re.findall(r"\d+", given.text("after"))]
    ordering.put_after(ctx.session, action, numbers, ctx.person, ctx.now)
    return True


def _phase(action: Action, given: Filled, ctx: RequestContext) -> bool:
    phase = ordering.as_spelled(ctx.session, given.text("phase"))
    if phase == action.phase:
        return False
    action.put_in_phase(ctx.person, ctx.now, phase)
    return True


def _repeats(action: Action, given: Filled, ctx: RequestContext) -> bool:
    words, counted = given.text("repeats").strip(), given.text("counted")
    if words == repeats_words(action) and (counted == action.recurs_from or not words):
        return False
    if not words:
        action.repeat(ctx.person, ctx.now, "", action.recurs_from)
        return True
    from_completion = counted == FROM_COMPLETION
    recurring.repeat(action, words, ctx.person, ctx.now, from_completion=from_completion)
    return True
