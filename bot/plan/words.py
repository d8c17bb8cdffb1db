"""The words for what an import does, shared by the terminal and Slack."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions.phrases import NO_DATE, NO_OWNER, date_words
from bot.vocabulary import our
from db.models import Due
from db.plan.importing import ImportOutcome, ImportStep, PlanChange, Value
from jobs.plan.columns import COLUMNS, KIND_WORDS, KINDS

FIELD_NAMES: Final[Mapping[str, str]] = {one.attribute: one.heading.lower() for one in COLUMNS}
NO_REVIEW: Final = (
    f"No review has been loaded yet: {our.lead:a} can drop its file here, in a direct message to "
    "me, as Excel, CSV or Word with its findings, top tips and key lines of enquiry."
)


def kind_words(kind: str) -> str:
    """Return what a table's rows are, in words."""
    return KINDS.get(kind, "not clear")


def counted(steps: Sequence[ImportStep]) -> str:
    """Return how many there are of each kind: "12 actions, 6 top tips"."""
    counts = Counter(step.kind for step in steps)
    told = [f"{n} {KIND_WORDS[kind][n > 1]}" for kind, n in counts.items()]
    return ", ".join(told) or "0"


def outcome_words(outcome: ImportOutcome) -> str:
    """Return how many rows are new, how many change and how many stay as they are."""
    changed, same = len(outcome.changed), len(outcome.unchanged)
    return f"{counted(outcome.new)} new, {changed} changed, {same} unchanged"


def change_words(change: PlanChange) -> tuple[str, str]:
    """Return what a field is and what it becomes."""
    nothing = {"owner": NO_OWNER, "due": NO_DATE}.get(change.field, "nothing")
    return value_words(change.old) or nothing, value_words(change.new) or nothing


def value_words(value: Value) -> str:
    """Return one value; a date with its weekday."""
    if isinstance(value, Due):
        return date_words(value.day, value.precision)
    return value or ""


def why_kept(step: ImportStep, change: PlanChange) -> str:
    """Return why a field stays as it is here."""
    if step.is_finished and change.field == "due":
        return "finished here"
    did = {"due": "moved", "owner": "given"}.get(change.field, "changed")
    return f"{did} here since"
