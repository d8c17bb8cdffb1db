"""An action's place in the plan, as it can be typed again."""

from db.models import Action
from jobs.rules.errors import UnreadableError
from jobs.rules.recurrence import Recurrence
from jobs.rules.recurrence_words import (
    read_recurrence,
    spell_recurrence,
)


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
    except UnreadableError:
        return kept.rule
