"""What the gallery's camera finds by itself on a screen: each fault in a page that has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import new_context
from tools.camera import CUT, EMPTY, LONELY, MACHINE, TALL, Camera, is_empty


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    made = context.new_page()
    yield made
    context.close()


def shown(page: Page, body: str) -> None:
    """Put a page there as the local workspace has one: a place that scrolls, and a modal."""
    page.set_content(
        "<style>body {margin: 0; height: 100vh; background: purple; color: white}"
        "main {height: 100%; overflow: auto} p {background: white; color: black}</style>"
        f"<main><div id='log'>{body}</div></main><dialog id='modal'></dialog>"
    )


def problems(page: Page, folder: Path) -> tuple[str, ...]:
    """Return what the camera finds where it takes a picture of the conversation."""
    camera = Camera(page, folder)
    camera.take("messages", "one", page.locator("#log"))
    return camera.shots[0].problems


def test_a_sound_screen_has_no_problem(page: Page, tmp_path: Path) -> None:
    shown(page, "<h2>Waiting for you</h2><p>Due Mon 21 Dec 2026</p>" * 3)
    assert problems(page, tmp_path) == ()


def test_a_picture_of_nothing_is_a_problem(page: Page, tmp_path: Path) -> None:
    shown(page, "<div style='height: 300px'></div>")
    assert {each.partition(": ")[2] for each in problems(page, tmp_path)} == {EMPTY}


def test_a_choice_that_is_cut_without_saying_so_is_a_problem(page: Page, tmp_path: Path) -> None:
    list_of_one = (
        "<p><select style='width: 90px; height: 44px; {}'><option>A team's own actions</select></p>"
    )
    shown(page, list_of_one.format("") * 3)
    assert {each.split(": ")[1] for each in problems(page, tmp_path)} == {CUT}
    shown(page, list_of_one.format("text-overflow: ellipsis") * 3)
    assert problems(page, tmp_path) == ()


def test_what_is_taller_than_the_tallest_window_is_drawn_whole(page: Page, tmp_path: Path) -> None:
    shown(page, "".join(f"<p>Line {number}</p>" for number in range(TALL // 30)))
    assert problems(page, tmp_path) == ()
    assert not any(map(is_empty, tmp_path.glob("*.png")))


def test_a_heading_with_nothing_below_it_is_a_problem(page: Page, tmp_path: Path) -> None:
    shown(page, "<h2>Channels</h2><ul></ul><p>Words</p>")
    assert f"desktop: {LONELY}: h2. Channels" in problems(page, tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "Weeks off: 2026-12-21",
        "Ask <@U01>",
        ":white_check_mark: Done",
        "by {name}",
        "Type `/action`",
    ],
)
def test_words_of_a_machine_are_a_problem(page: Page, tmp_path: Path, words: str) -> None:
    shown(page, "<p></p>")
    page.locator("p").evaluate("(node, words) => { node.textContent = words }", words)
    assert f"desktop: {MACHINE}: p. {words}" in problems(page, tmp_path)


def test_a_reference_or_a_day_in_words_is_no_word_of_a_machine(page: Page, tmp_path: Path) -> None:
    shown(page, "<p>LA-2026-12-012, due Mon 21 Dec 2026 at 10:00 to 11:00</p>")
    assert problems(page, tmp_path) == ()
