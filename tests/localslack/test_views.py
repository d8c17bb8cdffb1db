from collections.abc import Iterator

import pytest

from localslack.context import Patience
from localslack.kinds import Json
from localslack.server import Workspace
from tests.localslack.slack import (
    Bot,
    Browser,
    Stream,
    button,
    client,
    listening,
    modal,
    plain,
    refused,
    running,
)

TYPED = {"why": {"text": {"value": "no capacity"}}}


def trigger(page: Browser, bot: Bot) -> str:
    """Type a command and return the trigger_id it gives the bot."""
    page.post("/page/command", user="U01", channel="C01", text="/action")
    return str(bot.expect("slash_commands")["trigger_id"])


def opened(page: Browser, bot: Bot, **more: object) -> Json:
    view: Json = bot.web.views_open(trigger_id=trigger(page, bot), view=modal(**more))["view"]
    return view


def submit(page: Browser, view: Json, state: Json | None = None) -> Json:
    answer: Json = page.post(
        "/page/submit", user="U01", view_id=view["id"], state=TYPED if state is None else state
    )
    return answer


def trigger_inside(page: Browser, bot: Bot, view: Json) -> str:
    """Press the button in a modal and return the trigger_id it gives the bot."""
    page.post(
        "/page/action",
        user="U01",
        container={"type": "view", "view_id": view["id"]},
        action={"type": "button", "block_id": "more", "action_id": "go"},
    )
    return str(bot.expect("block_actions")["trigger_id"])


WITH_BUTTON = [{"type": "actions", "block_id": "more", "elements": [button()]}]


def test_a_modal_opens_in_the_page(page: Browser, bot: Bot, stream: Stream) -> None:
    view = opened(page, bot, private_metadata="12")
    event = stream.expect("view")
    assert (event["view"]["id"], event["replaces"]) == (view["id"], None)
    assert view["private_metadata"] == "12"
    assert (view["app_id"], view["root_view_id"]) == ("A1", view["id"])


def test_a_trigger_opens_one_modal(page: Browser, bot: Bot) -> None:
    once = trigger(page, bot)
    bot.web.views_open(trigger_id=once, view=modal())
    again = refused(lambda: bot.web.views_open(trigger_id=once, view=modal()))
    assert again == "exchanged_trigger_id"


def test_a_made_up_trigger_opens_none(page: Browser, bot: Bot) -> None:
    made_up = refused(lambda: bot.web.views_open(trigger_id="1.2.3", view=modal()))
    assert made_up == "invalid_trigger_id"


def test_a_refused_modal_leaves_the_trigger_good(page: Browser, bot: Bot) -> None:
    once = trigger(page, bot)
    bad = modal(title=plain("x" * 25))
    assert refused(lambda: bot.web.views_open(trigger_id=once, view=bad)) == "invalid_arguments"
    assert bot.web.views_open(trigger_id=once, view=modal())["ok"]


@pytest.fixture(scope="module")
def hasty() -> Iterator[Workspace]:
    with running(patience=Patience(trigger=0.0)) as workspace:
        yield workspace


def test_a_trigger_does_not_live_long(hasty: Workspace) -> None:
    page = Browser(hasty)
    with listening(hasty) as bot:
        late = trigger(page, bot)
        assert refused(lambda: bot.web.views_open(trigger_id=late, view=modal())) == (
            "expired_trigger_id"
        )


def test_a_submission_hands_the_bot_what_was_typed(page: Browser, bot: Bot) -> None:
    view = opened(page, bot, callback_id="move", private_metadata="12")

    assert submit(page, view) == {"outcome": "closed"}

    payload = bot.expect("view_submission")
    assert payload["view"]["callback_id"] == "move"
    assert payload["view"]["private_metadata"] == "12"
    typed = {"type": "plain_text_input", "value": "no capacity"}
    assert payload["view"]["state"]["values"] == {"why": {"text": typed}}
    assert payload["user"]["id"] == "U01"
    assert payload["trigger_id"]


def test_a_closed_modal_cannot_be_handed_in_again(page: Browser, bot: Bot) -> None:
    view = opened(page, bot)
    submit(page, view)
    assert "no longer open" in submit(page, view)["error"]


def test_an_empty_required_field_never_reaches_the_bot(page: Browser, bot: Bot) -> None:
    view = opened(page, bot)
    assert submit(page, view, {}) == {
        "outcome": "errors",
        "errors": {"why": "Please complete this required field."},
    }
    assert bot.told == []


