"""One shape for every file of a plan: tables with headings, and rows that say where they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final

from db.errors import RefusedError

LARGEST_FILE: Final = 5_000_000  # bytes
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 80

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2028\u2029\ufeff]")


class UnreadableFileError(RefusedError):
    """A file cannot be read as a plan."""


@dataclass(frozen=True)
class Day:
    """A date as a spreadsheet keeps it; `precision` is month where it shows no day."""

    day: date
    precision: str = "day"


Cell = str | Day


@dataclass(frozen=True)
class SheetRow:
    """One row, and where people find it: "sheet “Plan”, row 14"."""

    place: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Wide:
    """A merged cell that spans several columns, both ends included, by the row's position."""

    row: int
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """A sheet as it lies there, its rows of one width; where its headings are is not known yet."""

    name: str
    rows: Sequence[SheetRow]
    wide: frozenset[Wide] = frozenset()


@dataclass(frozen=True)
class SheetTable:
    """A sheet below its headings: `headed_at` says where these are."""

    name: str
    headed_at: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class PlanFile:
    """A file as it was handed in."""

    name: str
    content: bytes

    @property
    def stem(self) -> str:
        """Return its name without the ending."""
        return PurePath(self.name).stem

    @property
    def ending(self) -> str:
        """Return how its name ends, in small letters: ".xlsx"."""
        return PurePath(self.name).suffix.lower()


def tidy(text: str) -> str:
    """Return a cell's text without what nobody sees: control characters and blanks at the ends."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\xa0", " ")
    return "\n".join(" ".join(line.split()) for line in plain.strip().split("\n"))


def words(cell: Cell) -> str:
    """Return a cell as text; a date in ISO form."""
    return cell if isinstance(cell, str) else cell.day.isoformat()


def evened(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Return rows that are not blank, all of one width, empty columns at the right left out."""
    kept = [row for row in rows if any(cell != "" for cell in row.cells)]
    width = max((_used(row.cells) for row in kept), default=0)
    return [SheetRow(row.place, (*row.cells, *[""] * width)[:width]) for row in kept]


def _used(cells: Sequence[Cell]) -> int:
    return max(number for number, cell in enumerate(cells, start=1) if cell != "")
