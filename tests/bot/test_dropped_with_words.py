"""A file that comes with words: who looks at it, and what is said where nobody can."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot import app
from bot.context import ContextFactory
from bot.people.directory import Directory
from tests.bot.test_somebody import Recorder, slack
from tests.contexts import COUNCIL
from tests.people import NOW, Council
from tests.unhurried import UNHURRIED
from tests.waiting import eventually

__all__ = ["slack"]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def bot(council: Council, slack: str) -> Iterator[App]:
    contexts = ContextFactory(council.database, lambda: NOW, COUNCIL)
    directory = Directory(council.database, frozenset(), frozenset(), lambda: NOW)
    client = WebClient("xoxb-a", f"{slack}/api/")
    made = app.build(client, contexts, directory, UNHURRIED)
    Recorder.kept.clear()
    yield made
    assert app.finish(made, 60)
    contexts.notes.close()


def dropped(user: str, name: str) -> BoltRequest:
    file = {"id": "F1", "name": name, "url_private_download": "http://127.0.0.1:1/x"}
    said = {"type": "message", "subtype": "file_share", "channel": "D1", "channel_type": "im"}
    event = {**said, "user": user, "ts": "9.2", "text": "this is our plan", "files": [file]}
    body = {"type": "event_callback", "event_id": f"E{user}", "team_id": "T", "event": event}
    return BoltRequest(body=json.dumps(body), mode="socket_mode")


def told(words: str) -> bool | None:
    return any(words in each for each in Recorder.kept) or None


def test_whoever_drops_a_plan_while_the_database_is_away_hears_of_it(
    bot: App, council: Council
) -> None:
    file = Path(str(council.database.engine.url.database))
    away = file.rename(file.with_suffix(".away"))
    try:
        bot.dispatch(dropped(str(council.officer.slack_id), "plan.xlsx"))
        eventually(lambda: told("busy at the moment"), "answer", moved=Recorder.kept.total)
    finally:
        away.rename(file)


def test_a_spreadsheet_of_another_kind_is_looked_at_as_a_plan(bot: App, council: Council) -> None:
    bot.dispatch(dropped(str(council.officer.slack_id), "plan.ods"))
    eventually(lambda: told("/api/files.info"), "look at the file", moved=Recorder.kept.total)
