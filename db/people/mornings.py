"""How somebody wants their own morning's message."""

from dataclasses import dataclass
from datetime import time

from db import council_events
from db.context import ChangeContext
from db.history import put
from db.models import CouncilEventKind


@dataclass(frozen=True)
class MorningChoice:
    """What somebody chose; None, and no days, are as the council has it."""

    level: str | None = None
    at: time | None = None
    days: frozenset[int] = frozenset()  # Monday is 0


def choose(ctx: ChangeContext, choice: MorningChoice) -> None:
    """Write down how whoever asks wants their morning's message."""
    days = "".join(str(day + 1) for day in sorted(choice.days)) or None
    fields = {"morning_level": choice.level, "morning_at": choice.at, "morning_days": days}
    changes = put(ctx.person, fields)
    if changes:
        council_events.record(ctx, CouncilEventKind.HEARS, changes, about=ctx.person)
    ctx.session.flush()
