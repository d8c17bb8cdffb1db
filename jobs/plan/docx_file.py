"""Reads the tables of a Word file with python-docx; a table that goes on in the next is one."""

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as WordTable

from jobs.plan.tables import (
    LARGEST_FILE,
    Grid,
    PlanFile,
    SheetRow,
    UnreadableFileError,
    evened,
    tidy,
)

UNPACKED: Final = 20 * LARGEST_FILE


def grids(file: PlanFile) -> list[Grid]:
    """Return the document's tables. Raises UnreadableFileError.

    A table with the headings of the one before it, or with as many columns and no headings of its
    own, goes on with it: Word parts long tables so.
    """
    tables = [_rows(number, table) for number, table in enumerate(_tables(file), start=1)]
    found: list[list[SheetRow]] = []
    for rows in filter(None, tables):
        if found and _goes_on(found[-1], rows):
            found[-1] += rows[1:] if rows[0].cells == found[-1][0].cells else rows
        else:
            found.append(rows)
    if not found:
        raise UnreadableFileError("plan.no_word_table", file=file.name)
    several = len(found) > 1
    return [
        Grid(f"{file.stem} {number}" if several else file.stem, evened(rows))
        for number, rows in enumerate(found, start=1)
    ]


def _tables(file: PlanFile) -> Sequence[WordTable]:
    stream = io.BytesIO(file.content)
    try:
        with zipfile.ZipFile(stream) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > UNPACKED:
            raise UnreadableFileError("plan.word_too_large", file=file.name)
        return Document(stream).tables
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableFileError("plan.no_word", file=file.name) from error


def _rows(number: int, table: WordTable) -> list[SheetRow]:
    return [
        SheetRow(f"table {number}, row {at}", tuple(tidy(cell.text) for cell in row.cells))
        for at, row in enumerate(table.rows, start=1)
    ]


def _goes_on(before: Sequence[SheetRow], rows: Sequence[SheetRow]) -> bool:
    from jobs.plan.headings import looks_like_headings

    if rows[0].cells == before[0].cells:
        return True
    as_wide = len(rows[0].cells) == len(before[0].cells)
    return as_wide and not looks_like_headings(rows[0].cells)
