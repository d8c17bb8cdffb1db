"""How the gallery is walked through: who types and presses what, with a picture of each thing."""

import re
from contextlib import suppress
from typing import Final

from playwright.sync_api import Locator, Page, expect

from bot.slack.listening import BUSY
from tools.camera import Camera
from tools.screenshots import KEEPERS, be, say

PLACE: Final = "improvement"
A_MOMENT_MS, A_TRY_MS, MOST_TRIES = 1200, 10_000, 4
BOT: Final = '[data-by^="UBOT"]'


class Gallery:
    """The walk: whose turn it is, what they type and press, and the camera."""

    def __init__(self, page: Page, camera: Camera) -> None:
        self.page, self.camera, self.role = page, camera, ""
        KEEPERS[page] = self.keep

    def keep(self, name: str, top: Locator | None) -> None:
        """Take a picture where the walks for the documents take one: of a form, or of the page."""
        dialog = self.page.locator("dialog[open]")
        self.camera.take("the documents", name, dialog if dialog.count() else top)

    def be(self, role: str, place: str = PLACE) -> None:
        """Become somebody, in one place."""
        self.role = role
        be(self.page, role, place)
        self.page.wait_for_timeout(A_MOMENT_MS)  # until what was said there is shown

    def typed(self, text: str) -> Locator:
        """Type something, and return the answer."""
        newest = f"[...document.querySelectorAll('{BOT}')].at(-1)?.dataset.ts ?? ''"
        answer = self.page.locator(BOT).last
        for _ in range(MOST_TRIES):
            before = self.page.evaluate(newest)
            say(self.page, text)
            self.page.wait_for_function(f"before => ({newest}) > before", arg=before)
            self.page.wait_for_timeout(400)
            if BUSY not in answer.inner_text():
                break
        return answer

    def shows(self, room: str, text: str) -> Locator:
        """Type something, take a picture of the answer, and return it."""
        answer = self.typed(text)
        self.camera.take(room, f"{self.role}: {text}", answer)
        return answer

    def form(self, name: str, text: str = "", among: Locator | None = None) -> Locator:
        """Open a form by typing or by the button of that name, and take a picture of it."""
        dialog = self.page.locator("dialog[open]")
        for _ in range(MOST_TRIES):  # a bot that is busy refuses what is too late for a form
            if text:
                say(self.page, text)
            else:
                press(among or self.page.locator("main"), name)
            with suppress(AssertionError):
                expect(dialog).to_be_visible(timeout=A_TRY_MS)
                break
        expect(dialog).to_be_visible()
        self.page.wait_for_timeout(400)
        self.camera.take("forms", f"{self.role}: {text or name}", dialog)
        return dialog

    def looks(self, name: str, text: str = "", among: Locator | None = None) -> None:
        """Open a form, take a picture of it, and leave it."""
        self.form(name, text, among)
        self.leave()

    def changes(self, name: str, form: Locator) -> None:
        """Take a picture of a form once it shows something else."""
        self.page.wait_for_timeout(A_MOMENT_MS)
        self.camera.take("forms", f"{self.role}: {name}", form)

    def widens(self, name: str, form: Locator) -> None:
        """Take a picture of a form with the fields that it leaves out at first, and leave it."""
        press(form, "More fields")
        self.changes(f"{name}, with every field", form)
        self.leave()

    def leave(self) -> None:
        """Close whatever is open, with nothing saved."""
        dialog = self.page.locator("dialog[open]")
        while dialog.count():
            self.page.keyboard.press("Escape")
            self.page.wait_for_timeout(200)


def press(among: Locator, name: str) -> None:
    """Press the newest button of this name."""
    among.get_by_role("button", name=re.compile(rf"^{re.escape(name)}")).last.click()
