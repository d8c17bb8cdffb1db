"""The words of what is refused about reminders."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "message.not_theirs": "That message was written to somebody else.",
    "reminders.not_open": "{number!n} is {status}, so there is nothing to remind you of.",
    "reminders.no_date": "{number!n} has no date, so there is nothing to remind you of.",
    "reminders.day_past": "Choose a date in the future.",
    "reminders.too_quiet": "Your council asks for at least {least}.",
    "reminders.no_morning": "Choose at least one day on which you work.",
    "reminders.too_late": (
        "{number!n} can't be put off any more: that ends on {last}, with the first reminder after "
        "its date. Mark it done, or move its date."
    ),
}
