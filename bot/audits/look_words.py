"""What a day of the calendar is for: a board's own name, or what is due in a month of audits."""

from collections.abc import Mapping
from typing import Final

from bot.vocabulary import our
from jobs.rules.looks import Look

OF_A_MONTH: Final[Mapping[str, str]] = {
    "draw": f"draft pairs to {our.leads}",
    "open": "pairs notified",
    "due": f"{our.audit} deadline",
    "moderate": f"{our.moderation} deadline",
    "close": f"summary to {our.leads}",
}


def look_words(look: Look) -> str:
    """Return it as it stands in a calendar: "Live audits of December 2026: audit deadline"."""
    due = OF_A_MONTH.get(look.kind)
    return f"{our.live_audits:C} of {look.what}: {due}" if due else look.what


def short_words(look: Look) -> str:
    """Return it in one line below a picture: "audit deadline, December 2026"."""
    due = OF_A_MONTH.get(look.kind)
    return f"{due}, {look.what}" if due else look.what
