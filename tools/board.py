"""Takes the pictures of an action's dates, of a second move, of a handover and of a burn-up.

Run by `make screenshots`, on the sample council's year.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.screenshots import MOST_TRIES, be, keep, message, say, take, tall_page

LEAD, LEAVER, TAKER = "Marian Okafor", "Vikram Bhatt", "Priya Nair"
A_MORNING_MS = 3000
MOVED = 45  # thrice, in the sample council's year


def main() -> None:
    """Look at the board."""
    take(look)


def look(browser: Browser, url: str) -> None:
    """Go through what is to be seen."""
    page = tall_page(browser, url)
    dates(page)
    second_move(page)
    burn_up(page)
    handover(page)
    page.context.close()


def dates(page: Page) -> None:
    """Look at everything about an action whose date moved."""
    be(page, LEAD, "improvement")
    say(page, f"/action show {MOVED}")
    shown = message(page, "Review the prompts on identity")
    expect(shown).to_be_visible()
    keep(page, "show", shown)


def second_move(page: Page) -> None:
    """Ask for one more move, and see who is asked to approve it."""
    be(page, LEAVER, "improvement")
    say(page, f"/action move {MOVED} to in 5 months because the trainer is away")
    expect(message(page, "a level up must agree")).to_be_visible()
    be(page, LEAD, "Live audit")
    page.get_by_role("button", name="Next working morning").click()
    approve = page.get_by_role("button", name="Approve", exact=True)
    expect(approve.first).to_be_visible()
    page.wait_for_timeout(A_MORNING_MS)
    keep(page, "approval", page.locator("[data-ts]").filter(has=approve).last)


def burn_up(page: Page) -> None:
    """Draw the actions of the year."""
    be(page, LEAD, "Live audit")
    say(page, "chart burn-up")
    picture = page.locator("[data-ts] img").last
    expect(picture).to_be_visible()
    page.wait_for_timeout(1000)
    keep(page, "burn-up", picture)


def handover(page: Page) -> None:
    """Offer all that somebody holds to another, who says yes or no to each."""
    be(page, LEAD, "improvement")
    entry = page.get_by_label("Message", exact=True)
    for _ in range(MOST_TRIES):  # what is typed before the place is there is lost
        entry.fill("")
        for part in (f"/action handover @{LEAVER}", f" to @{TAKER}"):
            entry.press_sequentially(part)
            entry.press("Enter")
        entry.press_sequentially(" because they leave at the end of May")
        if entry.input_value().startswith("/action handover"):
            break
    entry.press("Enter")
    preview = message(page, "Offer it all to")
    expect(preview).to_be_visible()
    preview.get_by_role("button", name="Offer it").click()
    expect(message(page, "I asked")).to_be_visible()
    be(page, TAKER, "Live audit")
    page.get_by_role("button", name="Next working morning").click()  # whoever had one today waits
    offer = message(page, "hands over to you")
    expect(offer).to_be_visible()
    keep(page, "handover", offer)


if __name__ == "__main__":
    main()
