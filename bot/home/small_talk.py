"""What the bot says where nothing is asked for: a word back, and what waits for whoever writes."""

from dataclasses import replace
from typing import Final

from bot.digest.words import needs_words
from bot.home.answers import who_looks_after_it
from bot.home.welcome import NEXT
from bot.slack.again import Offer, buttons, offering
from bot.slack.blocks import Answer, lines, row, spoken
from bot.slack.registry import Request
from jobs.context import RequestContext
from jobs.digest.needs import needs_of


def what_waits(ctx: RequestContext) -> str:
    """Say in one line what waits for somebody."""
    waiting = needs_words(needs_of(ctx), to_look_at=0)
    return f"Waiting for you: {', '.join(waiting)}." if waiting else "Nothing is waiting for you."


class Chat(Request):
    """`how are you`: a word back, what waits, and the three buttons."""

    sentence: str

    def run(self, ctx: RequestContext) -> Answer:
        tools = row("next", *buttons(NEXT, first_is_usual=False, stay=True))
        return Answer(self.sentence, [lines([self.sentence], [what_waits(ctx)]), tools])


class Complaint(Request):
    """`this is rubbish`: names who can change it, and offers what is most often meant."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            f"That's not what you wanted. You can tell {who_looks_after_it(ctx)}, who can change "
            f"how I work here. {what_waits(ctx)}"
        )
        return offering(said, [Offer("Your reminders", "settings"), *NEXT])


FINE: Final = Chat("Fine, thanks.")
BYE: Final = Chat("Bye for now.")
WISHED: Final = Chat("Thanks, and to you.")


def with_what_waits(lost: Answer, ctx: RequestContext) -> Answer:
    """Return what nobody understood with what waits for whoever wrote it."""
    said, *tools = lost.blocks
    return replace(lost, blocks=[said, spoken(what_waits(ctx)), *tools])
