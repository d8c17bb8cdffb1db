"""The form for an action's place in the plan: what it waits for, its phase, and its return."""

from collections.abc import Sequence

from bot.slack.blocks import Block, field_, option, text_input
from db.models import Action
from db.models.action import FROM_COMPLETION, FROM_DATE, PHASE_LENGTH
from jobs.rules.recurrence import LONGEST_RULE, Recurrence
from jobs.rules.recurrence_words import (
    UnreadableRecurrenceError,
    read_recurrence,
    spell_recurrence,
)

AFTER_LENGTH = 200
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
