"""What somebody may ask of the bot whose verbs are not one class each yet."""

from dataclasses import dataclass
from datetime import time

from bot.slack.registry import ME, OpenForm, Request, answer

__all__ = ["ME", "OpenForm", "Request", "answer"]

HERE = "here"


@dataclass(frozen=True)
class Digest(Request):
    """`status`, `status overdue team Permanence`.

    `view` is the section asked for, empty for the whole digest. `whose` is empty for what somebody
    answers for, or own, line, person, team, service or all; `name` is the team's or service's name,
    or the person's Slack id, unless a button knows their number.
    """

    view: str = ""
    whose: str = ""
    name: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class StatusHelp(Request):
    """`status help`."""


@dataclass(frozen=True)
class WhoLooks(Request):
    """`status calendar`."""


@dataclass(frozen=True)
class Subscribe(Request):
    """`status weekly mon 9:00 here overdue`; `to` is here, me or a channel's id."""

    at: time
    to: str
    what: Digest
    weekday: int | None = None
    working_day: int | None = None


@dataclass(frozen=True)
class Subscriptions(Request):
    """`status subscriptions`."""


@dataclass(frozen=True)
class ChangeSubscription(Request):
    """`status pause 2`; `change` is pause, resume or stop."""

    number: int
    change: str