def test_text_that_is_too_long_for_its_field_never_reaches_the_bot(page: Browser, bot: Bot) -> None:
    blocks = modal()["blocks"]
    blocks[0]["element"]["max_length"] = 5
    view = opened(page, bot, blocks=blocks)
    assert "0 to 5 characters" in submit(page, view)["errors"]["why"]


def test_an_empty_optional_field_is_told_as_null(page: Browser, bot: Bot) -> None:
    blocks = [{**modal()["blocks"][0], "optional": True}]
    submit(page, opened(page, bot, blocks=blocks), {})
    values = bot.expect("view_submission")["view"]["state"]["values"]
    assert values["why"]["text"] == {"type": "plain_text_input", "value": None}


def test_what_was_filled_in_beforehand_counts(page: Browser, bot: Bot) -> None:
    blocks = modal()["blocks"]
    blocks[0]["element"]["initial_value"] = "as before"
    submit(page, opened(page, bot, blocks=blocks), {})
    values = bot.expect("view_submission")["view"]["state"]["values"]
    assert values["why"]["text"]["value"] == "as before"


def test_errors_stand_beside_their_fields_and_the_modal_stays(page: Browser, bot: Bot) -> None:
    view = opened(page, bot)
    bot.answer = lambda _: {"response_action": "errors", "errors": {"why": "Say more."}}
    assert submit(page, view) == {"outcome": "errors", "errors": {"why": "Say more."}}
    bot.answer = lambda _: {}
    assert submit(page, view)["outcome"] == "closed"


def test_errors_for_a_field_that_is_not_there_are_a_trouble(page: Browser, bot: Bot) -> None:
    view = opened(page, bot)
    bot.answer = lambda _: {"response_action": "errors", "errors": {"other": "Say more."}}
    assert submit(page, view)["outcome"] == "failed"


def test_a_submission_may_be_answered_with_another_view(
    page: Browser, bot: Bot, stream: Stream
) -> None:
    view = opened(page, bot)
    stream.expect("view")
    bot.answer = lambda _: {"response_action": "update", "view": modal(title=plain("Sure?"))}

    answer = submit(page, view)

    assert (answer["outcome"], answer["view"]["id"]) == ("updated", view["id"])
    assert answer["view"]["title"]["text"] == "Sure?"
    assert stream.expect("view")["replaces"] == view["id"]


def test_a_view_pushed_on_top_is_closed_alone(page: Browser, bot: Bot, stream: Stream) -> None:
    below = opened(page, bot)
    stream.expect("view")
    stream.events.clear()  # what was open before was closed for it
    bot.answer = lambda _: {"response_action": "push", "view": modal()}
    top = submit(page, below)["view"]
    assert top["previous_view_id"] == top["root_view_id"] == below["id"]

    bot.answer = lambda _: {}
    submit(page, top)

    assert stream.expect("view_closed")["view_id"] == top["id"]
    assert submit(page, below)["outcome"] == "closed"


def test_clear_closes_the_whole_stack(page: Browser, bot: Bot) -> None:
    below = opened(page, bot)
    bot.answer = lambda _: {"response_action": "push", "view": modal()}
    top = submit(page, below)["view"]
    bot.answer = lambda _: {"response_action": "clear"}
    assert submit(page, top) == {"outcome": "closed"}
    assert "no longer open" in submit(page, below)["error"]


def test_three_modals_are_the_most(page: Browser, bot: Bot) -> None:
    view = opened(page, bot, blocks=WITH_BUTTON)
    for _ in range(2):
        inside = trigger_inside(page, bot, view)
        view = bot.web.views_push(trigger_id=inside, view=modal(blocks=WITH_BUTTON))["view"]
    inside = trigger_inside(page, bot, view)
    assert refused(lambda: bot.web.views_push(trigger_id=inside, view=modal())) == (
        "push_limit_reached"
    )


def test_pushing_needs_a_trigger_from_within_a_modal(page: Browser, bot: Bot) -> None:
    outside = trigger(page, bot)
    assert refused(lambda: bot.web.views_push(trigger_id=outside, view=modal())) == "not_found"


def test_a_view_is_updated_unless_it_changed_meanwhile(page: Browser, bot: Bot) -> None:
    view = opened(page, bot)

    def update(seen: str) -> Json:
        answer: Json = bot.web.views_update(view_id=view["id"], hash=seen, view=modal())["view"]
        return answer

    newer = update(view["hash"])
    assert newer["hash"] != view["hash"]
    assert refused(lambda: update(view["hash"])) == "hash_conflict"
    assert update(newer["hash"])["id"] == view["id"]


