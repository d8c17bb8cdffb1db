"""Every pattern of the bot, with where it stands and how it is used.

They are found twice: in what the modules have when they are imported, registries and rules among
it, and in their source, where a pattern is made or used in a function.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Final

import bot
import db
import jobs

ROOTS: Final = (bot, jobs, db)
METHODS: Final = frozenset(
    {"match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
)
_USED: Final = re.compile(r"\bre\.|\.(?:full)?match\(|\.search\(|\.subn?\(|\.find(?:all|iter)\(")
# Tuples of pairs whose second is a pattern that has not been compiled, and how it is used.
WRITTEN: Final = {"_WHOLE": "fullmatch", "_SHEETS": "search"}
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
    sources = {
        module: ast.parse(_source(module)) for module in modules() if _USED.search(_source(module))
    }
    used = {module.__name__: _uses(tree) for module, tree in sources.items()}
    known = {module.__name__: _imported(tree) for module, tree in sources.items()}
    found: list[Found] = []
    untold = []
    for module, tree in sources.items():
        mine = module.__name__
        for name, pattern in _held(module):
            there = [used[each] for each in used if each == mine or name in known[each]]
            for method in _methods(name, used.values() if name.startswith(".") else there):
                found.append(Found(mine, name, pattern.pattern, pattern.flags, method))
        for name in WRITTEN.keys() & vars(module).keys():
            found += [Found(mine, name, said, 0, WRITTEN[name]) for _, said in vars(module)[name]]
        for line, call, method in _calls(tree):
            made = _made(module, call)
            if made is None:
                untold.append(f"{mine} {ast.unparse(call)}")
            else:
                found.append(Found(mine, f"line {line}", made.pattern, made.flags, method))
    same = {(one.pattern, one.flags, one.method): one for one in reversed(found)}
    return [*same.values()], untold


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


def _uses(tree: ast.AST) -> Mapping[str, set[str]]:
    """Return by what name a pattern is known, and which of its methods are called."""
    used: dict[str, set[str]] = {}
    for call in ast.walk(tree):
        name = _name(call.value) if isinstance(call, ast.Attribute) else "re"
        if isinstance(call, ast.Attribute) and call.attr in METHODS and name != "re":
            if call.attr == "split" and not name.isupper():
                continue  # a text's own
            used.setdefault(name, set()).add(call.attr)
    return used


def _name(node: ast.AST) -> str:
    """Return a name; one of what belongs to something else has a full stop before it."""
    if isinstance(node, ast.Name):
        return node.id
    return f".{node.attr}" if isinstance(node, ast.Attribute) else ""


def _imported(tree: ast.AST) -> set[str]:
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {each.name for node in froms for each in node.names}


def _methods(name: str, used: Iterable[Mapping[str, set[str]]]) -> set[str]:
    """Return how a pattern is used: by its name, or as one of those that its module goes through.

    One that is searched for is tried at each place, so that to match it is the lesser work.
    """
    places = list(used)
    methods = {method for place in places for method in place.get(name, ())}
    through = {
        method for place in places for each in place if each.islower() for method in place[each]
    }
    methods = methods or through or {"search"}
    searched = methods - {"match", "fullmatch"}
    return (methods & {"fullmatch"}) | ({"search"} if searched else methods & {"match"})


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
        yield from ((f".{each.name}", getattr(value, each.name, None)) for each in fields(value))


def _calls(tree: ast.AST) -> Iterator[tuple[int, ast.Call, str]]:
    """Yield the calls of `re` itself; what is compiled in a function may be used in any way."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method = node.func.attr if _name(node.func.value) == "re" else ""
            yield from [(node.lineno, node, method)] if method in METHODS else []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile":
                    yield call.lineno, call, "search"


def _made(module: ModuleType, call: ast.Call) -> re.Pattern[str] | None:
    """Return the pattern of a call; None where it is made of what only its function knows."""
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    place = {".compile": 1, ".sub": 4, ".subn": 4, ".split": 3}.get(_name(call.func), 2)
    flags += call.args[place : place + 1]
    written = [ast.unparse(each) for each in (call.args[0], *flags)]
    try:
        pattern, *given = [eval(each, vars(module)) for each in written]
    except NameError:
        return None
    return re.compile(pattern, *given)
