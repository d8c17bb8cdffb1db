"""One shape for every file of a plan: tables with headings, and rows that say where they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Final

from db.errors import RefusedError
from db.patterns import pattern

LARGEST_FILE: Final = 5_000_000  # bytes
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 80

_BLANKS: Final = pattern("[\u00a0\u2002-\u200a\u202f\u3000]")
_CONTROL: Final = pattern(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u2028\u2029\ufeff]")


class UnreadableFileError(RefusedError):
    """A file cannot be read as a plan."""


@dataclass(frozen=True)
class Day:
    """A date as a spreadsheet keeps it; `precision` is month where it shows no day."""

    day: date
    precision: str = "day"


class Formula(str):
    """A formula whose result is not in the file: Excel never worked it out there."""

    __slots__ = ()


Cell = str | Day


@dataclass(frozen=True)
class SheetRow:
    """One row, and where people find it: "sheet “Plan”, row 14".

    `given` says how many cells a line of text had, where that can be too many. `section` are the
    words of the banner or the heading between rows under which it stands, `shared` says of which
    columns it only has what a cell above says for several rows. `addresses` are those of the links
    in its cells, but for evidence and progress.
    """

    place: str
    cells: tuple[Cell, ...]
    given: int = 0
    after_gap: bool = False
    section: str = ""
    shared: frozenset[int] = frozenset()
    is_wide: bool = False
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class PassedOver:
    """Something of a file that is not taken in: what it is, and where it stands."""

    kind: str
    place: str
    words: str = ""


@dataclass(frozen=True)
class Wide:
    """A merged cell that spans several columns, both ends included, by the row's position."""

    row: int
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """A sheet as it lies there, its rows of one width; where its headings are is not known yet.

    `hidden` are rows that nobody sees, each by how many rows are seen above it.
    """

    name: str
    rows: Sequence[SheetRow]
    wide: frozenset[Wide] = frozenset()
    passed: tuple[PassedOver, ...] = ()
    is_1904: bool = False
    has_banners: bool = False  # what stands above its headings is about its rows, as in Word
    hidden: tuple[tuple[int, SheetRow], ...] = ()


@dataclass(frozen=True)
class SheetTable:
    """A sheet below its headings: `headed_at` says where these are."""

    name: str
    headed_at: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    passed: tuple[PassedOver, ...] = ()
    is_1904: bool = False
    width: int = 0  # cells that the line of the headings has, in a file of text
    usual: int = 0  # and cells that most of its lines have


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


# What a form says where nothing was filled in or chosen.
_UNFILLED: Final = pattern(
    r"(?:please )?(?:choose an item|choose an option|"
    r"select(?: an? (?:item|option|date|status|owner))?|"
    r"click (?:or tap )?(?:here )?to enter (?:text|a date)|click here to enter .*|enter text|"
    r"choose a building block|d{1,2}[/.-]m{1,3}[/.-]y{2,4}|select ?(?:\.\.\.|…)|please select|"
    r"\[?(?:insert|enter) [a-z ]{2,30}\]?)\.?",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return a cell's text without what nobody sees: control characters and blanks at the ends."""
    plain = text
    if not (text.isascii() and text.isprintable()):  # as most are
        plain = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
        plain = _BLANKS.sub(" ", plain)
    said = "\n".join(" ".join(line.split()) for line in plain.strip().split("\n"))
    return "" if _UNFILLED.fullmatch(said) else said


def words(cell: Cell) -> str:
    """Return a cell as text; a date in ISO form."""
    return cell if isinstance(cell, str) else cell.day.isoformat()


def filled(row: SheetRow) -> int:
    """Return how many cells of a row say anything."""
    return sum(cell != "" for cell in row.cells)


def evened(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Return rows that are not blank, all of one width, empty columns at the right left out."""
    kept: list[SheetRow] = []
    gap = False
    for row in rows:
        if any(cell != "" for cell in row.cells):
            kept.append(replace(row, after_gap=gap and bool(kept)))
            gap = False
        else:
            gap = True
    width = max((_used(row.cells) for row in kept), default=0)
    return [replace(row, cells=(*row.cells, *[""] * width)[:width]) for row in kept]


def _used(cells: Sequence[Cell]) -> int:
    return max(number for number, cell in enumerate(cells, start=1) if cell != "")
