"""Messages: what they show, to whom, and what happens when they are pressed or rewritten."""

from typing import Any

import pytest
from playwright.sync_api import expect

from localslack.told import TROUBLE
from tests.localslack.page.conftest import Slack
from tests.localslack.page.council import MANAGER, WORKER
from tests.localslack.page.forms import button, option, plain, reminder
from tests.localslack.page.sample_bot import SampleBot


def test_an_answer_for_one_person_is_marked_and_hidden_from_a_colleague(slack: Slack) -> None:
    slack.visit().send("/action list")
    answer = slack.message("You typed list")
    expect(answer).to_contain_text("Only visible to you")
    slack.visit(WORKER)
    expect(slack.page.get_by_role("heading", level=1)).to_contain_text("room")
    expect(answer).to_have_count(0)


def test_a_message_for_everyone_carries_name_badge_and_time(slack: Slack, bot: SampleBot) -> None:
    slack.visit()
    bot.client.chat_postMessage(channel=slack.channel, text="Good morning")
    said = slack.message("Good morning")
    expect(said).to_contain_text("Live audit")
    expect(said.get_by_text("APP", exact=True)).to_be_visible()
    time = said.locator("time")
    at = time.get_attribute("datetime")
    assert at is not None
    assert at.startswith("2026-11-20T16:")
    expect(time).to_have_text(at[11:16])


def test_what_a_person_typed_is_never_markup(slack: Slack) -> None:
    typed = "<img src=x onerror=alert(1)> <b>bold</b> & <!channel> &lt;"
    slack.visit().send(typed)
    said = slack.page.locator("[data-ts] .rich-section")
    expect(said).to_have_text(typed)
    expect(slack.page.locator("[data-ts] :is(img, b, .mention)")).to_have_count(0)


MRKDWN = [
    ("*bold*", "strong", "bold"),
    ("_italic_", "em", "italic"),
    ("~gone~", "s", "gone"),
    ("`code *not bold*`", "code", "code *not bold*"),
    ("```two\nlines```", "pre", "two\nlines"),
    ("&gt; quoted", "blockquote", "quoted"),
    ("*_both_*", "strong em", "both"),
    (
        "<https://example.org/?a=1&amp;b=2|the report>",
        "a[href='https://example.org/?a=1&b=2']",
        "the report",
    ),
    ("<@U02> knows", ".mention", "@Social Worker, Permanence"),
    ("<!channel>", ".mention", "@channel"),
    (":white_check_mark:", ".emoji", "✅"),
    ("1 &lt; 2 &amp;amp; 3", ".text", "1 < 2 &amp; 3"),
    ("2*3*4 and snake_case_name", ".text", "2*3*4 and snake_case_name"),
    ("<javascript:alert(1)|press>", "span", "press"),
]


@pytest.mark.parametrize(("written", "selector", "shown"), MRKDWN)
def test_slacks_markup_is_shown_as_slack_shows_it(
    slack: Slack, bot: SampleBot, written: str, selector: str, shown: str
) -> None:
    bot.client.chat_postMessage(channel=slack.channel, text=written)
    slack.visit()
    found = slack.page.locator(f"[data-ts] .body {selector}").filter(has_text=shown)
    expect(found.last).to_be_visible()
    assert found.last.text_content() == shown
    expect(slack.page.locator("a[href^=javascript]")).to_have_count(0)


@pytest.mark.parametrize(("verbatim", "marked"), [(False, 2), (True, 0)])
def test_bare_addresses_and_everyone_count_only_when_not_verbatim(
    slack: Slack, bot: SampleBot, verbatim: bool, marked: int
) -> None:
    text = {"type": "mrkdwn", "text": "@everyone https://example.org.", "verbatim": verbatim}
    blocks = [{"type": "section", "text": text}]
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=blocks)
    slack.visit()
    expect(slack.message("@everyone")).to_be_visible()
    expect(slack.page.locator("[data-ts] .text :is(a, .mention)")).to_have_count(marked)


