"""The report as a Word document that can be read by eye, by ear and on paper.

Headings are headings, the header row of each table repeats, no cells are merged, pictures have a
description, colours have words (https://www.gov.uk/guidance/publishing-accessible-documents).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any, Final

from docx import Document
from docx.document import Document as Made
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.measures import pictures
from bot.report.archive import settled
from bot.report.paper import COLOURS, HEADER, Colour, PaperTable, Section, Stood, Value, printable
from bot.report.sections import about, as_at, heading, sections
from jobs.plan.workbooks import saved
from jobs.report.values import Report
from jobs.rules.deadlines import spell
from jobs.rules.pictures import Drawing

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE: Final = Mm(210), Mm(297)
MARGIN: Final = Mm(18)
ROOM_MM: Final = 174
PICTURE_MM: Final = 96, 190  # as wide and as high as it may be
LETTER_MM, EDGES_MM = 1.9, 3.0  # of a cell's text
SHORT, LONGEST_WORD = 12, 13  # letters that stand in one line; a link, say, may be broken
FONT: Final = "Arial"
LANGUAGE: Final = "en-GB"
SIZES: Final = {"Normal": 11.0, "Title": 22.0, "Heading 1": 16.0, "Heading 2": 13.0}
SMALL: Final = Pt(9.5)
INK: Final = RGBColor.from_string(HEADER.paper)
WITHIN: Final = {"top": 40, "bottom": 40, "start": 70, "end": 70}  # twentieths of a point


def document(report: Report) -> bytes:
    """Return the report as a .docx; the same report gives the same bytes."""
    made = Document()
    _set_up(made, report)
    made.add_paragraph(printable(heading(report)), style="Title")
    for line in about(report):
        made.add_paragraph(printable(line))
    paragraphs, annexes = count(1), count(1)
    for section in sections(report):
        if section.is_numbered:
            numbered = tuple(f"{next(paragraphs)}. {words}" for words in section.paragraphs)
            _section(made, section.heading, replace(section, paragraphs=numbered))
        else:
            _section(made, f"Annex {next(annexes)}. {section.heading}", section)
    return settled(saved(made), report.facts.provenance.at)


def _set_up(made: Made, report: Report) -> None:
    """Set the page, the fonts, the language, the title and the footer."""
    page = made.sections[0]
    page.page_width, page.page_height = PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = MARGIN
    for name, size in SIZES.items():
        _style(made.styles[name], size)
    made.styles["Normal"].paragraph_format.space_after = Pt(6)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    core = made.core_properties
    core.title, core.language = printable(heading(report)), LANGUAGE
    core.author, core.comments = printable(report.facts.council), as_at(report)
    core.subject = about(report)[0]
    core.created = core.modified = report.facts.provenance.at.replace(tzinfo=None)
    core.last_modified_by = core.author
    _footer(page.footer.paragraphs[0], as_at(report))


def _style(style: Any, size: float) -> None:  # noqa: ANN401  (python-docx types no styles)
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if style.name != "Normal":
        style.font.color.rgb = INK
    if style.name.startswith("Heading"):
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(4)


def _footer(paragraph: Paragraph, words: str) -> None:
    """Write where the numbers come from, and the page's number of how many."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{words}  Page ").font.size = SMALL
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ").font.size = SMALL
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a number that Word counts itself (ECMA-376, 17.16.5)."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = SMALL
        if kind == "shown":
            run.text = text
        elif kind:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)
        else:
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = f" {text} "
            run._r.append(told)


def _section(made: Made, heading_: str, section: Section) -> None:
    made.add_heading(heading_, level=1)
    for words in section.paragraphs:
        paragraph = made.add_paragraph(printable(words))
    if section.paragraphs and section.tables:
        paragraph.paragraph_format.keep_with_next = True
    for table in section.tables:
        if len(section.tables) > 1:
            made.add_heading(table.name, level=2)
        _table(made, table)
    for drawing in section.pictures:
        _picture(made, drawing)


