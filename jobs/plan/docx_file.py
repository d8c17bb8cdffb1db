"""Reads the tables of a Word file: what is in its controls too, and changes as if accepted.

python-docx opens the file; its XML is read here, because its cells leave out what stands in a
content control and what was put in with changes tracked (python-docx 757, 876).
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from jobs.plan import archives, footnotes, tables
from jobs.plan.headings import banner_over, goes_on, is_card, is_headed
from jobs.plan.looks import is_colour, is_status

Element = Any  # lxml has no types that say more
LONGEST_CAPTION: Final = 150
LEAST_NESTED: Final = 2  # rows and columns of a table in a cell that is a plan of its own
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset(
    [*map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:sdtPr")), _FALLBACK]
)
_INK: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_HEADING: Final = re.compile(r"(?i)heading|title|überschrift")
_BANNER: Final = re.compile(
    r"(?i)(?:priority|theme|workstream|work stream|strand|objective|outcome|area|section|part|aim|"
    r"phase|stage|recommendation|standard|goal|pillar)\b.{0,150}"
)


@dataclass(frozen=True)
class _Placed:
    """A table as it lies in the document, its banner, and the heading that it stands under."""

    table: Element
    banner: str = ""
    caption: str = ""


@dataclass(frozen=True)
class _Table:
    """What is read of a table.

    Its caption becomes a banner where the table that goes on with it has another: what stands over
    all of a plan is the plan's name.
    """

    rows: list[tables.SheetRow]
    wide: frozenset[tables.Wide]
    passed: tuple[tables.PassedOver, ...] = ()
    caption: str = ""
    is_captioned: bool = False


def grids(file: tables.PlanFile) -> list[tables.Grid]:
    """Return the document's tables. Raises UnreadableFileError.

    A table with the headings of the one before it, or with as many columns and no headings of its
    own, goes on with it: Word parts long tables so.
    """
    with archives.refusing("plan.no_word", file):
        archives.parts(file, "nothing", "plan.word_too_large")
        body = Document(io.BytesIO(file.content)).element.body
        found: list[_Table] = []
        for number, placed in enumerate(_tables(body), start=1):
            read = replace(_turned(_read(number, placed)), caption=placed.caption)
            if found and read.rows and goes_on(found[-1].rows, read.rows):
                found[-1] = _joined(found[-1], read)
            elif read.rows:
                found.append(read)
    if not found:
        raise tables.UnreadableFileError("plan.no_word_table", file=file.name)
    several = len(found) > 1
    return [
        tables.Grid(
            f"{file.stem} {number}" if several else file.stem,
            one.rows,
            one.wide,
            one.passed,
            has_banners=True,
        )
        for number, one in enumerate(found, start=1)
    ]


def _turned(read: _Table) -> _Table:
    """Return a table that is one action's card, its headings at the left, as a row below them."""
    rows = [row for row in read.rows if not row.place.startswith("above")]
    if not is_card(rows):
        return read
    headings, values = (tuple(row.cells[at] for row in rows) for at in (0, 1))
    place = rows[0].place
    return _Table(
        [tables.SheetRow(place, headings), tables.SheetRow(f"{place} on", values)], frozenset()
    )


def _joined(before: _Table, after: _Table) -> _Table:
    if after.caption not in {"", before.caption}:
        before, after = _captioned(before), _captioned(after)
    banner, headed = banner_over(after.rows)
    moved = (
        replace(one, row=one.row - headed + len(banner) + len(before.rows))
        for one in after.wide
        if one.row >= headed
    )
    rows = [*before.rows, *banner, *after.rows[headed:]]
    passed = (*before.passed, *after.passed)
    return _Table(rows, before.wide | frozenset(moved), passed, after.caption, is_captioned=True)


def _captioned(table: _Table) -> _Table:
    """Return a table with its caption as the banner above its rows."""
    if table.is_captioned or not table.caption:
        return table
    cells = (table.caption, *[""] * (len(table.rows[0].cells) - 1))
    banner = tables.SheetRow(f"above {table.rows[0].place}", cells, is_wide=True)
    wide = frozenset(replace(one, row=one.row + 1) for one in table.wide)
    return replace(table, rows=[banner, *table.rows], wide=wide, is_captioned=True)


def _tables(body: Element) -> Iterator[_Placed]:
    """Yield the tables with the banner above each: those in controls and in cells too."""
    banner = caption = ""
    for child in _unwrapped(body):
        if child.tag == qn("w:p"):
            said = tables.tidy(footnotes.without("".join(_ink(child))))
            banner = (said if _is_banner(child, said) else "") if said else banner
            caption = said if said and _is_heading(child) else caption
        elif child.tag == qn("w:tbl") and (said := _only_words(child)):
            banner, caption = said if _BANNER.fullmatch(said) else "", said
        elif child.tag == qn("w:tbl"):
            yield _Placed(child, banner, "" if banner else caption)
            yield from map(_Placed, _plans_in(child))
            banner = ""


