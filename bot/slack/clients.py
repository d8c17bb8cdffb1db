"""Slack's clients as the bot uses them: each waits where Slack asks for patience, none re-posts.

The library's own default posts again after a broken connection, though the first may have arrived.
"""

import json
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from ssl import SSLContext, create_default_context
from time import sleep
from typing import Any, Final
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from slack_sdk import WebClient
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from slack_sdk.webhook import WebhookResponse

TIMEOUT_S: Final = 10
# Somebody looks at the screen: a longer wait is left to the outbox.
LONGEST_WAIT_S: Final = 10
TRIES_WHILE_WATCHED: Final = 2
TRIES_IN_BACKGROUND: Final = 20


class WaitsAsAsked(RateLimitErrorRetryHandler):
    """Calls again after a 429, once as much time has passed as Slack asks for."""

    def __init__(self, tries: int, longest_wait_s: float) -> None:
        super().__init__(tries)
        self._longest_wait_s = longest_wait_s

    def _can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = super()._can_retry(state=state, request=request, response=response, error=error)
        return limited and response is not None and _asked_for_s(response) <= self._longest_wait_s


def _asked_for_s(response: HttpResponse) -> float:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return _seconds(*headers.get("retry-after", ()))


def _seconds(told: str = "", *_: str) -> float:
    try:
        return float(told)
    except ValueError:
        return 1.0


@dataclass(frozen=True)
class ReplyClient:
    """Posts to one response_url."""

    url: str
    timeout_s: int

    def send(self, **message: Any) -> WebhookResponse:  # noqa: ANN401  (as Slack takes it)
        """Post a message; return what Slack says, whether it takes it or not.

        It waits as the listeners' client does. Raises one of CALL_ERRORS where Slack says nothing.
        """
        request = Request(self.url, json.dumps(message).encode(), _AS_JSON)
        said = self._posted(request)
        for _ in range(TRIES_WHILE_WATCHED):
            wait_s = _seconds(said.headers.get("retry-after", ""))
            if said.status_code != HTTPStatus.TOO_MANY_REQUESTS or wait_s > LONGEST_WAIT_S:
                break
            sleep(wait_s)
            said = self._posted(request)
        return said

    def _posted(self, request: Request) -> WebhookResponse:
        with _way_out().open(request, timeout=self.timeout_s) as said:
            headers = {name.lower(): value for name, value in said.headers.items()}
            body = said.read().decode(errors="replace")
            return WebhookResponse(
                url=self.url, status_code=said.status, body=body, headers=headers
            )


_AS_JSON: Final = {"Content-Type": "application/json;charset=utf-8", "User-Agent": "live-audit"}


@cache
def _way_out() -> OpenerDirector:
    """Return what opens an address of the web, by the proxy that Slack's library takes too.

    It follows nobody elsewhere, and what Slack refuses is an answer as any other.
    """
    proxy = load_http_proxy_from_env()
    proxies = {"http": proxy, "https": proxy} if proxy else {}
    opener = OpenerDirector()
    for handler in (ProxyHandler(proxies), HTTPHandler(), HTTPSHandler(context=tls())):
        opener.add_handler(handler)
    opener.add_handler(UnknownHandler())
    return opener


@cache
def tls() -> SSLContext:
    """Return by which certificates Slack is known, read once.

    Left to itself, Python 3.11 reads all of this machine's for each call: 20 ms of processor.
    """
    return create_default_context()


def listening_client(token: str, base_url: str) -> WebClient:
    """Return the client of the listeners, who have somebody waiting for them."""
    return _client(token, base_url, WaitsAsAsked(TRIES_WHILE_WATCHED, LONGEST_WAIT_S))


def patient_client(token: str, base_url: str) -> WebClient:
    """Return a client for what nobody waits for and Slack limits closely, as users.list."""
    return _client(token, base_url, WaitsAsAsked(TRIES_IN_BACKGROUND, float("inf")))


def _client(token: str, base_url: str, patience: WaitsAsAsked) -> WebClient:
    known_by = tls() if base_url.startswith("https:") else None
    return WebClient(token, base_url, TIMEOUT_S, ssl=known_by, retry_handlers=[patience])


def reply_client(response_url: str, timeout_s: int) -> ReplyClient:
    """Return the client of one response_url."""
    return ReplyClient(response_url, timeout_s)
