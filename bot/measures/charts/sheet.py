"""A sheet to draw a chart on, as wide as a telephone; everything is placed in inches from its top.

The colours are Okabe and Ito's (https://jfly.uni-koeln.de/color/), which colour-blind people tell
apart; each also has a pattern, a shape or a label, because colour alone tells nobody anything.
matplotlib is used by its objects alone: pyplot keeps a state that listeners would share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import accumulate
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

if TYPE_CHECKING:  # it takes a second to import, and most of what the bot does needs none of it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH: Final = 4.2  # inches: what a telephone shows of it is about 400 points wide
TALLEST: Final = 1.75 * WIDTH  # the picture is seen whole on a screen
DOTS: Final = 240  # an inch
MARGIN: Final = 0.2
ROOM: Final = WIDTH - 2 * MARGIN

TITLE, TEXT, SMALL = 14.0, 11.0, 9.5  # points
LINE: Final = 1.35  # of a text's height
POINTS_AN_INCH: Final = 72

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
GREY, PALE, WHITE = "#595959", "#D9D9D9", "#FFFFFF"

MEDIA_TYPE: Final = "image/png"
# matplotlib's fonts and texts are not made for two threads at once.
_one_at_a_time: Final = Lock()


def height_of(size: float, lines: int = 1) -> float:
    """Return how many inches some lines of text take."""
    return lines * size * LINE / POINTS_AN_INCH


@dataclass
class Sheet:
    """A white sheet of some height in inches; `y` grows downwards."""

    height: float
    figure: Figure = field(init=False)
    axes: Axes = field(init=False)

    def __post_init__(self) -> None:
        """Make the figure, with axes that count in inches from the top left."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(WIDTH, self.height), dpi=DOTS, facecolor=WHITE)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(self.height, 0)
        self.axes.set_axis_off()

    def text(self, x: float, y: float, words: str, size: float = TEXT, **how: Any) -> None:  # noqa: ANN401
        """Write words; what people typed has no signs that mean anything."""
        how = {"va": "top", "color": BLACK, **how}
        self.axes.text(x, y, words, fontsize=size, parse_math=False, **how)

    def line(self, xs: list[float], ys: list[float], **how: Any) -> None:  # noqa: ANN401
        """Draw a line, or marks where it has no style."""
        self.axes.plot(xs, ys, **how)

    def box(self, x: float, y: float, size: tuple[float, float], **how: Any) -> None:  # noqa: ANN401
        """Draw a box of a width and a height."""
        from matplotlib.patches import Rectangle

        self.axes.add_patch(Rectangle((x, y), *size, **how))

    def png(self) -> bytes:
        """Return the picture; the same drawing gives the same bytes."""
        out = BytesIO()
        with _one_at_a_time:
            self.figure.savefig(out, format="png", metadata={"Software": None})
        return out.getvalue()


class HasHeight(Protocol):
    """A row of a chart, which takes some inches."""

    @property
    def height(self) -> float: ...


Row = TypeVar("Row", bound=HasHeight)


def fitting(rows: Sequence[Row], room: float) -> list[Row]:
    """Return the first rows, as many as fit into some inches; at least one."""
    ends = accumulate(row.height for row in rows)
    number = sum(end <= room for end in ends)
    return list(rows[: max(number, 1)])


def wrapped(words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return words in lines that fit into some inches; a word too long for one is cut."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, size, bold=bold) <= room:
            lines[-1] = joined
        else:
            lines.append(_cut(word, size, room, bold=bold))
    return lines or [""]


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how many inches words take in a line."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(size=size, weight="bold" if bold else "normal")
    with _one_at_a_time:
        width, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(width) / POINTS_AN_INCH


def _cut(word: str, size: float, room: float, *, bold: bool) -> str:
    while len(word) > 1 and width_of(word, size, bold=bold) > room:
        word = word[:-2] + "…"
    return word


def titled(sheet: Sheet, title: str, below: str = "") -> float:
    """Write the title and what stands below it; return how far down the sheet that reaches."""
    y = MARGIN
    for line in wrapped(title, TITLE, ROOM, bold=True):
        sheet.text(MARGIN, y, line, TITLE, weight="bold")
        y += height_of(TITLE)
    for line in wrapped(below, SMALL, ROOM) if below else ():
        sheet.text(MARGIN, y, line, SMALL, color=GREY)
        y += height_of(SMALL)
    return y + 0.1


def room_for_title(title: str, below: str = "") -> float:
    """Return how many inches `titled` takes."""
    rows = height_of(TITLE, len(wrapped(title, TITLE, ROOM, bold=True)))
    under = height_of(SMALL, len(wrapped(below, SMALL, ROOM))) if below else 0.0
    return MARGIN + rows + under + 0.1
