"""How much of what comes in is read at all: checked before anything parses it."""

from collections.abc import Collection
from typing import Final

from db.errors import RefusedError

MOST_TYPED: Final = 4000  # characters after a command or in a message to the bot
MOST_IN_A_FIELD: Final = 3000  # what Slack lets somebody type into one
MOST_CHOSEN: Final = 100  # of one list


def refuse_long(text: str) -> None:
    """Refuse more than the bot reads at once."""
    if len(text) > MOST_TYPED:
        raise RefusedError(
            f"That is {len(text):,} characters long; I read {MOST_TYPED:,} at once. "
            "Send it in parts."
        )


def problem_with(value: str | Collection[str]) -> str:
    """Return what is wrong with what was filled into one field; empty where it may be read."""
    if isinstance(value, str):
        is_long = len(value) > MOST_IN_A_FIELD
        return f"Write {MOST_IN_A_FIELD:,} characters or fewer." if is_long else ""
    return f"Choose {MOST_CHOSEN} or fewer." if len(value) > MOST_CHOSEN else ""
