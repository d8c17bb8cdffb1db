import pytest
from slack_sdk import WebClient

from tests.localslack.slack import Browser, client, definition, refused, running

METADATA = {"event_type": "reminder", "event_payload": {"id": "r1"}}


def test_opening_a_dm_gives_its_id(web: WebClient) -> None:
    assert web.conversations_open(users="U01")["channel"] == {"id": "D01"}
    assert web.conversations_open(users=["U01"], return_im=True)["channel"]["user"] == "U01"


def test_a_group_message_needs_a_scope_of_its_own(web: WebClient) -> None:
    assert refused(lambda: web.conversations_open(users="U01,U02")) == "missing_scope"


def test_opening_a_dm_needs_someone_who_is_there(web: WebClient) -> None:
    assert refused(lambda: web.conversations_open(users="U99")) == "user_not_found"
    assert refused(lambda: web.conversations_open(users="U03")) == "user_disabled"
    assert refused(lambda: web.api_call("conversations.open")) == "users_list_not_supplied"


def test_history_is_newest_first_and_leaves_ephemeral_messages_out(web: WebClient) -> None:
    for text in ("first", "second"):
        web.chat_postMessage(channel="D02", text=text)
    web.chat_postEphemeral(channel="D02", user="U02", text="not kept")

    found = web.conversations_history(channel="D02")

    assert [one["text"] for one in found["messages"]] == ["second", "first"]
    assert not found["has_more"]


def test_metadata_is_shown_when_asked_for(web: WebClient) -> None:
    web.chat_postMessage(channel="D01", text="x", metadata=METADATA)
    with_it = web.conversations_history(channel="D01", include_all_metadata=True)
    without = web.conversations_history(channel="D01")
    assert with_it["messages"][0]["metadata"] == METADATA
    assert "metadata" not in without["messages"][0]


def test_history_between_two_messages_has_its_ends_only_when_inclusive(web: WebClient) -> None:
    stamps = [web.chat_postMessage(channel="C01", text="x")["ts"] for _ in range(3)]

    def between(*, inclusive: bool) -> list[str]:
        found = web.conversations_history(
            channel="C01", oldest=stamps[0], latest=stamps[2], inclusive=inclusive
        )
        return [one["ts"] for one in found["messages"]]

    assert between(inclusive=False) == [stamps[1]]
    assert between(inclusive=True) == stamps[::-1]


def test_history_comes_in_pages_without_gap_or_repeat(web: WebClient) -> None:
    sent = [web.chat_postMessage(channel="C04", text=str(n))["ts"] for n in range(5)]
    pages = [
        [one["ts"] for one in page["messages"]]
        for page in web.conversations_history(channel="C04", limit=2)
    ]
    assert [len(one) for one in pages] == [2, 2, 1]
    assert [ts for one in pages for ts in one] == sent[::-1]


@pytest.mark.parametrize("cursor", ["nonsense", "bmV4dDp4", "bmV4dDo5OTk="])
def test_a_made_up_cursor_is_refused(web: WebClient, cursor: str) -> None:
    assert refused(lambda: web.conversations_history(channel="C01", cursor=cursor)) == (
        "invalid_cursor"
    )


def test_a_limit_past_the_most_is_refused(web: WebClient) -> None:
    assert refused(lambda: web.conversations_history(channel="C01", limit=1000)) == "invalid_limit"


def test_history_of_a_channel_the_bot_is_not_in_is_refused(web: WebClient) -> None:
    assert refused(lambda: web.conversations_history(channel="C02")) == "not_in_channel"


def test_channels_are_listed_by_type(web: WebClient) -> None:
    def listed(**how: object) -> list[str]:
        return [one["id"] for one in web.api_call("conversations.list", params=how)["channels"]]

    assert listed() == ["C01", "C02", "C03"]
    assert listed(exclude_archived="1") == ["C01", "C02"]
    assert listed(types="private_channel") == ["C04"]
    assert listed(types="im") == ["D01", "D02", "D03"]


def test_channels_and_members_come_in_pages(web: WebClient) -> None:
    channels = [c["id"] for p in web.conversations_list(limit=2) for c in p["channels"]]
    assert channels == ["C01", "C02", "C03"]
    members = [m for p in web.conversations_members(channel="C01", limit=1) for m in p["members"]]
    assert members == ["U01", "U02", "UBOT"]


def test_a_channel_is_described(web: WebClient) -> None:
    assert web.conversations_info(channel="C03")["channel"]["is_archived"]
    assert web.conversations_info(channel="D01")["channel"]["is_im"]
    assert refused(lambda: web.conversations_info(channel="C99")) == "channel_not_found"


def test_a_channel_may_be_shared_outside_and_a_guest_let_in() -> None:
    guest = {"id": "U09", "name": "guest", "is_restricted": True}
    shared = {"id": "C09", "name": "partners", "members": ["UBOT"], "is_org_shared": True}
    with running(definition(users=[guest], channels=[shared])) as fresh:
        web, page = client(fresh), Browser(fresh)
        assert web.conversations_info(channel="C09")["channel"]["is_shared"]
        assert web.users_info(user="U09")["user"]["is_restricted"]
        page.post("/control/channels", channel="C09", join="U09", is_ext_shared=True)
        page.post("/control/channels", channel="C09", is_org_shared=False)
        told = web.conversations_info(channel="C09")["channel"]
        assert (told["is_ext_shared"], told["is_org_shared"]) == (True, False)
        assert web.conversations_members(channel="C09")["members"] == ["UBOT", "U09"]
        page.post("/control/reset")
        assert web.conversations_info(channel="C09")["channel"]["is_org_shared"]


def test_the_bot_joins_a_public_channel_and_may_then_post() -> None:
    with running() as fresh:
        web = client(fresh)
        assert web.conversations_join(channel="C02")["channel"]["is_member"]
        assert web.chat_postMessage(channel="C02", text="hello")["ok"]
        assert web.conversations_join(channel="C02")["warning"] == "already_in_channel"
        assert refused(lambda: web.conversations_join(channel="C03")) == "is_archived"
        assert refused(lambda: web.conversations_join(channel="C04")) == (
            "method_not_supported_for_channel_type"
        )


def test_a_persons_conversations_are_their_channels_then_the_bots_dm(page: Browser) -> None:
    found = page.get("/page/conversations", user="U02")
    assert [(one["id"], one["kind"]) for one in found] == [("C01", "channel"), ("D02", "im")]


def test_what_others_said_is_unread_until_looked_at(web: WebClient, page: Browser) -> None:
    def unread() -> int:
        return next(
            int(one["unread"])
            for one in page.get("/page/conversations", user="U01")
            if one["id"] == "D01"
        )

    page.messages("D01")
    web.chat_postMessage(channel="D01", text="news")
    page.post("/page/message", user="U01", channel="D01", text="my own")
    assert unread() == 1
    page.messages("D01")
    assert unread() == 0


def test_of_a_private_channel_it_is_not_in_the_bot_knows_nothing() -> None:
    scopes = [*definition()["scopes"], "chat:write.public"]
    hidden = {"id": "C09", "name": "heads", "members": ["U01"], "is_private": True}
    with running(definition(channels=[hidden], scopes=scopes)) as fresh:
        web = client(fresh)
        calls = (
            lambda: web.chat_postMessage(channel="C09", text="hello"),
            lambda: web.chat_postEphemeral(channel="C09", user="U01", text="hello"),
            lambda: web.conversations_info(channel="C09"),
            lambda: web.conversations_members(channel="C09"),
            lambda: web.conversations_history(channel="C09"),
        )
        assert {refused(call) for call in calls} == {"channel_not_found"}
