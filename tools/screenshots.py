"""Takes the README's pictures from the real page: the demo, walked as three people would.

Run by `make screenshots`; the pictures go to docs/pictures at two pixels a point.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from playwright.sync_api import (
    Browser,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TooLate

sys.path.insert(0, str(Path(__file__).parents[1]))

from db.session import connect
from tests.browser import QUIET, chromium
from tests.whole import not_whole
from tools.board_sheet import board_sheet
from tools.busy import tries_again

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1160, "height": 720}
TALL = 1000
AIR, TEXT_WIDE = 16, 720  # beside a message's text, and how wide that is
WIDE = 780  # with who wrote it beside it
# From the top of a message to its end, or to that of what it scrolls in.
IN_SIGHT: Final = """message => {
    message.scrollIntoView({ block: "start" });
    let around = message.parentElement;
    while (around !== document.body && around.scrollHeight <= around.clientHeight)
        around = around.parentElement;
    const [its, room] = [message, around].map(each => each.getBoundingClientRect());
    const y = Math.max(its.top, room.top);
    return { x: its.x, y, width: its.width, height: Math.min(its.bottom, room.bottom) - y };
}"""
PATIENCE_S = 300
SLOW_MS = 90_000  # on a machine that does much else
A_TRY_MS, MOST_TRIES = 3000, 5
FETCHED = re.compile("/page/(?:messages|home)")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Keeper = Callable[[str, Locator | None], None]
KEEPERS: dict[Page, Keeper] = {}  # of the pages that are not looked at for the documents
# Early on a Monday, before anybody was written to, and a day before the sample council's December.
BEGINS: Final = "2026-11-30T05:30:00+00:00"


def main() -> None:
    """Walk through the demo as the README tells it."""
    take(walk)


def take(steps: Callable[[Browser, str], None]) -> None:
    """Start the demo in an empty folder, take some steps in it and keep the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=SLOW_MS)
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        steps(browser, url)
        browser.close()
        require_whole(Path(folder))


def require_whole(folder: Path) -> None:
    """Fail where `verify` would name anything of a demo that nobody tampered with."""
    with closing(connect(f"sqlite:///{folder}/bot.db")) as database:
        wrong = not_whole(database)
    if wrong:
        raise SystemExit("\n".join(["NOT WHOLE:", *map(str, wrong)]))


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Run the demo for as long as the block lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    start = "from bot.cli import app; app()"
    options = ["demo", "--no-browser", "--port", port, "--folder", str(folder)]
    running = subprocess.Popen(
        [sys.executable, "-c", start, *options], cwd=ROOT, env={**os.environ, "DEMO_BEGINS": BEGINS}
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        wait_for(url)
        yield url
    finally:
        running.terminate()
        running.wait()


def wait_for(url: str) -> None:
    """Return once the bot is connected."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(OSError), urlopen(f"{url}page/bootstrap") as answer:
            if json.load(answer)["connected"]:
                return
        time.sleep(0.2)
    raise TimeoutError("the demo did not start")


def walk(browser: Browser, url: str) -> None:
    """Do what the README tells, and take a picture of each thing."""
    page = opened(browser, url, SIZE)
    as_manager(page)
    be(page, "Marian Okafor", "improvement")
    draw(page)
    page.get_by_role("button", name="Next working morning").click()
    as_practitioner(page)
    be(page, "Sam Whitlock", "improvement")
    two_editors(page)
    be(page, "Marian Okafor", "improvement")
    several(page)
    as_lead(page)
    gaps(page)
    import_plan(page)
    as_auditor(page)
    page.context.close()


def tall_page(browser: Browser, url: str) -> Page:
    """Open the workspace in a window that shows a whole message."""
    return opened(browser, url, {"width": SIZE["width"], "height": TALL})


def opened(browser: Browser, url: str, size: ViewportSize, scale: int = 2) -> Page:
    """Open the workspace in a window of its own; a bot that is busy is asked again."""
    context = browser.new_context(viewport=size, device_scale_factor=scale, locale="en-GB")
    context.set_default_timeout(SLOW_MS)
    page = context.new_page()
    tries_again(page)
    page.goto(url)
    return page


def as_manager(page: Page) -> None:
    """List, add, and slip in a form."""
    be(page, "Ruth Adeyemi", "improvement")
    entry = page.get_by_label("Message", exact=True)
    entry.press_sequentially("/act")
    expect(page.get_by_role("listbox")).to_be_visible()
    keep(page, "commands", whole=True)
    entry.fill("")
    say(page, "/action list all")
    expect(message(page, "All actions")).to_be_visible()
    add_for(page, "Sam Whitlock", " by in 2 working days: Share the draft strategy")
    expect(message(page, "Added #")).to_be_visible()
    keep(page, "added")
    say(page, "/action")
    form = page.get_by_role("dialog")
    form.get_by_label("What needs doing?").fill("Ring the family on 07700 900123")
    form.get_by_label("Source").fill("Peer review, paragraph 42")
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form.get_by_role("alert").first).to_contain_text("phone")
    keep(page, "form")
    page.keyboard.press("Escape")


def as_practitioner(page: Page) -> None:
    """Read the morning's reminder and press Done; look at the App Home."""
    be(page, "Sam Whitlock", "Live audit")
    reminder = message(page, "Good morning.")
    expect(reminder).to_be_visible()
    keep_below(page, "reminder", reminder, "Good morning.")
    reminder.get_by_role("button", name="Done").click()
    expect(reminder).to_contain_text("✅ Done.")
    keep(page, "done")
    say(page, "add me by friday week: Bring two examples to the practice week")
    expect(message(page, "Added #")).to_be_visible()
    be(page, "Sam Whitlock", "Live audit: Home")
    expect(page.get_by_role("heading", name="Later").first).to_be_visible()
    keep(page, "home")


def two_editors(page: Page) -> None:
    """Edit an action that somebody else edits at the same time."""
    browser = page.context.browser
    assert browser is not None
    say(page, "/action add me by friday week: Agree the practice week")
    number = added_number(page)
    say(page, f"/action edit {number}")
    form = page.get_by_role("dialog")
    form.get_by_label("What needs doing").fill("Agree the practice week with the partners")
    form.get_by_label("Why does the date").fill("The partners are away until then")
    other = browser.new_page(viewport=SIZE, locale="en-GB")
    other.goto(page.url)
    be(other, "Ruth Adeyemi", "improvement")
    say(other, f"/action edit {number}")
    theirs = other.get_by_role("dialog")
    theirs.get_by_label("What needs doing").fill("Agree the week of practice")
    theirs.get_by_role("button", name="Save").click()
    expect(message(other, "is changed")).to_be_visible()
    other.close()
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("button", name="Keep theirs")).to_be_visible()
    keep(page, "edit")
    page.keyboard.press("Escape")


