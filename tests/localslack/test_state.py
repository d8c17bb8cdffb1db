"""What is kept from one start to the next."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from localslack.kinds import DefinitionError
from localslack.server import Workspace
from tests.localslack.slack import Browser, client, definition, running

METADATA = {"event_type": "reminder", "event_payload": {"id": "r1"}}


def test_a_restart_finds_everything_again(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    with running(state=state) as first:
        page, web = Browser(first), client(first)
        ts = web.chat_postMessage(channel="U01", text="due", metadata=METADATA)["ts"]
        web.chat_postMessage(channel="U01", text="gone")
        web.chat_delete(channel="D01", ts=page.stored("D01")[-1]["ts"])
        web.views_publish(user_id="U01", view={"type": "home", "blocks": [{"type": "divider"}]})
        web.conversations_join(channel="C02")
        page.post("/control/users", action="deactivate", user="U02")
        page.post("/control/clock", now="2026-06-01T09:00:00+00:00")
        page.messages("D01")
        before = page.stored("D01")

    with running(state=state) as second:
        page, web = Browser(second), client(second)
        assert page.stored("D01") == before
        assert (before[0]["ts"], before[0]["metadata"]) == (ts, METADATA)
        assert page.get("/page/home", user="U01")["view"]["blocks"][0]["type"] == "divider"
        assert web.conversations_info(channel="C02")["channel"]["is_member"]
        assert web.users_info(user="U02")["user"]["deleted"]
        assert page.get("/clock")["now"].startswith("2026-06-01T09:0")
        assert [one["unread"] for one in page.get("/page/conversations", user="U01")][-1] == 0
        assert web.chat_postMessage(channel="U01", text="next")["ts"] > ts


def test_after_a_reset_it_is_as_it_was_defined(tmp_path: Path) -> None:
    with running(state=tmp_path / "state.db") as workspace:
        page, web = Browser(workspace), client(workspace)
        ts = web.chat_postMessage(channel="U01", text="due", metadata=METADATA)["ts"]
        web.views_publish(user_id="U01", view={"type": "home", "blocks": [{"type": "divider"}]})
        web.conversations_join(channel="C02")
        page.post("/control/users", action="deactivate", user="U02")
        page.post("/control/clock", now="2026-06-01T09:00:00+00:00")
        page.post("/control/faults", method="chat.postMessage", kind="500_before")
        page.post("/control/reset")
        assert page.get("/control/calls") == page.stored("D01") == []
    with running(state=tmp_path / "state.db") as again:
        page, web = Browser(again), client(again)
        assert page.stored("D01") == []
        assert page.get("/page/home", user="U01")["view"] is None
        assert not web.conversations_info(channel="C02")["channel"]["is_member"]
        assert not web.users_info(user="U02")["user"]["deleted"]
        assert page.get("/clock")["now"].startswith("2026-03-04T09:0")
        assert web.chat_postMessage(channel="U01", text="next")["ts"] >= ts


def test_after_a_reset_no_fault_is_still_to_come() -> None:
    with running() as workspace:
        page = Browser(workspace)
        page.post("/control/faults", method="chat.postMessage", kind="500_before")
        page.post("/control/reset")
        assert client(workspace).chat_postMessage(channel="U01", text="due")["ok"]


def test_without_a_state_a_restart_begins_anew() -> None:
    with running() as first:
        client(first).chat_postMessage(channel="U01", text="x")
    with running() as second:
        assert Browser(second).stored("D01") == []


def test_killed_at_any_moment_it_has_what_it_said_it_had(tmp_path: Path) -> None:
    workspace, state = tmp_path / "workspace.json", tmp_path / "state.db"
    workspace.write_text(json.dumps(definition()))
    command = [sys.executable, "-m", "localslack", "--port", "0"]
    command += ["--workspace", str(workspace), "--state", str(state)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().removeprefix("ready ").strip()
        served = Workspace(definition(), port=int(url.rstrip("/").rpartition(":")[2]))
        web = client(served)
        posted = [web.chat_postMessage(channel="U01", text=str(n))["ts"] for n in range(20)]
        process.send_signal(signal.SIGKILL)

    with running(state=state) as again:
        assert [one["ts"] for one in Browser(again).stored("D01")] == posted


def test_a_file_that_is_no_state_is_refused_in_a_sentence(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    state.write_text("not a database, but long enough to look like something" * 10)
    with pytest.raises(DefinitionError, match=f"Cannot keep the workspace in {state}"):
        Workspace(definition(), state=state).start()
