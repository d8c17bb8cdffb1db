"""Reads what is typed about days away."""

import re

from bot.reminders.requests import Away, Back
from bot.slack.parsing import MENTION
from bot.slack.registry import ME

AWAY = "away @person from 4 Jan to 15 Jan"
BACK = "back @person"
WHO = rf"(?:{MENTION}|(?P<me>me|i)\b)"
CAN_FINISH = re.compile(r"[\s,;]*\b(?:and\s+)?can finish\.?$", re.IGNORECASE)


def read_away(rest: str) -> Away | None:
    """Read who is away and when; None where that is not what it says. No name is oneself."""
    words = CAN_FINISH.sub("", rest)
    found = re.fullmatch(
        rf"(?:{WHO}\s+)?(?:from\s+)?(?P<first>.+?)\s+(?:to|until|till)\s+(?P<last>.+)",
        words,
        re.IGNORECASE,
    )
    if found is None or words.startswith("@"):
        return None
    return Away(found["person"] or ME, found["first"], found["last"], can_finish=words != rest)


def read_back(rest: str) -> Back | None:
    """Read who is back; None where that is not what it says. No name is oneself."""
    found = re.fullmatch(rf"(?:{WHO})?", rest, re.IGNORECASE)
    return Back(found["person"] or ME) if found else None
