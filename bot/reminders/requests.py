"""What somebody may say of days away."""

from dataclasses import dataclass

from bot.slack.registry import Request


@dataclass(frozen=True)
class Away(Request):
    """`away @person from 4 Jan to 15 Jan can finish`; `person` is a Slack id or ME."""

    person: str
    first: str
    last: str
    can_finish: bool = False


@dataclass(frozen=True)
class Back(Request):
    """`back @person`; `person` is a Slack id or ME."""

    person: str
