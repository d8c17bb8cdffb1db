"""Headings that councils use, gathered from their published plans, each with the field it is."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from jobs.plan.choosing import choose
from jobs.plan.headings import layout_of, tables_in
from jobs.plan.looks import look_of
from jobs.plan.tables import Cell, Day, Grid, SheetRow

GATHERED: Final = Path(__file__).with_name("headings.tsv")
KNOWN: Final = [
    tuple(line.split("\t")) for line in GATHERED.read_text(encoding="utf-8").splitlines() if line
]
LEAST: Final = 0.95
DATES: Final[tuple[Cell, ...]] = (Day(date(2027, 1, 29)), Day(date(2027, 2, 26)))
CELLS: Final[dict[str, tuple[Cell, ...]]] = {
    "reference": ("1.1", "1.2"),
    "title": ("Publish a standard for decisions", "Hold a weekly review"),
    "recommendation": ("Decisions are not timely enough", "Plans drift and are not reviewed"),
    "owner": ("Head of Service", "Team Manager, MASH"),
    "deputy": ("Head of Service", "Team Manager, MASH"),
    "due": DATES,
    "original": DATES,
    "completed": DATES,
    "status": ("In progress", "Complete"),
    "rag": ("Green", "Amber"),
    "progress": ("The draft went to the panel in October.", "Nothing to report since the summer."),
    "evidence": ("Minutes of the panel", "https://council.example/minutes"),
    "theme": ("Permanence", "Leadership"),
    "measure": ("Nine in ten decisions are timely", "Each plan is reviewed every six weeks"),
    "phase": ("Phase 1", "Phase 2"),
    "source": ("Peer review", "Inspection"),
    "paragraph": ("31a", "31b"),
}
BESIDE: Final = {"title": "Action", "owner": "Lead", "due": "Due date"}


def taken_for(heading: str, field: str) -> str:
    """Return for which field a column is taken, beside the usual others of a plan."""
    others = {name: said for name, said in BESIDE.items() if name != field}
    if field in {"original", "completed"}:
        others["due"] = "Due date"
    headings = [*others.values(), heading]
    looks = [look_of(CELLS[name]) for name in others] + [look_of(CELLS[field])]
    found = choose(headings, looks, "action").columns
    return next((name for name, at in found.items() if at == len(headings) - 1), "")


def test_at_least_nineteen_in_twenty_of_the_headings_that_were_gathered_are_known() -> None:
    wrong = [(heading, field, taken_for(heading, field)) for field, heading in KNOWN]
    wrong = [each for each in wrong if each[1] != each[2]]
    assert len(KNOWN) >= 250
    assert len(wrong) <= (1 - LEAST) * len(KNOWN), wrong


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_order_of_the_columns_does_not_matter(order: Sequence[int]) -> None:
    names = ("Ref", "Action", "Lead", "Due date")
    cells = [CELLS[name] for name in ("reference", "title", "owner", "due")]
    rows = [SheetRow("1", tuple(names[at] for at in order))]
    rows += [SheetRow(str(n + 2), tuple(cells[at][n] for at in order)) for n in range(2)]
    [table] = tables_in(Grid("Plan", rows))
    assert set(layout_of(table).columns) == {"reference", "title", "owner", "due"}


def test_the_page_about_importing_tells_the_headings_that_were_gathered() -> None:
    page = (Path(__file__).parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")
    missing = [said for _, said in KNOWN if said.rstrip(".:?") not in page]
    assert missing == []
