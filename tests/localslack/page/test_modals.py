"""Modals: labels, errors beside the fields, a stack of views, and the keyboard."""

from playwright.sync_api import Locator, expect

from tests.localslack.page.conftest import Slack
from tests.localslack.page.sample_bot import SampleBot
from tests.localslack.page.test_accessibility import FINGER


def opened(slack: Slack) -> Locator:
    slack.visit().send("/action form")
    dialog = slack.page.get_by_role("dialog", name="Add an action")
    expect(dialog).to_be_visible()
    return dialog


def test_errors_stand_beside_their_field_and_the_rest_is_kept(slack: Slack) -> None:
    dialog = opened(slack)
    dialog.get_by_label("Due").fill("2026-12-11")
    dialog.get_by_label("Source").select_option("Live audit")
    what = dialog.get_by_label("What is to be done")
    what.fill("Ask about 943 476 5919")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert").filter(visible=True)).to_have_text(
        "That looks like an NHS number."
    )
    expect(what).to_be_focused()
    expect(what).to_have_accessible_description(
        "No names of children That looks like an NHS number."
    )
    expect(dialog.get_by_label("Due")).to_have_value("2026-12-11")
    expect(dialog.get_by_label("Source")).to_have_value("live audit")


def test_a_required_field_left_empty_never_reaches_the_bot(slack: Slack, bot: SampleBot) -> None:
    dialog = opened(slack)
    bot.heard.clear()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Please complete this required field.")).to_have_count(2)
    dialog.get_by_label("What is to be done").fill("Finalise it")
    expect(dialog.get_by_text("Please complete this required field.")).to_have_count(1)
    assert bot.heard == []


def test_every_field_reaches_the_bot_in_slacks_shape(slack: Slack, bot: SampleBot) -> None:
    dialog = opened(slack)
    dialog.get_by_label("What is to be done").fill("Finalise <the> strategy")
    dialog.get_by_label("Owner").fill("assistant")
    dialog.get_by_label("Owner").press("Enter")
    dialog.get_by_label("Time of day").fill("10:30")
    dialog.get_by_label("Source").select_option("Peer review")
    dialog.get_by_role("radiogroup", name="Remind").get_by_label("Live audit").check()
    for name in ("team manager", "social"):
        dialog.get_by_label("Tell").fill(name)
        dialog.get_by_label("Tell").press("Enter")
    dialog.get_by_role("group", name="Also").get_by_label("Peer review").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    values = {block: one["a"] for block, one in bot.heard[-1]["view"]["state"]["values"].items()}
    assert values["what"]["value"] == "Finalise <the> strategy"
    assert values["who"]["selected_user"] == "U03"
    assert values["due"]["selected_date"] == "2026-12-04"
    assert values["at"]["selected_time"] == "10:30"
    assert values["source"]["selected_option"]["value"] == "peer review"
    assert values["how"]["selected_option"]["value"] == "live audit"
    assert values["tell"]["selected_users"] == ["U01", "U02"]
    assert [one["value"] for one in values["also"]["selected_options"]] == ["peer review"]


def test_who_is_chosen_among_several_stands_alone_and_a_finger_can_take_them_out(
    slack: Slack,
) -> None:
    slack.page.set_viewport_size({"width": 390, "height": 800})
    tell = opened(slack).get_by_label("Tell")
    expect(tell).to_have_attribute("placeholder", "Type a name")
    tell.fill("team manager")
    tell.press("Enter")
    expect(tell).to_have_attribute("placeholder", "")
    out = slack.page.get_by_role("button", name="Remove")
    box = out.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= FINGER
    out.click()
    expect(tell).to_have_attribute("placeholder", "Type a name")


def test_a_date_is_said_in_words_beside_its_field(slack: Slack) -> None:
    dialog = opened(slack)
    expect(dialog.get_by_text("Fri 4 Dec 2026")).to_be_visible()
    dialog.get_by_label("Due").fill("2027-01-04")
    expect(dialog.get_by_text("Mon 4 Jan 2027")).to_be_visible()


def test_the_submit_button_waits_for_the_bot(slack: Slack, bot: SampleBot) -> None:
    dialog = opened(slack)
    dialog.get_by_label("What is to be done").fill("Finalise it")
    dialog.get_by_label("Source").select_option("Peer review")
    bot.go_on.clear()
    save = dialog.get_by_role("button", name="Save")
    save.click()
    expect(save).to_be_disabled()
    bot.go_on.set()
    expect(dialog).to_be_hidden()


def test_a_pushed_view_goes_with_escape_and_the_one_below_kept_its_words(
    slack: Slack, bot: SampleBot
) -> None:
    dialog = opened(slack)
    dialog.get_by_label("What is to be done").fill("Half a sentence")
    dialog.get_by_role("button", name="Choose more").click()
    above = slack.page.get_by_role("dialog", name="More about it")
    expect(above).to_be_visible()
    with slack.page.expect_response("**/page/close"):
        slack.page.keyboard.press("Escape")
    expect(dialog.get_by_label("What is to be done")).to_have_value("Half a sentence")
    assert bot.heard[-1]["type"] == "view_closed"


def test_clearing_from_a_pushed_view_closes_them_all(slack: Slack) -> None:
    opened(slack).get_by_role("button", name="Choose more").click()
    above = slack.page.get_by_role("dialog", name="More about it")
    above.get_by_role("button", name="Save").click()
    expect(slack.page.get_by_role("dialog")).to_have_count(0)


# After the last field the browser's own bar has its turn: to the page that is the body.
FOCUS = "(document.activeElement.closest('dialog') ?? document.activeElement).tagName"


def test_focus_stays_inside_and_returns_to_where_it_was(slack: Slack) -> None:
    dialog = opened(slack)
    expect(dialog.get_by_label("What is to be done")).to_be_focused()
    for _ in range(40):
        slack.page.keyboard.press("Tab")
        assert slack.page.evaluate(FOCUS) in ("DIALOG", "BODY")
    slack.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(slack.entry).to_be_focused()
