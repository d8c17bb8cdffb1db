"""What a person types, as the bot hears it."""

from urllib.request import urlopen

import pytest

from localslack.kinds import Json
from localslack.server import Workspace
from tests.localslack.slack import Bot, Browser, Stream


def typed(page: Browser, text: str, channel: str = "C01") -> Json:
    answer: Json = page.post("/page/command", user="U01", channel=channel, text=text)
    return answer


def test_a_command_tells_the_bot_who_where_and_what(page: Browser, bot: Bot) -> None:
    assert typed(page, "/action done 12") == {"outcome": "acknowledged"}

    payload = bot.expect("slash_commands")

    assert payload["command"] == "/action"
    assert payload["text"] == "done 12"
    assert (payload["user_id"], payload["user_name"]) == ("U01", "team.manager")
    assert (payload["channel_id"], payload["channel_name"]) == ("C01", "improvement")
    assert (payload["team_id"], payload["api_app_id"]) == ("T1", "A1")
    assert payload["response_url"].startswith("http://127.0.0.1:")
    assert payload["trigger_id"]


def test_a_command_in_a_dm_names_it_as_slack_does(page: Browser, bot: Bot) -> None:
    typed(page, "/action", "D01")
    assert bot.expect("slash_commands")["channel_name"] == "directmessage"


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("give 12 to <@U02>", "give 12 to <@U02|practitioner>"),
        ("see <#C01>", "see <#C01|improvement>"),
        ("ask <@UBOT>", "ask <@UBOT|Live audit>"),
        ("R&D <b> 2 > 1", "R&amp;D &lt;b&gt; 2 &gt; 1"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U99>", "&lt;@U99&gt;"),
    ],
)
def test_an_escaping_command_hears_ids_and_escapes(
    page: Browser, bot: Bot, written: str, heard: str
) -> None:
    typed(page, f"/action {written}")
    assert bot.expect("slash_commands")["text"] == heard


def test_a_plain_command_hears_names_and_the_text_as_it_is(page: Browser, bot: Bot) -> None:
    typed(page, "/plain <@U02> R&D <b>")
    assert bot.expect("slash_commands")["text"] == "@practitioner R&D <b>"


def test_ones_own_command_is_shown_as_typed(page: Browser, bot: Bot, stream: Stream) -> None:
    typed(page, "/action")
    assert stream.expect("typed")["channel"] == "C01"


def test_an_acknowledgement_may_carry_the_answer(page: Browser, bot: Bot, stream: Stream) -> None:
    bot.answer = lambda _: {"text": "all done"}
    typed(page, "/action")
    message = stream.expect("message")["message"]
    assert (message["text"], message["ephemeral"]) == ("all done", True)


def test_an_answer_in_the_channel_is_for_everyone(page: Browser, bot: Bot) -> None:
    bot.answer = lambda _: {"text": "for all", "response_type": "in_channel"}
    typed(page, "/action")
    assert page.messages("C01", "U02")[-1]["text"] == "for all"


def test_an_answer_slack_cannot_use_is_a_failure(page: Browser, bot: Bot, stream: Stream) -> None:
    bot.answer = lambda _: {"blocks": [{"type": "heading"}]}
    typed(page, "/action")
    assert stream.expect("failed")["text"] == '/action failed with the error "invalid_blocks"'


def test_an_unknown_command_never_reaches_the_bot(page: Browser, bot: Bot, stream: Stream) -> None:
    assert typed(page, "/nothing")["outcome"] == "failed"
    assert stream.expect("failed")["text"] == "/nothing is not a valid command."
    assert bot.told == []


def test_a_direct_message_reaches_the_bot(page: Browser, bot: Bot, stream: Stream) -> None:
    ts = page.post("/page/message", user="U01", channel="D01", text="status & <b>")["ts"]
    payload = bot.expect("message")
    event = payload["event"]
    assert (event["channel"], event["channel_type"]) == ("D01", "im")
    assert (event["user"], event["ts"]) == ("U01", ts)
    assert event["text"] == "status &amp; &lt;b&gt;"
    assert payload["event_id"].startswith("Ev")
    assert payload["event_time"] > 0
    assert stream.expect("message")["message"]["text"] == "status &amp; &lt;b&gt;"


