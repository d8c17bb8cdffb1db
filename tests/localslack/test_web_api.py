import pytest
from slack_sdk import WebClient

from localslack.server import Workspace
from tests.localslack.slack import Browser, client, definition, refused, running


def test_a_bot_learns_who_it_is(web: WebClient) -> None:
    answer = web.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("UBOT", "BBOT", "T1")
    assert "chat:write" in str(answer.headers["x-oauth-scopes"]).split(",")


def test_a_wrong_token_is_refused(workspace: Workspace) -> None:
    assert refused(client(workspace, "xoxb-other").auth_test) == "invalid_auth"


def test_no_token_is_refused(page: Browser) -> None:
    assert page.post("/api/auth.test")["error"] == "not_authed"


def test_a_token_in_a_json_body_is_not_one(page: Browser) -> None:
    headers = {"Content-Type": "application/json"}
    answer = page.ask("POST", "/api/auth.test", {"token": "xoxb-local"}, headers)[1]
    assert answer["error"] == "not_authed"


def test_a_token_may_come_in_a_form(page: Browser) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert page.ask("POST", "/api/auth.test?token=xoxb-local", None, headers)[1]["ok"]


def test_the_app_token_opens_connections_and_nothing_else(workspace: Workspace) -> None:
    app = client(workspace, "xapp-local")
    assert app.apps_connections_open(app_token="xapp-local")["url"].startswith("ws://127.0.0.1")
    assert refused(lambda: app.users_list()) == "not_allowed_token_type"


def test_the_bot_token_opens_no_connection(web: WebClient) -> None:
    assert refused(lambda: web.apps_connections_open(app_token="xoxb-local")) == (
        "not_allowed_token_type"
    )


def test_an_unknown_method_is_called_so(web: WebClient) -> None:
    assert refused(lambda: web.api_call("chat.scheduleMessage")) == "unknown_method"


def test_a_missing_scope_is_named_with_those_there_are(workspace: Workspace) -> None:
    with running(definition(scopes=["commands"])) as bare:
        page = Browser(bare)
        headers = {"Authorization": "Bearer xoxb-local"}
        answer = page.ask("POST", "/api/conversations.open", None, headers)[1]
    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("im:write", "commands")


@pytest.mark.parametrize(("channel", "scope"), [("D01", "im:history"), ("C01", "channels:history")])
def test_history_needs_the_scope_of_the_sort_of_channel(channel: str, scope: str) -> None:
    others = [one for one in definition()["scopes"] if one != scope]
    with running(definition(scopes=others)) as bare:
        web = client(bare)
        assert refused(lambda: web.conversations_history(channel=channel)) == "missing_scope"


def test_a_body_that_is_no_object_is_refused(page: Browser) -> None:
    headers = {"Content-Type": "application/json", "Authorization": "Bearer xoxb-local"}
    assert page.ask("POST", "/api/auth.test", [], headers)[1]["error"] == "json_not_object"


def test_every_call_is_on_record(page: Browser, web: WebClient) -> None:
    web.chat_postMessage(channel="C01", text="on record")
    refused(lambda: web.chat_postMessage(channel="C99", text="nowhere"))

    last_two = page.get("/control/calls")[-2:]

    assert [one["args"]["text"] for one in last_two] == ["on record", "nowhere"]
    assert [one["error"] for one in last_two] == [None, "channel_not_found"]
    assert all(one["method"] == "chat.postMessage" and one["token_ok"] for one in last_two)
    assert "token" not in last_two[0]["args"]


def test_bots_and_the_team_are_described(web: WebClient) -> None:
    assert web.bots_info(bot="BBOT")["bot"]["user_id"] == "UBOT"
    assert refused(lambda: web.bots_info(bot="B9")) == "bot_not_found"
    assert web.team_info()["team"]["name"] == "Sample Council"
