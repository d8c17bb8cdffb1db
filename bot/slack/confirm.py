"""How the bot asks before it carries out what could be meant otherwise: a day, or who is away.

Each button carries the whole request; `bot.registry` lists the requests that can be confirmed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any, ClassVar, Protocol

from bot.slack import sure
from bot.slack.again import NOTHING_YET
from bot.slack.blocks import (
    VALUE_LENGTH,
    Answer,
    Block,
    aside,
    bold,
    button,
    cancel_button,
    lines,
    row,
    saying,
)
from bot.slack.buttons import Button
from bot.slack.carried import made_of, one_of
from bot.slack.interaction import Interaction
from bot.slack.registry import Command, Reply
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
    buttons = [sure.carrying(each, ctx.sure) for each in buttons]
    return Answer(
        "Which day do you mean?",
        [
            lines([_question(deadline)], *told),
            row("which-day", *buttons, cancel_button()),
            aside(NOTHING_YET),
        ],
        asks=True,
    )


def _question(deadline: Deadline) -> str:
    if deadline.alternatives:
        return f"“{deadline.said}” could be more than one day. Which one do you mean?"
    return f"“{deadline.said}” has passed. Use it anyway?"


def _chooser(number: int, deadline: Deadline, day: date, request: DatedRequest) -> Block:
    is_month = deadline.precision == Precision.MONTH
    due = f"{day:%B %Y}" if is_month else day.isoformat()
    asked = replace(request, due=due, sure=True)
    made = _confirming(spell_month(day) if is_month else spell(day), number, asked)
    if len(made["value"]) > VALUE_LENGTH:
        raise RefusedError(
            f"“{deadline.said}” could mean more than one day. Write it like this: {spell(day)}.",
            about="due",
        )
    return made


class HandedRequest(Protocol):
    """A dataclass that puts something into somebody's hands; `even_away` once that was asked."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def even_away(self) -> bool:
        """Say whether it was asked about."""


def even_so(away: str, request: HandedRequest, ctx: RequestContext) -> Answer:
    """Ask before something is put into the hands of somebody of whom it is said they are away."""
    anyway = _confirming("Give it anyway", 0, replace(request, even_away=True))
    anyway = sure.carrying(anyway, ctx.sure)
    said = f"{away} Give it to them anyway?"
    shown = [lines([said]), row("even-so", anyway, cancel_button()), aside(NOTHING_YET)]
    return Answer("Give it anyway?", shown, asks=True)


def _confirming(words: str, number: int, request: DatedRequest | HandedRequest) -> Block:
    return button(words, f"date_{number}", {"ask": type(request).__name__, **asdict(request)})


def carried(kind: type[Command], value: Mapping[str, Any]) -> Command:
    """Return the request that a button carries; JSON knows no tuples."""
    made = made_of(kind, value)
    return replace(made, **{name: _hashable(each) for name, each in vars(made).items()})


def _hashable(value: object) -> object:
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def confirm_buttons(confirmable: Sequence[type[Command]]) -> tuple[Button, ...]:
    """Return the buttons that carry out what was asked about, and the one that does not."""
    kinds = {kind.__name__: kind for kind in confirmable}

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        value = click.value
        return carried(one_of(kinds, value["ask"]), value).run(ctx)

    def cancel(_: Interaction, __: RequestContext) -> Reply:
        return saying("Nothing was saved.")

    return (Button(r"date_\d+", work, replaces=True), Button("date_cancel", cancel, replaces=True))
