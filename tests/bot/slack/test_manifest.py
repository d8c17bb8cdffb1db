import re
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.registry import USAGE
from bot.settings import Settings
from bot.slack.manifest import ALWAYS, EVENTS, METHODS, Manifest, manifest, scopes

SOURCE = "\n".join(
    path.read_text("utf-8") for path in (Path(__file__).parents[3] / "bot").rglob("*.py")
)


@pytest.fixture
def settings() -> Settings:
    return Settings.model_validate(
        {
            "slack_bot_token": "xoxb-a",
            "slack_app_token": "xapp-a",
            "action_command": "/todo",
            "status_alias": "/todo-status",
        }
    )


@pytest.fixture
def made(settings: Settings) -> Manifest:
    return manifest(settings, USAGE)


def test_it_registers_the_commands_of_the_settings_and_never_slacks_own(made: Manifest) -> None:
    commands = made["features"]["slash_commands"]
    assert [command["command"] for command in commands] == ["/todo", "/audit", "/todo-status"]


def test_mentions_arrive_as_ids(made: Manifest) -> None:
    assert all(command["should_escape"] for command in made["features"]["slash_commands"])


def test_it_needs_no_public_address(made: Manifest) -> None:
    assert made["settings"]["socket_mode_enabled"]
    assert made["settings"]["interactivity"] == {"is_enabled": True}
    assert "url" not in str(made)


def test_slack_posts_everything_to_the_public_address(settings: Settings) -> None:
    called = Settings.model_validate(
        {
            "slack_bot_token": "xoxb-a",
            "public_url": "https://bot.example.gov.uk/live-audit/",
            "slack_signing_secret": "0123456789abcdef0123456789abcdef",
            "http_port": "8080",
        }
    )
    made = manifest(called, USAGE)
    address = "https://bot.example.gov.uk/live-audit/slack/events"
    assert not made["settings"]["socket_mode_enabled"]
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"] == {"request_url": address, "is_enabled": True}
    assert [one["url"] for one in made["features"]["slash_commands"]] == [address] * 3


def test_people_may_write_to_it(made: Manifest) -> None:
    home = made["features"]["app_home"]
    assert home["home_tab_enabled"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_the_methods_it_gives_scopes_for_are_those_the_code_calls() -> None:
    known = {name for name in dir(WebClient) if re.fullmatch(r"[a-z]+_[a-zA-Z_]+", name)}
    called = {name for name in re.findall(r"\.([a-z]+_[a-zA-Z_]+)\b", SOURCE) if name in known}
    called -= {"api_call"}
    assert {name.replace("_", ".") for name in called} == METHODS.keys()


def test_the_events_are_those_the_code_listens_to() -> None:
    heard = set(re.findall(r"""app\.event\("([a-z_]+)"\)""", SOURCE))
    assert heard == {event.partition(".")[0] for event in EVENTS}


def test_the_shortcuts_are_those_the_code_answers(made: Manifest) -> None:
    answered = set(re.findall(r"""app\.shortcut\("([a-z_]+)"\)""", SOURCE))
    assert {one["callback_id"] for one in made["features"]["shortcuts"]} == answered


def test_it_asks_for_no_more_than_it_needs(made: Manifest) -> None:
    assert made["oauth_config"]["scopes"]["bot"] == [
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "reactions:read",
        "users:read",
        "users:read.email",
    ]


# What stands in the code for each scope that no method or event wants by itself: without it the
# scope would be asked for in vain.
WANTED_BY = {
    "commands": "app.shortcut(",
    "users:read.email": 'profile.get("email")',
}


def test_every_scope_is_wanted_by_a_method_an_event_or_something_in_the_code() -> None:
    by_itself = {scope for scope in (*METHODS.values(), *EVENTS.values()) if scope}
    assert set(scopes()) - by_itself == set(ALWAYS) == WANTED_BY.keys()
    assert [scope for scope, words in WANTED_BY.items() if words not in SOURCE] == []
    assert "conversations_history(" in SOURCE


def test_it_stays_within_slacks_limits(made: Manifest) -> None:
    shown, features = made["display_information"], made["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(features["bot_user"]["display_name"]) <= 80
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(shortcut["callback_id"]) <= 255
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command.get("usage_hint", "")) <= 1000