def _only_words(table: Element) -> str:
    """Return the words of a table that is a frame around them; empty for any other."""
    rows = list(_rows_of(table))
    if len(rows) != 1 or any(map(_is_plan, _inside(table))):
        return ""
    said = [words for cell in _cells_of(rows[0]) if (words := tables.words(_said(cell)))]
    is_frame = len(said) == 1 and len(said[0]) <= LONGEST_CAPTION
    return " ".join(said[0].split()) if is_frame else ""


def _plans_in(table: Element) -> Iterator[Element]:
    """Yield the tables in a table's cells that are plans, and no detail of an action beside it."""
    nested = [one for one in _inside(table) if _is_plan(one)]
    left = nested and any(one.kind == "nested" for one in _read(0, _Placed(table)).passed)
    return (one for one in nested if not (left and _is_beside_words(one)))


def _inside(table: Element) -> Iterator[Element]:
    return (one for one in table.iter(qn("w:tbl")) if one is not table)


def _is_beside_words(nested: Element) -> bool:
    """Say whether the cell that a table stands in says something besides."""
    return tables.words(_said(nested.getparent())) != ""


def _is_plan(table: Element) -> bool:
    rows = list(_rows_of(table))
    return len(rows) >= LEAST_NESTED and len(list(_cells_of(rows[0]))) >= LEAST_NESTED


def _is_banner(paragraph: Element, said: str) -> bool:
    is_short = len(said) <= tables.MOST_COLUMNS
    return bool(_BANNER.fullmatch(said)) and (_is_heading(paragraph) or is_short)


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and bool(_HEADING.search(style.get(qn("w:val"), "")))


