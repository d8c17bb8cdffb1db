"""What somebody may ask about the order of actions, their phases and their return."""

from dataclasses import dataclass

from bot.actions.requests import Request


@dataclass(frozen=True)
class After(Request):
    """`after 12 #7 #9`; no numbers: it waits for nothing."""

    number: int
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class PutInPhase(Request):
    """`phase 12 Phase 1: Stabilise`; an empty phase takes it out."""

    number: int
    phase: str = ""


@dataclass(frozen=True)
class Phases(Request):
    """`phases`."""


@dataclass(frozen=True)
class Repeat(Request):
    """`repeat 12 three times a year from completion`; no words: never again."""

    number: int
    words: str = ""
    from_completion: bool = False
