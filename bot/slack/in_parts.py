"""Several things said in one breath: "done 12 and move 13 to Friday", "6 done. Also off sick"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.capital import listed
from bot.slack.again import MOST_OFFERED, Offer, buttons, offering
from bot.slack.blocks import Answer, shortened
from bot.slack.registry import Request
from db import privacy
from db.patterns import pattern
from jobs.context import RequestContext

ADDS: Final = pattern(r"(?:please\s+)?(?:add|new|create)\s+\S", re.IGNORECASE)
# A colon or a quotation mark after the number makes all that follows its note.
OF_ONE: Final = pattern(r"(?:(?P<word>[A-Za-z]+)\s+)?#?(?P<number>\d+(?:\.\d+)*)\b(?!\s*[:\u201c])")
_JOINT: Final = pattern(
    r"(?<![\s,.;!])(?:(?P<stop>[.;!,](?=\s)|\s*\n)\s*|\s+(?=(?:and|then|also|plus|but|&)\b)|"
    r"(?<=\d done)\s+(?=#?\d))(?:(?:and|then|also|plus|but|please|(?:can|could|would|will) you)\b"
    r"[\s,]*)*(?=(?P<word>[A-Za-z]+|#?\d+)\s+(?P<next>\S+))",
    re.IGNORECASE,
)
_ALSO: Final = pattern(r"\b(?:also|please|you)\b|\n", re.IGNORECASE)
IT: Final = pattern(r"^([A-Za-z]+)\s+(?:it|that)\b", re.IGNORECASE)
_TO_ANOTHER: Final = pattern(r"#?\d+\s+to\s+<@")
# After a number that begins another thing: "13 needs a week".
STANDS: Final = pattern(
    r"(?:needs?|is|isn'?t|was|wasn'?t|will|won'?t|has|hasn'?t|still|not|nearly|almost|can'?t|"
    r"waiting|should)\b",
    re.IGNORECASE,
)
_LABEL: Final = 60


class InParts(Request):
    """Asks whether several things are meant, or one with the rest as its note."""

    parts: tuple[str, ...]
    as_one: str
    kind: str
    is_each: bool  # all of them can be carried out at once

    def run(self, ctx: RequestContext) -> Answer:
        privacy.guard(ctx, " ".join(self.parts))  # they are shown again
        each = [Offer(shortened(part, _LABEL), part, self.kind) for part in self.parts]
        every = [Offer("All of it", "\n".join(self.parts), self.kind)]
        first = [Offer("The first, with the rest as a note", self.as_one, self.kind)]
        offers = [*(every if self.is_each else each[:MOST_OFFERED]), *first]
        told = listed([f"\u201c{part}\u201d" for part in self.parts])
        said = f"Do you mean {told}, or is the rest a note to the first?"
        # Where each is a button of its own, the others stay when one is pressed.
        return offering(
            said,
            [],
            *buttons(offers, stay=not self.is_each),
            note="Nothing is saved until you choose.",
            text="Do you mean several things?",
        )


def joints(words: str) -> Iterator[re.Match[str]]:
    """Yield where another thing may begin: what stands between, the word after it and its next."""
    for found in _JOINT.finditer(words):
        before = words[: found.start()]
        if before.count("\u201c") <= before.count("\u201d"):  # what is quoted is one thing
            yield found


def is_asked_for(found: re.Match[str]) -> bool:
    """Say whether what stands between asks for something more: "also", "can you", a new line."""
    return _ALSO.search(found[0]) is not None


def cut(words: str, cuts: Sequence[re.Match[str]], number: str) -> tuple[str, ...]:
    """Return the parts of some words; in the later ones "it" is the first one's number."""
    ends = [found.start() for found in cuts] + [len(words)]
    parts = [words[: ends[0]]]
    for found, end in zip(cuts, ends[1:], strict=True):
        part = IT.sub(rf"\1 #{number}", words[found.end() : end])
        parts.append(f"give {part}" if _TO_ANOTHER.match(part) else part)
    return tuple(" ".join(part.split()).rstrip(" .,;") for part in parts)
