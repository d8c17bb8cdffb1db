"""Looks into an Office file before a library opens it: how much it holds, and that it is whole."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from xml.etree import ElementTree

from jobs.plan.tables import LARGEST_FILE, MOST_ROWS, PlanFile, UnreadableFileError

UNPACKED: Final = 20 * LARGEST_FILE  # a small file may unpack to a very large one
LARGEST_PART: Final = 60_000_000  # bytes of one part that is read as XML
MOST_MERGED: Final = 20_000  # merged ranges of a sheet
MOST_COVERED: Final = 400_000  # cells that these cover: a library makes an object of each
MOST_LINES: Final = 20 * MOST_ROWS  # a sheet that is formatted far below has many blank rows
MOST_CELLS: Final = 1_500_000
BEGINNING: Final = 4_096  # of a part, where an entity would be declared

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ROW: Final = re.compile(rb"<(?:\w+:)?row[ >]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[ >/]")
_HIDDEN: Final = re.compile(
    rb'<(?:\w+:)?row (?=[^<>]*?\b(?:hidden="(?:1|true)"|ht="0"))[^<>]*?\br="(\d+)"'
)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_DECLARES: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

# What the libraries raise for a file that is cut off, encrypted, or not what its ending says. An
# XML that is not well-formed is a SyntaxError to both parsers.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, AttributeError, EOFError, IndexError, KeyError,
    NotImplementedError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


@contextmanager
def refusing(kind: str, file: PlanFile) -> Iterator[None]:
    """Refuse in one sentence what a library stumbles over."""
    try:
        yield
    except UnreadableFileError:
        raise
    except BROKEN as error:
        raise UnreadableFileError(kind, file=file.name) from error


class TooLargeError(Exception):
    """An archive that unpacks to more than is read."""


def parts(file: PlanFile, wanted: str, too_large: str) -> Mapping[str, bytes]:
    """Return the parts whose names match. Raises UnreadableFileError for more than is read."""
    try:
        return parts_of(file.content, wanted, UNPACKED)
    except TooLargeError as error:
        most = UNPACKED // 1_000_000
        raise UnreadableFileError(too_large, file=file.name, most=most) from error


def parts_of(content: bytes, wanted: str, most: int) -> Mapping[str, bytes]:
    """Return the parts of a file whose names match. Raises TooLargeError.

    `most` is how many bytes all that is in it may unpack to. An entity that is declared, of which
    an XML could make any number of others, is a ValueError.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
        xml = [part for part in listed if part.filename.endswith((".xml", ".rels"))]
        is_large = sum(part.file_size for part in listed) > most
        if is_large or any(part.file_size > LARGEST_PART for part in xml):
            raise TooLargeError
        for part in xml:
            with archive.open(part) as opened:
                if _DECLARES.search(opened.read(BEGINNING)):
                    raise ValueError(part.filename)
        return {
            part.filename: archive.read(part)
            for part in listed
            if re.fullmatch(wanted, part.filename)
        }


def refuse_endless_sheet(file: PlanFile, content: bytes) -> None:
    """Refuse a sheet of more rows, cells or merged cells than any plan has."""
    covered, ranges = 0, 0
    for match in _MERGED.finditer(content):
        width = column_number(match[3]) - column_number(match[1]) + 1
        covered += width * (int(match[4]) - int(match[2]) + 1)
        ranges += 1
    if covered > MOST_COVERED or ranges > MOST_MERGED:
        raise UnreadableFileError("plan.too_much_merged", file=file.name)
    if _more_than(MOST_LINES, _ROW, content) or _more_than(MOST_CELLS, _CELL, content):
        raise UnreadableFileError("plan.too_many_rows", file=file.name, most=MOST_ROWS)


def sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield each sheet of an Excel file by its name, with its part."""
    targets = {
        str(one.get("Id")): str(one.get("Target")).removeprefix("/xl/")
        for one in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    for one in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
        if one.tag.endswith("}sheet"):
            target = targets.get(str(one.get(_RELATION)), "")
            yield str(one.get("name")), parts.get(f"xl/{target}", b"")


def hidden_rows(content: bytes) -> frozenset[int]:
    """Return the rows of a sheet that nobody sees."""
    return frozenset(int(match[1]) for match in _HIDDEN.finditer(content))


def merged_down(content: bytes) -> Mapping[int, list[tuple[int, int]]]:
    """Return by first row what is merged over several: the column, from 0, and the last row."""
    found: dict[int, list[tuple[int, int]]] = {}
    for match in _MERGED.finditer(content):
        if match[2] != match[4]:
            at = (column_number(match[1]) - 1, int(match[4]))
            found.setdefault(int(match[2]), []).append(at)
    return found


def has_formulas(content: bytes) -> bool:
    """Say whether any cell of a sheet is worked out."""
    return _FORMULA.search(content) is not None


def _more_than(most: int, pattern: re.Pattern[bytes], content: bytes) -> bool:
    return any(number > most for number, _ in enumerate(pattern.finditer(content), start=1))


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1: "AA" is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