def several(page: Page) -> None:
    """Choose several actions and see what becomes of all of them."""
    say(page, "/action list all")
    message(page, "All actions").get_by_role("button", name="Choose several").click()
    form = page.get_by_role("dialog")
    for number in range(3):
        form.get_by_role("checkbox").nth(number).check()
    form.get_by_label("Move their due date").check()
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_role("button", name="Move them")).to_be_visible()
    keep(page, "several")
    page.keyboard.press("Escape")


def added_number(page: Page) -> str:
    """Return the number of the action that was added last."""
    added = message(page, "Added #")
    expect(added).to_be_visible()
    found = re.search(r"Added #(\d+)", added.inner_text())
    assert found is not None
    return found[1]


def as_lead(page: Page) -> None:
    """Ask where things stand."""
    be(page, "Marian Okafor", "improvement")
    page.set_viewport_size({**SIZE, "height": TALL})
    say(page, "/status")
    expect(message(page, "Where all actions in the plan stand")).to_be_visible()
    keep(page, "status", message(page, "Where all actions in the plan stand"))
    page.set_viewport_size(SIZE)


def gaps(page: Page) -> None:
    """Ask what no action answers."""
    say(page, "/action gaps")
    listed = message(page, "No action answers")
    expect(listed).to_be_visible()
    keep(page, "gaps", listed)
    page.set_viewport_size({**SIZE, "height": TALL})
    say(page, "/action review areas")
    review = message(page, "The review:")
    expect(review).to_be_visible()
    keep(page, "review", review)
    page.set_viewport_size(SIZE)


def import_plan(page: Page) -> None:
    """Drop the board's own spreadsheet into the bot's direct messages, and look at the preview."""
    be(page, "Marian Okafor", "Live audit")
    page.get_by_label("Files to attach").set_input_files(
        {"name": "improvement board.xlsx", "mimeType": EXCEL, "buffer": board_sheet()}
    )
    preview = message(page, "Nothing is stored before you press Import.")
    expect(preview).to_be_visible()
    keep(page, "import", preview)
    preview.get_by_role("button", name="Cancel").click()
    expect(message(page, "Nothing was imported.")).to_be_visible()


