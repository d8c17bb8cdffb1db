"""The buttons that type for somebody: what they say is carried out as if it had been typed."""

from collections.abc import Mapping

from bot.slack.again import ACTION, AUDIT, STATUS
from bot.slack.buttons import Button
from bot.slack.carried import one_of
from bot.slack.command_set import CommandSet
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply, Request
from db.errors import RefusedError
from jobs.context import RequestContext


def say_buttons(sets: Mapping[str, CommandSet]) -> tuple[Button, ...]:
    """Return the button that carries out the words it carries, as if they had been typed."""

    def said(click: Interaction, ctx: RequestContext) -> Request:
        after = click.value.get("after", ACTION)
        names = ctx.council.commands
        called = {ACTION: names.action, AUDIT: names.audit, STATUS: names.status}
        command = one_of(called, after)
        return sets[after].parse(click.value["say"], command)

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        return said(click, ctx).run(ctx)

    def kept(error: RefusedError, click: Interaction, ctx: RequestContext) -> Reply | None:
        return said(click, ctx).kept(error, ctx)

    return (
        Button(r"say_\d+", work, replaces=True, kept=kept),
        Button(r"go_\d+", work, kept=kept),
    )
