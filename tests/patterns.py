"""Every pattern of the bot, with where it stands and how it is used.

They are found twice: in what the modules have when they are imported, registries and rules among it,
and in their source, where a pattern is made or used in a function.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import bot
import db
import jobs

ROOTS: Final = (bot, jobs, db)
METHODS: Final = frozenset(
    {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
)
FURTHEST: Final = 5  # how deep in a registry a pattern is looked for


@dataclass(frozen=True)
class Found:
    """A pattern, the module it stands in, its name or line there, and one way it is used."""

    module: str
    name: str
    pattern: str
    flags: int
    method: str

    def __str__(self) -> str:
        return f"{self.module} {self.name} {self.method} {self.pattern!r}"


def modules() -> Iterator[ModuleType]:
    """Yield every module of the bot."""
    for root in ROOTS:
        for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            if "__main__" not in found.name and "migrations" not in found.name:
                yield importlib.import_module(found.name)


def every_pattern() -> tuple[list[Found], list[str]]:
    """Return every pattern, and the lines at which one is made of what only runs can tell."""
    sources = {module: ast.parse(_source(module)) for module in modules()}
    used = _uses(sources.values())
    found: dict[tuple[str, int, str], Found] = {}
    untold = []
    for module, tree in sources.items():
        for name, pattern in _held(module):
            for method in _methods(name, used, tree):
                one = Found(module.__name__, name, pattern.pattern, pattern.flags, method)
                found.setdefault((one.pattern, one.flags, method), one)
        for line, call, method in _calls(tree):
            try:
                pattern = _made(module, call)
            except NameError:
                untold.append(f"{module.__name__} {ast.unparse(call)}")
                continue
            if pattern is not None:
                one = Found(module.__name__, f"line {line}", pattern.pattern, pattern.flags, method)
                found.setdefault((one.pattern, one.flags, method), one)
    return list(found.values()), untold


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _uses(trees: Any) -> Mapping[str, set[str]]:
    """Return by what name a pattern is known, and which of its methods are called."""
    used: dict[str, set[str]] = {}
    for call in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(call, ast.Attribute) and call.attr in METHODS and _name(call.value) != "re":
            used.setdefault(_name(call.value), set()).add(call.attr)
    return used


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _methods(name: str, used: Mapping[str, set[str]], tree: ast.AST) -> set[str]:
    """Return how a pattern is used: by its name, or as one of those that its module goes through."""
    if name in used:
        return used[name]
    loops = _uses([tree])
    through = {method for each, methods in loops.items() if each.islower() for method in methods}
    return through or {"search"}


def _held(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that a module has, in its registries too."""
    waiting = [(name, value, 0) for name, value in vars(module).items()]
    seen: set[int] = set()
    while waiting:
        name, value, depth = waiting.pop()
        if isinstance(value, re.Pattern):
            yield name, value
        elif depth < FURTHEST and id(value) not in seen:
            seen.add(id(value))
            waiting += [(each or name, inner, depth + 1) for each, inner in _inside(value, module)]


def _inside(value: object, module: ModuleType) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from (("", each) for each in (*value.keys(), *value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from (("", each) for each in value)
    elif isinstance(value, type):
        if value.__module__ == module.__name__:
            yield from vars(value).items()
    elif is_dataclass(value):
        yield from ((each.name, getattr(value, each.name, None)) for each in fields(value))


def _calls(tree: ast.AST) -> Iterator[tuple[int, ast.Call, str]]:
    """Yield the calls of `re` itself; what is compiled in a function may be used in any way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if _name(node.func.value) == "re" and node.func.attr in METHODS:
                yield node.lineno, node, node.func.attr
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile":
                    yield call.lineno, call, "search"


def _made(module: ModuleType, call: ast.Call) -> re.Pattern[str]:
    """Return the pattern of a call; NameError where it is made of what only its function knows."""
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    place = {"compile": 1, "sub": 3, "subn": 3, "split": 3}.get(_name(call.func), 2)
    flags += call.args[place : place + 1]
    written = [ast.unparse(each) for each in (call.args[0], *flags)]
    pattern, *given = [eval(each, vars(module)) for each in written]  # noqa: S307  (our own source)
    return re.compile(pattern, *given)
