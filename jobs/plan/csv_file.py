"""Reads a CSV file as people save it: UTF-8, UTF-16 or Excel's Windows-1252; , ; or tabs."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from jobs.plan.tables import Grid, PlanFile, SheetRow, UnreadableFileError, evened, tidy

# A text that a spreadsheet would take for a formula is written with an apostrophe before it.
_GUARDED = re.compile(r"'(?=\s{0,9}[=+\-@])")
LONGEST_CELL: Final = 100_000
BEGINNING: Final = 100  # bytes that show how a file was saved


def grids(file: PlanFile) -> list[Grid]:
    """Return the file as one sheet that is called as the file is. Raises UnreadableFileError."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        text = decoded(file.content)
        try:
            rows = list(_rows(file.name, text, is_strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise UnreadableFileError("plan.open_quote", file=file.name) from error
            # A quotation mark in the middle of a cell is no reason to refuse a plan.
            rows = list(_rows(file.name, text, is_strict=False))
    except (ValueError, csv.Error) as error:
        raise UnreadableFileError("plan.no_csv", file=file.name) from error
    return [Grid(file.stem, evened(rows))]


def decoded(content: bytes) -> str:
    """Return the text of a file, in whichever of four ways it was saved. Raises ValueError."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    if len(content) > 1 and not content[1] and not any(content[1:BEGINNING:2]):
        return content.decode("utf-16-le")  # as other systems save it, without its mark
    if b"\0" in content:
        raise ValueError('save it as "CSV UTF-8"')
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _rows(name: str, text: str, *, is_strict: bool) -> Iterator[SheetRow]:
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own line that says what parts the cells
    text = text[told.end() :] if told else text
    mark = told[1] if told else delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=is_strict)
    line = 1 + bool(told)
    for cells in reader:
        tidied = tuple(_GUARDED.sub("", tidy(cell), count=1) for cell in cells)
        yield SheetRow(f"{name}, line {line}", tidied, given=len(cells))
        line = reader.line_num + 1 + bool(told)


def delimiter(text: str) -> str:
    """Return what parts the cells: what most lines have, outside quotation marks."""
    outside = re.sub(r'"[^"]*"', "", text)
    lines = outside.splitlines()
    return max(",;\t|", key=lambda mark: (sum(mark in line for line in lines), outside.count(mark)))
