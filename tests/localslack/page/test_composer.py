"""Typing: commands with their hints, people by @, and what becomes of what was sent."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.localslack.page.conftest import Slack
from tests.localslack.page.sample_bot import SampleBot


def test_a_slash_shows_the_commands_with_hint_and_description(slack: Slack) -> None:
    slack.visit().entry.press_sequentially("/")
    offered = slack.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(offered).to_have_count(2)
    expect(offered.first).to_contain_text("add | list | done 12")
    expect(offered.first).to_contain_text("Keep actions moving")


def test_arrow_and_tab_complete_a_command_and_its_usage_stays_in_sight(slack: Slack) -> None:
    slack.visit().entry.press_sequentially("/a")
    slack.entry.press("ArrowDown")
    slack.entry.press("Tab")
    expect(slack.entry).to_have_value("/audit ")
    expect(slack.page.get_by_text("/audit mine")).to_be_visible()


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(slack: Slack) -> None:
    slack.visit().entry.press_sequentially("/a")
    slack.entry.press("Escape")
    expect(slack.page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(slack.entry).to_have_value("/a")


def test_the_bot_can_be_mentioned_like_anybody(slack: Slack, bot: SampleBot) -> None:
    slack.visit().entry.press_sequentially("@live")
    slack.entry.press("Enter")
    expect(slack.entry).to_have_value("@Live audit ")


def test_a_person_chosen_by_name_reaches_the_bot_as_a_mention(slack: Slack, bot: SampleBot) -> None:
    slack.visit().entry.press_sequentially("/action give 12 to @work")
    slack.entry.press("Enter")
    expect(slack.entry).to_have_value("/action give 12 to @Social Worker, Permanence ")
    slack.entry.press("Enter")
    expect(slack.message("You typed give 12 to")).to_be_visible()
    assert bot.heard[0]["text"] == "give 12 to <@U02|social.worker>"


def test_a_name_typed_by_hand_mentions_nobody(slack: Slack, bot: SampleBot) -> None:
    slack.visit().send("/action note 12 ask @Social Worker, Permanence today")
    expect(slack.message("You typed note 12")).to_be_visible()
    assert bot.heard[0]["text"] == "note 12 ask @Social Worker, Permanence today"


def test_enter_sends_and_shift_enter_starts_a_new_line(slack: Slack) -> None:
    slack.visit().entry.press_sequentially("first")
    slack.entry.press("Shift+Enter")
    slack.entry.press_sequentially("second")
    slack.entry.press("Enter")
    said = slack.page.locator("[data-ts] .rich-section")
    expect(said).to_have_count(1)
    assert said.inner_text() == "first\nsecond"
    expect(slack.entry).to_have_value("")


def test_the_up_arrow_brings_back_what_was_sent(slack: Slack) -> None:
    slack.visit().send("/action one")
    slack.send("/action two")
    slack.entry.press("ArrowUp")
    expect(slack.entry).to_have_value("/action two")
    slack.entry.press("ArrowUp")
    expect(slack.entry).to_have_value("/action one")


def test_a_tip_fills_the_composer_without_sending(slack: Slack, bot: SampleBot) -> None:
    slack.visit().page.get_by_role("button", name="/action list").click()
    expect(slack.entry).to_have_value("/action list")
    expect(slack.entry).to_be_focused()
    assert bot.heard == []


def test_a_command_waits_as_ones_own_line_until_the_bot_takes_it(
    slack: Slack, bot: SampleBot
) -> None:
    slack.visit()
    bot.go_on.clear()
    slack.send("/action list")
    pending = slack.page.locator(".pending")
    expect(pending).to_contain_text("Sending…")
    bot.go_on.set()
    expect(slack.message("You typed list")).to_be_visible()
    expect(pending).to_have_count(0)


def test_a_command_nobody_knows_is_refused_in_red(slack: Slack) -> None:
    slack.visit().send("/nonsense 12")
    expect(slack.page.locator(".failure")).to_have_text("/nonsense is not a valid command.")
    expect(slack.page.locator(".pending")).to_have_count(0)


def test_a_command_the_bot_does_not_take_in_time_fails_in_slacks_words(
    slack: Slack, bot: SampleBot
) -> None:
    slack.visit()
    bot.go_on.clear()
    slack.send("/action list")
    expect(slack.page.locator(".failure")).to_have_text(
        '/action failed with the error "operation_timeout"'
    )


def test_a_shortcut_is_chosen_from_the_plus_button(slack: Slack) -> None:
    slack.visit().page.get_by_role("button", name="Shortcuts").click()
    slack.page.get_by_role("menuitem", name="Add an action").click()
    expect(slack.page.get_by_role("dialog", name="Add an action")).to_be_visible()


def test_what_another_channel_sent_last_is_not_heard_in_this_one(
    slack: Slack, bot: SampleBot, unused_channels: Iterator[str]
) -> None:
    slack.visit(place=f"channel={next(unused_channels)}").send("/action late")
    expect(slack.message("You typed late")).to_be_visible()
    assert bot.heard == []
