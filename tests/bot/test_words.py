"""What people read is in words of theirs: no class of ours is named in it."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Code = Mapping[Path, Sequence[ast.AST]]
CAMEL_CASE = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
A_TYPE = re.compile(r"[A-Z_][\w.]*|[\w\[\], |.]*[\[|][\w\[\], |.]*")


@pytest.fixture(scope="module")
def code() -> Code:
    """Give all the code, walked once, which is not kept: it fills a hundred megabytes."""
    return {
        path: list(ast.walk(ast.parse(path.read_text("utf-8"))))
        for package in ("bot", "jobs", "db")
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def test_no_text_names_a_class_of_ours(code: Code) -> None:
    classes = {
        node.name for nodes in code.values() for node in nodes if isinstance(node, ast.ClassDef)
    }
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path, nodes in code.items()
        for line, text in texts(nodes)
        if classes & set(CAMEL_CASE.findall(text))
    ]

    assert wrong == []


def texts(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield the text that people may read: no docstring, no type and no name by itself."""
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in alone:
                if not A_TYPE.fullmatch(text):
                    yield node.lineno, text


def test_no_text_names_a_command_that_a_council_may_call_otherwise(code: Code) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path, nodes in code.items()
        if not path.stem.startswith("setting")  # it is there that the commands get their names
        for line, text in texts(nodes)
        if re.search(r"(?<![\w/])/(?:action|audit|status)(?:-status)? ", text)
    ]

    assert wrong == []


# What the council may call otherwise, in a sentence; `bot/vocabulary.py` has the words.
ITS_WORDS = re.compile(
    r"(?<![\w/-])(?:live audits?|audit(?:s|ed|ing)?|auditors?|practitioners?|re-audit(?:s|ed)?|"
    r"moderat(?:e|ed|es|ing|ion|or)|supervision|heads? of service|leads?)(?![\w-])",
    re.IGNORECASE,
)
# What is typed, what is matched with, what somebody wrote: none of it is ours to say.
NOT_SAID = re.compile(
    r"`[^`]*`|auditors add @person`|auditors remove @|\{[^}]*\}|"
    r"\(\?:.*|\|audits\?.*|-//Live audit//EN|"
    r"leads (?:on|nobody)|Lead=owner|list audits|chart audits|overdue or audits|"
    r"columns Line.*?Theme|columns Line and Practitioner|live-audit audit|Supervision on time|"
    r"^\n(?:[^/]*\s/\s)+[^/]*$|"  # what people say of a subject
    r"^(?:re-audits overdue|no moderator|this form was opened about no audit|Live audit)$"
)
TYPED = {"name", "synonyms", "example", "usage", "subject", "about", "main_field"}
FOR_ADMINISTRATORS = ("bot/cli/", "bot/demo/", "bot/setting", "bot/vocabulary", "bot/doctor")


def test_no_sentence_writes_out_a_word_that_a_council_may_call_otherwise(code: Code) -> None:
    """A sentence says `our.auditor`: one that says "auditor" would be right here alone."""
    wrong = [
        f"{where}:{line}: {text!r}"
        for path, nodes in code.items()
        if (where := str(path.relative_to(ROOT))).startswith("bot/")
        if not where.startswith(FOR_ADMINISTRATORS)
        for line, text in sentences(nodes)
        if ITS_WORDS.search(NOT_SAID.sub("", text))
    ]

    assert wrong == []


def sentences(nodes: Sequence[ast.AST]) -> Iterator[tuple[int, str]]:
    """Yield what is said: more than a key, and nothing that is only matched or compared with."""
    silent = {id(each) for node in nodes for each in _silent(node)}
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in silent:
                is_key = " " not in text.strip() and not text[:1].isupper()
                if id(node) in parts or not is_key:
                    yield node.lineno, text


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    for root in filter(None, _roots(node)):
        yield from ast.walk(root)


def _roots(node: ast.AST) -> Sequence[ast.AST | None]:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Compare():
            return [node]
        case ast.match_case(pattern=part) | ast.Subscript(slice=part):
            return [part]
        case ast.Dict(keys=keys):
            return keys
        case ast.Call(keywords=keywords):
            return [each.value for each in keywords if each.arg in TYPED]
        case ast.Assign(targets=[*_, target], value=value):
            names = {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}
            return [value] if TYPED & names else []
    return []
