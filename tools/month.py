"""Takes the pictures of a month of live audits, as the people in it live it, from draw to close.

Run by `make screenshots`: a "cannot" with another pair in its place, an Inadequate with its
action, the practitioner's own view, moderation and the close.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.screenshots import be, keep, message, say, take, tall_page

AUDITOR, PRACTITIONER = "Team Manager, MASH", "Practitioner 1, Permanence"
HEAD = "Head of Service, Assessment and Safeguarding"
MODERATOR = "Head of Service, Disability and Early Help"
LEAD = "Assistant Director"
MOST_MORNINGS = 60
A_MORNING_MS = 2500


def main() -> None:
    """Live through a month of it."""
    take(live)


def live(browser: Browser, url: str) -> None:
    """Go from the draw to the close."""
    page = tall_page(browser, url)
    publish(page)
    books_and_cannot(page)
    another_pair(page)
    ends_inadequate(page)
    sees_it_differently(page)
    moderates(page)
    looks_after(page)
    closes(page)
    page.context.close()


def publish(page: Page) -> None:
    """Draw, pin the pair that the story is about, and publish."""
    be(page, LEAD, "improvement")
    say(page, "/audit draw")
    expect(message(page, "Nothing is sent before it is published.")).to_be_visible()
    entry = page.get_by_label("Message", exact=True)
    entry.press_sequentially(f"/audit pin @{AUDITOR}")
    entry.press("Enter")
    entry.press_sequentially(f" with @{PRACTITIONER}")
    entry.press("Enter")
    entry.press("Enter")
    plan = message(page, "The lead chose this pair.")
    expect(plan).to_be_visible()
    plan.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(message(page, "is published")).to_be_visible()


def books_and_cannot(page: Page) -> None:
    """Book the one audit, and say of the other that it cannot be held."""
    be(page, AUDITOR, "Live audit")
    notice = until(page, "You have a live audit")
    keep(page, "month-opened", notice)
    told = notice.inner_text()
    wanted = 0 if told.index(PRACTITIONER) < told.rindex("You review a case with") else 1
    notice.get_by_role("button", name="Cannot").nth(1 - wanted).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Why?").select_option(label="Case closed")
    keep(page, "cannot")
    form.get_by_role("button", name="Send").click()
    expect(notice).to_contain_text("Not held: case closed")
    notice.get_by_role("button", name="Book ").first.click()
    expect(notice).to_contain_text("Booked for")


def another_pair(page: Page) -> None:
    """As a line manager, look at the new pair that disturbs least, and take it."""
    be(page, HEAD, "Live audit")
    told = until(page, "will not be held: case closed")
    told.get_by_role("button", name="Find another pair").first.click()
    offer = message(page, "1 new pair")
    expect(offer).to_be_visible()
    keep(page, "another-pair", told)
    offer.get_by_role("button", name="Pair them so").click()
    expect(message(page, "Done.")).to_be_visible()


def ends_inadequate(page: Page) -> None:
    """Hold the booked audit: the grade asks for an action before it is taken."""
    be(page, AUDITOR, "Live audit")
    held = page.get_by_role("button", name="Held")
    for _ in range(MOST_MORNINGS):
        asked = message(page, "to look at today").get_by_role("button", name="Held")
        if asked.count() and "Booked for" in message(page, "to look at today").inner_text():
            break
        morning(page)
    held.last.click()
    form = page.get_by_role("dialog")
    form.get_by_label("The practitioner was there").check()
    form.get_by_label("Not asked").check()
    form.get_by_label("Link to the audit form").fill("https://casework.example/audits/2041")
    choose(form, "Areas for improvement", "Permanence")
    form.get_by_label("Grade").select_option(label="Inadequate")
    form.get_by_role("button", name="Record").click()
    expect(form.get_by_role("alert").filter(visible=True).first).to_be_visible()
    keep(page, "inadequate")
    form.get_by_role("textbox", name=re.compile(r"^Action 1(?! by)")).fill(
        "Agree a plan with dates at each supervision"
    )
    choose(form, "Owner of action 1", PRACTITIONER)
    form.get_by_label("Action 1 by").fill(_in_a_week(page))
    form.get_by_role("button", name="Record").click()
    expect(message(page, "has still to reflect on it")).to_be_visible()


def _in_a_week(page: Page) -> str:
    shown = page.evaluate("fetch('/clock').then(answer => answer.json())")
    now = str(shown.get("now") or shown.get("time"))
    return str(
        page.evaluate(
            "now => new Date(new Date(now).getTime() + 7 * 864e5).toISOString().slice(0, 10)", now
        )
    )


def sees_it_differently(page: Page) -> None:
    """As the practitioner, say how it looks to them."""
    be(page, PRACTITIONER, "Live audit")
    told = until(page, "is written up")
    told.get_by_role("button", name="Reflect").click()
    form = page.get_by_role("dialog")
    form.get_by_label("I see it differently").check()
    form.get_by_label("Your reflection").fill("The plan was agreed, and is recorded elsewhere.")
    keep(page, "reflect")
    form.get_by_role("button", name="Keep").click()
    expect(form).to_be_hidden()


def moderates(page: Page) -> None:
    """As somebody outside both lines, moderate without knowing whose work it is."""
    be(page, MODERATOR, "Live audit")
    told = message(page, "waits for your moderation")
    expect(told).to_be_visible()
    told.get_by_role("button", name="Moderate").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Uphold it").check()
    keep(page, "moderate")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()


def looks_after(page: Page) -> None:
    """As the lead, look at the month on its one page."""
    be(page, LEAD, "improvement")
    say(page, "/audit month")
    told = message(page, "Live audits of").last
    expect(told).to_be_visible()
    keep(page, "month-page", told)


def closes(page: Page) -> None:
    """As the lead, see the month close."""
    be(page, LEAD, "Live audit")
    closed = until(page, "is closed")
    keep(page, "closed", closed)


def until(page: Page, words: str) -> Locator:
    """Let mornings come until a message with these words is there; return it."""
    found = message(page, words)
    for _ in range(MOST_MORNINGS):
        if found.count():
            return found
        morning(page)
    raise TimeoutError(f"{words!r} never came")


def morning(page: Page) -> None:
    """Let the next working morning come, and the bot say what it has to."""
    page.get_by_role("button", name="Next working morning").click()
    page.wait_for_timeout(A_MORNING_MS)


def choose(form: Locator, label: str, option: str) -> None:
    """Pick an option from a list that is searched by typing."""
    picker = form.get_by_label(label).first
    picker.fill(option)
    picker.press("Enter")


if __name__ == "__main__":
    main()
