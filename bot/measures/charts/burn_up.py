"""The actions' burn-up: how many there are, done and signed off, against the dates they had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.measures.charts.sheet import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    SMALL,
    VERMILLION,
    WIDTH,
    Sheet,
    height_of,
    room_for_title,
    titled,
)
from jobs.rules.burn_up import BurnUp
from jobs.rules.deadlines import spell
from jobs.rules.small_numbers import LEAST_SHOWN, protect_row

TITLE: Final = "Actions: the burn-up"
PLOT: Final = 3.0  # inches
LABELS: Final = 1.28  # inches beside the plot
LEFT: Final = 0.5
APART: Final = 2 * height_of(SMALL) + 0.04
EVERY: Final = 4  # months between two that are named
STEPS: Final = (1, 2, 5, 10, 15, 20, 25, 50, 100, 250, 500, 1000)
STEPS_SHOWN: Final = 4
Values = Sequence[int | None]


@dataclass(frozen=True)
class _Curve:
    """A running total: its values, what it is called, and how it is drawn apart from the others."""

    label: str
    values: Values
    colour: str
    style: str
    mark: str


def sentences(found: BurnUp) -> list[str]:
    """Say in words what the picture shows, with the same small numbers hidden."""
    place = list(found.days).index(found.today)
    opened, done, signed, first, present = (
        _told(curve.values[place], is_exact=found.is_exact) for curve in _curves(found)
    )
    return [
        f"Actions from {spell(found.days[0])} to {spell(found.days[-1])}.",
        f"By {spell(found.today)}: {opened} opened, {done} done, {signed} signed off.",
        f"By their original dates {first} were to be done by now, "
        f"by their present dates {present}.",
    ]


def sheet_of(found: BurnUp) -> Sheet:
    """Lay it out."""
    below = f"Running totals up to {spell(found.today)}, and what is due after it."
    sheet = Sheet(room_for_title(TITLE, below) + PLOT + 0.75)
    top = titled(sheet, TITLE, below)
    plot = _Plot(sheet, top, found.days, _highest(found), found.is_exact)
    plot.grid(found.today)
    ends: list[End] = []
    for curve in _curves(found):
        end = plot.curve(curve)
        if end is not None:
            ends.append(end)
    plot.label(ends)
    return sheet


End = tuple[float, float, _Curve]  # where a curve ends, across and down, and which it is


@dataclass(frozen=True)
class _Plot:
    """Where days and totals stand on the sheet."""

    sheet: Sheet
    top: float
    days: Sequence[date]
    highest: int
    is_exact: bool = False

    def x(self, day: date) -> float:
        span = (self.days[-1] - self.days[0]).days
        return LEFT + (day - self.days[0]).days / span * (WIDTH - LEFT - LABELS)

    def y(self, number: float) -> float:
        return self.top + PLOT * (1 - number / self.highest)

    def grid(self, today: date) -> None:
        """Draw the lines across, the months below, and today."""
        right = WIDTH - LABELS
        for part in range(STEPS_SHOWN + 1):
            number = self.highest * part / STEPS_SHOWN
            self.sheet.line([LEFT, right], [self.y(number)] * 2, color=PALE, linewidth=0.8)
            self.sheet.text(
                LEFT - 0.06,
                self.y(number),
                f"{number:g}",
                SMALL,
                color=GREY,
                ha="right",
                va="center",
            )
        marked = self.x(today)
        self.sheet.line([marked] * 2, [self.top, self.top + PLOT], color=GREY, linewidth=1)
        self.sheet.text(marked, self.top + PLOT + 0.34, "today", SMALL, ha="center", weight="bold")
        named = [day for day in self.days if day.day == 1][2::EVERY]
        for day in named:
            words = f"{day:%b %y}" if day == named[0] else f"{day:%b}"
            self.sheet.text(self.x(day), self.top + PLOT + 0.1, words, SMALL, ha="center")

    def curve(self, curve: _Curve) -> End | None:
        """Draw a running total from where it is large enough; return where it ends."""
        known = [
            (self.x(day), self.y(value))
            for day, value in zip(self.days, curve.values, strict=True)
            if value is not None and (self.is_exact or value == 0 or value >= LEAST_SHOWN)
        ]
        if not known:
            return None
        xs, ys = [x for x, _ in known], [y for _, y in known]
        how = {"color": curve.colour, "linestyle": curve.style, "linewidth": 2.2}
        marks = {"marker": curve.mark, "markevery": 3, "markersize": 5}
        self.sheet.line(xs, ys, **how, **marks)
        return xs[-1], ys[-1], curve

    def label(self, ends: Sequence[End]) -> None:
        """Name the curves at their right, in their order and far enough apart to be read."""
        ordered = sorted(ends, key=lambda end: end[1])
        places = _spread([y for _, y, _ in ordered], self.top, self.top + PLOT + 0.1)
        for place, (end, y, curve) in zip(places, ordered, strict=True):
            x = WIDTH - LABELS + 0.1
            self.sheet.line(
                [end, x - 0.05, x + 0.02], [y, y, place], color=curve.colour, linewidth=0.8
            )
            last = next(value for value in reversed(curve.values) if value is not None)
            self.sheet.text(
                x + 0.05,
                place,
                f"{curve.label}\n{_told(last, is_exact=self.is_exact)}",
                SMALL,
                va="center",
                weight="bold",
                color=BLACK if curve.colour == ORANGE else curve.colour,
            )


def _spread(places: Sequence[float], first: float, last: float) -> list[float]:
    """Return the places moved apart as little as needed, between the first and the last."""
    spread: list[float] = []
    for place in places:
        spread.append(max(place, first) if not spread else max(place, spread[-1] + APART))
    over = spread[-1] - last if spread else 0.0
    if over > 0:
        room = last
        for number in range(len(spread) - 1, -1, -1):
            spread[number] = min(spread[number], room)
            room = spread[number] - APART
    return spread


def _curves(found: BurnUp) -> list[_Curve]:
    return [
        _Curve("opened", found.opened, BLACK, "-", "s"),
        _Curve("done", found.done, BLUE, "-", "o"),
        _Curve("signed off", found.signed_off, GREEN, "-", "^"),
        _Curve("original dates", found.original, ORANGE, "--", "D"),
        _Curve("present dates", found.present, VERMILLION, ":", "v"),
    ]


def _highest(found: BurnUp) -> int:
    most = max((value or 0 for curve in _curves(found) for value in curve.values), default=0)
    step = next(step for step in STEPS if STEPS_SHOWN * step >= most or step == STEPS[-1])
    return step * max(STEPS_SHOWN, -(-most // step))


def _told(number: int | None, *, is_exact: bool = False) -> str:
    if number is None:
        return "none"
    return str(number if is_exact else protect_row([number]).total)
