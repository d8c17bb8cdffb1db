"""The buttons that type for somebody: what they say is carried out as if it had been typed."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from bot.slack import carried
from bot.slack.again import ACTION, command_of
from bot.slack.blocks import Answer, Block, code, lines
from bot.slack.buttons import Button
from bot.slack.command_set import CommandSet
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply, Request
from db.errors import RefusedError
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day, read_or_none, spell

SAY_AGAIN: Final = (
    "That would be a different day by now, so nothing was saved. Say it again with the date."
)
_LONGEST_DAY: Final = 4  # words: "in 2 working days"


def say_buttons(sets: Mapping[str, CommandSet]) -> tuple[Button, ...]:
    """Return the button that carries out the words it carries, as if they had been typed.

    Where a day in them was another when they were offered, they are to be typed again.
    """

    def said(click: Interaction, ctx: RequestContext) -> Request:
        after = click.value.get("after", ACTION)
        command = command_of(after, ctx.council.commands)
        pressed = click.body["actions"][0]
        shown_on = ctx.day_of(click.shown_at) if click.shown_at else ctx.today
        if names_another_day(pressed, shown_on, ctx):
            return OfAnotherDay(f"{command} {click.value['say']}", shown_on)
        words = str(click.value["say"])
        return click.in_gist(words, sets[after].parse(words, command))

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        return said(click, ctx).run(ctx)

    def kept(error: RefusedError, click: Interaction, ctx: RequestContext) -> Reply | None:
        return said(click, ctx).kept(error, ctx)

    return (
        Button(r"say_\d+", work, replaces=True, kept=kept),
        Button(r"go_\d+", work, kept=kept),
    )


class OfAnotherDay(Request):
    """A button of a day on which "tomorrow" was another: nothing is done."""

    typed: str
    shown_on: date

    def run(self, ctx: RequestContext) -> Answer:
        said = f"I asked you this on {spell(self.shown_on)}. {SAY_AGAIN}"
        return Answer(said, [lines([said], [code(self.typed)])], asks=True)


def names_another_day(button: Block, shown_on: date, ctx: RequestContext) -> bool:
    """Say whether what a button types names a day that was another when it was shown."""
    words = str(carried.read(button.get("value")).get("say", "")).split()
    if shown_on == ctx.today:
        return False
    parts = (
        " ".join(words[start : start + length])
        for start in range(len(words))
        for length in range(1, _LONGEST_DAY + 1)
    )
    then_and_now = (
        [read_or_none(part, day, ctx.council.calendar) for day in (shown_on, ctx.today)]
        for part in parts
        if is_a_day(part)
    )
    return any(len({each and each.day for each in days}) > 1 for days in then_and_now)
