"""Any workbook of the kinds councils have: each row right, asked or handed back, none doubled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from db.session import Database
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import looked_at, xlsx
from tests.jobs.plan.shapes import OFFICER, ReadRow
from tests.people import TODAY
from tests.properties import examples

pytestmark = pytest.mark.usefixtures("council")
NAMES = {
    "reference": ("Ref", "No.", "Action no", "ID"),
    "title": ("Action", "What will we do?", "Agreed action", "Task"),
    "owner": ("Lead officer", "By whom", "Responsible", "Owner"),
    "due": ("Due date", "By when", "Timescale", "Target completion date"),
    "status": ("Status", "Progress status", "Current status"),
    "comment": ("Comments", "Progress update"),
}
WRITINGS = (
    lambda day: day,
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day} {day:%B %Y}",
    lambda day: f"{day:%a} {day.day} {day:%b %y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"Revised to {day:%d.%m.%Y}",
    lambda day: f"{day:%d/%m/%Y} (was 01/09/2026)",
)
OWNERS = (
    OFFICER,
    "Head of Service",
    "improvement  officer",
    "TM Permanence",
    "Nobody X",
)
VERBS = ("Publish", "Review", "Agree", "Recruit", "Hold", "Develop")
THINGS = ("the guide", "a weekly clinic", "the threshold document", "six carers", "an audit")
NOISE = (
    ("Priority 2: Permanence",),
    ("LEADERSHIP",),
    ("RAG key: R = off track, G = on track",),
    ("Total",),
)


ABOVE: Sequence[Sequence[Sequence[object]]] = ([], [("Improvement plan",)], [(), ()])


@dataclass(frozen=True)
class MadeRow:
    title: str
    day: date
    owner: str
    place: str


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[PlanFile, dict[str, MadeRow]]:
    """Return a workbook, and its rows by their reference."""
    fields = draw(st.permutations(list(NAMES)))
    headings = [draw(st.sampled_from(NAMES[field])) for field in fields]
    rows: list[Sequence[object]] = list(draw(st.sampled_from(ABOVE)))
    rows.append(headings)
    made: dict[str, MadeRow] = {}
    for number in range(draw(st.integers(1, 6))):
        day = TODAY + timedelta(days=draw(st.integers(1, 900)))
        said = f"{draw(st.sampled_from(VERBS))} {draw(st.sampled_from(THINGS))} for team {number}"
        cells = {
            "reference": f"{number + 1}.{draw(st.integers(1, 12))}",
            "title": said,
            "owner": draw(st.sampled_from(OWNERS)),
            "due": draw(st.sampled_from(WRITINGS))(day),
            "status": draw(st.sampled_from(("In progress", "Not started", "Complete", None))),
            "comment": draw(st.sampled_from((None, "It went to the panel in the autumn."))),
        }
        if draw(st.booleans()):
            rows.append(draw(st.sampled_from(NOISE)))
        if draw(st.integers(0, 3)) == 0:
            rows.append([cells["reference"] if field == "reference" else None for field in fields])
            cells["reference"] += "a"
        rows.append([cells[field] for field in fields])
        place = f"sheet “Action plan”, row {len(rows)}"
        made[str(cells["reference"])] = MadeRow(said, day, str(cells["owner"]), place)
    return xlsx(*rows, name="Action plan", dress=draw(dresses(rows, len(fields)))), made


@st.composite
def dresses(
    draw: st.DrawFn, rows: Sequence[Sequence[object]], width: int
) -> Callable[[Worksheet], None]:
    """Return what else a sheet has: banners that are merged, a comment, a sheet of lists."""
    is_hidden, is_merged, is_noted = (draw(st.booleans()) for _ in range(3))
    banners = [at for at, row in enumerate(rows, start=1) if row in NOISE]

    def dress(sheet: Worksheet) -> None:
        for at in banners if is_merged else ():
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
        if is_noted:
            note = Comment("Revised to 1 May 2031, by Nobody X", "A manager")
            sheet.cell(len(rows), 1).comment = note
        if is_hidden and sheet.parent is not None:
            sheet.parent.create_sheet("Lists").append(["Status", "Owner"])

    return dress


@pytest.mark.mostly_sqlite
@given(workbooks())
@examples(25, HealthCheck.function_scoped_fixture)
def test_every_row_is_right_asked_or_handed_back(
    database: Database, council: object, made: tuple[PlanFile, dict[str, MadeRow]]
) -> None:
    file, rows = made
    shown = looked_at(database, file)
    read = [ReadRow(step.entry) for step in shown.outcome.steps if step.entry]
    assert len({each.reference for each in read}) == len(read)
    for each in read:
        row = rows[each.reference]
        assert each.title == row.title
        assert each.day == row.day
        assert each.owner_id is not None
        assert row.owner != "Nobody X"
    told = {each.entry.place for each in read} | {one.place for one in shown.problems}
    assert shown.is_blocked or {row.place for row in rows.values()} <= told
