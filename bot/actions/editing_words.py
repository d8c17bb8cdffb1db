"""How a change of an action's words stands in a line."""

from db.models import Event
from jobs.plan.columns import COLUMNS


def edited_words(event: Event) -> str:
    """Return which of an action's words somebody changed, old to new."""
    changes = (
        f"{_NAMES[name]}: {_in_quotes(old)} → {_in_quotes(new)}"
        for name, (old, new) in event.changes.items()
    )
    return f"changed {'; '.join(changes)}"


_NAMES = {one.attribute: one.in_history for one in COLUMNS}
_MOST_QUOTED = 120


def _in_quotes(text: str) -> str:
    if not text:
        return "none"
    return f"“{text}”" if len(text) <= _MOST_QUOTED else f"“{text[:_MOST_QUOTED]}…”"
