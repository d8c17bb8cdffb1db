"""Hundreds of things people type, each with what must come of it.

A line of a file in `corpus` is what is typed, a tab, and the outcome as `said` tells it: what was
done, the form that opened with what stands in it, or the buttons of a question. Nothing that is
typed is lost in silence: what is not done is asked.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path.stem for path in CORPUS.glob("*.tsv"))
WHO = {"away": "Practitioner 2, Permanence"}  # somebody without an audit to re-pair
# What somebody else typed before.
BEFORE = {"suggested": ("Practitioner 1, Permanence", "/audit suggest 1 fri 27 nov 14:00")}
FEWEST = 800
_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|U[0-9a-f]{8}|n|t|r)")
_ENDS = {"n": "\n", "t": "\t", "r": "\r"}


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone: what is read does not depend on it."""
    return str(request.param)


def typed(line: str) -> str:
    """Return what a line stands for: signs that nobody sees are written as \\u00a0."""
    return _ESCAPED.sub(lambda found: _ENDS.get(found[1]) or chr(int(found[1][1:], 16)), line)


def lines_of(name: str) -> Iterator[tuple[str, str]]:
    for line in (CORPUS / f"{name}.tsv").read_text("utf-8").splitlines():
        said, _, outcome = line.partition("\t")
        yield said, outcome


@pytest.mark.waits
@pytest.mark.parametrize("name", FILES)
def test_every_line_comes_out_as_it_is_meant(board: Council, name: str) -> None:
    somebody = Saying(board, board[WHO.get(name, "Team Manager, Permanence")])
    if name in BEFORE:
        other, before = BEFORE[name]
        Saying(board, board[other]).says(before)
    found = [(said, somebody.outcome(typed(said))) for said, _ in lines_of(name)]
    assert found == list(lines_of(name))


def test_there_are_enough_of_them() -> None:
    said = [line for name in FILES for line, _ in lines_of(name)]
    assert len(said) == len(set(said)) >= FEWEST
