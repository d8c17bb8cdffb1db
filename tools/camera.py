"""A camera for the pages of the local workspace: each screen at two widths, light and dark.

Beside each picture it notes what a person would stumble over there: text that is cut or too faint,
a page that scrolls sideways, a control too small for a finger, a heading with nothing below it,
what only a machine writes so (2026-12-21), a picture of nothing.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize

from tests.localslack.page.contrast import ENOUGH, measured
from tests.localslack.page.test_accessibility import FINGER

WINDOWS: Final[dict[str, ViewportSize]] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
TALL: Final = 6000  # so that whatever scrolls is in the picture whole
AROUND: Final = 500  # of the window above and below the thing
MOST_PLAIN: Final = 400  # rows of a picture that may be alike, one below the other
SHOTS_ON_A_PAGE: Final = 25
SETTLED_MS: Final = 150
WIDE, CUT, SMALL = "scrolls sideways", "is cut", "too small for a finger"
EMPTY: Final = "next to nothing is in the picture"
LONELY, MACHINE = "is a heading with nothing below it", "is written as a machine writes it"
LOOK: Final = (Path(__file__).parent / "look.js").read_text("utf-8")
# What a form shows only when it is scrolled belongs in its picture too.
UNROLL: Final = 'document.getElementById("modal").style.maxHeight = "none"'
ROLL: Final = 'document.getElementById("modal").style.maxHeight = ""'


@dataclass(frozen=True)
class Shot:
    """A screen and its four pictures, by window and scheme."""

    name: str
    room: str
    files: dict[tuple[str, str], str]
    problems: tuple[str, ...]


@dataclass
class Camera:
    """Takes the pictures and keeps them in a folder; `titles` are those of the forms it saw."""

    page: Page
    folder: Path
    part: str = ""  # before the number of each picture
    shots: list[Shot] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def take(self, room: str, name: str, thing: Locator | None = None) -> None:
        """Keep one screen: all of a thing, however tall, or the window as it is."""
        number = len(self.shots) + 1
        slug = re.sub(r"\W+", "-", f"{self.part} {number:03} {room} {name}").strip("-").lower()[:80]
        files: dict[tuple[str, str], str] = {}
        problems: dict[str, None] = {}
        self.page.evaluate(UNROLL if thing else ROLL)
        for window, size in WINDOWS.items():
            self.page.set_viewport_size(size)
            if thing:
                self._make_room(thing, size)
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)
                self.page.wait_for_timeout(SETTLED_MS)
                path = self.folder / f"{slug}-{window}-{scheme}.png"
                (thing or self.page).screenshot(path=path, animations="disabled")
                files[window, scheme] = path.name
                problems |= dict.fromkeys(self._problems(window, scheme))
                if is_empty(path):
                    problems[f"{window}, {scheme}: {EMPTY}"] = None
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(WINDOWS["desktop"])
        self.page.evaluate(ROLL)
        self.shots.append(Shot(name, room, files, tuple(problems)))
        self._note_title()
        print(f"{self.part} {number:3} {room}: {name}", *problems, sep="\n      ", flush=True)

    def _make_room(self, thing: Locator, size: ViewportSize) -> None:
        """Make the window so tall that the thing is drawn whole: of the rest comes a plain area."""
        self.page.set_viewport_size({**size, "height": TALL})
        box = thing.bounding_box()
        if box and box["height"] + AROUND > TALL:
            self.page.set_viewport_size({**size, "height": int(box["height"]) + AROUND})

    def _problems(self, window: str, scheme: str) -> Iterator[str]:
        words = {"wide": WIDE, "cut": CUT, "small": SMALL, "lonely": LONELY, "machine": MACHINE}
        for kind, where in self.page.evaluate(LOOK, FINGER if window == "phone" else 0):
            yield f"{window}: {words[kind]}: {where}"
        for text, contrast in measured(self.page):
            if contrast < ENOUGH:
                yield f"{scheme}: too faint, {contrast}: {text}"

    def _note_title(self) -> None:
        shown = self.page.locator("dialog[open] h2, .files a")
        self.titles += [one.inner_text() for one in shown.all()]


def is_empty(path: Path) -> bool:
    """Say whether most of a picture, or a tall strip of it, is rows that are all alike."""
    with Image.open(path) as image:
        picture = image.convert("L")
    width, drawn = picture.width, picture.tobytes()
    longest = alike = 0
    for start in range(width, len(drawn), width):
        same = drawn[start : start + width] == drawn[start - width : start]
        alike = alike + 1 if same else 0
        longest = max(longest, alike)
    return longest > min(MOST_PLAIN, picture.height // 2)


def sheet(shots: list[Shot], folder: Path) -> None:
    """Write the pages on which everything can be looked at, and the list of them."""
    parts = [
        shots[start : start + SHOTS_ON_A_PAGE] for start in range(0, len(shots), SHOTS_ON_A_PAGE)
    ]
    links = []
    for number, part in enumerate(parts, start=1):
        name = f"page-{number}.html"
        (folder / name).write_text(_page(f"Page {number}", "".join(map(_row, part))), "utf-8")
        inside = "".join(f"<li>{html.escape(f'{one.room}: {one.name}')}</li>" for one in part)
        links.append(f'<h2><a href="{name}">Page {number}</a></h2><ol>{inside}</ol>')
    found = "".join(
        f"<li>{html.escape(f'{one.name}: {problem}')}</li>"
        for one in shots
        for problem in one.problems
    )
    body = f"<p>{len(shots)} screens.</p><ul>{found}</ul>{''.join(links)}"
    (folder / "index.html").write_text(_page("Every screen", body), "utf-8")


def _row(shot: Shot) -> str:
    pictures = "".join(
        f'<a href="{file}"><img loading="lazy" src="{file}" alt="{window}, {scheme}"></a>'
        for (window, scheme), file in shot.files.items()
    )
    heading = html.escape(f"{shot.room}: {shot.name}")
    found = "".join(f"<li>{html.escape(each)}</li>" for each in shot.problems)
    return f"<h2>{heading}</h2><ul>{found}</ul><div>{pictures}</div>"


def _page(title: str, body: str) -> str:
    style = (
        "body{font:14px sans-serif;background:#888}div{display:flex;gap:8px;align-items:start}"
        "img{max-width:700px;border:1px solid #444}h2{font-size:15px;margin:18px 0 2px}"
    )
    return (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style><h1>{title}</h1>{body}</html>"
    )
