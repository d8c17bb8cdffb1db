"""What the bot says of itself: to somebody who meets it, or says hello."""

from typing import Final

from bot.slack.again import AUDIT, Offer, buttons
from bot.slack.blocks import Answer, lines, row
from bot.slack.registry import Request
from jobs.context import RequestContext

_LINES: Final = (
    "Hello. I keep track of your actions and live audits, and remind you before they're due.",
    "I'll send one message in the morning when something needs you, and answer when you ask.",
    "I never keep anything about a child or family, and I don't score people.",
)
_NEXT: Final = (
    Offer("My actions", "list"),
    Offer("My live audits", "mine", AUDIT),
    Offer("What can I type?", "help"),
)


class Welcome(Request):
    """`hello`, and the first time somebody opens the bot's messages."""

    def run(self, ctx: RequestContext) -> Answer:
        return welcome()


def welcome() -> Answer:
    """Say in three lines what this is and what it will and will not do."""
    shown = lines(*([each] for each in _LINES))
    return Answer(_LINES[0], [shown, row("welcome", *buttons(_NEXT, stay=True))])


class Say(Request):
    """A sentence, and what may be wanted next."""

    sentence: str
    offers: tuple[Offer, ...] = ()

    def run(self, ctx: RequestContext) -> Answer:
        made = buttons(self.offers, first_is_usual=False, stay=True)
        tools = [row("next", *made)] if made else []
        return Answer(self.sentence, [lines([self.sentence]), *tools])


THANKED: Final = Say("You're welcome.")
WHAT_IT_IS: Final = Say(
    "A live audit is a manager looking at one open case with the practitioner who holds it. "
    "Each auditor has two a month; the pair pick a day, and the auditor records the outcome here. "
    "The audit form and everything about the child stay in the case system.",
    (Offer("My live audits", "mine", AUDIT), Offer("What can I type?", "help", AUDIT)),
)
