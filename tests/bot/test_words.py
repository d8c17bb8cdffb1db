"""What people read is in words of theirs: no class of ours is named in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TREES = {
    path: ast.parse(path.read_text("utf-8"))
    for package in ("bot", "jobs", "db")
    for path in sorted((ROOT / package).rglob("*.py"))
}
CAMEL_CASE = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
A_TYPE = re.compile(r"[A-Z_][\w.]*|[\w\[\], |.]*[\[|][\w\[\], |.]*")


def test_no_text_names_a_class_of_ours() -> None:
    classes = {
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path, tree in TREES.items()
        for line, text in texts(tree)
        if classes & set(CAMEL_CASE.findall(text))
    ]

    assert wrong == []


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the text that people may read: no docstring, no type and no name by itself."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in alone:
                if not A_TYPE.fullmatch(text):
                    yield node.lineno, text


def test_no_text_names_a_command_that_a_council_may_call_otherwise() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path, tree in TREES.items()
        if not path.stem.startswith("setting")  # it is there that the commands get their names
        for line, text in texts(tree)
        if re.search(r"(?<![\w/])/(?:action|audit|status)(?:-status)? ", text)
    ]

    assert wrong == []
