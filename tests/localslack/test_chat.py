import pytest
from slack_sdk import WebClient

from localslack.kinds import Json
from localslack.server import Workspace
from tests.localslack.slack import Browser, button, client, definition, plain, refused, running

ACTIONS: Json = {"type": "actions", "block_id": "b", "elements": [button()]}


def last(page: Browser, channel: str = "C01") -> Json:
    return page.stored(channel)[-1]


def test_a_message_to_a_person_is_in_their_dm(web: WebClient, page: Browser) -> None:
    answer = web.chat_postMessage(channel="U01", text="due tomorrow")
    assert answer["channel"] == "D01"
    assert page.messages("D01")[-1]["text"] == "due tomorrow"
    assert page.messages("D01")[-1]["is_bot"]


def test_blocks_arrive_alike_as_json_and_as_a_form(web: WebClient, page: Browser) -> None:
    web.chat_postMessage(channel="C01", blocks=[ACTIONS], text="json")
    as_json = last(page)["blocks"]
    web.api_call(
        "chat.postMessage",
        data={"channel": "C01", "text": "form", "blocks": str([ACTIONS]).replace("'", '"')},
    )
    assert last(page)["text"] == "form"
    assert last(page)["blocks"] == as_json == [ACTIONS]


def test_blocks_without_ids_are_given_some(web: WebClient, page: Browser) -> None:
    nameless = {"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}
    web.chat_postMessage(channel="C01", blocks=[nameless], text="x")
    block = last(page)["blocks"][0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"channel": "C99", "text": "x"}, "channel_not_found"),
        ({"channel": "U99", "text": "x"}, "channel_not_found"),
        ({"channel": "C02", "text": "x"}, "not_in_channel"),
        ({"channel": "C03", "text": "x"}, "is_archived"),
        ({"channel": "U03", "text": "x"}, "user_disabled"),
        ({"channel": "C01"}, "no_text"),
        ({"channel": "C01", "text": " "}, "no_text"),
        ({"channel": "C01", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C01", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "C01", "text": "x", "blocks": [{"type": "sectoin"}]}, "invalid_blocks"),
        ({"channel": "C01", "text": "x", "metadata": {"a": 1}}, "invalid_metadata_format"),
        (
            {
                "channel": "C01",
                "text": "x",
                "metadata": {"event_type": "a", "event_payload": {"b": "c" * 16_000}},
            },
            "metadata_too_large",
        ),
    ],
)
def test_slack_refuses_in_its_own_words(
    web: WebClient, page: Browser, sent: Json, error: str
) -> None:
    before = len(page.stored("C01"))
    assert refused(lambda: web.api_call("chat.postMessage", json=sent)) == error
    assert len(page.stored("C01")) == before


def test_the_faults_of_blocks_are_named_with_their_place(web: WebClient, page: Browser) -> None:
    answer = page.ask(
        "POST",
        "/api/chat.postMessage",
        {"channel": "C01", "blocks": [{"type": "header", "text": plain("x" * 151)}]},
        {"Authorization": "Bearer xoxb-local", "Content-Type": "application/json"},
    )[1]
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


def test_text_over_4000_is_cut_with_a_warning(web: WebClient, page: Browser) -> None:
    answer = web.chat_postMessage(channel="C01", text="x" * 4_001)
    assert answer["response_metadata"]["warnings"] == ["message_truncated"]
    assert len(last(page)["text"]) == 4_000
    assert "response_metadata" not in web.chat_postMessage(channel="C01", text="x" * 4_000).data


def test_where_the_app_may_post_anywhere_it_need_not_be_a_member(workspace: Workspace) -> None:
    scopes = [*definition()["scopes"], "chat:write.public"]
    with running(definition(scopes=scopes)) as open_to_all:
        assert client(open_to_all).chat_postMessage(channel="C02", text="x")["ok"]


def test_timestamps_are_unique_and_rise_even_when_the_clock_goes_back(
    web: WebClient, page: Browser
) -> None:
    stamps = [web.chat_postMessage(channel="C01", text="x")["ts"] for _ in range(5)]
    page.post("/control/clock", now="2020-01-01T00:00:00+00:00")
    stamps += [web.chat_postMessage(channel="C01", text="x")["ts"] for _ in range(5)]
    assert stamps == sorted(set(stamps))


