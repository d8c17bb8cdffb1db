"""How somebody wants their own morning's message."""

from dataclasses import dataclass
from datetime import time

from db.context import ChangeContext


@dataclass(frozen=True)
class MorningChoice:
    """What somebody chose; None, and no days, are as the council has it."""

    level: str | None = None
    at: time | None = None
    days: frozenset[int] = frozenset()  # Monday is 0


def choose(ctx: ChangeContext, choice: MorningChoice) -> None:
    """Write down how whoever asks wants their morning's message."""
    person = ctx.person
    person.morning_level, person.morning_at = choice.level, choice.at
    person.morning_days = "".join(str(day + 1) for day in sorted(choice.days)) or None
    ctx.session.flush()
