"""Reads a CSV file as people save it: UTF-8 or Excel's Windows-1252; commas, semicolons or tabs."""

import csv
import io
import re
from collections.abc import Iterator

from jobs.plan.tables import Grid, PlanFile, SheetRow, UnreadableFileError, evened, tidy

# A text that a spreadsheet would take for a formula is written with an apostrophe before it.
_GUARDED = re.compile(r"'(?=[=+\-@])")


def grids(file: PlanFile) -> list[Grid]:
    """Return the file as one sheet that is called as the file is. Raises UnreadableFileError."""
    try:
        rows = list(_rows(file.name, _decoded(file.content)))
    except (ValueError, csv.Error) as error:
        raise UnreadableFileError("plan.no_csv", file=file.name) from error
    return [Grid(file.stem, evened(rows))]


def _decoded(content: bytes) -> str:
    if b"\0" in content:
        raise ValueError("not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _rows(name: str, text: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    for cells in reader:
        tidied = tuple(_GUARDED.sub("", tidy(cell), count=1) for cell in cells)
        yield SheetRow(f"{name}, line {line}", tidied)
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return what parts the cells: what most lines have, outside quotation marks."""
    outside = re.sub(r'"[^"]*"', "", text)
    lines = outside.splitlines()
    return max(",;\t", key=lambda mark: (sum(mark in line for line in lines), outside.count(mark)))