def rich() -> dict[str, Any]:
    def text(words: str, **style: bool) -> dict[str, Any]:
        return {"type": "text", "text": words, "style": style}

    def section(*elements: dict[str, Any]) -> dict[str, Any]:
        return {"type": "rich_text_section", "elements": list(elements)}

    numbered = {"type": "rich_text_list", "style": "ordered", "elements": [section(text("moved"))]}
    inner = {"style": "bullet", "indent": 1, "elements": [section(text("because"))]}
    user = {"type": "user", "user_id": WORKER}
    link = {"type": "link", "url": "https://example.org/"}
    return {
        "type": "rich_text",
        "elements": [
            section(text("*stars* stay", bold=True), user, link, {"type": "emoji", "name": "memo"}),
            numbered,
            {"type": "rich_text_list"} | inner,
            {"type": "rich_text_quote", "elements": [text("said")]},
            {"type": "rich_text_preformatted", "elements": [text("typed")]},
        ],
    }


def test_rich_text_shows_lists_quotes_and_styles(slack: Slack, bot: SampleBot) -> None:
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=[rich()])
    body = slack.visit().page.locator("[data-ts] .rich-text")
    for selector, shown in {
        "strong": "*stars* stay",
        ".mention": "@Social Worker, Permanence",
        "a": "https://example.org/",
        ".emoji": "📝",
        "ol li": "moved",
        "ul.indent-1 li": "because",
        "blockquote": "said",
        "pre": "typed",
    }.items():
        expect(body.locator(selector)).to_have_text(shown)


def test_a_pressed_button_waits_then_the_message_is_rewritten_where_it_was(
    slack: Slack, bot: SampleBot
) -> None:
    posted = bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    done = slack.visit().page.get_by_role("button", name="Done")
    bot.go_on.clear()
    done.click()
    expect(done).to_be_disabled()
    expect(done).to_have_attribute("aria-busy", "true")
    bot.go_on.set()
    rewritten = slack.page.locator(f"[data-ts='{posted['ts']}']")
    expect(rewritten).to_contain_text("#12 is done")
    expect(done).to_be_enabled()
    expect(done).to_be_focused()
    assert bot.heard[0]["actions"][0]["value"] == "12"


def test_a_press_that_the_bot_does_not_take_is_said(slack: Slack, bot: SampleBot) -> None:
    row = {"type": "actions", "elements": [button("Unheard", "nobody_listens")]}
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=[row])
    slack.visit().page.get_by_role("button", name="Unheard").click()
    expect(slack.page.get_by_text(TROUBLE)).to_be_visible()


def test_a_button_that_asks_first_does_nothing_until_one_agrees(
    slack: Slack, bot: SampleBot
) -> None:
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=reminder())
    slack.visit().page.get_by_role("button", name="Not mine").click()
    dialog = slack.page.get_by_role("dialog", name="Not yours?")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_have_count(0)
    slack.page.get_by_role("button", name="Not mine").click()
    dialog.get_by_role("button", name="Tell them").click()
    expect(slack.page.locator("[aria-busy]")).to_have_count(1)
    expect(slack.page.locator("[aria-busy]")).to_have_count(0)
    assert [one["actions"][0]["action_id"] for one in bot.heard] == ["other"]


def test_choices_in_a_message_reach_the_bot(slack: Slack, bot: SampleBot) -> None:
    choices = [option("Mine"), option("Overdue")]
    select = {"type": "static_select", "action_id": "other", "options": choices}
    menu = {"type": "overflow", "action_id": "other", "options": choices}
    blocks: list[dict[str, Any]] = [
        {"type": "actions", "elements": [select | {"placeholder": plain("Which ones")}]},
        {"type": "section", "text": plain("Plan"), "accessory": menu},
    ]
    bot.client.chat_postMessage(channel=slack.channel, text="x", blocks=blocks)
    slack.visit()
    with slack.page.expect_response("**/page/action"):
        slack.page.get_by_label("Which ones").select_option("Overdue")
    slack.page.get_by_role("button", name="More actions").press("Enter")
    slack.page.keyboard.press("ArrowDown")
    with slack.page.expect_response("**/page/action"):
        slack.page.keyboard.press("Enter")
    chosen = [one["actions"][0]["selected_option"]["value"] for one in bot.heard]
    assert chosen == ["overdue", "overdue"]


