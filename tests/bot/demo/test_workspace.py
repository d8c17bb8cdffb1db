import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.prepare import environment
from bot.demo.workspace import workspace
from bot.settings import Settings
from jobs.people.roster import read
from localslack.definition import Definition, parse

SAMPLE = Path(__file__).parents[3] / "sample" / "roster.csv"
PEOPLE = read(SAMPLE.read_bytes(), {}).entries


@pytest.fixture
def made() -> dict[str, Any]:
    settings = Settings.model_validate(
        {
            "slack_bot_token": "xoxb-local",
            "slack_app_token": "xapp-local",
            "leads": "assistant.director@council.example",
            "admins": "improvement.officer@council.example",
        }
    )
    return workspace(settings, PEOPLE)


@pytest.fixture
def definition(made: dict[str, Any]) -> Definition:
    return parse(json.loads(json.dumps(made)))


def test_the_sample_roster_can_be_imported_as_it_is() -> None:
    assert read(SAMPLE.read_bytes(), {}).problems == ()
    assert len(PEOPLE) == 30


def test_the_council_has_the_same_name_in_slack_and_above_its_reports(made: dict[str, Any]) -> None:
    assert f"COUNCIL_NAME={made['team']['name']}\n" in environment(9322)


def test_the_local_slack_takes_it(definition: Definition) -> None:
    assert definition.bot.token == "xoxb-local"
    assert len(definition.users) == 30


def test_ids_follow_the_roster(definition: Definition) -> None:
    assert definition.users[0]["id"] == "U01"
    assert definition.users[0]["email"] == PEOPLE[0].email
    assert definition.users[29]["id"] == "U30"


def test_status_arrives_though_the_manifest_cannot_register_it(definition: Definition) -> None:
    assert [command["command"] for command in definition.commands] == [
        "/action", "/audit", "/action-status", "/status",
    ]  # fmt: skip


def test_everybody_is_in_two_channels_and_two_teams_have_one_of_their_own(
    definition: Definition,
) -> None:
    members = {channel["name"]: set(channel["members"]) for channel in definition.channels}
    everybody = {*(user["id"] for user in definition.users), "UBOT"}
    assert members.pop("general") == members.pop("improvement") == everybody
    titles = {user["id"]: user["title"] for user in definition.users} | {"UBOT": ""}
    assert sorted(members) == ["mash", "permanence"]
    for team in ("MASH", "Permanence"):
        theirs = {titles[one] for one in members[team.lower()]}
        assert {f"Team Manager, {team}", f"Practitioner, {team}", "Assistant Director"} <= theirs
        assert "Head of Service, Disability and Early Help" not in theirs


@pytest.mark.parametrize(
    ("email", "tip"),
    [
        ("assistant.director", "/status"),
        ("improvement.officer", "/action list all"),
        ("manager.permanence", "/action list team"),
        ("practitioner1.permanence", "/action list"),
    ],
)
def test_everybody_is_offered_what_is_worth_typing_for_them(
    definition: Definition, email: str, tip: str
) -> None:
    [user] = [one for one in definition.users if one["name"] == email]
    assert user["tips"][0] == tip
