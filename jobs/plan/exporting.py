"""Writes the plan out in the columns that are read, so that it can be imported again unchanged."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from db.models import Action, PlanItem
from db.plan import queries as plan
from db.plan.known import ACTION, reference_of
from db.session import Session
from jobs.plan.fields import FINDING, KINDS
from jobs.rules.deadlines import spell_month

Value = str | date
Record = tuple[str, Mapping[str, Value]]  # the sheet's kind, and the cells by heading

HEADINGS: Final = (
    "Reference", "Kind", "Paragraph", "Title", "Words", "Source", "Owner", "Due date", "Status",
    "Theme", "Phase", "Success measure", "Links",
)  # fmt: skip
OF_ITEMS: Final = ("Reference", "Kind", "Paragraph", "Words", "Source", "Theme", "Links")
OF_ACTIONS: Final = tuple(h for h in HEADINGS if h not in {"Kind", "Paragraph", "Words"})
WIDE: Final = {"Title": 60, "Words": 80, "Success measure": 50, "Owner": 36, "Source": 36}
NARROW: Final = 16
_FORMULA: Final = tuple("=+-@")


def xlsx(session: Session) -> bytes:
    """Return the plan as an Excel file: a sheet for actions and one for each sort of the rest."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind, rows in _by_sheet(_records(session)).items():
        sheet = book.create_sheet(KINDS[kind].capitalize())
        headings = OF_ACTIONS if kind == ACTION else OF_ITEMS
        sheet.append(list(headings))
        for row in rows:
            sheet.append([None] * len(headings))
            for at, name in enumerate(headings, start=1):
                _put(sheet.cell(sheet.max_row, at), row.get(name, ""))
        for at, name in enumerate(headings, start=1):
            sheet.cell(1, at).font = Font(bold=True)
            letter = sheet.cell(1, at).column_letter
            sheet.column_dimensions[letter].width = WIDE.get(name, NARROW)
        sheet.freeze_panes = "B2"
    if not book.worksheets:
        book.create_sheet("Actions").append(list(OF_ACTIONS))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _put(cell: object, value: Value) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"  # type: ignore[attr-defined]
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)  # type: ignore[attr-defined]
        cell.data_type = "s"  # type: ignore[attr-defined]  # never a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")  # type: ignore[attr-defined]


def csv_text(session: Session) -> bytes:
    """Return the plan as one CSV table, as Excel opens it; nothing in it becomes a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for _, row in _records(session):
        writer.writerow([_cell(row.get(name, "")) for name in HEADINGS])
    return written.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if value.startswith(_FORMULA) else value


def _by_sheet(records: Iterable[Record]) -> dict[str, list[Mapping[str, Value]]]:
    sheets: dict[str, list[Mapping[str, Value]]] = {}
    for kind, row in records:
        sheet = FINDING if kind in {"strength", "area"} else kind
        sheets.setdefault(sheet, []).append(row)
    return sheets


def _records(session: Session) -> list[Record]:
    links: dict[str, list[str]] = {}
    for lower, upper in sorted(plan.pairs(session) | plan.places(session)):
        links.setdefault(lower, []).append(upper)
    found = [_action(action, links) for action in plan.all_actions(session)]
    return found + [_item(item, links) for item in plan.all_items(session)]


def _action(action: Action, links: Mapping[str, Sequence[str]]) -> Record:
    reference = reference_of(action)
    owner = action.owner.email or action.owner.name if action.owner else action.owner_as_given
    return ACTION, {
        "Reference": reference,
        "Kind": ACTION,
        "Title": action.title,
        "Source": action.source,
        "Owner": owner,
        "Due date": _due(action),
        "Status": action.status,
        "Theme": action.theme,
        "Phase": action.phase,
        "Success measure": action.success_measure,
        "Links": "; ".join(links.get(reference, ())),
    }


def _due(action: Action) -> Value:
    if action.due_on is None:
        return action.due_as_given
    if action.due_precision == "month":
        return spell_month(action.due_on).removeprefix("by the end of ")
    return action.due_on


def _item(item: PlanItem, links: Mapping[str, Sequence[str]]) -> Record:
    kinds = {"area": "area for consideration", "tip": "top tip", "kloe": "key line of enquiry"}
    return item.kind, {
        "Reference": item.reference,
        "Kind": kinds.get(item.kind, item.kind),
        "Paragraph": item.paragraph,
        "Words": item.text,
        "Source": item.source,
        "Theme": item.theme,
        "Links": "; ".join(links.get(item.reference, ())),
    }
