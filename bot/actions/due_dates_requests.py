"""What somebody may ask of an action's date and of where it stands."""

from dataclasses import dataclass

from bot.actions.requests import Request


@dataclass(frozen=True)
class Approve(Request):
    """`approve 12`; `asked` is the line of the ledger that a button was about."""

    number: int
    asked: int | None = None


@dataclass(frozen=True)
class Decline(Request):
    """`decline 12 because the board meets before that`."""

    number: int
    why: str
    asked: int | None = None


@dataclass(frozen=True)
class Rate(Request):
    """`rag 12 amber because …`; without a level it takes back what was said."""

    number: int
    level: str | None
    why: str = ""


@dataclass(frozen=True)
class TellRule(Request):
    """`rag`."""
