"""The small council's Slack, for tests that deliver into it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.request import Request, urlopen

from localslack.server import Workspace
from tests.people import LINE, NOW
from tests.waiting import HANG_S

TOKEN = "xoxb-local"  # the local Slack's own; it opens nothing else
SCOPES = [
    "chat:write", "channels:read", "files:write", "groups:read", "im:history", "im:write",
    "users:read",
]  # fmt: skip

Definition = dict[str, Any]


def definition(**changes: object) -> Definition:
    """Describe the workspace of the small council, at the time of the tests."""
    users = [
        {"id": f"U{number:02}", "name": f"person{number}", "real_name": role}
        for number, role in enumerate(LINE, start=1)
    ]
    return {
        "team": {"id": "T1", "name": "Sample Council"},
        "bot": {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Live audit"},
        "scopes": SCOPES,
        "users": users,
        "start": NOW.isoformat(),
        **changes,
    }


@dataclass(frozen=True)
class CouncilSlack:
    """A running workspace, what has arrived in it, and how to make it fail."""

    url: str

    @property
    def api(self) -> str:
        """Return the base address of the Web API."""
        return f"{self.url}/api/"

    def fail(
        self, kind: str, method: str = "chat.postMessage", times: int = 1, **more: object
    ) -> None:
        """Let the next calls of a method fail; `more` is retry_after, or the error's name."""
        self._ask("/control/faults", {"method": method, "kind": kind, "times": times, **more})

    def keep_rates(self, now: datetime) -> None:
        """Keep Slack's own limits of each method from now on; `now` is the workspace's time."""
        self.set_clock(now)
        self._ask("/control/rates", {"keep": True})

    def set_clock(self, now: datetime) -> None:
        """Make it that time in the workspace."""
        self._ask("/control/clock", {"now": now.isoformat()})

    def deactivate(self, slack_id: str) -> None:
        """Let somebody leave the workspace."""
        self._ask("/control/users", {"action": "deactivate", "user": slack_id})

    def texts(self) -> list[str]:
        """Return the text of every message that has arrived."""
        return [str(message["text"]) for message in self.messages()]

    def messages(self) -> list[dict[str, Any]]:
        """Return every message that has arrived."""
        found: list[dict[str, Any]] = self._ask("/control/messages")
        return found

    def calls(self, method: str) -> list[dict[str, Any]]:
        """Return the arguments of every call of a method."""
        return [call["args"] for call in self.journal(method)]

    def journal(self, method: str) -> list[dict[str, Any]]:
        """Return every call of a method: its arguments, when it began, and when it was answered."""
        calls = self._ask("/control/calls")
        return [call for call in calls if call["method"] == method]

    def _ask(self, path: str, body: Mapping[str, object] | None = None) -> Any:  # noqa: ANN401  (JSON)
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.url + path, sent), timeout=HANG_S) as answer:
            return json.load(answer)


@contextmanager
def running(**changes: object) -> Iterator[CouncilSlack]:
    """Run the workspace for as long as the block lasts."""
    workspace = Workspace(definition(**changes))
    workspace.start()
    try:
        yield CouncilSlack(workspace.url)
    finally:
        workspace.stop()
