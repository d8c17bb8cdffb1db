"""One workspace for a module; tests in it look only at what they made themselves."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from localslack.server import Workspace
from tests.localslack.slack import Bot, Browser, Stream, client, listening, running


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with running() as workspace:
        yield workspace


@pytest.fixture(scope="module")
def web(workspace: Workspace) -> WebClient:
    return client(workspace)


@pytest.fixture(scope="module")
def page(workspace: Workspace) -> Browser:
    return Browser(workspace)


@pytest.fixture(scope="module")
def connected(workspace: Workspace) -> Iterator[Bot]:
    with listening(workspace) as bot:
        yield bot


@pytest.fixture
def bot(connected: Bot) -> Bot:
    connected.told.clear()
    connected.answer = lambda _: {}
    return connected


@pytest.fixture
def stream(workspace: Workspace) -> Stream:
    """What the team manager's open page is sent."""
    return Stream(workspace, "U01")
