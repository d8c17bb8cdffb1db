"""The frame: who one is, where, what time it is, and staying in touch."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect

from localslack.server import Workspace
from tests.browser import new_context
from tests.localslack.page.conftest import Slack
from tests.localslack.page.council import LEAD, MANAGER, WORKER, definition
from tests.localslack.page.sample_bot import SampleBot
from tests.localslack.slack import in_time


def test_switching_person_shows_their_view_and_can_be_bookmarked(slack: Slack) -> None:
    slack.visit().send("/action mine")
    expect(slack.message("You typed mine")).to_be_visible()
    slack.page.get_by_label("You are").select_option("Social Worker, Permanence")
    expect(slack.page).to_have_url(f"{slack.url}/?user={WORKER}&channel={slack.channel}")
    expect(slack.message("You typed mine")).to_have_count(0)
    slack.page.go_back()
    expect(slack.message("You typed mine")).to_be_visible()
    expect(slack.page.get_by_label("You are")).to_have_value(MANAGER)


def test_switching_person_in_direct_messages_goes_to_theirs(slack: Slack, bot: SampleBot) -> None:
    bot.client.chat_postMessage(channel=WORKER, text="For the social worker")
    slack.visit(MANAGER, "channel=dm")
    expect(slack.page.get_by_role("heading", level=1)).to_have_text("Live audit")
    slack.page.get_by_label("You are").select_option(WORKER)
    expect(slack.message("For the social worker")).to_be_visible()
    expect(slack.page).to_have_url(f"{slack.url}/?user={WORKER}&channel=D02")


def test_people_are_listed_under_their_titles(slack: Slack) -> None:
    groups = slack.visit().page.locator("[aria-label='You are'] optgroup")
    assert groups.evaluate_all("all => all.map(one => one.label)") == [
        "Team managers",
        "Practitioners",
        "Leads",
    ]


def test_the_home_is_made_by_the_bot_and_stands_beside_the_messages(slack: Slack) -> None:
    slack.visit(LEAD, "home=1")
    expect(slack.page.get_by_text("Two actions for @Assistant Director")).to_be_visible()
    slack.page.get_by_role("tab", name="Messages").click()
    expect(slack.entry).to_be_visible()
    slack.page.get_by_role("link", name="Live audit: Home").click()
    expect(slack.page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    expect(slack.page.get_by_role("button", name="Status")).to_be_visible()


def test_a_line_stands_above_what_is_new(slack: Slack, bot: SampleBot) -> None:
    bot.client.chat_postMessage(channel=MANAGER, text="Read before")
    slack.visit(MANAGER, "channel=dm")
    expect(slack.message("Read before")).to_be_visible()  # fetched, and by that marked as read
    slack.visit()
    bot.client.chat_postMessage(channel=slack.channel, text="The page hears of what comes")
    expect(slack.message("The page hears of what comes")).to_be_visible()
    bot.client.chat_postMessage(channel=MANAGER, text="First of the new")
    bot.client.chat_postMessage(channel=MANAGER, text="Second of the new")

    slack.page.get_by_role("link", name="Live audit 2 unread").click()

    expect(slack.message("First of the new")).to_have_attribute("data-new", "New")
    expect(slack.page.locator("[data-new]")).to_have_count(1)
    slack.visit(MANAGER, "channel=dm")
    expect(slack.page.locator("[data-new]")).to_have_count(0)


def test_a_message_elsewhere_is_counted_until_it_is_read(slack: Slack, bot: SampleBot) -> None:
    slack.visit()
    expect(slack.page.get_by_role("log")).to_be_attached()
    bot.client.chat_postMessage(channel=MANAGER, text="A reminder")
    direct = slack.page.locator(".place", has_text="Live audit").first
    expect(direct.locator(".badge")).to_contain_text("1")
    with slack.page.expect_response("**/page/messages*"):
        direct.click()
    expect(slack.message("A reminder")).to_be_visible()
    expect(direct.locator(".badge")).to_have_count(0)


def test_what_arrives_while_one_reads_is_not_unread_later(slack: Slack, bot: SampleBot) -> None:
    slack.visit()
    with slack.page.expect_response("**/page/messages*"):
        bot.client.chat_postMessage(channel=slack.channel, text="Read at once")
        expect(slack.message("Read at once")).to_be_visible()
    slack.page.reload()
    here = slack.page.locator(f"[data-place={slack.channel}]")
    slack.page.get_by_role("link", name="Live audit: Home").click()
    expect(slack.page.get_by_role("tab", name="Home")).to_be_visible()
    expect(here.locator(".badge")).to_have_count(0)


def test_a_phone_needs_no_sideways_scrolling(slack: Slack, bot: SampleBot) -> None:
    slack.page.set_viewport_size({"width": 390, "height": 844})
    slack.visit().send("/action list")
    expect(slack.message("You typed list")).to_be_visible()
    assert slack.page.evaluate("document.documentElement.scrollWidth") == 390
    slack.page.get_by_role("button", name="Channels").click()
    slack.page.get_by_role("link", name="Live audit: Home").click()
    expect(slack.page.get_by_role("tab", name="Home")).to_be_visible()
    expect(slack.page.get_by_role("navigation")).to_be_hidden()


@pytest.fixture
def lone(browser: Browser, tmp_path: Path) -> Iterator[Slack]:
    """A workspace of one's own, without a bot, which may be moved in time and started again."""
    workspace = Workspace(definition(), state=tmp_path / "state.db", patience=in_time())
    workspace.start()
    page = new_context(browser).new_page()
    yield Slack(page, workspace.url, "C01").visit()
    page.context.close()
    workspace.stop()