def test_an_update_changes_what_it_names_and_keeps_the_rest(web: WebClient, page: Browser) -> None:
    metadata = {"event_type": "reminder", "event_payload": {"id": "r1"}}
    ts = web.chat_postMessage(channel="C01", text="a", blocks=[ACTIONS], metadata=metadata)["ts"]

    web.chat_update(channel="C01", ts=ts, text="b")

    assert last(page)["text"] == "b"
    assert last(page)["blocks"] == [ACTIONS]
    assert last(page)["metadata"] == metadata
    assert page.messages("C01")[-1]["edited"]

    web.chat_update(channel="C01", ts=ts, text="b", blocks=[])
    assert last(page)["blocks"] == []


def test_an_update_that_keeps_the_text_is_not_called_edited(web: WebClient, page: Browser) -> None:
    ts = web.chat_postMessage(channel="C01", text="same", blocks=[ACTIONS])["ts"]
    web.chat_update(channel="C01", ts=ts, text="same", blocks=[{"type": "divider"}])
    assert last(page)["blocks"][0]["type"] == "divider"
    assert not page.messages("C01")[-1]["edited"]


def test_only_the_bots_own_messages_can_be_changed_or_deleted(
    web: WebClient, page: Browser
) -> None:
    ts = page.post("/page/message", user="U01", channel="C01", text="mine")["ts"]
    assert refused(lambda: web.chat_update(channel="C01", ts=ts, text="x")) == "cant_update_message"
    assert refused(lambda: web.chat_delete(channel="C01", ts=ts)) == "cant_delete_message"


def test_a_message_that_is_not_there_cannot_be_changed(web: WebClient) -> None:
    assert refused(lambda: web.chat_update(channel="C01", ts="1.1", text="x")) == (
        "message_not_found"
    )


def test_an_update_is_refused_over_4000_characters(web: WebClient) -> None:
    ts = web.chat_postMessage(channel="C01", text="a")["ts"]
    long = "x" * 4_001
    assert refused(lambda: web.chat_update(channel="C01", ts=ts, text=long)) == "msg_too_long"


def test_a_deleted_message_is_gone(web: WebClient, page: Browser) -> None:
    ts = web.chat_postMessage(channel="C01", text="a")["ts"]
    web.chat_delete(channel="C01", ts=ts)
    assert ts not in [one["ts"] for one in page.stored("C01")]


def test_an_ephemeral_message_is_for_one_person(web: WebClient, page: Browser) -> None:
    ts = web.chat_postEphemeral(channel="C01", user="U02", text="only you")["message_ts"]
    theirs = {one["ts"]: one for one in page.messages("C01", "U02")}
    assert theirs[ts]["ephemeral"]
    assert ts not in [one["ts"] for one in page.messages("C01", "U01")]
    assert refused(lambda: web.chat_update(channel="C01", ts=ts, text="x")) == "message_not_found"


def test_an_ephemeral_message_needs_a_member(web: WebClient) -> None:
    def post(user: str, channel: str) -> str:
        return refused(lambda: web.chat_postEphemeral(channel=channel, user=user, text="x"))

    assert post("U02", "C04") == "user_not_in_channel"
    assert post("U01", "C02") == "not_in_channel"


def test_a_message_has_an_address(web: WebClient, workspace: Workspace) -> None:
    ts = web.chat_postMessage(channel="C01", text="a")["ts"]
    link = web.chat_getPermalink(channel="C01", message_ts=ts)["permalink"]
    assert link == f"{workspace.url}/archives/C01/p{ts.replace('.', '')}"


def test_a_reaction_is_added_once(web: WebClient, page: Browser) -> None:
    ts = web.chat_postMessage(channel="C01", text="a")["ts"]
    web.reactions_add(channel="C01", timestamp=ts, name="eyes")
    assert last(page)["reactions"] == [{"name": "eyes", "users": ["UBOT"]}]
    assert refused(lambda: web.reactions_add(channel="C01", timestamp=ts, name="eyes")) == (
        "already_reacted"
    )
