from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from localslack.server import Workspace
from tests.localslack.slack import Bot, Browser, client, running
from tests.waiting import HANG_S, eventually, patient


def inject(page: Browser, kind: str, **more: object) -> None:
    page.post("/control/faults", method="chat.postMessage", kind=kind, **more)


def texts(page: Browser) -> list[str]:
    return [one["text"] for one in page.stored("C01")]


def test_a_rate_limit_says_when_to_come_back(web: WebClient, page: Browser) -> None:
    inject(page, "ratelimited", retry_after=30)
    with pytest.raises(SlackApiError) as limited:
        web.chat_postMessage(channel="C01", text="too soon")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "30"
    assert limited.value.response["error"] == "ratelimited"
    assert "too soon" not in texts(page)


@pytest.mark.parametrize(
    ("kind", "raised"),
    [("500", SlackApiError), ("reset", ConnectionError), ("timeout", TimeoutError)],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_fault_comes_before_or_after_storing(
    workspace: Workspace, page: Browser, kind: str, raised: type[Exception], when: str
) -> None:
    web = client(workspace)
    web.timeout = round(patient(1.0) if kind == "timeout" else HANG_S)
    text = f"{kind} {when}"
    inject(page, f"{kind}_{when}")
    with pytest.raises(raised):
        web.chat_postMessage(channel="C01", text=text)
    assert (text in texts(page)) == (when == "after")


@pytest.mark.parametrize("kind", ["timeout_after", "reset_after"])
def test_a_form_fails_as_json_does(workspace: Workspace, page: Browser, kind: str) -> None:
    web = client(workspace)
    web.timeout = round(patient(1.0))
    inject(page, kind)
    with pytest.raises((ConnectionError, TimeoutError)):
        web.api_call("chat.postMessage", data={"channel": "C01", "text": f"form {kind}"})
    assert f"form {kind}" in texts(page)


def test_a_fault_comes_as_often_as_asked_and_for_its_method_only(
    web: WebClient, page: Browser
) -> None:
    inject(page, "500_before", times=2)
    assert web.auth_test()["ok"]
    for _ in range(2):
        with pytest.raises(SlackApiError):
            web.chat_postMessage(channel="C01", text="x")
    assert web.chat_postMessage(channel="C01", text="x")["ok"]


def test_a_response_url_can_fail_too(page: Browser, bot: Bot) -> None:
    page.post("/page/command", user="U01", channel="C01", text="/action")
    url = bot.expect("slash_commands")["response_url"]
    page.post("/control/faults", method="response_url", kind="500_before")
    hook = WebhookClient(url, retry_handlers=[])
    assert [hook.send(text="x").status_code for _ in range(2)] == [500, 200]


def test_an_unknown_fault_is_refused_with_an_example(page: Browser) -> None:
    status, answer = page.ask("POST", "/control/faults", {"method": "auth.test", "kind": "slow"})
    assert status == 400
    assert "timeout_after" in answer["error"]


def test_a_call_held_open_does_not_keep_the_workspace_from_stopping(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with running() as workspace, ThreadPoolExecutor() as pool:
        page, web = Browser(workspace), client(workspace)
        inject(page, "timeout_before")
        held = pool.submit(lambda: web.chat_postMessage(channel="C01", text="x"))
        eventually(lambda: page.get("/control/calls") or None, "the call")
        workspace.stop()
        assert held.exception(timeout=HANG_S) is not None
    assert not [one for one in caplog.records if one.name.startswith("uvicorn")]


def test_a_call_that_is_delayed_is_carried_out_all_the_same(web: WebClient, page: Browser) -> None:
    inject(page, "delayed", seconds=0.5)
    web.chat_postMessage(channel="C01", text="late")
    assert "late" in texts(page)
    [call] = [one for one in page.get("/control/calls") if one["args"].get("text") == "late"]
    begun, ended = (datetime.fromisoformat(call[name]) for name in ("begun", "at"))
    assert ended - begun >= timedelta(seconds=0.5)
