"""Measures the shape of bot/, jobs/ and db/, and ends with 1 where it is past its ceiling.

How long a file is, is measured in tests/, tools/, localslack/ and bench/ too.

`python -m tools.shape` is part of `make lint`. A ceiling only ever goes down: whoever betters a
number writes the new one here. The number of lines alone may go up, with a capability that is new.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("bot", "jobs", "db")
BESIDE: Final = ("tests", "tools", "localslack", "bench")
WRITTEN_IN: Final = (".py", ".js", ".css")
PARAMETERS: Final = 5
LONGEST_FILE: Final = 400
# What is measured, how much of it there may be today, and how much in the end.
CEILINGS: Final[Mapping[str, tuple[float, float]]] = {
    "files in import circles": (0, 0),
    "class names in several files, in a hundred": (2, 2),
    "functions called _": (0, 0),
    "functions with more than five parameters": (1, 5),
    "files over 400 lines": (0, 0),
    "lines in bot, jobs and db": (97235, 40_000),
}


def main() -> int:
    """Print each number beside its ceiling; return how many are past theirs."""
    too_many = 0
    for name, number in measures(ROOT).items():
        ceiling, goal = CEILINGS[name]
        mark = "✗" if number > ceiling else "✓"
        print(f"{mark} {name}: {number:g}, at most {ceiling:g} (to be {goal:g})")
        too_many += number > ceiling
    for path, number in long_files(ROOT).items():
        print(f"✗ {path} has {number} lines: split it by subject")
    return too_many


def measures(root: Path) -> dict[str, float]:
    """Return the numbers of the packages in a folder, named as their ceilings are."""
    texts = {path: path.read_text("utf-8") for path in _files(root)}
    trees = {_module(path.relative_to(root)): ast.parse(text) for path, text in texts.items()}
    functions = [node for tree in trees.values() for node in _functions(tree)]
    numbers = (
        len(in_circles(imports(trees))),
        shared_names(trees.values()),
        sum(function.name == "_" for function in functions),
        sum(_parameters(function) > PARAMETERS for function in functions),
        len(long_files(root)),
        sum(text.count("\n") for text in texts.values()),
    )
    return dict(zip(CEILINGS, numbers, strict=True))


def long_files(root: Path) -> dict[str, int]:
    """Return how many lines each file has that has too many, whatever it is for."""
    folders = [root / name for name in (*PACKAGES, *BESIDE)]
    found = sorted(path for folder in folders for path in folder.rglob("*"))
    lines = {
        path.relative_to(root).as_posix(): path.read_text("utf-8").count("\n")
        for path in found
        if path.suffix in WRITTEN_IN
    }
    return {name: number for name, number in lines.items() if number > LONGEST_FILE}


def _files(root: Path) -> list[Path]:
    return [path for package in PACKAGES for path in sorted((root / package).rglob("*.py"))]


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """Return which modules each module imports, at its head, in functions or for its types."""
    found = {}
    for name, tree in trees.items():
        wanted = {each for node in ast.walk(tree) for each in _imported(node, trees)}
        found[name] = wanted & trees.keys() - {name}
    return found


def _imported(node: ast.AST, known: Mapping[str, ast.Module]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in known else node.module


def in_circles(edges: Mapping[str, set[str]]) -> set[str]:
    """Return the modules that import each other, with those between two such circles.

    What imports nothing that is left, or is imported by nothing that is left, is in no circle.
    """
    left = set(edges)
    while True:
        imported = {other for name in left for other in edges[name]}
        kept = {name for name in left if edges[name] & left and name in imported}
        if kept == left:
            return left
        left = kept


def shared_names(trees: Iterable[ast.Module]) -> float:
    """Return how many in a hundred of the public classes' names stand in several files."""
    places = Counter(name for tree in trees for name in _public_classes(tree))
    return round(100 * sum(count > 1 for count in places.values()) / (len(places) or 1), 1)


def _public_classes(tree: ast.Module) -> set[str]:
    classes = {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
    return {name for name in classes if not name.startswith("_")}


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    names = [each.arg for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


if __name__ == "__main__":
    sys.exit(main())