def _table(made: Made, table: PaperTable) -> None:
    """Add a table whose header row repeats on every page and whose rows are never torn."""
    grid = made.add_table(rows=1, cols=len(table.columns))
    grid.style, grid.autofit = "Table Grid", False
    _describe_table(grid._tbl.tblPr, table)
    # A row that is added takes its widths from the columns; the first one is there already.
    for column, cell, width in zip(grid.columns, grid.rows[0].cells, _widths(table), strict=True):
        column.width = cell.width = width
    _row(grid.rows[0], [column.heading for column in table.columns], is_header=True)
    for values in table.rows:
        _row(grid.add_row(), values)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(table: PaperTable) -> list[Mm]:
    """Return the columns' widths: none breaks a word, the roomy ones give what that takes."""
    whole = sum(column.width for column in table.columns)
    meant = [ROOM_MM * column.width / whole for column in table.columns]
    least = _least(table, SHORT)
    if sum(least) > ROOM_MM:
        least = _least(table, 0)
    too_wide = sum(map(max, meant, least)) - ROOM_MM
    spare = sum(max(0.0, width - need) for width, need in zip(meant, least, strict=True))
    kept = max(0.0, 1 - too_wide / spare) if spare else 0.0
    found = [need + kept * max(0.0, width - need) for width, need in zip(meant, least, strict=True)]
    return [Mm(width * min(1.0, ROOM_MM / sum(found))) for width in found]


def _least(table: PaperTable, short: int) -> list[float]:
    """Return the least widths in millimetres: each word fits, and a cell that is short whole."""
    found = []
    for number, column in enumerate(table.columns):
        cells = [said(row[number]) for row in table.rows]
        words = [each for cell in (column.heading, *cells) for each in cell.split()]
        words += [cell for cell in cells if len(cell) <= short]
        longest = max(map(len, words), default=0)
        found.append(min(longest, LONGEST_WORD) * LETTER_MM + EDGES_MM)
    return found


def _describe_table(properties: Any, table: PaperTable) -> None:  # noqa: ANN401
    """Give the table a title and a description for screen readers, and room in its cells."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in WITHIN.items():
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(width))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins) if look is not None else properties.append(margins)
    columns = ", ".join(column.heading for column in table.columns)
    told = {"w:tblCaption": table.name, "w:tblDescription": f"{table.name}: {columns}"}
    for tag, words in told.items():
        element = OxmlElement(tag)
        element.set(qn("w:val"), printable(words))
        properties.append(element)


def _row(row: _Row, values: Sequence[Value], *, is_header: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(("w:tblHeader",) if is_header else ())):
        properties.append(OxmlElement(tag))
    for cell, value in zip(row.cells, values, strict=True):
        run = cell.paragraphs[0].add_run(printable(said(value)))
        run.font.size = SMALL
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        if is_header:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        stands = COLOURS[value.level] if isinstance(value, Stood) else None
        colour = HEADER if is_header else stands
        if colour:
            run.font.bold = True
            run.font.color.rgb = RGBColor.from_string(colour.ink)
            _shade(cell, colour)


def said(value: Value) -> str:
    """Return a cell's value in words: a day with its weekday, a number with its thousands."""
    if isinstance(value, Stood):
        return value.words
    if isinstance(value, date):
        return spell(value)
    return f"{value:,}" if isinstance(value, int) else value


def _shade(cell: _Cell, colour: Colour) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.paper)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _picture(made: Made, drawing: Drawing) -> None:
    """Add a picture with the words for those who cannot see it."""
    wide, high = PICTURE_MM
    shape = made.add_picture(BytesIO(pictures.drawn(drawing).content))
    scale = min(Mm(wide) / shape.width, Mm(high) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    described = shape._inline.docPr
    described.set("title", pictures.title_of(drawing))
    described.set("descr", printable(pictures.alt_text(drawing)))
