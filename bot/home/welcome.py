"""What the bot says of itself: to somebody who meets it, or says hello."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.audits import first_rules
from bot.slack.again import AUDIT, Offer, buttons
from bot.slack.blocks import Answer, Block, button, lines, row, saying
from bot.slack.registry import Request
from bot.vocabulary import our
from jobs.context import RequestContext

_LINES: Final = (
    f"Hello. I keep track of your actions and {our.live_audits}, and remind you before "
    "they're due.",
    "I'll send one message in the morning when something needs you, and answer when you ask.",
    "I never keep anything about a child or family, and I don't score people.",
)
_FIVE: Final = (
    "Your council hasn't chosen its rules yet: answer five questions, or leave the usual answers "
    "as they are."
)
MY_AUDITS: Final = Offer(f"My {our.live_audits}", "mine", AUDIT)
NEXT: Final = (
    Offer("My actions", "list"),
    MY_AUDITS,
    Offer("What can I type?", "help"),
)


class Welcome(Request):
    """`hello`, and the first time somebody opens the bot's messages."""

    def run(self, ctx: RequestContext) -> Answer:
        return welcome(ctx)


def welcome(ctx: RequestContext) -> Answer:
    """Say in three lines what this is and what it will and will not do.

    Whoever leads a council that has chosen nothing yet is offered its five questions here.
    """
    shown: list[Block] = [lines(*([each] for each in _LINES))]
    tools = buttons(NEXT, stay=True)
    if first_rules.is_first(ctx):
        [form] = first_rules.FORMS
        shown.append(lines([_FIVE]))
        tools = [button(form.way_in, form.opener, {}, "primary"), *plain(tools)]
    return Answer(_LINES[0], [*shown, row("welcome", *tools)])


def above(ctx: RequestContext) -> list[Block]:
    """Return the same for the head of a message that has something else to press first."""
    return [
        block | {"elements": plain(block["elements"])} if block["type"] == "actions" else block
        for block in welcome(ctx).blocks
    ]


def plain(tools: Iterable[Block]) -> list[Block]:
    """Return buttons without their colour, where another is the first to press."""
    return [{name: value for name, value in each.items() if name != "style"} for each in tools]


class Say(Request):
    """A sentence, and what may be wanted next."""

    sentence: str
    offers: tuple[Offer, ...] = ()

    def run(self, ctx: RequestContext) -> Answer:
        made = buttons(self.offers, first_is_usual=False, stay=True)
        tools = [row("next", *made)] if made else []
        said = saying(self.sentence)
        return replace(said, blocks=[*said.blocks, *tools])


THANKED: Final = Say("You're welcome.")
NOTHING_WAITS: Final = Say(
    "Nothing was saved that you hadn't confirmed. You have a minute to undo the last thing you "
    "did.",
    (Offer("Undo the last thing", "undo"), Offer("My actions", "list")),
)
WHAT_IT_IS: Final = Say(
    f"{our.live_audit:A} is a manager looking at one open case with the {our.practitioner} who "
    f"holds it. The pair pick a day, and the {our.auditor} records the outcome here. The "
    f"{our.audit} form and everything about the child stay in the case system.",
    (MY_AUDITS, Offer("What can I type?", "help", AUDIT)),
)
HOW_TO_FINISH: Final = Say(
    "When you've met, press Mark complete: say which day it was and how it went. Then the "
    f"{our.practitioner} is asked to reflect, and the {our.live_audit} is finished.",
    (Offer("Mark complete", "held", AUDIT), MY_AUDITS),
)
