"""All that an import would store, as an Excel file: a row for each action, new, changed or gone."""

import io
from collections.abc import Iterator
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from bot.plan.notes import note_words
from bot.plan.problem_words import why_words
from bot.plan.stored import stored_words
from bot.plan.words import FIELD_NAMES, change_words, why_kept
from db.plan.importing import ImportStep
from db.plan.known import reference_of
from jobs.plan.formulas import put_words
from jobs.plan.importing import Preview
from jobs.plan.sums import sums

HEADINGS: Final = (
    *("What happens", "Reference", "What", "Owner", "Due date", "Status", "Besides"),
    "Where it stands",
)
WIDTHS: Final = (16, 14, 60, 30, 24, 16, 60, 30)


def preview_file(preview: Preview) -> bytes:
    """Return the preview as an Excel file, with a second sheet of what there is to check."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "What will be stored"
    for at, row in enumerate([HEADINGS, *_rows(preview)], start=1):
        for column, said in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            put_words(cell, said)
            if at == 1:
                cell.font = Font(bold=True)
                sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[column - 1]
    sheet.freeze_panes = "C2"
    notes = book.create_sheet("Please check")
    notes.column_dimensions["A"].width = 120
    for at, note in enumerate(sums(preview), start=1):
        put_words(notes.cell(at, 1), note_words(note))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(preview: Preview) -> Iterator[tuple[str, ...]]:
    for step in preview.outcome.steps:
        yield _row(step, preview)
    for action in preview.gone:
        yield ("gone from the file", reference_of(action), action.title, "", "", "", "", "")
    for one in preview.back:
        first = next((str(cell) for cell in one.row.cells if isinstance(cell, str) and cell), "")
        said = "" if one.hides else first
        reasons = " ".join(map(why_words, one.reasons))
        yield ("handed back", said, "", "", "", "", reasons, one.row.place)


def _row(step: ImportStep, preview: Preview) -> tuple[str, ...]:
    what = "new" if step.is_new else "changed" if step.is_change else "same"
    shown = stored_words(step, preview.outcome.people)
    changes = [
        f"{FIELD_NAMES[each.field]}: {' → '.join(change_words(each))}" for each in step.changes
    ]
    kept = [
        f"{FIELD_NAMES[each.field]} stays {change_words(each)[0]}: {why_kept(step, each)}"
        for each in step.kept
    ]
    place = step.entry.place if step.entry else ""
    besides = "\n".join([*changes, *kept, *shown.besides])
    told = (shown.reference, shown.title, shown.owner, shown.due, shown.status)
    return (what, *told, besides, place)
