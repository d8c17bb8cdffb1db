"""Whoever takes the pictures tries again where the bot was busy, and where it was not does not."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.slack.listening import BUSY, WAITS
from localslack.told import TROUBLE
from tests.browser import new_context
from tools.busy import tries_again

# A button that tells what is said of each press, where the bot would tell it.
PRESSES = """<main id="log">OLD</main>
<dialog open><p role="alert"></p><button>Send</button></dialog>
<script>
const told = [TOLD], log = document.getElementById("log");
document.querySelector("button").onclick = () => {
  const words = told.shift() ?? "too often";
  if (PLACE) log.innerHTML += `<p data-ts="${told.length}">${words}</p>`;
  else document.querySelector("[role=alert]").textContent = words;
};
</script>"""

# The same button, which asks whether one is sure.
ASKS_FIRST = """() => {
  const button = document.querySelector("button"), press = button.onclick;
  button.onclick = () => {
    document.body.insertAdjacentHTML("beforeend", CONFIRM);
    const asked = document.querySelector(".confirm");
    asked.querySelector("button").onclick = () => { asked.remove(); press(); };
  };
}""".replace("CONFIRM", "'<p class=confirm><span class=dialog-buttons><button>Yes</button></span>'")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    made = context.new_page()
    tries_again(made, after_ms=1)
    yield made
    context.close()


def shown(page: Page, *told: str, in_log: bool = False, before: str = "") -> None:
    """Show a page whose button is answered so, press by press; there or beside it in a form."""
    answers = ", ".join(f"`{each}`" for each in told)
    body = PRESSES.replace("TOLD", answers).replace("PLACE", "true" if in_log else "false")
    old = f'<p data-ts="9">{before}</p>' if before else ""
    page.goto(f"data:text/html,{quote(body.replace('OLD', old))}")


@pytest.mark.parametrize("in_log", [False, True])
def test_what_a_busy_bot_did_not_do_is_pressed_again(page: Page, *, in_log: bool) -> None:
    shown(page, BUSY, TROUBLE, BUSY, "It is booked.", in_log=in_log)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is booked.")).to_be_visible()


def test_what_asks_first_is_agreed_to_again(page: Page) -> None:
    shown(page, BUSY, "It is published.")
    page.evaluate(ASKS_FIRST)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_text("It is published.")).to_be_visible()


def test_what_was_answered_or_is_kept_is_not_pressed_again(page: Page) -> None:
    shown(page, "It is booked.", in_log=True, before=BUSY)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It is booked.")).to_be_visible()
    expect(page.get_by_text("too often")).to_have_count(0)
    shown(page, WAITS)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_text("too often")).to_have_count(0)