def test_without_a_bot_the_page_says_so_until_one_connects(lone: Slack) -> None:
    banner = lone.page.get_by_text("No bot is connected.")
    expect(banner).to_be_visible()
    bot = SampleBot(lone.url)
    bot.start()
    try:
        expect(banner).to_be_hidden()
    finally:
        bot.stop()
    expect(banner).to_be_visible()


def test_a_command_with_no_bot_to_take_it_fails_in_red(lone: Slack) -> None:
    lone.send("/action list")
    expect(lone.page.locator(".failure")).to_contain_text("/action failed with the error")
    expect(lone.page.locator(".pending")).to_have_count(0)


def test_the_clock_goes_to_the_next_working_morning(lone: Slack) -> None:
    clock = lone.page.get_by_test_id("clock")
    # The clock runs, and a busy machine may take its minutes.
    expect(clock).to_have_text(re.compile("^Fri 20 Nov 2026, 16:3[0-9]$"))
    lone.page.get_by_role("button", name="Next working morning").click()
    expect(clock).to_have_text(re.compile("^Mon 23 Nov 2026, 09:0[0-9]$"))
    lone.page.get_by_role("button", name="+1 day").click()
    expect(clock).to_have_text(re.compile("^Tue 24 Nov 2026, 09:0[0-9]$"))
    lone.page.get_by_role("button", name="+1 week").click()
    expect(clock).to_have_text(re.compile("^Tue 1 Dec 2026, 09:0[0-9]$"))


def test_the_clock_is_right_where_it_was_moved_while_another_person_was_chosen(
    lone: Slack,
) -> None:
    def move_first(stream: Route) -> None:
        lone.page.request.post(f"{lone.url}/page/clock", data={"move": "+1 week"})
        stream.continue_()

    lone.page.route(f"**/page/stream?user={WORKER}", move_first)
    clock = lone.page.get_by_test_id("clock")
    expect(clock).to_have_text(re.compile("^Fri 20 Nov 2026, "))

    lone.page.get_by_label("You are").select_option(WORKER)

    expect(clock).to_have_text(re.compile("^Fri 27 Nov 2026, "))


def test_whoever_is_in_no_channel_has_no_heading_over_nothing(lone: Slack) -> None:
    someone = {
        "id": "U99",
        "name": "colleague",
        "real_name": "Colleague",
        "email": "c@council.example",
    }
    added = {"action": "add", "user": someone}
    lone.page.request.post(f"{lone.url}/control/users", data=added)
    lone.visit("U99", "channel=dm")
    headings = lone.page.get_by_role("navigation").get_by_role("heading")
    expect(headings).to_have_text(["Direct messages", "Apps"])


def test_what_was_said_while_the_connection_was_lost_is_made_up_for(
    browser: Browser, tmp_path: Path
) -> None:
    state = tmp_path / "state.db"
    first = Workspace(definition(), state=state)
    first.start()
    page = new_context(browser).new_page()
    slack = Slack(page, first.url, "C01").visit()
    slack.send("Before")
    expect(slack.message("Before")).to_be_visible()
    first.stop()
    again = Workspace(definition(), port=urlsplit(first.url).port or 0, state=state)
    again.start()
    SampleBot(again.url).client.chat_postMessage(channel="C01", text="Meanwhile")
    expect(slack.message("Meanwhile")).to_be_visible()
    page.context.close()
    again.stop()


def test_whoever_may_not_begin_again_is_not_offered_it(slack: Slack) -> None:
    expect(slack.visit().page.get_by_role("button", name="Start again")).to_be_hidden()


def test_starting_again_ends_the_workspace_for_whoever_started_it(browser: Browser) -> None:
    begun = Workspace(definition(), patience=in_time(), may_end=True)
    begun.start()
    context = new_context(browser)
    page = context.new_page()
    page.goto(begun.url)
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    assert not begun.is_to_begin_again

    page.get_by_role("button", name="Start again").click()
    page.get_by_role("dialog").get_by_role("button", name="Start again").click()

    begun.wait()
    assert begun.is_to_begin_again
    begun.stop()
    context.close()
