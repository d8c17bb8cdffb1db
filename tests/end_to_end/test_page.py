"""The whole demo as a newcomer meets it: two processes, a browser, a clock that can be moved."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.slack.listening import BUSY_NOW
from tests.browser import new_context
from tests.end_to_end.persona import ask
from tests.waiting import eventually, told_by, work_of

pytestmark = pytest.mark.waits

ROOT = Path(__file__).parents[2]
UNANSWERED = re.compile(f'{BUSY_NOW}|failed with the error "operation_timeout"')
OFTEN = 30


@dataclass
class Newcomer:
    """Somebody who has opened the demo's page."""

    page: Page
    url: str

    def becomes(self, role: str) -> None:
        """Choose who to be."""
        self.page.get_by_label("You are").select_option(label=role)

    def opens(self, place: str) -> None:
        """Open a channel, or the bot's messages."""
        self.page.get_by_role("navigation").get_by_role("link", name=place, exact=True).click()

    def types(self, text: str) -> None:
        """Type something, close the suggestions, and press Enter."""
        entry = self.page.get_by_label("Message", exact=True)
        entry.fill(text)
        entry.press("Escape")
        entry.press("Enter")

    def asks(self, text: str, answer: str) -> Locator:
        """Type something until it is answered: a bot on a busy machine says so, or nothing."""
        told = self.message(answer)
        unanswered = self.page.get_by_text(UNANSWERED)
        for _ in range(OFTEN):
            before = unanswered.count()
            self.types(text)
            expect(told.or_(unanswered.nth(before)).first).to_be_visible()
            if told.count():
                break
        return told

    def message(self, words: str) -> Locator:
        """Return the last message with these words."""
        return self.page.locator("[data-ts]").filter(has_text=words).last


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the demo as `make demo` does; it must stop cleanly when told to."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from bot.cli import app; app()", "demo", "--no-browser"]
    running = subprocess.Popen(
        [*command, "--port", str(port), "--folder", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    url = f"http://127.0.0.1:{port}/"
    try:
        eventually(lambda: is_ready(running, url), "the demo", moved=lambda: work_of(running.pid))
        yield url
    finally:
        running.send_signal(signal.SIGINT)
        said, _ = told_by(running, "the demo to stop")
    assert running.returncode == 0, said
    assert "Stopped." in said
    assert "Traceback" not in said


def is_ready(running: subprocess.Popen[str], url: str) -> bool | None:
    assert running.poll() is None, "the demo ended"
    try:
        return ask(f"{url}page/bootstrap")["connected"] or None
    except OSError:
        return None


@pytest.fixture
def newcomer(browser: Browser, demo: str) -> Iterator[Newcomer]:
    context = new_context(browser)
    page = context.new_page()
    page.goto(demo)
    yield Newcomer(page, demo)
    context.close()


def test_a_newcomer_adds_moves_the_clock_and_closes_under_the_reminder(
    newcomer: Newcomer,
) -> None:
    page = newcomer.page
    newcomer.becomes("Sam Whitlock")
    newcomer.opens("improvement")
    asked = "/action add me by in 2 working days: Share the draft strategy"
    added = newcomer.asks(asked, "Share the draft strategy")
    expect(added).to_contain_text("2 working days")
    expect(added).to_contain_text("Only visible to you")

    asked_back = newcomer.asks("/action done", "Which one is done?")
    expect(asked_back).to_contain_text("Share the draft strategy")

    page.get_by_role("button", name="Next working morning").click()
    newcomer.opens("Live audit")
    reminder = newcomer.message("Good morning.")
    expect(reminder).to_contain_text("Share the draft strategy")
    expect(page.get_by_test_id("clock")).to_contain_text(re.compile("09:0[0-9]"))
    reminder.get_by_role("button", name="Done").click()

    expect(reminder).to_contain_text("✅ Done.")
    expect(reminder.get_by_role("button", name="Undo")).to_be_visible()


def test_a_lead_asks_where_things_stand(newcomer: Newcomer) -> None:
    newcomer.becomes("Marian Okafor")
    newcomer.opens("improvement")

    digest = newcomer.asks("/status", "Where all actions in the plan stand")
    expect(digest).to_contain_text(re.compile(r"Overdue: \d+% \([1-9]\d* of \d+\)"))
    expect(digest).to_contain_text("Write the Adolescent Strategy")


def test_a_slip_in_a_form_is_shown_beside_its_field(newcomer: Newcomer) -> None:
    page = newcomer.page
    newcomer.becomes("Ruth Adeyemi")
    newcomer.opens("improvement")
    newcomer.types("/action")
    form = page.get_by_role("dialog")
    form.get_by_label("What needs doing?").fill("Ring the family on 07700 900123")
    form.get_by_label("Source").fill("Peer review")

    form.get_by_role("button", name="Add").click()

    expect(form.get_by_role("alert").first).to_contain_text("phone number")
    expect(form.get_by_label("Source")).to_have_value("Peer review")
    form.get_by_label("What needs doing?").fill("Ring the partners")
    form.get_by_role("button", name="Add").click()
    expect(form).to_be_hidden()
    expect(newcomer.message("Ring the partners")).to_contain_text("no owner · no date")
