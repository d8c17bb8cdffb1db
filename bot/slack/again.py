"""Buttons that type for somebody: each carries words that could have been typed.

They are how a question is answered with one press: what is offered is what could have been typed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.slack.blocks import VALUE_LENGTH, Answer, Block, aside, button, row, spoken
from bot.slack.carried import one_of
from bot.vocabulary import our
from jobs.context import CommandNames

ACTION, AUDIT, STATUS = "action", "audit", "status"
MOST_OFFERED: Final = 5
MOST_OF_A_LABEL: Final = 60  # of words that somebody typed
NOTHING_YET: Final = "Nothing is saved until you choose."


@dataclass(frozen=True)
class Offer:
    """A button's label, the words it types, and after which command."""

    label: str
    words: str
    after: str = ACTION

    @property
    def fits(self) -> bool:
        """Say whether a button can carry its words."""
        return len(self.button(0)["value"]) <= VALUE_LENGTH

    def button(self, number: int, style: str = "", *, stays: bool = False) -> Block:
        """Return the button, `number` its place; a press replaces its message unless it `stays`."""
        value = {"say": self.words} | ({"after": self.after} if self.after != ACTION else {})
        return button(self.label, f"{'go' if stays else 'say'}_{number}", value, style)


def offered(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what the buttons of an answer would type."""
    for block in blocks:
        for element in block.get("elements", ()):
            carried = element.get("value") or ""
            if element.get("type") == "button" and '"say"' in carried:
                yield str(json.loads(carried).get("say", ""))


def buttons(
    offers: Iterable[Offer], *, first_is_usual: bool = True, stay: bool = False
) -> list[Block]:
    """Return the buttons of what is offered, as far as Slack can carry them."""
    usual = "primary" if first_is_usual else ""
    fitting = [offer for offer in offers if offer.fits]
    return [
        offer.button(place, "" if place else usual, stays=stay)
        for place, offer in enumerate(fitting)
    ]


def command_of(kind: str, names: CommandNames) -> str:
    """Return what the command for words of a kind is called; RefusedError where there is none."""
    return one_of({ACTION: names.action, AUDIT: names.audit, STATUS: names.status}, kind)


def offering(
    sentence: str,
    offers: Sequence[Offer],
    *besides: Block,
    note: str = "",
    text: str = "",
    is_lost: bool = False,
) -> Answer:
    """Return an answer of one sentence and what can be done next, as buttons.

    `text` stands in the notification, where the sentence repeats what somebody typed.
    """
    made = [*buttons(offers), *besides]
    tools = [row("offers", *made)] if made else []
    small = [aside(note)] if note else []
    shown = [spoken(sentence), *tools, *small]
    return Answer(text or sentence.replace("`", ""), shown, asks=True, is_lost=is_lost)


def no_audit(*besides: Block) -> Answer:
    """Say to somebody that no live audit waits for them."""
    offers = [Offer("My actions", "list"), Offer("Help", "help", AUDIT)]
    return offering(f"You have no open {our.live_audit}.", offers, *besides)