def test_a_mention_of_the_bot_in_a_channel_reaches_it(page: Browser, bot: Bot) -> None:
    page.post("/page/message", user="U01", channel="C01", text="<@UBOT> status")
    assert bot.expect("app_mention")["event"]["text"] == "<@UBOT> status"
    assert bot.expect("message")["event"]["channel_type"] == "channel"


def test_what_is_said_where_the_bot_is_not_does_not_reach_it(page: Browser, bot: Bot) -> None:
    page.post("/page/message", user="U01", channel="C02", text="<@UBOT> behind your back")
    page.post("/page/message", user="U01", channel="D01", text="to you")
    assert bot.expect("message")["event"]["text"] == "to you"
    assert bot.told == []


def test_a_shortcut_reaches_the_bot(page: Browser, bot: Bot) -> None:
    page.post("/page/shortcut", user="U01", callback_id="stand")
    payload = bot.expect("shortcut")
    assert (payload["callback_id"], payload["user"]["id"]) == ("stand", "U01")
    assert payload["trigger_id"]


def test_a_message_shortcut_brings_its_message(page: Browser, bot: Bot) -> None:
    ts = page.post("/page/message", user="U02", channel="C01", text="Ring <@U01> & co")["ts"]

    page.post("/page/shortcut", user="U01", callback_id="keep", channel="C01", ts=ts)

    payload = bot.expect("message_action")
    assert (payload["callback_id"], payload["user"]["id"]) == ("keep", "U01")
    assert payload["channel"] == {"id": "C01", "name": "improvement"}
    assert (payload["message_ts"], payload["message"]["user"]) == (ts, "U02")
    assert payload["message"]["text"] == "Ring <@U01> &amp; co"
    assert payload["trigger_id"]
    assert payload["response_url"].startswith("http://127.0.0.1:")


def test_a_message_that_one_person_sees_has_no_shortcuts(page: Browser, bot: Bot) -> None:
    bot.answer = lambda _: {"text": "for you alone"}
    typed(page, "/action")
    ts = page.messages("C01")[-1]["ts"]
    body: Json = {"user": "U01", "callback_id": "keep", "channel": "C01", "ts": ts}
    status, answer = page.ask("POST", "/page/shortcut", body)
    assert (status, "only one person sees" in answer["error"]) == (400, True)


def test_a_permalink_leads_to_the_conversation(workspace: Workspace) -> None:
    with urlopen(f"{workspace.url}/archives/C01/p1") as answer:
        assert answer.url == f"{workspace.url}/?channel=C01"
    with urlopen(f"{workspace.url}/archives/D02/p1") as answer:
        assert answer.url == f"{workspace.url}/?channel=dm"


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        (
            "message",
            {"user": "U99", "channel": "C01", "text": "x"},
            'no one here with the id "U99"',
        ),
        (
            "message",
            {"user": "U03", "channel": "D03", "text": "x"},
            'no one here with the id "U03"',
        ),
        ("message", {"user": "U01", "channel": "C99", "text": "x"}, 'no channel with the id "C99"'),
        ("message", {"user": "U02", "channel": "C02", "text": "x"}, "U02 is not in the channel"),
        ("message", {"user": "U01", "channel": "C01", "text": " "}, "needs some text"),
        ("message", {"user": "U01"}, "user, channel, text"),
        ("shortcut", {"user": "U01", "callback_id": "x"}, 'no shortcut "x"'),
        ("shortcut", {"user": "U01", "callback_id": "keep"}, "no global shortcut"),
        (
            "shortcut",
            {"user": "U01", "callback_id": "stand", "channel": "C01", "ts": "1"},
            "no message shortcut",
        ),
        (
            "shortcut",
            {"user": "U01", "callback_id": "keep", "channel": "C01", "ts": "1"},
            "no longer there",
        ),
    ],
)
def test_what_the_page_cannot_do_is_said_in_a_sentence(
    page: Browser, path: str, body: Json, words: str
) -> None:
    status, answer = page.ask("POST", f"/page/{path}", body)
    assert status in (400, 403, 404)
    assert words in answer["error"]
