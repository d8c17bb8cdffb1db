"""A way of saying something in everyday words, and what it stands for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.slack.registry import Request
from db.patterns import pattern

# Words stand for what could have been typed after the same command.
Meaning = Callable[[re.Match[str], str], Request | str | None]


@dataclass(frozen=True)
class Rule:
    """A way of saying something, and the request it stands for; None: it does not after all."""

    said: re.Pattern[str]
    meaning: Meaning
    written: str


def rule(said: str, meaning: Meaning) -> Rule:
    """Return the rule of a pattern for all that was said."""
    return Rule(pattern(said, re.IGNORECASE | re.DOTALL), meaning, said)


def always(asked: Request | str) -> Meaning:
    """Return the meaning that does not depend on the words."""
    return lambda _, __: asked
