"""Texts that would hold a pattern up, made from the pattern itself.

A pattern looks back on itself where one of its loops takes much and what comes after it then fails.
So for each loop: what leads to it, what it takes over and over, and what nothing takes; then the
same with what leads to it over and over too, where a search begins anew at each.
"""

import importlib
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

PARSER: Final = importlib.import_module("re._parser")  # what puts patterns together
LOOPS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
LONG: Final = 8  # a loop that takes fewer holds nobody up
OF_A_LOOP: Final = 3  # examples of what it takes
MOST_ALONE: Final = 12  # characters that are tried by themselves
FAILS: Final = ("\0", "!\n!")
# What stands for a class of characters, in the order in which a member of a set is looked for.
USUAL: Final = "a1 \n.,-@'<(_/A:é"
Text = Sequence[tuple[Any, Any]]
_KINDS: Final = {
    "CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": ".",
}  # fmt: skip


class Maker:
    """Makes examples of what parts of a pattern take; the same each time."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        written = pattern.pattern
        text = written.decode("latin-1") if isinstance(written, bytes) else written
        self.chance = random.Random(text)
        self.parsed = PARSER.parse(text, pattern.flags & ~re.UNICODE)
        self.groups: dict[int, Text] = {}

    def shapes(self) -> Iterator[tuple[str, str]]:
        """Yield what leads to each loop, and what it takes."""
        yield from self._loops(self.parsed, "")
        yield from (("", one) for one in self.alone())

    def alone(self) -> list[str]:
        """Return characters that some part of the pattern takes or asks for."""
        found = sorted({each for part in _parts(self.parsed) for each in self._singles(part)})
        usual = [one for one in USUAL if one in found]
        return (usual + [one for one in found if one not in usual])[:MOST_ALONE]

    def _loops(self, parts: Text, before: str) -> Iterator[tuple[str, str]]:
        for number, (kind, told) in enumerate(parts):
            leading = before + self.example(parts[:number])
            if kind.name in LOOPS and int(told[1]) >= LONG:
                for _ in range(OF_A_LOOP):
                    yield leading, self.example(told[2]) or "a"
            for inner in _inner(kind.name, told):
                yield from self._loops(inner, leading)

    def example(self, parts: Text) -> str:
        """Return a text that these parts take, but for what they look at without taking it."""
        return "".join(self._one(kind.name, told) for kind, told in parts)

    def _one(self, kind: str, told: Any) -> str:  # noqa: ANN401  (what the parser gives)
        if kind in {"AT", "ASSERT", "ASSERT_NOT"}:
            return ""
        if kind in LOOPS:
            return self.example(told[2]) * max(1, int(told[0]))
        if kind == "GROUPREF":
            return self.example(self.groups.get(told, ()))
        inner = _inner(kind, told)
        if kind == "SUBPATTERN":
            self.groups[told[0]] = inner[0]
        if inner:
            return self.example(self.chance.choice(inner))
        return self.chance.choice(self._singles((kind, told)) or ["a"])

    def _singles(self, part: tuple[Any, Any]) -> list[str]:
        kind, told = getattr(part[0], "name", part[0]), part[1]
        if kind == "LITERAL":
            return [chr(told)]
        if kind in {"ANY", "NOT_LITERAL"}:
            return [one for one in "a1 " if kind == "ANY" or ord(one) != told]
        if kind == "IN":
            return _members(told)
        return []


def _members(told: Text) -> list[str]:
    """Return some of the characters of a set: each that is named, and one of each range."""
    named = set()
    for kind, value in told:
        if kind.name == "LITERAL":
            named.add(chr(value))
        elif kind.name == "RANGE":
            named |= {chr(value[0])} | {one for one in "a1" if value[0] <= ord(one) <= value[1]}
        elif kind.name == "CATEGORY":
            named.add(_KINDS[value.name])
    if told[0][0].name == "NEGATE":
        return [one for one in USUAL if one not in named] or ["\N{BULLET}"]
    return sorted(named)


def _inner(kind: str, told: Any) -> list[Text]:  # noqa: ANN401  (what the parser gives)
    """Return the parts within a part, one of which is taken."""
    if kind in LOOPS:
        return [told[2]]
    if kind == "BRANCH":
        return list(told[1])
    if kind == "SUBPATTERN":
        return [told[3]]
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return [told[1]]
    if kind == "GROUPREF_EXISTS":
        return [one for one in told[1:] if one]
    return [told] if kind == "ATOMIC_GROUP" else []


def _parts(parts: Text) -> Iterator[tuple[Any, Any]]:
    for kind, told in parts:
        yield kind, told
        for inner in _inner(kind.name, told):
            yield from _parts(inner)


class Slow:
    """A text of any length that would hold a pattern up."""

    def __init__(self, before: str, pump: str, after: str) -> None:
        self.told = before, pump, after

    def of(self, size: int) -> str:
        """Return it in a length."""
        before, pump, after = self.told
        return before + pump * max(1, (size - len(before)) // len(pump)) + after

    def __repr__(self) -> str:
        """Return what it is made of."""
        return "{!r} + {!r} * n + {!r}".format(*self.told)


def slow_texts(pattern: re.Pattern[Any]) -> list[Slow]:
    """Return the texts that are tried on a pattern."""
    made: dict[tuple[str, str], None] = {}
    for before, pump in Maker(pattern).shapes():
        over = [before + pump, f"{before} ", f"{before} {pump} "] if before else []
        made |= dict.fromkeys([(before, pump), ("", pump), *(("", one) for one in over)])
    return [Slow(*one, after) for one in made for after in FAILS]
