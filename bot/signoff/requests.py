"""What somebody may ask about an action's end, once their words are understood."""

from dataclasses import dataclass

from bot.actions.requests import Request


@dataclass(frozen=True)
class Sign(Request):
    """`sign 12 https://council.example/minutes item 4`; either may be missing, not both."""

    number: int
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Return(Request):
    """`return 12 because the minutes are not signed yet`."""

    number: int
    why: str = ""


@dataclass(frozen=True)
class Defer(Request):
    """`defer 12 until 1 March because the grant begins then`; no `due`: until it is resumed."""

    number: int
    due: str | None = None
    why: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Drop(Request):
    """`drop 12 because the new strategy covers it`."""

    number: int
    why: str = ""


@dataclass(frozen=True)
class Resume(Request):
    """`resume 12`."""

    number: int
    why: str = ""


@dataclass(frozen=True)
class ChooseSigner(Request):
    """`signer 12 @person`; `to` is a Slack id or ME."""

    number: int
    to: str


@dataclass(frozen=True)
class WaitingForMe(Request):
    """`waiting`."""
