"""Every pattern of the bot, where it stands, and by which methods the code asks it."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Final

import bot
import db
import jobs
from bot import registry
from bot.home.rule import Rule
from db.patterns import LatePattern
from jobs.context import CommandNames
from jobs.people.roster_columns import WEEK
from jobs.plan import columns, statuses

ROOTS: Final = (bot, jobs, db)
# What reads a text alike is asked once: `finditer` comes to every place that `search` and `sub` do.
AS_ASKED: Final = {
    "match": "match", "fullmatch": "fullmatch", "search": "finditer", "finditer": "finditer",
    "findall": "finditer", "sub": "finditer", "subn": "finditer", "split": "finditer",
}  # fmt: skip
EVERY_WAY: Final = frozenset(AS_ASKED.values())
AS_A_WHOLE: Final = frozenset({"fullmatch"})  # how `bot.home.everyday` asks its rules


# What patterns are made of that a function puts together, by where: some of what it may be.
BUILT: Final[Mapping[str, tuple[Mapping[str, Any], ...]]] = {
    "bot.cli.setup": ({"name": "SLACK_BOT_TOKEN"},),
    "bot.home.listeners": (
        {"names": CommandNames(), "context": SimpleNamespace(bot_user_id="U0BOT")},
    ),
    "bot.slack.buttons": tuple({"self": button} for button in registry.BUTTONS),
    "bot.slack.command_set": ({"command": "/action"},),
    "bot.slack.plain_text": ({"command": "/action"},),
    "bot.slack.numbered": ({"number": 12},),
    "db.audits.case_keys": ({"self": SimpleNamespace(pattern=r"\d{6}/\d{2}")},),
    "jobs.audits.learning": ({"name": "A team"},),
    "jobs.people.roster_columns": ({"one": next(iter(WEEK))},),
    "jobs.plan.archives": ({"wanted": r"word/(?:document|styles)\.xml"},),
    "jobs.plan.cells": ({"one": "plan"},),
    "jobs.plan.columns": tuple({"pattern": text} for _, text in columns._SHEETS),
    "jobs.plan.heading_names": ({"name": "owner"},),
    "jobs.plan.statuses": tuple({"written": text, "pattern": text} for _, text in statuses._WHOLE),
    "jobs.rules.audit_texts": ({"pattern": r"\d{6}/\d{2}"},),
}


@dataclass
class Pattern:
    """A pattern, where it stands, and how it is asked."""

    name: str
    asked: re.Pattern[Any]
    ways: frozenset[str]


@dataclass
class Source:
    """What the code does with names: by which methods it asks them, and what it hands on."""

    module: ModuleType
    nodes: Sequence[ast.AST]
    ways: dict[str, set[str]] = field(default_factory=dict)
    handed_on: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    assigned: dict[str, ast.expr] = field(default_factory=dict)

    def read(self) -> None:
        """Note of each name how it is asked, and which are used otherwise than by a method."""
        asked = (one for one in self.nodes if isinstance(one, ast.Attribute))
        methods = {id(one.value) for one in asked if _is_method(one)}
        for node in self.nodes:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.own.add(node.id)
            if isinstance(node, ast.Assign):
                self.assigned |= {_name(one): node.value for one in node.targets}
            if isinstance(node, ast.ClassDef):
                self.own.add(node.name)
            if isinstance(node, ast.ImportFrom):
                self.imports.add(str(node.module))
                self.imports |= {f"{node.module}.{one.name}" for one in node.names}
            if isinstance(node, ast.Attribute) and _is_method(node) and (name := _name(node.value)):
                self.ways.setdefault(name, set()).add(AS_ASKED[node.attr])
            if (name := _name(node)) and id(node) not in methods and _is_read(node):
                self.handed_on.add(name)

    def written_out(self) -> Iterator[tuple[int, ast.expr, list[ast.expr], str]]:
        """Yield each pattern that stands in a call of `re` itself: line, text, flags, way."""
        for node in self.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of, way = node.func.value, AS_ASKED.get(node.func.attr)
                if isinstance(of, ast.Name) and of.id == "re" and way:
                    flags = [one.value for one in node.keywords if one.arg == "flags"]
                    at = {"sub": 4, "subn": 4, "split": 3}.get(node.func.attr, 2)
                    yield node.lineno, node.args[0], flags or node.args[at : at + 1], way


def _is_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in AS_ASKED


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _is_read(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Load)


@dataclass
class Code:
    """The code of the bot, read once."""

    @cached_property
    def sources(self) -> list[Source]:
        """Return every module of it that is no migration."""
        found = [
            importlib.import_module(one.name)
            for root in ROOTS
            for one in pkgutil.walk_packages(root.__path__, f"{root.__name__}.")
            if "__main__" not in one.name and "migrations" not in one.name
        ]
        made = [
            Source(module, list(ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8")))))
            for module in found
        ]
        for source in made:
            source.read()
        return made

    @cached_property
    def patterns(self) -> list[Pattern]:
        """Return every one, each text once by every way in which any of its places asks it."""
        known: dict[re.Pattern[Any], Pattern] = {}
        for one in (*self._held(), *self._written_out()):
            before = known.setdefault(one.asked, one)
            before.ways |= one.ways
        return list(known.values())

    def _held(self) -> Iterator[Pattern]:
        """Yield what modules hold: by a name, in collections, and in objects of ours."""
        seen: set[int] = set()
        for source in self.sources:
            told, held = source.module.__name__, vars(source.module)
            waiting = [
                (name, held[name], self._ways(source, name)) for name in source.own & {*held}
            ]
            while waiting:
                name, value, ways = waiting.pop()
                if isinstance(value, LatePattern | re.Pattern):
                    yield Pattern(f"{told}.{name}", _compiled(value), ways)
                elif id(value) not in seen:
                    seen.add(id(value))
                    inside = AS_A_WHOLE if isinstance(value, Rule) else EVERY_WAY
                    waiting += [(name, one, inside) for one in _inside(value)]

    def _ways(self, source: Source, name: str) -> frozenset[str]:
        """Return how what is called so is asked: in every way where it is also handed on."""
        told = source.module.__name__
        users = [one for one in self.sources if told in one.imports] if name[0] != "_" else []
        asking = [source, *users]
        if any(name in one.handed_on for one in asking):
            return EVERY_WAY
        return frozenset(way for one in asking for way in one.ways.get(name, ())) or EVERY_WAY

    def _written_out(self) -> Iterator[Pattern]:
        for source in self.sources:
            told = source.module.__name__
            for line, text, flags, way in source.written_out():
                for here in BUILT.get(told, ({},)):
                    known = {**vars(source.module), **here}
                    written = text
                    if isinstance(text, ast.Name) and text.id not in known:
                        written = source.assigned[text.id]
                    asked, *flag = (_value(one, known) for one in (written, *flags))
                    yield Pattern(f"{told}:{line}", re.compile(asked, *flag), frozenset({way}))


def _compiled(value: LatePattern | re.Pattern[Any]) -> re.Pattern[Any]:
    return re.compile(value.pattern, value.flags)


def _value(written: ast.expr, known: Mapping[str, object]) -> Any:  # noqa: ANN401  (text or flags)
    return eval(compile(ast.Expression(written), "here", "eval"), dict(known))


def _inside(value: object) -> Iterator[object]:
    """Yield what stands in a collection, a class of ours or an object of ours."""
    if isinstance(value, Mapping):
        yield from (one for pair in value.items() for one in pair)
    elif isinstance(value, tuple | list | set | frozenset):
        yield from value
    elif (value if isinstance(value, type) else type(value)).__module__.startswith(_OURS):
        yield from list(getattr(value, "__dict__", {}).values())


_OURS: Final = tuple(f"{root.__name__}." for root in ROOTS)
