"""A council whose commands have other names reads those names, whatever the bot says."""

from collections.abc import Iterator

import pytest

from bot.settings import Settings
from db.session import Database
from tests.databases import prepared
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World, running

OTHER_NAMES = Settings.model_validate(
    {
        "slack_bot_token": "xoxb-local",
        "slack_app_token": "xapp-local",
        "action_command": "/improve",
        "audit_command": "/review",
        "status_command": "/standing",
        "status_alias": "/improve-status",
    }
)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = f"sqlite:///{tmp_path_factory.mktemp('renamed')}/bot.db"
    with prepared(url) as opened, running(opened, OTHER_NAMES) as world:
        yield world


@pytest.fixture
def database(renamed: World) -> Database:
    renamed.empty()
    return renamed.database


@pytest.fixture
def somebody(renamed: World, council: object) -> Iterator[Persona]:
    yield renamed.persona(3)
    renamed.close_pages()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/improve reopen 99", "/improve list all"),
        ("/improve wibble", "/improve help"),
        ("/improve help", "/improve add @owner by Fri 4 Dec"),
        ("/improve give 12 nobody", "/improve list all"),
        ("/review wibble", "/review help"),
        ("/review help", "/review book 7"),
        ("/review show 99", "/review"),
        ("/improve-status frobnicate", "/improve-status help"),
        ("/standing help", "overdue team Permanence"),
    ],
)
def test_what_is_told_names_the_commands_as_they_are_here(
    somebody: Persona, typed: str, told: str
) -> None:
    said = somebody.types(typed).text
    assert told in said
    for usual in ("/action", "/audit", "/status"):
        assert f"{usual} " not in said


def test_the_form_of_the_rules_names_the_command_as_it_is_here(
    renamed: World, somebody: Persona
) -> None:
    lead = renamed.persona(1)
    lead.posts("/review rules")
    told = lead.goes_on(lead.opened(), "Which rules?", "The month").text
    assert '/review calendar add "Scrutiny panel"' in told
    assert "/audit" not in told
