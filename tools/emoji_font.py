"""Draws the emoji the bot uses into a small font of our own, for machines that have none.

`python -m tools.emoji_font` writes localslack/page/marks.ttf: layers of plain shapes with a colour
each (OpenType COLR version 0, CPAL). Every shape is drawn here.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parents[1] / "localslack" / "page" / "marks.ttf"
FAMILY: Final = "Local Slack marks"
UNIT: Final = 1000  # one em; the drawing area is from 0 to 1000 both ways, y upwards
ADVANCE: Final = 1180
BASELINE: Final = -120
AS_A_PICTURE: Final = 0xFE0F  # after a mark: show it as a picture, which these always are

Point = tuple[float, float]
Shape = Sequence[Point]
Layer = tuple[Shape, str]


def disc(x: float, y: float, radius: float, steps: int = 48) -> Shape:
    """Return a circle as a polygon, fine enough for the size of a letter."""
    turns = (2 * pi * step / steps for step in range(steps))
    return [(x + radius * sin(turn), y + radius * cos(turn)) for turn in turns]


def box(left: float, low: float, right: float, high: float) -> Shape:
    """Return a rectangle."""
    return [(left, low), (left, high), (right, high), (right, low)]


def stroke(*points: Point, width: float) -> list[Shape]:
    """Return a line through points as one bar for each stretch, with round ends."""
    bars: list[Shape] = [disc(x, y, width / 2, 16) for x, y in points]
    for (x1, y1), (x2, y2) in pairwise(points):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        dx, dy = (y2 - y1) / length * width / 2, (x2 - x1) / length * width / 2
        bars.append(
            [(x1 + dx, y1 - dy), (x1 - dx, y1 + dy), (x2 - dx, y2 + dy), (x2 + dx, y2 - dy)]
        )
    return bars


def _ball(colour: str, rim: str) -> list[Layer]:
    return [(disc(500, 500, 430), rim), (disc(500, 500, 385), colour)]


def _tile(colour: str, rim: str) -> list[Layer]:
    return [(box(110, 110, 890, 890), rim), (box(150, 150, 850, 850), colour)]


def _in(colour: str, shapes: Iterable[Shape]) -> list[Layer]:
    return [(shape, colour) for shape in shapes]


TICK: Final = stroke((270, 500), (440, 320), (740, 690), width=120)
CROSS: Final = (
    *stroke((230, 230), (770, 770), width=170),
    *stroke((230, 770), (770, 230), width=170),
)
GRID: Final = [box(x, y, x + 110, y + 100) for y in (190, 340) for x in (230, 445, 660)]
DRAWINGS: Final[Mapping[str, Sequence[Layer]]] = {
    "🟢": _ball("#2ea05f", "#1d7a45"),
    "🟠": _ball("#f2902b", "#c56c10"),
    "🔴": _ball("#dc3545", "#a91f2e"),
    "🟡": _ball("#f5c842", "#c79a17"),
    "🔵": _ball("#2f7fd6", "#1b5da5"),
    "⚪": _ball("#f4f4f5", "#9a9a9f"),
    "⚫": _ball("#3a3a3d", "#1d1c1d"),
    "🟩": _tile("#2ea05f", "#1d7a45"),
    "🟧": _tile("#f2902b", "#c56c10"),
    "🟥": _tile("#dc3545", "#a91f2e"),
    "⬜": _tile("#f4f4f5", "#9a9a9f"),
    "🔁": [
        (box(60, 60, 940, 940), "#2f7fd6"),
        *_in("#ffffff", stroke((250, 560), (250, 700), (760, 700), width=90)),
        *_in("#ffffff", stroke((650, 810), (760, 700), (650, 590), width=90)),
        *_in("#ffffff", stroke((750, 440), (750, 300), (240, 300), width=90)),
        *_in("#ffffff", stroke((350, 410), (240, 300), (350, 190), width=90)),
    ],
    "📁": [
        ([(80, 160), (80, 820), (420, 820), (500, 730), (920, 730), (920, 160)], "#c79a17"),
        (box(80, 160, 920, 640), "#f5c842"),
    ],
    "📋": [
        (box(140, 60, 860, 880), "#a8743a"),
        (box(210, 120, 790, 790), "#ffffff"),
        (box(360, 780, 640, 960), "#8d8c8f"),
        *_in("#8d8c8f", [box(290, low, 710, low + 60) for low in (260, 420, 580)]),
    ],
    "✅": [(box(90, 90, 910, 910), "#2ea05f"), *_in("#ffffff", TICK)],
    "❌": _in("#dc3545", CROSS),
    "⚠": [
        ([(500, 920), (950, 110), (50, 110)], "#c79a17"),
        ([(500, 840), (880, 155), (120, 155)], "#f5c842"),
        *_in("#1d1c1d", stroke((500, 610), (500, 400), width=100)),
        (disc(500, 255, 58), "#1d1c1d"),
    ],
    "➡": [
        (box(60, 60, 940, 940), "#2f7fd6"),
        *_in("#ffffff", stroke((220, 500), (760, 500), width=120)),
        *_in("#ffffff", stroke((560, 710), (780, 500), (560, 290), width=120)),
    ],
    "📅": [
        (box(100, 80, 900, 880), "#d7d7db"),
        (box(130, 110, 870, 650), "#ffffff"),
        (box(100, 650, 900, 880), "#dc3545"),
        *_in("#8d8c8f", GRID),
        *_in("#616061", stroke((300, 940), (300, 820), width=70)),
        *_in("#616061", stroke((700, 940), (700, 820), width=70)),
    ],
    "⏳": [
        ([(190, 940), (810, 940), (560, 500), (810, 60), (190, 60), (440, 500)], "#a8743a"),
        ([(290, 870), (710, 870), (500, 510)], "#ffffff"),
        ([(500, 490), (710, 130), (290, 130)], "#f5c842"),
    ],
    "⏰": [
        *_in("#a91f2e", stroke((180, 780), (300, 890), width=120)),
        *_in("#a91f2e", stroke((820, 780), (700, 890), width=120)),
        *_in("#a91f2e", stroke((250, 110), (750, 110), width=90)),
        (disc(500, 480, 390), "#dc3545"),
        (disc(500, 480, 310), "#ffffff"),
        *_in("#1d1c1d", stroke((500, 690), (500, 480), (640, 400), width=70)),
    ],
    "⏸": [
        (box(60, 60, 940, 940), "#2f7fd6"),
        *_in("#ffffff", [box(270, 240, 430, 760), box(570, 240, 730, 760)]),
    ],
    "↩": [
        (box(60, 60, 940, 940), "#2f7fd6"),
        *_in("#ffffff", stroke((240, 590), (760, 590), (760, 300), (480, 300), width=110)),
        *_in("#ffffff", stroke((400, 760), (230, 590), (400, 420), width=110)),
    ],
    "🗑": [
        ([(200, 740), (800, 740), (730, 60), (270, 60)], "#8d8c8f"),
        (box(140, 760, 860, 850), "#616061"),
        (box(390, 850, 610, 930), "#616061"),
        *_in("#ffffff", [box(x, 150, x + 50, 650) for x in (360, 475, 590)]),
    ],
}


def main() -> None:
    """Write the font."""
    from fontTools.fontBuilder import FontBuilder

    layers = {f"m{n}.{at}": shape for n, drawing in _numbered() for at, (shape, _) in drawing}
    bases = {f"m{n}": [shape for _, (shape, _) in drawing] for n, drawing in _numbered()}
    colours = sorted({colour for drawing in DRAWINGS.values() for _, colour in drawing})
    names = [".notdef", "nothing", *bases, *layers]
    made = FontBuilder(UNIT, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap(
        {ord(mark): f"m{n}" for n, mark in enumerate(DRAWINGS)} | {AS_A_PICTURE: "nothing"}
    )
    made.setupGlyf(
        {
            ".notdef": _glyph([]),
            "nothing": _glyph([]),
            **{name: _glyph(shapes) for name, shapes in bases.items()},
            **{name: _glyph([shape]) for name, shape in layers.items()},
        }
    )
    # Each layer begins where it was drawn: a renderer moves a shape to its bearing.
    drawn = made.font["glyf"]
    made.setupHorizontalMetrics(
        {
            name: (0 if name == "nothing" else ADVANCE, getattr(drawn[name], "xMin", 0))
            for name in names
        }
    )
    made.setupHorizontalHeader(ascent=UNIT + BASELINE, descent=BASELINE)
    made.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    made.setupOS2(sTypoAscender=UNIT + BASELINE, sTypoDescender=BASELINE)
    made.setupPost()
    made.setupCPAL([[_rgba(colour) for colour in colours]])
    made.setupCOLR(
        {
            f"m{n}": [(f"m{n}.{at}", colours.index(colour)) for at, (_, colour) in drawing]
            for n, drawing in _numbered()
        }
    )
    made.font["head"].created = made.font["head"].modified = 0  # the same font at every run
    made.font.recalcTimestamp = False
    made.save(FILE)


def _numbered() -> list[tuple[int, list[tuple[int, Layer]]]]:
    return [(n, list(enumerate(drawing))) for n, drawing in enumerate(DRAWINGS.values())]


def _glyph(shapes: Iterable[Shape]) -> object:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for shape in shapes:
        points = [(round(x + (ADVANCE - UNIT) / 2), round(y + BASELINE)) for x, y in shape]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _rgba(colour: str) -> tuple[float, float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue, 1.0


if __name__ == "__main__":
    main()
