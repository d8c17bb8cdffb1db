"""An action's place in the plan, as it can be typed again."""

import re
from collections.abc import Mapping
from typing import Final

from db.models import Action
from jobs.rules.deadline_words import WEEKDAY_NAMES
from jobs.rules.errors import UnreadableError
from jobs.rules.recurrence import Recurrence
from jobs.rules.recurrence_words import PLACES, WEEKDAY_CODES, read_recurrence

_NAMES: Final[Mapping[str, str]] = {"WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


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


def spell_recurrence(recurrence: Recurrence) -> str:
    """Say how often it comes round: "every 4 months", "every Monday", or the rule itself."""
    parts = recurrence.parts
    every, unit = int(parts.get("INTERVAL", "1")), _NAMES[parts["FREQ"]]
    often = f"every {unit}" if every == 1 else f"every {every} {unit}s"
    if recurrence.is_by_the_month:
        return f"{often}, by the month's end"
    rest = parts.keys() - {"FREQ", "INTERVAL"}
    if not rest:
        return often
    spelled = _spell_rest(parts, often, every) if len(rest) == 1 else ""
    return spelled or f"by the rule {recurrence.rule}"


def _spell_rest(parts: Mapping[str, str], often: str, every: int) -> str:
    day, monthly = parts.get("BYDAY", ""), parts["FREQ"] == "MONTHLY"
    if parts["FREQ"] == "WEEKLY" and day in WEEKDAY_CODES:
        name = WEEKDAY_NAMES[WEEKDAY_CODES.index(day)]
        return f"every {name}" if every == 1 else f"{often} on {name}"
    placed = re.fullmatch(r"([1-4]|-1)([A-Z]{2})", day)
    if monthly and placed and every == 1:
        place = next(name for name, value in PLACES.items() if value == int(placed[1]))
        return f"the {place} {WEEKDAY_NAMES[WEEKDAY_CODES.index(placed[2])]} of every month"
    if monthly and parts.get("BYMONTHDAY", "").isdigit():
        return f"{often}, on day {parts['BYMONTHDAY']}"
    return ""