def test_a_view_is_found_by_the_name_its_app_gave_it(page: Browser, bot: Bot) -> None:
    view = opened(page, bot, external_id="move-12")
    found = bot.web.views_update(external_id="move-12", view=modal(external_id="move-12"))["view"]
    assert found["id"] == view["id"]
    assert refused(lambda: bot.web.views_update(external_id="move-13", view=modal())) == (
        "not_found"
    )


def test_the_bot_hears_of_a_closed_modal_when_it_asked_to(page: Browser, bot: Bot) -> None:
    quiet = opened(page, bot)
    page.post("/page/close", user="U01", view_id=quiet["id"])
    heard = opened(page, bot, notify_on_close=True)
    page.post("/page/close", user="U01", view_id=heard["id"])
    assert bot.expect("view_closed")["view"]["id"] == heard["id"]
    assert bot.told == []


def test_a_modal_that_clears_on_close_takes_those_below_with_it(page: Browser, bot: Bot) -> None:
    below = opened(page, bot, notify_on_close=True)
    bot.answer = lambda _: {"response_action": "push", "view": modal(clear_on_close=True)}
    top = submit(page, below)["view"]
    bot.answer = lambda _: {}
    page.post("/page/close", user="U01", view_id=top["id"])
    closed = bot.expect("view_closed")
    assert (closed["view"]["id"], closed["is_cleared"]) == (below["id"], True)


def test_a_modal_opened_anew_takes_the_place_of_the_old(
    page: Browser, bot: Bot, stream: Stream
) -> None:
    old = opened(page, bot)
    stream.expect("view")
    stream.events.clear()
    new = opened(page, bot)
    assert stream.expect("view_closed")["view_id"] == old["id"]
    assert "no longer open" in submit(page, old)["error"]
    assert submit(page, new)["outcome"] == "closed"


def test_the_app_home_is_published_and_opened(page: Browser, bot: Bot, stream: Stream) -> None:
    assert page.get("/page/home", user="U02") == {"view": None}
    assert bot.expect("app_home_opened")["event"]["user"] == "U02"

    home = {"type": "home", "blocks": WITH_BUTTON}
    view = bot.web.views_publish(user_id="U01", view=home)["view"]

    assert stream.expect("home")["view"]["id"] == view["id"]
    assert page.get("/page/home", user="U01")["view"]["blocks"] == WITH_BUTTON
    event = bot.expect("app_home_opened")["event"]
    assert (event["tab"], event["channel"]) == ("home", "D01")
    assert event["view"]["id"] == view["id"]


def test_whoever_opens_the_messages_of_the_bot_is_told_of_as_in_slack(
    page: Browser, bot: Bot
) -> None:
    page.get("/page/messages", user="U01", channel="C01", opened="1")
    page.get("/page/messages", user="U01", channel="D01")
    page.get("/page/messages", user="U02", channel="D02", opened="1")
    event = bot.expect("app_home_opened")["event"]
    assert (event["user"], event["tab"], event["channel"]) == ("U02", "messages", "D02")


def test_a_button_in_the_app_home_reaches_the_bot(page: Browser, bot: Bot) -> None:
    home = {"type": "home", "blocks": WITH_BUTTON}
    view = bot.web.views_publish(user_id="U01", view=home)["view"]
    inside = trigger_inside(page, bot, view)
    assert bot.web.views_open(trigger_id=inside, view=modal())["ok"]


def test_an_app_home_is_not_overwritten_unseen(page: Browser, bot: Bot) -> None:
    home = {"type": "home", "blocks": []}
    first = bot.web.views_publish(user_id="U02", view=home)["view"]
    bot.web.views_publish(user_id="U02", view=home)
    assert refused(lambda: bot.web.views_publish(user_id="U02", view=home, hash=first["hash"])) == (
        "hash_conflict"
    )


def test_a_name_given_to_a_view_is_given_once(page: Browser, bot: Bot) -> None:
    below = opened(page, bot, external_id="one", blocks=WITH_BUTTON)
    inside = trigger_inside(page, bot, below)
    assert refused(
        lambda: bot.web.views_push(trigger_id=inside, view=modal(external_id="one"))
    ) == ("duplicate_external_id")


@pytest.mark.parametrize("method", ["views.open", "views.update", "views.publish"])
def test_a_view_is_needed(workspace: Workspace, method: str) -> None:
    web = client(workspace)
    ids = {"trigger_id": "1", "view_id": "V1", "user_id": "U01"}
    assert refused(lambda: web.api_call(method, json=ids)) in ("invalid_arguments", "not_found")
