"""The page's own font has every picture the bot writes, so none is an empty box."""

import re
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
# Text fonts have no pictures here: clocks and media keys, weather and signs, and all beyond.
PICTURES = (*range(0x23E9, 0x23FB), *range(0x2600, 0x2700), *range(0x1F300, 0x1FB00), 0x21A9)
# What is read from pasted lists, and never written.
READ_ONLY = {"plain_text.py"}


def asked_of_the_font() -> Iterator[int]:
    """Yield the characters for which the page turns to that font at all."""
    style = (ROOT / "localslack" / "page" / "base.css").read_text(encoding="utf-8")
    [ranges] = re.findall(r"unicode-range:([^;]*);", style)
    for first, last in re.findall(r"U\+(\w+)(?:-(\w+))?", ranges):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def test_the_page_turns_to_its_font_for_all_that_is_drawn_in_it() -> None:
    drawn = set(TTFont(ROOT / "localslack" / "page" / "marks.ttf").getBestCmap())
    assert set(asked_of_the_font()) >= drawn - {ord(" ")}


def test_every_picture_the_bot_writes_is_in_the_font_of_the_page() -> None:
    drawn = set(TTFont(ROOT / "localslack" / "page" / "marks.ttf").getBestCmap())
    files = [one for one in (ROOT / "bot").rglob("*.py") if one.name not in READ_ONLY]
    written = {mark for one in files for mark in one.read_text(encoding="utf-8")}
    missing = {mark for mark in written if ord(mark) in PICTURES and ord(mark) not in drawn}
    assert not missing
