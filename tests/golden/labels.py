"""What stands on buttons and in forms, read out of the code: for a copy editor, by module."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeGuard

from bot.vocabulary import our

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = [
    path
    for path in sorted((ROOT / "bot").rglob("*.py"))
    if not {"cli", "demo"} & set(path.relative_to(ROOT).parts)
]
# Which argument of a function, and which name of a class, is read as what.
BUTTONS: Final = {"button": 0, "ActionButton": 0, "Offer": 0}
FIELDS: Final = {"field_": 1, "option": 0}
ON_BUTTONS: Final = {"button": "button", "way_in": "button"}
IN_FORMS: Final = {"title": "title", "submit_label": "submit", "hint": "hint", "label": "field"}


def buttons() -> str:
    """Return what stands on buttons."""
    return _by_module(BUTTONS, ON_BUTTONS)


def forms() -> str:
    """Return the titles, fields, choices and hints of forms."""
    return _by_module(FIELDS, IN_FORMS)


def _by_module(calls: Mapping[str, int], names: Mapping[str, str]) -> str:
    parts = []
    for path, nodes in _rooms().items():
        found = dict.fromkeys(each for node in nodes for each in _said(node, calls, names))
        if found:
            parts.append("\n".join([f"## {path.relative_to(ROOT)}", *found]))
    return "\n\n".join(parts) + "\n"


@cache
def _rooms() -> Mapping[Path, Sequence[ast.AST]]:
    """Return what can say something, by module; read once for all pages."""
    trees = ((path, ast.parse(path.read_text("utf-8"))) for path in ROOMS)
    return {
        path: [node for node in ast.walk(tree) if isinstance(node, ast.Call | ast.Assign)]
        for path, tree in trees
    }


def _said(node: ast.AST, calls: Mapping[str, int], names: Mapping[str, str]) -> Iterator[str]:
    pairs: list[tuple[str, ast.expr]] = []
    match node:
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
            if name in calls and len(args) > calls[name]:
                pairs.append((name.strip("_"), args[calls[name]]))
            pairs += [
                (names[arg], each.value) for each in keywords if (arg := each.arg or "") in names
            ]
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names:
            pairs.append((names[name], value))
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            named = zip(targets, values, strict=True)
            pairs += [
                (names[t.id], v) for t, v in named if isinstance(t, ast.Name) and t.id in names
            ]
    for what, value in pairs:
        yield from (f"{what}: {text}" for text in _texts(value) if text)


def _is_named(target: ast.expr, names: Mapping[str, str]) -> TypeGuard[ast.Name]:
    return isinstance(target, ast.Name) and target.id in names


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the sentences that an expression can be; what is only known later is an ellipsis."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(map(_part, parts))
        case ast.IfExp(body=yes, orelse=no):
            yield from _texts(yes)
            yield from _texts(no)


def _part(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Attribute(value=ast.Name(id="our"), attr=name)):
            spec = part.format_spec
            return format(
                our.say(name), _part(spec.values[0]) if isinstance(spec, ast.JoinedStr) else ""
            )
    return "…"
