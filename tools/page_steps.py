"""What the people of the pictures do again and again: insist, wait for a morning, pick, leave."""

import json
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, expect

from tests.waiting import patient
from tools.screenshots import message, say

MOST_MORNINGS = 80
A_MORNING_MS = 2500
MOST_TRIES = 5


def insist(page: Page, command: str, words: str) -> None:
    """Type a command until it is answered so: the bot may be busy with what came before."""
    for _ in range(MOST_TRIES):
        say(page, command)
        page.wait_for_timeout(2 * A_MORNING_MS)
        if message(page, words).count():
            return
    raise TimeoutError(f"{command!r} was never answered")


def anew(page: Page, command: str, words: str) -> None:
    """Type a command and wait for its answer, where there is an older one with the same words."""
    page.wait_for_timeout(A_MORNING_MS)  # until the messages of this place are there
    told = page.locator("[data-ts]").filter(has_text=words)
    before = told.count()
    say(page, command)
    expect(told).to_have_count(before + 1)


def until(page: Page, words: str) -> Locator:
    """Let mornings come until a message with these words is there; return it."""
    found = message(page, words)
    for _ in range(MOST_MORNINGS):
        if found.count():
            return found
        morning(page)
    raise TimeoutError(f"{words!r} never came")


def morning(page: Page) -> None:
    """Let the next working morning come, and the bot say what it has to, on a busy machine too."""
    page.get_by_role("button", name="Next working morning").click()
    page.wait_for_timeout(max(A_MORNING_MS, 1000 * patient(1.5)))


def choose(form: Locator, label: str, option: str) -> None:
    """Pick an option from a list that is searched by typing."""
    picker = form.get_by_label(label).first
    picker.fill(option)
    picker.press("Enter")


def deactivate(page: Page, name: str) -> None:
    """Let somebody's account be switched off in the workspace."""
    origin = page.evaluate("location.origin")
    known = json.load(urlopen(f"{origin}/page/bootstrap"))["users"]
    number = next(one["id"] for one in known if one["real_name"] == name)
    body = json.dumps({"action": "deactivate", "user": number}).encode()
    header = {"Content-Type": "application/json"}
    urlopen(Request(f"{origin}/control/users", body, header)).close()
