"""What a person does where a press came to nothing, on a busy machine: wait, and press again."""

import json
import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from bot.slack.listening import BUSY
from localslack.told import TROUBLE

A_WHILE_MS: Final = 15_000
WORDS: Final = (BUSY, TROUBLE)  # the bot's own, and Slack's of a bot that does not answer
NOTES: Final = (Path(__file__).parent / "busy.js").read_text("utf-8")


def tries_again(page: Page, after_ms: int = A_WHILE_MS) -> None:
    """Let whatever is pressed on a page be pressed again where nothing was done."""

    def wait_and_press() -> None:
        if page.evaluate("cameToNothing()"):
            page.wait_for_timeout(after_ms)
            page.evaluate("pressAgain()")

    page.add_init_script(f"({NOTES})({json.dumps(WORDS)})")
    told = page.get_by_text(re.compile("|".join(map(re.escape, WORDS)))).last
    page.add_locator_handler(told, wait_and_press, no_wait_after=True)
