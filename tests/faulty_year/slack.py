"""A Slack that lives in this process: it takes calls, fails as it is told to, and keeps a journal.

It shares nothing with the bot but Slack's own client, whose arguments it sees as Slack would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

Json = dict[str, Any]

# What a fault is called, and whether Slack does what was asked although it does not say so.
LOST_ANSWERS = ("timeout after", "reset after", "500 after")
NOT_REACHED = ("refused connection", "timeout before", "reset before", "500 before")
OK, TOO_MANY, SERVER_ERROR = 200, 429, 500


@dataclass(frozen=True)
class Post:
    """One message as it stands in a conversation, and in whose."""

    ts: str
    at: float
    channel: str
    text: str
    token: str  # of the outbox; an answer has none


@dataclass
class ModelledSlack:
    """The workspace: what was posted where. `fault` says, for each call, how it fails ("" not)."""

    seconds: Callable[[], float]
    fault: Callable[[str], str]
    posts: list[Post] = field(default_factory=list)
    failed: dict[str, int] = field(default_factory=dict)  # how often each fault was met

    def call(self, method: str, asked: Mapping[str, Any]) -> tuple[int, Json]:
        """Do what a call asks, or fail before it or after it."""
        fault = self.fault(method)
        if fault:
            self.failed[fault] = self.failed.get(fault, 0) + 1
        if fault == "429":
            return TOO_MANY, {"ok": False, "error": "ratelimited"}
        if fault in NOT_REACHED:
            return self._broken(fault)
        done = self._done(method, asked)
        return self._broken(fault) if fault in LOST_ANSWERS else (OK, {"ok": True, **done})

    def _broken(self, fault: str) -> tuple[int, Json]:
        match fault.split()[0]:
            case "timeout":
                raise TimeoutError(fault)
            case "reset":
                raise ConnectionResetError(fault)
            case "refused":
                raise URLError(ConnectionRefusedError(fault))
        return SERVER_ERROR, {"ok": False, "error": "fatal_error"}

    def _done(self, method: str, asked: Mapping[str, Any]) -> Json:
        match method:
            case "conversations.open":
                return {"channel": {"id": conversation(str(asked["users"]))}}
            case "chat.postMessage":
                channel = conversation(str(asked["channel"]))
                payload = (asked.get("metadata") or {}).get("event_payload", {})
                return self._post(channel, str(asked["text"]), str(payload.get("token", "")))
            case "conversations.history":
                return {"messages": self._history(str(asked["channel"]), float(asked["oldest"]))}
            case "files.getUploadURLExternal":
                return {"upload_url": "data:,taken", "file_id": f"F{len(self.posts)}"}
            case "files.completeUploadExternal":
                return self._post(str(asked["channel_id"]), str(asked["initial_comment"]), "")
            case "chat.update":
                return {"ts": asked["ts"], "channel": asked["channel"]}
        raise NotImplementedError(method)

    def _post(self, channel: str, text: str, token: str) -> Json:
        at = self.seconds()
        ts = f"{at:.0f}.{len(self.posts):06}"
        self.posts.append(Post(ts, at, channel, text, token))
        return {"ts": ts, "channel": channel}

    def _history(self, channel: str, oldest: float) -> list[Json]:
        """Return what stands in a conversation; all of it fits on one page."""
        found = [post for post in self.posts if post.channel == channel and post.at >= oldest]
        kind = "live_audit_message"
        return [
            {
                "ts": post.ts,
                "metadata": {"event_type": kind, "event_payload": {"token": post.token}},
            }
            for post in reversed(found)
        ]


class ModelledClient(WebClient):
    """Slack's own client, with the modelled workspace in the place of the network."""

    def __init__(self, slack: ModelledSlack) -> None:
        super().__init__("xoxb-modelled", retry_handlers=[])
        self._slack = slack

    def api_call(  # every method of the client ends here
        self,
        api_method: str,
        *,
        http_verb: str = "POST",
        files: Mapping[str, Any] | None = None,
        data: Any = None,  # noqa: ANN401  (as the client has it)
        params: Mapping[str, Any] | None = None,
        json: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Mapping[str, str] | None = None,
    ) -> SlackResponse:
        """Ask the modelled workspace; raise as the client does where it refuses."""
        asked = {**(params or {}), **(data or {}), **(json or {})}
        status, told = self._slack.call(api_method, asked)
        response = SlackResponse(
            client=self,
            http_verb=http_verb,
            api_url=api_method,
            req_args={},
            data=told,
            headers={"Retry-After": "30"},
            status_code=status,
        )
        response.validate()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        return response


def conversation(who: str) -> str:
    """Return the conversation the bot has with somebody, or with several."""
    return who if who.startswith("D") else f"D{who.replace(',', '')}"
