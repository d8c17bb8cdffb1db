"""What is asked for in a letter: whoever wrote it is told what was taken for its end."""

from typing import Final

from bot.slack.blocks import Answer, shortened, with_left_out
from bot.slack.parsing import unescaped
from bot.slack.registry import Command, OpenForm, Reply, Request
from db import privacy
from db.errors import RefusedError
from jobs.context import RequestContext

_LONGEST: Final = 150
_UNSAID: Final = "the end of the letter"


class Signed(Request):
    """A request, and what was left out of the words as the end of a letter."""

    meant: Request
    left: str

    def run(self, ctx: RequestContext) -> Reply:
        reply = self.meant.run(ctx)
        if not isinstance(reply, Answer) or reply.asks:
            return reply
        return with_end(reply, self.left, ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the request keeps."""
        return self.meant.kept(error, ctx)


def signed(meant: Request, left: str) -> Request:
    """Return a request that says in its answer what was left out; what only looks keeps nothing."""
    is_long = isinstance(meant, Command) and meant.takes_long
    says_nothing = meant.only_looks or is_long or isinstance(meant, OpenForm)
    return meant if says_nothing else Signed(meant, left)


def with_end(answer: Answer, left: str, ctx: RequestContext) -> Answer:
    """Return an answer that says what was taken for the end of a letter.

    A telephone number or an address below a name is not repeated.
    """
    lines = (line.strip(" ,.-_\u2013\u2014") for line in unescaped(left).splitlines())
    words = ", ".join(filter(None, lines))
    is_kept = not privacy.find(words, ctx.today, ctx.own)
    return with_left_out(answer, shortened(words, _LONGEST) if is_kept else _UNSAID)
