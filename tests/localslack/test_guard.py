"""Pages of other sites, shown in the same browser, are kept out."""

import pytest

from localslack.server import Workspace
from tests.localslack.slack import Browser

BODY = {"user": "U01", "channel": "C01", "text": "x"}


@pytest.mark.parametrize("path", ["/page/message", "/control/disconnect"])
@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
def test_another_sites_page_may_not_write(page: Browser, path: str, origin: str) -> None:
    status, answer = page.ask("POST", path, BODY, {"Origin": origin})
    assert status == 403
    assert answer["error"] == (
        f'The local Slack takes this from its own page, not from "{origin}".'
    )


def test_its_own_page_may(page: Browser, workspace: Workspace) -> None:
    assert page.ask("POST", "/page/message", BODY, {"Origin": workspace.url})[0] == 200
    by_name = workspace.url.replace("127.0.0.1", "localhost")
    headers = {"Origin": by_name, "Host": by_name.removeprefix("http://")}
    assert page.ask("POST", "/page/message", BODY, headers)[0] == 200


def test_a_name_that_only_points_here_is_not_answered(page: Browser) -> None:
    status, answer = page.ask("GET", "/clock", headers={"Host": "evil.example:80"})
    assert status == 403
    assert "127.0.0.1" in answer["error"]


def test_the_page_itself_and_its_files_are_served(page: Browser) -> None:
    status, text = page.ask("GET", "/")
    assert (status, "<html" in text.lower()) == (200, True)
    assert page.ask("GET", "/static/../server.py")[0] == 404
