"""Slack's clients as the bot uses them: each waits where Slack asks for patience, none re-posts.

The library's own default posts again after a broken connection, though the first may have arrived.
"""

from typing import Final

from slack_sdk import WebClient
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

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
    try:
        return float(headers["retry-after"][0])
    except (KeyError, ValueError, IndexError):
        return 1.0


def listening_client(token: str, base_url: str) -> WebClient:
    """Return the client of the listeners, who have somebody waiting for them."""
    return WebClient(token, base_url, timeout=TIMEOUT_S, retry_handlers=[_while_watched()])


def patient_client(token: str, base_url: str) -> WebClient:
    """Return a client for what nobody waits for and Slack limits closely, as users.list."""
    handlers = [WaitsAsAsked(TRIES_IN_BACKGROUND, float("inf"))]
    return WebClient(token, base_url, timeout=TIMEOUT_S, retry_handlers=[*handlers])


def reply_client(response_url: str, timeout_s: int) -> WebhookClient:
    """Return the client of one response_url."""
    return WebhookClient(response_url, timeout=timeout_s, retry_handlers=[_while_watched()])


def _while_watched() -> WaitsAsAsked:
    return WaitsAsAsked(TRIES_WHILE_WATCHED, LONGEST_WAIT_S)
