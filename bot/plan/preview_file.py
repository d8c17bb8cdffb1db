"""All that an import would store, as an Excel file: a row for each action, new, changed or gone."""

from collections.abc import Iterator
from typing import Final

from bot.plan.notes import note_words
from bot.plan.problem_words import why_words
from bot.plan.stored import stored_words
from bot.plan.words import FIELD_NAMES, change_words, why_kept
from db.plan.importing import ImportStep
from db.plan.known import reference_of
from jobs.plan.importing import Preview
from jobs.plan.sums import sums
from jobs.plan.workbooks import add_sheet, empty_workbook, put_row, saved

HEADINGS: Final = (
    *("What happens", "Reference", "What", "Owner", "Due date", "Status", "Besides"),
    "Where it stands",
)
WIDTHS: Final = (16, 14, 60, 30, 24, 16, 60, 30)


def preview_file(preview: Preview) -> bytes:
    """Return the preview as an Excel file, with a second sheet of what there is to check."""
    book = empty_workbook()
    sheet = add_sheet(book, "What will be stored", HEADINGS, WIDTHS, "C2")
    for at, row in enumerate(_rows(preview), start=2):
        put_row(sheet, at, row)
    notes = book.create_sheet("Please check")
    notes.column_dimensions["A"].width = 120
    for at, note in enumerate(sums(preview), start=1):
        put_row(notes, at, [note_words(note)])
    return saved(book)


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
