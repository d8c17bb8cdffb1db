"""What a report says, before it is a document or a workbook: sections, tables and pictures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, TypeVar

from jobs.plan.formulas import safe_words
from jobs.rules.pictures import Drawing
from jobs.rules.rag import Level
from jobs.rules.small_numbers import Cell, Mark

Of = TypeVar("Of")  # what a row of a table is of


@dataclass(frozen=True)
class Stood:
    """Where something stands: a word with its shape, which has a colour as well."""

    level: Level
    words: str


Value = str | int | date | Stood


@dataclass(frozen=True)
class Colour:
    """A paper and an ink, as six hexadecimal figures, that can be read together."""

    paper: str
    ink: str


# Each pair has a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3), and the words stand in it.
COLOURS: Final[Mapping[Level, Colour]] = {
    Level.COMPLETE: Colour("D6E6F5", "0B3A66"),
    Level.ON_TRACK: Colour("D5EEDB", "0B4F22"),
    Level.AT_RISK: Colour("FFE3A3", "4F3300"),
    Level.LATE: Colour("F8D0D3", "7A0C16"),
    Level.NOT_RATED: Colour("EDEDED", "333333"),
}
HEADER: Final = Colour("1F3A5F", "FFFFFF")


@dataclass(frozen=True)
class PaperColumn:
    """A column's heading, and its part of a page's width."""

    heading: str
    width: int = 10


@dataclass(frozen=True)
class ReportColumn(Generic[Of]):
    """A column of a table: its heading, how it is read from what a row is of, and its width."""

    heading: str
    read: Callable[[Of], Value]
    width: int = 10
    for_officers: bool = False

    def at(self, width: int) -> "ReportColumn[Of]":
        """Return the same column in another width."""
        return replace(self, width=width)


@dataclass(frozen=True)
class PaperTable:
    """A table with one header row; `name` is its sheet's name and what a screen reader says."""

    name: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, in this order.

    The paragraphs of what a committee reads are numbered; what is not so is an annex.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    pictures: tuple[Drawing, ...] = ()
    is_numbered: bool = False


def table(
    name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]
) -> PaperTable:
    """Return a table of columns with their widths, and of rows."""
    return PaperTable(name, tuple(PaperColumn(*one) for one in columns), tuple(map(tuple, rows)))


def listing(name: str, columns: Sequence[ReportColumn[Of]], of: Iterable[Of]) -> PaperTable:
    """Return a table with a row for each thing, in which every column reads its own."""
    headings = [(one.heading, one.width) for one in columns]
    return table(name, headings, ([one.read(each) for one in columns] for each in of))


def told(cell: Cell) -> Value:
    """Return a count as it may be told: a number, or the words for it."""
    return cell.number if cell.mark is Mark.SHOWN and cell.number is not None else str(cell)


def safe_cell(value: object) -> str:
    """Return a value for a spreadsheet, which takes what begins so for a formula (OWASP)."""
    return safe_words(printable(str(value)))


def printable(text: str) -> str:
    """Return text that a file can hold: what cannot be printed is a space."""
    if text.replace("\n", "").isprintable():  # as nearly all is, and letter by letter takes long
        return text
    return "".join(each if each.isprintable() or each == "\n" else " " for each in text)


def unless_empty(found: PaperTable) -> tuple[PaperTable, ...]:
    """Return a table where it has rows."""
    return (found,) if found.rows else ()