def test_a_corrected_message_says_that_it_was_edited(slack: Slack, bot: SampleBot) -> None:
    posted = bot.client.chat_postMessage(channel=slack.channel, text="Due on Friday")
    expect(slack.visit().message("Due on Friday")).to_be_visible()
    bot.client.chat_update(channel=slack.channel, ts=str(posted["ts"]), text="Due on Monday")
    expect(slack.message("Due on Monday")).to_contain_text("(edited)")
    expect(slack.page.locator("[data-ts]")).to_have_count(1)


def test_a_deleted_message_goes_away(slack: Slack, bot: SampleBot) -> None:
    posted = bot.client.chat_postMessage(channel=slack.channel, text="A mistake")
    expect(slack.visit().message("A mistake")).to_be_visible()
    bot.client.chat_delete(channel=slack.channel, ts=str(posted["ts"]))
    expect(slack.message("A mistake")).to_have_count(0)


SCROLL = "document.getElementById('scroll')"
SCROLLED = f"{SCROLL}.scrollTop"
TO_END = f"{SCROLL}.scrollHeight - {SCROLL}.clientHeight - {SCROLLED}"


def test_new_messages_keep_a_reader_at_the_end_there_and_leave_another_alone(
    slack: Slack, bot: SampleBot
) -> None:
    for number in range(30):
        bot.client.chat_postMessage(channel=slack.channel, text=f"Line {number}")
    slack.visit()
    expect(slack.message("Line 29")).to_be_in_viewport()
    bot.client.chat_postMessage(channel=slack.channel, text="The newest")
    expect(slack.message("The newest")).to_be_in_viewport()
    slack.page.evaluate(f"{SCROLLED} = 40")
    bot.client.chat_postMessage(channel=slack.channel, text="Newer still")
    expect(slack.message("Newer still")).to_have_count(1)
    assert slack.page.evaluate(SCROLLED) == 40
    assert slack.page.evaluate(TO_END) > 100


def test_a_reader_at_the_end_stays_there_when_a_phone_is_turned(
    slack: Slack, bot: SampleBot
) -> None:
    for number in range(30):
        bot.client.chat_postMessage(channel=slack.channel, text=f"Line {number} " + "of many " * 20)
    slack.visit()
    expect(slack.message("Line 29")).to_be_in_viewport()
    slack.page.set_viewport_size({"width": 390, "height": 500})
    expect(slack.message("Line 29")).to_be_in_viewport(ratio=1)
    slack.page.evaluate(f"{SCROLLED} = 40")
    slack.page.set_viewport_size({"width": 500, "height": 390})
    expect(slack.message("Line 0")).to_be_in_viewport()


def test_the_list_is_a_polite_log(slack: Slack) -> None:
    log = slack.visit(MANAGER).page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")


def test_the_menu_of_a_message_offers_its_shortcuts(slack: Slack, bot: SampleBot) -> None:
    slack.visit()
    said = bot.client.chat_postMessage(channel=slack.channel, text="Ring the partners")
    message = slack.message("Ring the partners")
    message.hover()
    message.get_by_role("button", name="Message menu").click()
    slack.page.get_by_role("menuitem", name="Keep this").click()
    expect(slack.page.get_by_role("dialog", name="Add an action")).to_be_visible()
    assert (bot.heard[-1]["type"], bot.heard[-1]["message"]["ts"]) == ("message_action", said["ts"])


def test_an_answer_for_one_person_has_no_menu(slack: Slack) -> None:
    slack.visit().send("/action list")
    answer = slack.message("You typed list")
    expect(answer).to_be_visible()
    expect(answer.get_by_role("button", name="Message menu")).to_have_count(0)
