"""How much of six lists of examples the guard finds, and how little of what is harmless.

`corpus.csv` are examples that people made who tried to get round it; the others were written
before the guard was first measured with them, `office_corpus.csv` by what stands in an office's
notes, `typed_corpus.csv` as staff type, paste and dictate, and `nations_corpus.csv` by what is said
in Wales, Scotland and Northern Ireland too. A line says whether it should be
found (`should_block`) and whether the guard claims its kind (`claimed`). The numbers are made up or
reserved for examples.
"""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from db.privacy import find
from tests.test_docs import table_under, text_of

TODAY = date(2026, 11, 28)
NAMES = (
    *("corpus.csv", "own_corpus.csv", "office_corpus.csv", "sealed_corpus.csv"),
    *("typed_corpus.csv", "nations_corpus.csv"),
)
CLAIMED_RECALL = 0.95
PRECISION = 0.99
ASKED_RECALL = 0.7  # of the kinds that are asked about, names and what is in words among them


@dataclass(frozen=True)
class Line:
    """One example."""

    text: str
    kind: str
    should_be_found: bool
    is_claimed: bool

    @property
    def is_found(self) -> bool:
        """Say whether the guard finds anything in it."""
        return find(self.text, TODAY) is not None


def lines_of(name: str) -> Sequence[Line]:
    """Return the examples of a list."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [
            Line(row["text"], row["kind"], row["should_block"] == "1", row["claimed"] == "1")
            for row in csv.DictReader(file)
        ]


def share(lines: Sequence[Line]) -> float:
    """Return how much of some examples is found."""
    return sum(line.is_found for line in lines) / len(lines)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_claimed_is_found_and_what_is_harmless_let_by(name: str) -> None:
    lines = lines_of(name)
    kinds: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        kinds[line.kind].append(line)
    for kind, of_kind in sorted(kinds.items()):
        print(  # noqa: T201  (shown where it fails, or with -s)
            f"{kind:20} {sum(line.is_found for line in of_kind):3} of {len(of_kind):3} found"
        )
    found = [line for line in lines if line.is_found]
    right = sum(line.should_be_found for line in found) / len(found)
    claimed = [line for line in lines if line.is_claimed]
    asked = [line for line in lines if line.should_be_found and not line.is_claimed]
    print(  # noqa: T201
        f"claimed {share(claimed):.1%}, asked {share(asked):.1%}, precision {right:.1%}"
    )
    assert share(claimed) >= CLAIMED_RECALL
    assert right >= PRECISION
    assert share(asked) >= ASKED_RECALL
    for kind, of_kind in kinds.items():
        if all(line.is_claimed for line in of_kind):
            assert share(of_kind) >= 0.8, kind


def found_of(lines: Sequence[Line]) -> str:
    """Say how many of some examples are found, as docs/security.md writes it."""
    return f"{sum(line.is_found for line in lines)} of {len(lines)}"


@pytest.mark.parametrize("name", NAMES)
def test_the_document_says_what_is_measured(name: str) -> None:
    lines = lines_of(name)
    found = [line for line in lines if line.is_found]
    row = next(
        row for row in table_under("docs/security.md", "| List, lines now |") if name in row[0]
    )
    harmless = sum(not line.should_be_found for line in found)
    assert [row[0], *(cell.partition(",")[0] for cell in row[2:])] == [
        f"`{name}`, {len(lines)}",
        found_of([line for line in lines if line.is_claimed]),
        found_of([line for line in lines if line.should_be_found and not line.is_claimed]),
        f"{harmless or 'none'} of {len(found)}",
    ]


def test_the_document_says_how_many_lines_there_are() -> None:
    count = sum(len(lines_of(name)) for name in NAMES)
    assert f"{count:,} lines" in text_of("docs/security.md")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_found_is_found_inside_a_sentence(name: str) -> None:
    lines = [line for line in lines_of(name) if line.is_claimed and line.is_found]
    missed = [line.text for line in lines if find(f"Seen: {line.text} ; done", TODAY) is None]
    assert missed == []
