"""What happened to an action's place in the plan, in a line of its history."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.actions.numbers import numbers_words
from db.models import Event
from jobs.rules.deadlines import spell
from jobs.rules.recurrence import Recurrence
from jobs.rules.recurrence_words import spell_recurrence


def words(event: Event) -> str:
    """Return one event of this subject in a line: who did what, old to new."""
    who = f"{event.person.name} " if event.person else ""
    return f"{who}{DID[event.kind](event)}"


def _after(event: Event) -> str:
    old, new = event.changes["after"]
    return f"changed what it comes after: {_numbers(old)} → {_numbers(new)}"


def _numbers(numbers: list[int]) -> str:
    return numbers_words(numbers) if numbers else "nothing"


def _phase(event: Event) -> str:
    old, new = event.changes["phase"]
    return f"changed its phase: {old or 'none'} → {new or 'none'}"


def _repeats(event: Event) -> str:
    _, new = event.changes.get("recurrence", [None, None])
    if new is None:
        return "changed from when its return is counted"
    if not new:
        return "ended its return"
    return f"lets it come round {spell_recurrence(Recurrence.parse(new))}"


def _passed_over(event: Event) -> str:
    _, days = event.changes["passed_over"]
    told = ", ".join(spell(date.fromisoformat(day)) for day in days)
    what = "An occurrence was" if len(days) == 1 else f"{len(days)} occurrences were"
    return f"{what} passed over, as this one was still open: {told}"


def _came_round(event: Event) -> str:
    return f"Came round again after #{event.changes['previous_id'][1]}"


DID: Mapping[str, Callable[[Event], str]] = {
    "after": _after,
    "phase": _phase,
    "repeats": _repeats,
    "passed over": _passed_over,
    "came round": _came_round,
}
