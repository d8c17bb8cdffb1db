"""Which day an instant is of is asked of the council or of a person: in UTC it is another one."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("bot", "jobs", "db")
# Where a day is cut from something else than an instant in UTC, and why.
OTHERWISE: Final[Mapping[str, str]] = {
    "bot/report/sections.py: found.at": "the hour beside it is said to be of UTC",
    "bot/demo": "the sample tells of hours that it chose itself, around noon",
    "jobs/reminders/preferences.py: at": "hours of a day without a zone",
    "jobs/reminders/preferences.py: ANY_DAY": "that day itself",
    "jobs/plan/xlsx_file.py: value": "a cell of a sheet",
    "jobs/people/roster_files.py: value": "a cell of a sheet",
    "jobs/rules/recurrence.py: found": "a date of a rule (RFC 5545), as dateutil has dates",
    "jobs/audits/booking.py: local": "by the council's clock already",
}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                told = path.relative_to(ROOT).as_posix()
                yield told, ast.parse(path.read_text("utf-8"))


def _calls(tree: ast.AST, name: str) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr) as cut) if attr == name:
                yield node, cut


def _has_zone(value: ast.expr) -> bool:
    """Say whether an instant was put into a zone first, which is not UTC."""
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)):
        return False
    named = {"astimezone": value.args, "now": value.args}.get(value.func.attr, [])
    return bool(named) and ast.unparse(named[0]) not in {"UTC", "datetime.UTC", "timezone.utc"}


def test_no_day_is_cut_from_an_instant_in_utc() -> None:
    used, found = set(), []
    for path, tree in _trees():
        for call, cut in _calls(tree, "date"):
            if call.args or _has_zone(cut.value):
                continue
            place = f"{path}: {ast.unparse(cut.value)}"
            known = {name for name in OTHERWISE if place == name or path.startswith(f"{name}/")}
            used |= known
            if not known:
                found.append(f"{place} (line {call.lineno})")
    assert not found, "ask day_of of the council, of a person, of a context or of db/days.py"
    assert used == OTHERWISE.keys()


def test_no_question_cuts_a_day_from_an_instant_in_utc() -> None:
    cut = [path for path, tree in _trees() for _, one in _calls(tree, "date") if _is_func(one)]
    assert cut == ["db/days.py"]


def test_no_day_begins_at_midnight_in_utc() -> None:
    found = [
        f"{path}:{call.lineno}"
        for path, tree in _trees()
        for call, _ in _calls(tree, "combine")
        if [ast.unparse(each) for each in call.args[1:]] == ["time()", "UTC"]
    ]
    assert not found, "ask start_of or end_of of db/days.py"


def _is_func(cut: ast.Attribute) -> bool:
    return ast.unparse(cut.value) == "func"
