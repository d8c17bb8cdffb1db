"""How the rooms that are not ported yet carry out a press."""

from collections.abc import Callable

from bot.context import ContextFactory
from bot.presenter import latest_event, prepare, present
from bot.slack.blocks import Answer
from bot.slack.errors import answered
from bot.slack.press import Press
from bot.slack.registry import Reply
from bot.slack.view_state import ViewState
from jobs.context import RequestContext


def carry_out(
    contexts: ContextFactory,
    press: Press,
    work: Callable[[RequestContext], Answer],
    origin: ViewState,
) -> None:
    """Do the work of a press in one unit of work, and show what came of it."""
    with answered(press.tell):
        with contexts.open(press.body) as ctx:
            told = work(ctx)
            event = latest_event(ctx, origin.number) if origin.number else None
            shown = prepare(ctx, origin, told, event)
        present(press.client, origin, press.user, shown)


def said(reply: Reply) -> Answer:
    """Return the answer to a press; none is answered with a form."""
    if isinstance(reply, Answer):
        return reply
    raise TypeError(f"a button cannot be answered with {type(reply).__name__}")
