"""Writes the plan out as a Word document: a table for each that it came in, with its sections."""

from collections.abc import Iterator

from docx import Document
from docx.enum.section import WD_ORIENT

from db.models import Action
from db.plan.shapes import all_shapes
from db.session import Session
from jobs.plan.exporting import OF_ACTIONS, OF_ITEMS, others, said_in_words, written
from jobs.plan.own_shape import ShapedRow, ShapedTable, shaped
from jobs.plan.workbooks import saved


def docx(session: Session) -> bytes:
    """Return the plan as a Word file, each plan that was imported in its own shape."""
    made = Document()
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    for table in (*shaped(all_shapes(session), written(session)), *_rest(session)):
        rows = [row for row in table.rows if row.section or row.cells]
        grid = made.add_table(rows=1, cols=len(table.headings), style="Table Grid")
        for cell, heading in zip(grid.rows[0].cells, table.headings, strict=True):
            cell.paragraphs[0].add_run(heading).bold = True
        for row in rows:
            cells = grid.add_row().cells
            if row.section:
                cells[0].merge(cells[-1]).text = row.section
                continue
            for cell, value in zip(cells, row.cells, strict=True):
                cell.text = said_in_words(value)
        made.add_paragraph()
    return saved(made)


def _rest(session: Session) -> Iterator[ShapedTable]:
    """Yield what no file brought; columns in which nothing stands are left out."""
    rest = others(session, all_shapes(session))
    for is_action, columns in ((True, OF_ACTIONS), (False, OF_ITEMS)):
        rows = [each for each in rest if isinstance(each.row, Action) is is_action]
        used = [one for one in columns if any(each.cell(one) for each in rows)]
        cells = [ShapedRow([each.cell(one) for one in used]) for each in rows]
        if rows:
            yield ShapedTable("", [one.heading for one in used], cells)
