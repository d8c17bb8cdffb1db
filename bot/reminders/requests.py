"""What somebody may ask of reminders: deputies, days away, and hearing of it later."""

from dataclasses import dataclass

from bot.actions.requests import Request


@dataclass(frozen=True)
class Deputise(Request):
    """`deputy 12 @person` or `deputy 12 none`; `to` is a Slack id, ME, or None for nobody."""

    number: int
    to: str | None


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


@dataclass(frozen=True)
class Snooze(Request):
    """`snooze 12 until thu`."""

    number: int
    until: str


@dataclass(frozen=True)
class Wake(Request):
    """`snooze 12 off`."""

    number: int
