"""Where a message stands in its reader's morning, or why it cannot wait for that."""

from enum import IntEnum, StrEnum
from typing import Final

from bot.vocabulary import our


class CannotWait(StrEnum):
    """Why a message comes by itself during the day; docs/reminders.md has the list."""

    ANSWER = "A colleague's answer to something you asked for, such as a new date or more time."
    APPOINTMENT = f"{our.live_audit:A} that was booked, moved or cancelled, and its calendar file."
    PAIR = (
        f"A message to both people of {our.live_audit:a} to find a time, if the council wants one."
    )
    SOON = f"What is due, or {our.live_audit:a} to be held, today or on your next working day."
    INADEQUATE = f"{our.live_audit:A} with the lowest grade, for the {our.head_of_service}."
    TO_YOU = "What you asked for yourself and couldn't be shown then, and the bot's first message."
    FAILED = "A message that couldn't be delivered, for administrators."
    CHANNEL = "What goes to a channel: counts that somebody asked for, or a month's learning note."


class MorningSection(StrEnum):
    """A section of the morning's message, by its heading."""

    DECISIONS = "Waiting for your answer"
    ACTIONS = "Actions"
    AUDITS = f"{our.live_audits:C}"
    NEWS = "What colleagues did"
    ESCALATED = "Overdue in your teams this week"
    DIGEST = "Your digest"


class Rank(IntEnum):
    """How urgent something in a morning's message is, the most urgent first."""

    DUE = 0
    ASKED = 1
    COMING = 2
    NEWS = 3
    ESCALATED = 4
    DIGEST = 5


RANKS: Final = {
    MorningSection.DECISIONS: Rank.ASKED,
    MorningSection.ACTIONS: Rank.COMING,
    MorningSection.AUDITS: Rank.ASKED,
    MorningSection.NEWS: Rank.NEWS,
    MorningSection.ESCALATED: Rank.ESCALATED,
    MorningSection.DIGEST: Rank.DIGEST,
}
