"""One workspace and one bot for all of the page's tests; each has its own channel and page."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from localslack.server import Workspace
from tests.browser import new_context
from tests.localslack.page.council import MANAGER, channels, definition
from tests.localslack.page.sample_bot import SampleBot
from tests.localslack.slack import in_time


@dataclass
class Slack:
    """The page as one person has it open."""

    page: Page
    url: str
    channel: str

    def visit(self, user: str = MANAGER, place: str | None = None) -> "Slack":
        """Open a place, this test's own channel unless told otherwise."""
        self.page.goto(f"{self.url}/?user={user}&{place or f'channel={self.channel}'}")
        expect(self.page.get_by_label("You are")).to_have_value(user)
        return self

    @property
    def entry(self) -> Locator:
        """Where one types."""
        return self.page.get_by_label("Message", exact=True)

    def send(self, text: str) -> None:
        """Type something whole and press Enter."""
        self.entry.fill(text)
        self.entry.press("Enter")

    def message(self, text: str) -> Locator:
        """Return the messages that say this."""
        return self.page.locator("[data-ts]").filter(has_text=text)


@pytest.fixture(scope="session")
def workspace() -> Iterator[Workspace]:
    running = Workspace(definition(), patience=in_time())
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def running_bot(workspace: Workspace) -> Iterator[SampleBot]:
    bot = SampleBot(workspace.url)
    bot.start()
    yield bot
    bot.stop()


@pytest.fixture
def bot(running_bot: SampleBot, channel: str) -> Iterator[SampleBot]:
    running_bot.listen_to(channel)
    yield running_bot
    running_bot.go_on.set()


@pytest.fixture(scope="session")
def unused_channels() -> Iterator[str]:
    return channels()


@pytest.fixture
def channel(unused_channels: Iterator[str]) -> str:
    return next(unused_channels)


@pytest.fixture
def slack(browser: Browser, workspace: Workspace, bot: SampleBot, channel: str) -> Iterator[Slack]:
    """The page; a test fails when the page's own code does."""
    context = new_context(browser)
    broken: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield Slack(page, workspace.url, channel)
    context.close()
    assert broken == []
