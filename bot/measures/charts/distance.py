"""The distance travelled in a picture: for each theme, where it was and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.measures.charts.sheet import (
    BLACK,
    BLUE,
    GREY,
    MARGIN,
    ORANGE,
    PALE,
    ROOM,
    SMALL,
    TALLEST,
    TEXT,
    WHITE,
    WIDTH,
    Sheet,
    fitting,
    height_of,
    room_for_title,
    titled,
    wrapped,
)
from jobs.rules.distance import MeasureTrack, Share
from jobs.rules.measure_words import carefully, in_per_cent, target_words
from jobs.rules.pictures import DistanceChart
from jobs.rules.small_numbers import share_range

NOTHING: Final = "There is nothing to draw yet."
BAND: Final = 0.34  # inches for the line with its marks
BELOW: Final = "White: at the start. Orange: now. Black line: the target"
GAP: Final = 0.06  # between the marks and the words below them
CAREFUL: Final = " A bar for a dot: somewhere on it, as counts under 5 are not shown."
NUDGE: Final = 0.09
THICK: Final = 0.12
KEY: Final = 0.3


def sentences(chart: DistanceChart) -> list[str]:
    """Say in words what the picture shows, with the same small numbers hidden."""
    told = [f"{_name(track)}: {_words(track, chart)}." for track in chart.tracks]
    return told or [NOTHING]


def sheet_of(chart: DistanceChart) -> Sheet:
    """Lay it out."""
    below = _below(chart)
    taken = room_for_title(chart.title, below) + KEY + MARGIN + height_of(SMALL)
    rows = fitting([_Row.of(track, chart) for track in chart.tracks], TALLEST - taken)
    more = len(chart.tracks) - len(rows)
    height = sum(row.height for row in rows) or height_of(TEXT)
    sheet = Sheet(taken + height)
    y = titled(sheet, chart.title, below)
    _scale(sheet, y)
    y += KEY
    for row in rows:
        row.draw(sheet, y)
        y += row.height
    if not rows:
        sheet.text(MARGIN, y, NOTHING)
    if more:
        sheet.text(MARGIN, y, f"and {more} more, not in this picture", SMALL, color=GREY)
    return sheet


@dataclass(frozen=True)
class _Row:
    """One track: its name, its marks, and its words."""

    track: MeasureTrack
    name: Sequence[str]
    words: Sequence[str]
    is_exact: bool

    @classmethod
    def of(cls, track: MeasureTrack, chart: DistanceChart) -> "_Row":
        name = wrapped(_name(track), TEXT, ROOM, bold=True)
        said = _words(track, chart, with_target=_target_of_all(chart) is None)
        words = wrapped(said, SMALL, ROOM)
        return cls(track, name, words, chart.is_exact)

    @property
    def height(self) -> float:
        return self._above + BAND + GAP + height_of(SMALL, len(self.words)) + 0.1

    @property
    def _above(self) -> float:
        return height_of(TEXT, len(self.name))

    def draw(self, sheet: Sheet, y: float) -> None:
        for number, line in enumerate(self.name):
            sheet.text(MARGIN, y + number * height_of(TEXT), line, TEXT, weight="bold")
        y += self._above
        _marks(sheet, y + BAND / 2, self)
        for number, line in enumerate(self.words):
            sheet.text(MARGIN, y + BAND + GAP + number * height_of(SMALL), line, SMALL)


def _scale(sheet: Sheet, y: float) -> None:
    for words, part, side in (
        ("none", 0.0, "left"),
        ("half", 0.5, "center"),
        ("all", 1.0, "right"),
    ):
        sheet.text(_x(part), y, words, SMALL, color=GREY, ha=side)


def _marks(sheet: Sheet, y: float, row: _Row) -> None:
    track = row.track
    sheet.line([_x(0), _x(1)], [y, y], color=PALE, linewidth=2, zorder=1)
    then, now = (_range(one, is_exact=row.is_exact) for one in (track.start, track.now))
    if then and now:
        ends = [sum(then) / 2, sum(now) / 2]
        sheet.line(ends, [y - NUDGE, y + NUDGE], color=GREY, linewidth=2, zorder=2)
    if track.target is not None and track.target.out_of:
        aim = _x(track.target.level)
        sheet.line([aim, aim], [y - 0.14, y + 0.14], color=BLACK, linewidth=3, zorder=3)
    if then:
        _dot(sheet, then, y - NUDGE, (WHITE, BLUE))
    if now:
        _dot(sheet, now, y + NUDGE, (ORANGE, BLACK))


def _dot(sheet: Sheet, between: tuple[float, float], y: float, colours: tuple[str, str]) -> None:
    """Draw a dot, or a bar over all that it could be where its number is too small to show."""
    inside, edge = colours
    if between[0] == between[1]:
        how = {"marker": "o", "markersize": 9, "markeredgewidth": 2, "linestyle": "none"}
        sheet.line([between[0]], [y], markerfacecolor=inside, markeredgecolor=edge, zorder=4, **how)
        return
    size = between[1] - between[0], THICK
    how = {"facecolor": inside, "edgecolor": edge, "linewidth": 1.5}
    sheet.box(between[0], y - THICK / 2, size, zorder=4, **how)


def _range(found: Share | None, *, is_exact: bool) -> tuple[float, float] | None:
    """Return between which places a share stands; none if nothing may be told of it."""
    if found is None or not found.out_of:
        return None
    if is_exact:
        return _x(found.level), _x(found.level)
    told = share_range(int(found.number), int(found.out_of))
    return (_x(told[0] / found.out_of), _x(told[1] / found.out_of)) if told else None


def _x(part: float) -> float:
    inset = 0.1
    return MARGIN + inset + part * (WIDTH - 2 * (MARGIN + inset))


def _name(track: MeasureTrack) -> str:
    return track.theme or track.team or "All"


def _below(chart: DistanceChart) -> str:
    """Say what the marks are, with the target where it is that of all."""
    target = _target_of_all(chart)
    said = f"{BELOW}, {target}." if target else f"{BELOW}."
    return said if chart.is_exact else f"{said}{CAREFUL}"


def _target_of_all(chart: DistanceChart) -> str | None:
    """Return the target of all tracks in words; None where they differ or have none."""
    targets = {target_words(one.target) if one.target else None for one in chart.tracks}
    return targets.pop() if len(targets) == 1 else None


def _words(track: MeasureTrack, chart: DistanceChart, *, with_target: bool = True) -> str:
    said = in_per_cent if chart.is_exact else carefully
    then = f"{said(track.start)} at the start, " if track.start else ""
    now = f"{said(track.now)} now" if track.now else "nothing measured now"
    if track.target is None or not with_target:
        return then + now
    return f"{then}{now}; target {target_words(track.target)}"
