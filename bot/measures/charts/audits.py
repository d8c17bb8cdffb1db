"""The live audits of each month in a picture: expected, held, and not held by reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.audits.event_words import counted_reason
from bot.measures.charts.sheet import (
    BLACK,
    BLUE,
    GREY,
    MARGIN,
    ORANGE,
    PURPLE,
    ROOM,
    SKY,
    SMALL,
    TALLEST,
    VERMILLION,
    WHITE,
    WIDTH,
    YELLOW,
    Sheet,
    height_of,
    room_for_title,
    titled,
)
from bot.vocabulary import our
from jobs.rules.audit_tallies import MonthTally
from jobs.rules.pictures import AuditsChart
from jobs.rules.small_numbers import Mark

TITLE: Final = f"{our.live_audits:C} by month"
BAR: Final = 0.2
ROW: Final = 0.44
# Each reason has a colour and a pattern of its own, in the order of their names.
LOOKS: Final = ((ORANGE, "//"), (SKY, ".."), (PURPLE, "xx"), (YELLOW, "\\\\"), (VERMILLION, "--"))
FEW: Final = "fewer than 5 or not shown"


@dataclass(frozen=True)
class _Part:
    """A part of a bar: how much, and how it is drawn."""

    what: str
    number: int
    colour: str
    pattern: str


def sentences(chart: AuditsChart) -> list[str]:
    """Say in words what the picture shows, with the same small numbers hidden."""
    told = [f"{month.month:%B %Y}: {_words(month)}." for month in chart.months]
    return told or [f"No {our.live_audits} were expected yet."]


def sheet_of(chart: AuditsChart) -> Sheet:
    """Lay it out: a bar a month, what is not told of it hatched in grey."""
    below = f"Held, and not held by reason. A bar is as long as the {our.audits} expected."
    taken = room_for_title(TITLE, below) + len(_key(chart.months)) * 0.28 + 0.2 + MARGIN
    months = chart.months[-max(1, int((TALLEST - taken) / ROW)) :]  # the latest
    key = _key(months)
    rows = len(months) * ROW + len(key) * 0.28 + 0.2
    sheet = Sheet(room_for_title(TITLE, below) + rows + MARGIN)
    y = titled(sheet, TITLE, below)
    for part in key:
        sheet.box(MARGIN, y, (0.28, 0.2), **_how(part))
        sheet.text(MARGIN + 0.38, y + 0.1, part.what, SMALL, va="center")
        y += 0.28
    y += 0.1
    longest = max((_length(month) for month in months), default=0)
    for month in months:
        _row(sheet, y, month, longest)
        y += ROW
    return sheet


def _row(sheet: Sheet, y: float, month: MonthTally, longest: int) -> None:
    sheet.text(MARGIN, y, f"{month.month:%b %Y}", SMALL, weight="bold")
    sheet.text(WIDTH - MARGIN, y, _short(month), SMALL, ha="right")
    x = MARGIN
    for part in parts_of(month):
        width = part.number / longest * ROOM if longest else 0.0
        sheet.box(x, y + height_of(SMALL), (width, BAR), **_how(part))
        x += width


def _length(month: MonthTally) -> int:
    return month.surely_held if month.expected.number is None else month.expected.number


def parts_of(month: MonthTally) -> list[_Part]:
    """Return the parts of a month's bar: nothing of it says more than what may be told."""
    if month.expected.number is None:
        return [_Part("held", month.surely_held, BLUE, "")] if month.surely_held else []
    found = [_Part("held", month.surely_held, BLUE, "")]
    for place, (reason, cell) in enumerate(month.by_reason.items()):
        if cell.mark is Mark.SHOWN and cell.number:
            colour, pattern = LOOKS[place % len(LOOKS)]
            what = f"not held: {counted_reason(reason)}"
            found.append(_Part(what, cell.number, colour, pattern))
    rest = month.expected.number - sum(part.number for part in found)
    return [part for part in (*found, _Part(FEW, rest, WHITE, "||")) if part.number > 0]


def _key(months: Sequence[MonthTally]) -> list[_Part]:
    found = {part.what: part for month in months for part in parts_of(month)}
    return sorted(found.values(), key=lambda part: (part.what == FEW, part.what))


def _how(part: _Part) -> dict[str, object]:
    edge = GREY if part.what == FEW else BLACK
    return {"facecolor": part.colour, "hatch": part.pattern, "edgecolor": edge, "linewidth": 1}


def _short(month: MonthTally) -> str:
    if month.expected.number is None:
        return f"{month.held} held, the rest not shown"
    return f"{month.held_words} held"


def _words(month: MonthTally) -> str:
    reasons = [
        f"{counted_reason(reason)} {cell}"
        for reason, cell in month.by_reason.items()
        if cell.number != 0
    ]
    missed = f", not held {month.missed}" if month.missed.number != 0 else ""
    shown = [each for each in reasons if "not shown" not in each and "fewer" not in each]
    by = f" ({', '.join(shown)})" if missed and shown else ""
    return f"{_short(month)}{missed}{by}"
