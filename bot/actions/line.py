"""An action as it was said, what is in doubt of it, and how a piece is taken out of its words."""

import re
from dataclasses import dataclass
from typing import Final

from bot.slack.parsing import MENTION
from db.patterns import pattern

OWNER, OWNERS, NAMED, DUE, REGISTER = "owner", "owners", "named", "due", "register"

A_PERSON: Final = pattern(MENTION)
# Before the owner who stands first, and after them before what they are to do.
BEFORE_AN_OWNER: Final = pattern(
    r"(?:(?:to|for|owner|lead|who(?=\s*:)|assign(?:ed)? to|give(?:n)? to)\b[\s:]*|"
    r"(?:please |pls )?(?:(?:can|could|would|will)|(?:i |we )?(?:need|want))\b)?",
    re.IGNORECASE,
)
_IS_TO: Final = pattern(
    r"^(?:[\s:,;.\u2013-]|(?:and|&|to|please|pls|should|must|will(?: you)?|(?:can|could|would) you|"
    r"needs to|is to|has to)\b)+",
    re.IGNORECASE,
)
_ASKED: Final = pattern(r"\W*(?:will|can|could|would) you\b", re.IGNORECASE)
BY_A_DAY: Final = pattern(r"(?:by|due|before)(?:\s+\S+){1,4}", re.IGNORECASE)
_ONLY_POLITE: Final = pattern(
    r"[.!\u2026]|(?:please|pls|many thanks|thanks|thank you|cheers)[.!]*", re.IGNORECASE
)


@dataclass(frozen=True)
class Doubt:
    """Something in an action's words that may be its owner or its date.

    `piece` is how it stands in the words, `values` what it would be: Slack ids, or days as they
    are typed; `besides` what is left out with it.
    """

    kind: str
    piece: str
    values: tuple[str, ...]
    besides: str = ""


@dataclass(frozen=True)
class Line:
    """An action as it was said."""

    title: str
    owner: str | None = None
    due: str | None = None
    after: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problem: str = ""  # an owner who cannot be one, in words
    links: tuple[str, ...] = ()
    register: str = ""  # empty: nothing is said of it
    left_out: tuple[str, ...] = ()


def cut(text: str, start: int, end: int) -> str:
    """Return a text without a piece, and without the signs that set it off."""
    before = re.sub(
        r"(?<![\s,;|(\[\u2013\u2014-])(?:[\s,;|(\[\u2013\u2014-]|"
        r"\b(?:owner|lead|assigned to|assign to|responsible|given to)\s*(?::\s*)?$|"
        r"\bwho\s*:\s*$)+$",
        "",
        text[:start],
        flags=re.IGNORECASE,
    )
    after = re.sub(r"^(?:\.(?=[)\]])|[\s,;:|)\]\u2013\u2014-])+", "", text[end:])
    if _ONLY_POLITE.fullmatch(after):
        after = ""
    is_by = BY_A_DAY.fullmatch(A_PERSON.sub("", before).strip(" ,"))
    if is_by and text[end:].lstrip().startswith(":"):
        return f"{before}: {after}"
    if BEFORE_AN_OWNER.fullmatch(before.strip()):
        asks = _ASKED.match(after)  # of "can you cover duty?" no question is left
        return _IS_TO.sub("", after.rstrip(" ?") if asks else after)
    if after[:1] in {".", "?", "!"}:
        return before.removesuffix(after[0]) + after
    return f"{before} {after}".strip()


def tidied(title: str) -> str:
    """Return words with single spaces and no sign left over at either end."""
    words = re.sub(r"\s+", " ", title)
    words = re.sub(r"(?:\s\.{2,}){1,3}$", "", words)
    words = re.sub(r"^(?:and|&)\s+|(?:(?<!\s),?\s++(?:and|&|so))$", "", words)
    words += ")" if words.count("(") == words.count(")") + 1 else ""
    return words.strip(" ,;:|\u2013\u2014-")
