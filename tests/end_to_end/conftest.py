"""One workspace and one bot for each way they can run, all through; emptied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.session import Database
from tests.databases import KINDS, OVER_HTTP, prepared
from tests.end_to_end.persona import ASKED, Persona
from tests.end_to_end.world import (
    CASE_KEY,
    SETTINGS,
    SIGNING_SECRET,
    World,
    over_http,
    running,
)
from tests.logged import logged_at_debug, strings_in, words_held
from tests.payloads import faults_of_calls
from tests.ports import free_port
from tests.whole import not_whole


@pytest.fixture(scope="session", params=[*KINDS, OVER_HTTP])
def one_world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    settings = over_http(free_port()) if request.param == OVER_HTTP else SETTINGS
    if request.param != "postgresql":
        url = f"sqlite:///{tmp_path_factory.mktemp('world')}/bot.db"
    else:
        url = request.getfixturevalue("postgres")
    with prepared(url) as opened, running(opened, settings) as world:
        yield world


@pytest.fixture
def world(one_world: World) -> Iterator[World]:
    one_world.empty()
    ASKED.clear()
    with logged_at_debug() as log:
        yield one_world
    said = log.getvalue()
    one_world.close_pages()
    assert list(faults_of_calls(one_world.calls())) == []
    secrets = {"xoxb-local", "xapp-local", SIGNING_SECRET, CASE_KEY}
    never = {*secrets, *typed(ASKED), *words_held(one_world.database)}
    assert not [words for words in never if words in said]
    assert not_whole(one_world.database) == []
    held = bytes_of(one_world.database)
    assert not [words for words in secrets if words.encode() in held]


def bytes_of(database: Database) -> bytes:
    """Return what stands in the files of an SQLite database."""
    file = Path(database.engine.url.database or "")
    is_sqlite = database.engine.dialect.name == "sqlite"
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*") if is_sqlite)


def typed(asked: object) -> Iterator[str]:
    """Yield what people wrote in their own words: two at the least, after those of a command."""
    for said in strings_in(asked):
        words = said.split(maxsplit=2)[-1] if said.startswith("/") else said
        if " " in words:
            yield words


@pytest.fixture
def database(world: World) -> Database:
    return world.database


@pytest.fixture
def director(world: World) -> Persona:
    return world.persona(1)


@pytest.fixture
def head(world: World) -> Persona:
    return world.persona(2)


@pytest.fixture
def manager(world: World) -> Persona:
    return world.persona(3)


@pytest.fixture
def practitioner(world: World) -> Persona:
    return world.persona(5)


@pytest.fixture
def colleague(world: World) -> Persona:
    return world.persona(6)


@pytest.fixture
def stranger(world: World) -> Persona:
    return world.persona(7)


@pytest.fixture
def officer(world: World) -> Persona:
    return world.persona(8)
