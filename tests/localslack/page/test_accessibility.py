"""What people who see less, or use no mouse, need of the page."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.localslack.page.conftest import Slack
from tests.localslack.page.contrast import ENOUGH, contrast, measured
from tests.localslack.page.forms import reminder
from tests.localslack.page.sample_bot import SampleBot

SEEN = 3.0  # of what is no text: https://www.w3.org/TR/WCAG22/#non-text-contrast


def too_faint(page: Page) -> list[tuple[str, float]]:
    seen = measured(page)
    assert len(seen) > 20
    return [one for one in seen if one[1] < ENOUGH]


def test_a_faint_text_would_be_found() -> None:
    seen = {"colour": "rgb(160, 160, 160)", "grounds": ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"]}
    assert contrast(seen) < ENOUGH < contrast(seen | {"colour": "rgb(90, 90, 90)"})


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark"), (390, "dark")]
)
def test_all_text_stands_out_from_what_is_behind_it(
    slack: Slack, bot: SampleBot, width: int, scheme: Literal["light", "dark"]
) -> None:
    slack.page.emulate_media(color_scheme=scheme)
    slack.page.set_viewport_size({"width": width, "height": 800})
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    bot.client.chat_postMessage(channel=slack.channel, text="<!here> <@U02> `code` &gt; *x*")
    slack.visit().send("/nonsense")
    slack.send("/action list")
    expect(slack.message("You typed list")).to_be_visible()
    slack.entry.press_sequentially("/")
    assert too_faint(slack.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_text_of_a_modal_and_its_errors_stands_out(
    slack: Slack, scheme: Literal["light", "dark"]
) -> None:
    slack.page.emulate_media(color_scheme=scheme)
    slack.visit().send("/action form")
    slack.page.get_by_role("button", name="Save").click()
    expect(slack.page.get_by_text("Please complete").first).to_be_visible()
    assert too_faint(slack.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_which_tab_is_open_is_seen(slack: Slack, scheme: Literal["light", "dark"]) -> None:
    slack.page.emulate_media(color_scheme=scheme)
    slack.visit(place="home=1")
    tab = slack.page.get_by_role("tab", selected=True)
    line = tab.evaluate("one => getComputedStyle(one).borderBottomColor")
    ground = tab.evaluate("one => getComputedStyle(one.closest('.pane')).backgroundColor")
    assert contrast({"colour": line, "grounds": [ground]}) >= SEEN


# A finger needs more than a mouse: https://www.w3.org/TR/WCAG22/#target-size-enhanced
FINGER = 44


def test_on_a_phone_every_control_is_as_high_as_a_finger(slack: Slack, bot: SampleBot) -> None:
    slack.page.set_viewport_size({"width": 390, "height": 800})
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    slack.visit()
    controls = slack.page.locator("button, select, [role=combobox]").filter(visible=True)
    assert controls.count() > 8
    small = {
        control.inner_text() or control.get_attribute("aria-label"): box["height"]
        for control in controls.all()
        if (box := control.bounding_box()) and box["height"] < FINGER
    }
    assert small == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_the_menu_of_a_message_covers_none_of_its_words(
    slack: Slack, bot: SampleBot, width: int
) -> None:
    slack.page.set_viewport_size({"width": width, "height": 800})
    bot.client.chat_postMessage(channel=slack.channel, text="Longer than one line. " * 20)
    slack.visit().message("Longer than one line.").hover()
    menu = slack.page.locator(".message:hover .message-menu").bounding_box()
    words = slack.page.locator(".message:hover .text").bounding_box()
    assert menu
    assert words
    assert menu["y"] + menu["height"] <= words["y"]


def test_every_control_has_a_name(slack: Slack, bot: SampleBot) -> None:
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    slack.visit().send("/action form")
    expect(slack.page.get_by_role("dialog")).to_be_visible()
    controls = slack.page.locator("button, a, input, select, textarea").filter(visible=True)
    assert controls.count() > 20
    for control in controls.all()[:10] + controls.all()[-20:]:
        expect(control).to_have_accessible_name(re.compile(r"\S"))


def test_a_reminder_is_answered_with_the_keyboard_alone(slack: Slack, bot: SampleBot) -> None:
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    slack.visit()
    expect(slack.entry).to_be_focused()
    for _ in range(7):
        slack.page.keyboard.press("Shift+Tab")
        if slack.page.evaluate("document.activeElement.textContent") == "Done":
            break
    slack.page.keyboard.press("Enter")
    expect(slack.message("#12 is done")).to_be_visible()


def test_someone_who_asked_for_less_motion_sees_no_spinning(slack: Slack, bot: SampleBot) -> None:
    slack.page.emulate_media(reduced_motion="reduce")
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    bot.go_on.clear()
    done = slack.visit().page.get_by_role("button", name="Done")
    done.click()
    turns = "node => getComputedStyle(node, '::after').animationIterationCount"
    assert done.evaluate(turns) == "1"
    bot.go_on.set()
    expect(slack.message("#12 is done")).to_be_visible()