def draw(page: Page) -> None:
    """Draw next month's live audits, look at the plan, and publish it."""
    say(page, "/audit draw")
    plan = message(page, "Nothing is sent until it's published.")
    expect(plan).to_be_visible()
    keep(page, "plan")
    plan.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(message(page, "is published")).to_be_visible()


def as_auditor(page: Page) -> None:
    """Read the notice once the month has opened, and book the proposed day."""
    be(page, "Ruth Adeyemi", "Live audit")
    notice = message(page, "You're paired with")
    while notice.count() == 0:
        page.get_by_role("button", name="Next working morning").click()
        page.wait_for_timeout(3000)
    keep(page, "notice", notice)
    notice.get_by_role("button", name="Book ").first.click()
    expect(notice).to_contain_text("Booked for")
    keep(page, "booked", notice)


def be(page: Page, role: str, place: str) -> None:
    """Choose a person and a place."""
    user = page.get_by_label("You are").select_option(label=role)[0]
    # What is unread there is part of its name.
    name = re.compile(rf"^{re.escape(place)}( ?\d+ unread)?$")
    link = page.get_by_role("navigation").get_by_role("link", name=name)
    opened = page.get_by_role("main").get_by_role("heading", level=1)
    for _ in range(MOST_TRIES):  # the page of whoever was chosen may come after the click
        expect(link).to_have_attribute("href", re.compile(rf"user={user}\b"))
        with suppress(TooLate), page.expect_response(FETCHED, timeout=A_TRY_MS):
            link.click()  # what is typed before a place is there would be lost
        with suppress(AssertionError):
            expect(opened).to_contain_text(place.partition(":")[0], timeout=A_TRY_MS)
            return


def say(page: Page, text: str) -> None:
    """Type something whole, close the suggestions, and press Enter."""
    entry = page.get_by_label("Message", exact=True)
    entry.fill(text)
    entry.press("Escape")
    entry.press("Enter")


def add_for(page: Page, role: str, rest: str) -> None:
    """Add an action for somebody picked from the list of people."""
    entry = page.get_by_label("Message", exact=True)
    entry.press_sequentially(f"/action add @{role}")
    entry.press("Enter")
    entry.press_sequentially(rest)
    entry.press("Enter")


def message(page: Page, words: str) -> Locator:
    """Return the last message with these words."""
    return page.locator("[data-ts]").filter(has_text=words).last


def keep_below(page: Page, name: str, thing: Locator, words: str) -> None:
    """Take a picture of a message alone, from these words to its end, as wide as its text."""
    if page in KEEPERS:
        keep(page, name)
        return
    page.set_viewport_size({**SIZE, "height": TALL})
    page.wait_for_timeout(400)
    begin, whole = thing.get_by_text(words).bounding_box(), thing.bounding_box()
    assert begin is not None
    assert whole is not None
    top, left = begin["y"] - 4, begin["x"] - AIR
    end = whole["y"] + whole["height"]
    clip: FloatRect = {"x": left, "y": top, "width": TEXT_WIDE, "height": end - top}
    page.screenshot(path=PICTURES / f"{name}.png", clip=clip, animations="disabled")
    page.set_viewport_size(SIZE)


def keep(page: Page, name: str, top: Locator | None = None, *, whole: bool = False) -> None:
    """Take a picture of the thing once nothing moves: a form, a message from its `top`, or a place.

    `whole` takes all of the page. A page with a keeper of its own is left to that.
    """
    page.wait_for_timeout(400)
    if page in KEEPERS:
        KEEPERS[page](name, top)
        return
    form, path = page.locator("dialog[open]"), PICTURES / f"{name}.png"
    if whole:
        page.screenshot(path=path, animations="disabled")
    elif form.count() or top is not None:
        before = page.viewport_size or SIZE
        page.set_viewport_size({**before, "height": TALL})
        clip = in_sight(top) if top and not form.count() else form.last.bounding_box()
        page.screenshot(path=path, clip=clip, animations="disabled")
        page.set_viewport_size(before)
    else:
        page.get_by_role("main").screenshot(path=path, animations="disabled")


def in_sight(thing: Locator) -> FloatRect:
    """Scroll to a message; return where of the page it stands, as far as there is room for it."""
    clip: FloatRect = thing.evaluate(IN_SIGHT)
    return {**clip, "width": min(clip["width"], WIDE)}


if __name__ == "__main__":
    main()
