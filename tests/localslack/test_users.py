import pytest
from slack_sdk import WebClient

from tests.localslack.slack import (
    Browser,
    client,
    definition,
    listening,
    refused,
    running,
)


def test_everyone_is_listed_with_the_leavers_the_bot_and_slackbot(web: WebClient) -> None:
    members = {one["id"]: one for one in web.users_list()["members"]}
    assert list(members) == ["U01", "U02", "U03", "UBOT", "USLACKBOT"]
    assert members["U03"]["deleted"]
    assert members["UBOT"]["is_bot"]
    assert not members["USLACKBOT"]["is_bot"]  # as in every Slack


def test_users_come_in_pages(web: WebClient) -> None:
    pages = [[user["id"] for user in page["members"]] for page in web.users_list(limit=2)]
    assert pages == [["U01", "U02"], ["U03", "UBOT"], ["USLACKBOT"]]


def test_a_person_is_described(web: WebClient) -> None:
    user = web.users_info(user="U01")["user"]
    assert user["profile"]["email"] == "team.manager@example.org"
    assert user["real_name"] == "Team Manager, Permanence"
    assert (user["tz"], user["tz_offset"]) == ("Europe/London", 0)
    assert refused(lambda: web.users_info(user="U99")) == "user_not_found"


def test_an_e_mail_finds_who_is_still_here(web: WebClient) -> None:
    assert web.users_lookupByEmail(email="Team.Manager@example.org")["user"]["id"] == "U01"
    assert refused(lambda: web.users_lookupByEmail(email="no@example.org")) == "users_not_found"
    assert refused(lambda: web.users_lookupByEmail(email="leaver@example.org")) == (
        "users_not_found"
    )


def test_e_mails_need_their_own_scope() -> None:
    with running(definition(scopes=["users:read"])) as bare:
        web = client(bare)
        assert "email" not in web.users_info(user="U01")["user"]["profile"]
        assert refused(lambda: web.users_lookupByEmail(email="a@example.org")) == "missing_scope"


def test_the_bot_hears_who_joins_changes_and_leaves() -> None:
    with running() as fresh, listening(fresh) as bot:
        page = Browser(fresh)
        page.post("/control/users", action="add", user={"id": "U09", "name": "new"})
        assert bot.expect("team_join")["event"]["user"]["id"] == "U09"

        page.post("/control/users", action="change", user={"id": "U09", "real_name": "Newer"})
        assert bot.expect("user_change")["event"]["user"]["real_name"] == "Newer"

        page.post("/control/users", action="deactivate", user="U09")
        assert bot.expect("user_change")["event"]["user"]["deleted"]
        assert refused(lambda: bot.web.chat_postMessage(channel="U09", text="x")) == "user_disabled"


@pytest.mark.parametrize(
    ("action", "user"),
    [("add", {"id": "U01", "name": "twice"}), ("change", {"id": "U99"}), ("promote", "U01")],
)
def test_a_change_that_makes_no_sense_is_explained(
    page: Browser, action: str, user: object
) -> None:
    status, answer = page.ask("POST", "/control/users", {"action": action, "user": user})
    assert status == 400
    assert "deactivate" in answer["error"]
