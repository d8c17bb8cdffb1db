"""A way of saying something in everyday words, and what it stands for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.slack import numbered, references
from bot.slack.registry import Command, Request
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


def typed(verb: type[Command], *parts: str) -> Meaning:
    """Return the verb with the named parts of what was said after it."""

    def meaning(found: re.Match[str], command: str) -> Request | None:
        rest = " ".join(
            filter(None, (found[part] if part in found.groupdict() else part for part in parts))
        )
        return (
            numbered.read(verb, rest.strip(), command) if verb.subject else verb.read(rest, command)
        )

    return meaning


def typed_of_one(verb: type[Command], *parts: str) -> Meaning:
    """Return the verb where what it is about begins with a number; else it means something else."""

    def meaning(found: re.Match[str], command: str) -> Request | str | None:
        return typed(verb, *parts)(found, command) if references.certain(found["which"]) else None

    return meaning
