"""How the bot asks before it takes a date that could mean another, or lies in the past."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any, ClassVar, Protocol

from bot.slack.blocks import VALUE_LENGTH, Answer, Block, aside, bold, button, lines, row
from db.errors import RefusedError
from jobs.context import RequestContext
from jobs.rules.deadlines import Deadline, Precision, spell, spell_month, spell_with_distance


class DatedRequest(Protocol):
    """A dataclass that asks for a day: `due` in words, `sure` once they were asked about."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def due(self) -> str | None:
        """Return the day as it was typed."""

    @property
    def sure(self) -> bool:
        """Say whether it was asked about."""


def which_day(deadline: Deadline, request: DatedRequest, ctx: RequestContext) -> Answer:
    """Ask which day was meant; each button carries the whole request with that day in it."""
    days = sorted({deadline.day, *deadline.alternatives})
    told = [[bold(spell_with_distance(day, ctx.today, ctx.council.calendar))] for day in days]
    buttons = [_chooser(number, deadline, day, request) for number, day in enumerate(days)]
    return Answer(
        "Which day do you mean?",
        [
            lines([_question(deadline)], *told),
            row("which-day", *buttons, button("Cancel", "date_cancel", {})),
            aside("Nothing is saved until you choose."),
        ],
    )


def _question(deadline: Deadline) -> str:
    if deadline.alternatives:
        return f"“{deadline.said}” could be more than one day. Which one do you mean?"
    return f"“{deadline.said}” lies in the past. Is that what you mean?"


def _chooser(number: int, deadline: Deadline, day: date, request: DatedRequest) -> Block:
    is_month = deadline.precision == Precision.MONTH
    due = f"{day:%B %Y}" if is_month else day.isoformat()
    asked = {"ask": type(request).__name__, **asdict(replace(request, due=due, sure=True))}
    made = button(spell_month(day) if is_month else spell(day), f"date_{number}", asked)
    if len(made["value"]) > VALUE_LENGTH:
        raise RefusedError(
            f"“{deadline.said}” could mean more than one day. Write it like this: {spell(day)}.",
            about="due",
        )
    return made
