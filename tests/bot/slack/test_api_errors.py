"""What a failed call to Slack means."""

import errno
import socket
import ssl
from email.message import Message
from http.client import IncompleteRead, RemoteDisconnected
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.api_errors import Meaning, understand


def answered(
    data: dict[str, Any] | str, status: int = 200, headers: dict[str, str] | None = None
) -> SlackApiError:
    """Return what Slack's own client raises for an answer."""
    # The client turns what is no JSON into such an error of its own.
    body = data if isinstance(data, dict) else {"ok": False, "error": f"Received: {data}"}
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=body,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("Failed.", response)  # type: ignore[no-untyped-call]  # slack_sdk's own


def refused(name: str, status: int = 200) -> SlackApiError:
    return answered({"ok": False, "error": name}, status)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (refused("channel_not_found"), Meaning.REFUSED),
        (refused("user_not_found"), Meaning.REFUSED),
        (refused("user_disabled"), Meaning.REFUSED),
        (refused("invalid_blocks"), Meaning.REFUSED),
        (refused("msg_too_long"), Meaning.REFUSED),
        (refused("is_archived"), Meaning.REFUSED),
        (refused("invalid_auth"), Meaning.CLOSED),
        (refused("token_revoked"), Meaning.CLOSED),
        (refused("missing_scope"), Meaning.CLOSED),
        (refused("account_inactive"), Meaning.CLOSED),
        (refused("invalid_auth", 401), Meaning.CLOSED),
        (refused("internal_error"), Meaning.UNKNOWN),
        (refused("service_unavailable", 503), Meaning.UNKNOWN),
        (refused("an_error_nobody_has_met"), Meaning.NOT_DONE),
        (answered("<html>Bad gateway</html>", 502), Meaning.UNKNOWN),
        (answered("<html>Sign in to this network</html>"), Meaning.UNKNOWN),
        (TimeoutError(), Meaning.UNKNOWN),
        (ConnectionResetError(), Meaning.UNKNOWN),
        (RemoteDisconnected(""), Meaning.UNKNOWN),
        (IncompleteRead(b"{"), Meaning.UNKNOWN),
        (URLError(TimeoutError()), Meaning.UNKNOWN),
        (HTTPError("https://files.slack.com", 400, "Bad", Message(), None), Meaning.UNKNOWN),
        (URLError(ConnectionRefusedError()), Meaning.CLOSED),
        (URLError(socket.gaierror()), Meaning.CLOSED),
        (URLError(ssl.SSLCertVerificationError()), Meaning.CLOSED),
        (URLError(OSError(errno.ENETUNREACH, "Network is unreachable")), Meaning.CLOSED),
    ],
    ids=str,
)
def test_each_failure_is_understood(error: Exception, meaning: Meaning) -> None:
    assert understand(error).meaning is meaning


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "17"}, 17), ({"retry-after": "0"}, 1), ({}, 30), ({"Retry-After": "x"}, 30)],
)
def test_slack_says_for_how_long_to_leave_it_alone(headers: dict[str, str], seconds: int) -> None:
    failed = understand(answered({"ok": False, "error": "ratelimited"}, 429, headers))
    assert (failed.meaning, failed.retry_after) == (Meaning.LIMITED, seconds)


def test_a_proxys_page_is_named_by_its_status_and_never_quoted() -> None:
    assert str(understand(answered("<html>Bad gateway</html>", 502))) == "HTTP 502"
