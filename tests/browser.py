"""A headless Chromium for the tests that look at a page: import `browser` in a conftest.py."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.waiting import patient
from tools.browser import find

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
)
HANG_S = 120.0  # for a page there are no signs of progress to watch


def chromium() -> str:
    """Return the path of Chromium; skip the test without one, but fail where CI promises it."""
    found = find()
    if found:
        return found
    reason = "Chromium is missing: install Debian's package chromium to run the tests of the page."
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run; each test opens its own context in it."""
    path = chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        expect.set_options(timeout=hang_ms())
        yield running
        running.close()


def hang_ms() -> float:
    """Return how long a page may take, on a machine as busy as this one."""
    return patient(HANG_S) * 1000


def new_context(browser: Browser) -> BrowserContext:
    """Return a new context of the browser, as large as a laptop's screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(hang_ms())
    return context