def _unwrapped(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, with those that stand in controls or tracked insertions."""
    for child in parent:
        if child.tag == qn("w:sdt") and child.find(_PLACEHOLDER) is not None and _is_text(child):
            continue
        if child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _unwrapped(child)
        elif child.tag not in _GONE:
            yield child


def _is_text(control: Element) -> bool:
    """Say whether a control holds words alone, and neither cells nor rows, which would be lost."""
    return not any(True for tag in ("w:tc", "w:tr", "w:tbl") for _ in control.iter(qn(tag)))


def _rows_of(table: Element) -> Iterator[Element]:
    for child in _unwrapped(table):
        properties = child.find(qn("w:trPr")) if child.tag == qn("w:tr") else None
        is_deleted = properties is not None and properties.find(qn("w:del")) is not None
        if child.tag == qn("w:tr") and not is_deleted:
            yield child


def _cells_of(row: Element) -> Iterator[Element]:
    gone = f"{qn('w:tcPr')}/{qn('w:cellDel')}"
    found = (child for child in _unwrapped(row) if child.tag == qn("w:tc"))
    return (cell for cell in found if cell.find(gone) is None)


def _read(number: int, placed: _Placed) -> _Table:
    table, above = placed.table, placed.banner
    rows: list[tables.SheetRow] = []
    wide: dict[str, list[tuple[int, int]]] = {}
    last: dict[int, tables.Cell] = {}
    if above:
        place = f"above table {number}"
        rows.append(tables.SheetRow(place, (above,)))
        wide[place] = [(0, tables.MOST_COLUMNS)]
    passed: list[tables.PassedOver] = []
    for at, row in enumerate(_rows_of(table), start=1):
        place = f"table {number}, row {at}"
        if _is_on(row.find(f"{qn('w:trPr')}/{qn('w:hidden')}")):
            passed.append(tables.PassedOver("hidden_row", place))
            continue
        cells, spans, shared = _cells(row, last)
        passed += [
            tables.PassedOver(kind, place)
            for kind in _left_out(row, is_whole=not any(cell != "" for cell in cells))
        ]
        rows.append(tables.SheetRow(place, tuple(cells), shared=frozenset(shared)))
        wide[place] = spans
    kept = _as_wide(tables.evened(rows), max((len(row.cells) for row in rows), default=0))
    found = (
        tables.Wide(position, first, end)
        for position, row in enumerate(kept)
        for first, end in wide[row.place]
    )
    if not is_headed(kept):  # a frame around the tables that are the plan
        passed = [one for one in passed if one.kind != "nested"]
    return _Table(kept, frozenset(found), tuple(passed))


def _left_out(row: Element, *, is_whole: bool) -> set[str]:
    """Return what of a row is not read, by kind; `is_whole` says that nothing else stands in it."""
    unseen = {kind for run in row.iter(qn("w:r")) if (kind := _unseen(run))}
    inner = any(_is_plan(one) and _is_beside_words(one) for one in row.iter(qn("w:tbl")))
    return {f"{kind}_{'row' if is_whole else 'text'}" for kind in unseen} | (
        {"nested"} if inner else set()
    )


def _as_wide(rows: list[tables.SheetRow], width: int) -> list[tables.SheetRow]:
    """Return rows as wide as their table, so that one that goes on is known by that."""
    return [replace(row, cells=(*row.cells, *[""] * width)[:width]) for row in rows]


def _cells(
    row: Element, last: dict[int, tables.Cell]
) -> tuple[list[tables.Cell], list[tuple[int, int]], set[int]]:
    """Return what stands in a row, its wide cells, and which say what stands above them."""
    cells: list[tables.Cell] = [""] * _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    spans: list[tuple[int, int]] = []
    shared: set[int] = set()
    for cell in _cells_of(row):
        at = len(cells)
        span = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        goes_on = merged is not None and merged.get(qn("w:val"), "continue") != "restart"
        said = last.get(at, "") if goes_on else _said(cell)
        if merged is not None:
            shared.add(at)
        last[at] = said
        cells += [said, *[""] * (span - 1)]
        if span > 1:
            spans.append((at, at + span - 1))
    return cells, spans, shared


def _number(element: Element, default: int) -> int:
    return (
        default if element is None else min(int(element.get(qn("w:val"))), tables.MOST_COLUMNS + 1)
    )


def _said(cell: Element) -> tables.Cell:
    blocks = []
    for child in _unwrapped(cell):
        if child.tag == qn("w:p"):
            blocks.append("".join(_ink(child)))
        elif child.tag == qn("w:tbl") and not _is_plan(child):
            blocks += ["".join(_ink(one)) for one in child.iter(qn("w:p"))]
    said = tables.tidy(_ticked(footnotes.without("\n".join(blocks))))
    return _picked(cell, said) or said


_BOX: Final = re.compile(r"([☐☒☑✓✔])\s*([^☐☒☑✓✔]*)")


def _ticked(said: str) -> str:
    """Return what is ticked of the states to choose from, each with a box before it.

    Of anything else, such as steps of which some are done, all stays as it is written.
    """
    boxes = list(_BOX.finditer(said))
    choices = [one[2].strip() for one in boxes]
    is_choice = len(boxes) > 1 and said.lstrip()[:1] == boxes[0][1]
    if not is_choice or not all(is_status(each) or is_colour(each) for each in choices):
        return said
    return "\n".join(each for one, each in zip(boxes, choices, strict=True) if one[1] != "☐")


def _ink(element: Element) -> Iterator[str]:
    """Yield what can be read of a paragraph once its tracked changes are accepted."""
    is_unfilled = element.tag == qn("w:sdt") and element.find(_PLACEHOLDER) is not None
    if is_unfilled or element.tag in _GONE or (element.tag == qn("w:r") and _unseen(element)):
        return
    if element.tag == qn("w:t"):
        yield element.text or ""
    elif element.tag in _INK:
        yield _INK[element.tag]
    elif element.tag == qn("w:fldChar"):
        yield _chosen(element)
    elif element.tag == qn("w:sym"):
        yield "\N{CHECK MARK}" if element.get(qn("w:char"), "")[-2:].upper() in _TICKS else ""
    else:
        before, after = footnotes.marks(element)
        yield before
        for child in element:
            yield from _ink(child)
        yield after


def _chosen(field: Element) -> str:
    """Return what was chosen in a form field of older Word files, which stands in no text."""
    box = next(field.iter(qn("w:checkBox")), None)
    if box is not None:
        checked = box.find(qn("w:checked"))
        told = checked if checked is not None else box.find(qn("w:default"))
        return "☒" if _is_on(told) else "☐"
    choices = next(field.iter(qn("w:ddList")), None)
    if choices is None:
        return ""
    result = choices.find(qn("w:result"))
    found = [one.get(qn("w:val"), "") for one in choices.iter(qn("w:listEntry"))]
    at = _number(result if result is not None else choices.find(qn("w:default")), 0)
    return found[at] if at < len(found) else ""


def _unseen(run: Element) -> str:
    """Return why a run of text is no part of what is said: it is struck out, or hidden."""
    looks = run.find(qn("w:rPr"))
    if looks is None or not any((text.text or "").strip() for text in run.iter(qn("w:t"))):
        return ""
    if _is_on(looks.find(qn("w:strike"))) or _is_on(looks.find(qn("w:dstrike"))):
        return "struck"
    is_hidden = _is_on(looks.find(qn("w:vanish"))) or _is_on(looks.find(qn("w:webHidden")))
    return "hidden" if is_hidden else ""


def _is_on(toggle: Element) -> bool:
    return toggle is not None and toggle.get(qn("w:val"), "true") not in {"0", "false", "off"}


_TICKS: Final = frozenset({"FC", "FE", "52"})  # of Wingdings
_PLACEHOLDER: Final = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"


def _picked(cell: Element, said: str) -> tables.Day | None:
    """Return the day of a date picker that is all there is in a cell, in figures alone."""
    days = {one.get(qn("w:fullDate"), "")[:10] for one in cell.iter(qn("w:date"))}
    if len(days) != 1 or not re.fullmatch(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}", said):
        return None
    try:
        day = date.fromisoformat(days.pop())
    except ValueError:
        return None
    figures = {int(part) for part in re.findall(r"\d+", said)}
    return tables.Day(day) if {day.day, day.month} <= figures else None
