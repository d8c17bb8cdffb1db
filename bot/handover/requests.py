"""What somebody may ask about handing over, once their words are understood."""

from dataclasses import dataclass

from bot.actions.requests import Request


@dataclass(frozen=True)
class OfferedToMe(Request):
    """`handover` alone: what is offered to whoever asks, and has no answer yet."""


@dataclass(frozen=True)
class Holdings(Request):
    """`handover @leaver`: everything somebody holds; `giver` is a Slack id or ME."""

    giver: str


@dataclass(frozen=True)
class HandOver(Request):
    """`handover @leaver to @person because …`; both are Slack ids or ME.

    `sure` says that whoever asks has seen what it is about.
    """

    giver: str
    taker: str
    why: str = ""
    sure: bool = False
