"""A month's calendar in a picture: who looks at performance on which day, and what is booked."""

from calendar import Calendar as Weeks
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.audits.look_words import look_words, short_words
from bot.measures.charts.sheet import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MARGIN,
    ORANGE,
    PALE,
    PURPLE,
    ROOM,
    SKY,
    SMALL,
    TALLEST,
    VERMILLION,
    WHITE,
    Sheet,
    fitting,
    height_of,
    room_for_title,
    titled,
    wrapped,
)
from bot.vocabulary import our
from jobs.rules.deadlines import spell
from jobs.rules.looks import Look
from jobs.rules.pictures import MonthChart

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CELL: Final = ROOM / 7
TALL: Final = 0.72
# A letter and a colour for each kind of look; white letters only on what is dark enough.
SIGNS: Final[Mapping[str, tuple[str, str, str]]] = {
    "board": ("B", BLACK, WHITE),
    "draw": ("D", SKY, BLACK),
    "open": ("O", GREEN, WHITE),
    "due": ("H", VERMILLION, WHITE),
    "moderate": ("M", ORANGE, BLACK),
    "close": ("C", PURPLE, BLACK),
}
BOOKED: Final = f"Below a day: {our.live_audits} booked for it."
CAREFUL: Final = " (<5: fewer than 5)"


def sentences(chart: MonthChart) -> list[str]:
    """Say in words what the picture shows."""
    looks = [f"{spell(look.on)}: {look_words(look)}." for look in chart.looks]
    booked = [
        f"{cell} on {spell(day)}" for day, cell in sorted(chart.booked.items()) if cell.number != 0
    ]
    told = looks or ["Nobody looks in this month."]
    return [*told, f"{our.live_audits:C} booked: {', '.join(booked)}."] if booked else told


def sheet_of(chart: MonthChart) -> Sheet:
    """Lay it out: the weeks, and below them what the letters stand for, those to come first."""
    weeks = Weeks().monthdatescalendar(chart.month.year, chart.month.month)
    below = BOOKED if chart.is_exact else f"{BOOKED[:-1]}{CAREFUL}."
    taken = room_for_title(chart.title, below) + len(weeks) * TALL + 0.45 + MARGIN
    rows = _listed(chart, TALLEST - taken)
    more = len(chart.looks) - len(rows)
    listed = sum(row.height for row in rows) + (height_of(SMALL) if more else 0)
    sheet = Sheet(taken + listed)
    y = titled(sheet, chart.title, below)
    for place, name in enumerate(DAYS):
        sheet.text(MARGIN + (place + 0.5) * CELL, y, name, SMALL, ha="center", color=GREY)
    y += 0.25
    for week in weeks:
        for place, day in enumerate(week):
            if day.month == chart.month.month:
                _day(sheet, (MARGIN + place * CELL, y), day, chart)
        y += TALL
    y += 0.15
    for row in rows:
        _sign(sheet, MARGIN + 0.14, y + height_of(SMALL) / 2, row.look.kind)
        for number, line in enumerate(row.words):
            sheet.text(MARGIN + 0.4, y + number * height_of(SMALL), line, SMALL)
        y += row.height
    if more:
        sheet.text(MARGIN, y, f"and {more} more", SMALL, color=GREY)
    return sheet


@dataclass(frozen=True)
class _Listed:
    """A look below the weeks, in words."""

    look: Look
    words: Sequence[str]

    @classmethod
    def of(cls, look: Look) -> "_Listed":
        said = f"{look.on:%a} {look.on.day}: {short_words(look)}"
        return cls(look, wrapped(said, SMALL, ROOM - 0.4))

    @property
    def height(self) -> float:
        return height_of(SMALL, len(self.words)) + 0.09


def _listed(chart: MonthChart, room: float) -> list[_Listed]:
    """Return what has room below the weeks, those to come before those that are over."""
    every = [_Listed.of(look) for look in chart.looks]
    every.sort(key=lambda row: (row.look.on < chart.today, abs(row.look.on - chart.today)))
    rows = fitting(every, room)
    if len(rows) < len(every):  # which is said in a line below them
        rows = fitting(every, room - height_of(SMALL))
    return sorted(rows, key=lambda row: row.look.on)


def _day(sheet: Sheet, place: tuple[float, float], day: date, chart: MonthChart) -> None:
    x, y = place
    is_today = day == chart.today
    sheet.box(
        x,
        y,
        (CELL, TALL),
        facecolor=WHITE,
        edgecolor=BLACK if is_today else PALE,
        linewidth=2 if is_today else 0.8,
        zorder=2 if is_today else 1,
    )
    sheet.text(x + 0.05, y + 0.04, str(day.day), SMALL, weight="bold" if is_today else "normal")
    mine = [look for look in chart.looks if look.on == day]
    for number, look in enumerate(mine[:2]):
        _sign(sheet, x + CELL / 2 + (number - (len(mine[:2]) - 1) / 2) * 0.25, y + 0.36, look.kind)
    cell = chart.booked.get(day)
    if cell is not None and cell.number != 0:
        words = str(cell.number) if cell.number else "<5"
        sheet.text(x + CELL / 2, y + 0.52, words, SMALL, ha="center", color=BLUE, weight="bold")


def _sign(sheet: Sheet, x: float, y: float, kind: str) -> None:
    letter, colour, ink = SIGNS[kind]
    size = 0.22
    sheet.box(x - size / 2, y - size / 2, (size, size), facecolor=colour, edgecolor=BLACK, zorder=3)
    sheet.text(
        x, y, letter, SMALL, ha="center", va="center_baseline", color=ink, weight="bold", zorder=4
    )
