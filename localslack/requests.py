"""HTTP instead of Socket Mode: the bot is told by requests, signed as Slack signs them."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from localslack.definition import Definition
from localslack.kinds import Json
from localslack.sockets import Envelope, NoBotError, RefusedError

AT_ONCE = 40  # so many may wait for a bot that hangs
HANG_SECONDS = 60.0  # ends a thread whose request was given up long ago
RETRY_REASONS = {"timeout": "http_timeout", "refused": "http_error"}


class Requests:
    """Posts to the addresses in the app's manifest; `patience` is in seconds."""

    def __init__(
        self, definition: Definition, patience: float, changed: Callable[[bool], None]
    ) -> None:
        self._definition = definition
        self._patience = patience
        self._changed = changed
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="requests")
        self.connected = True  # as far as is known; a bot that cannot be reached sets it
        self.last: Envelope | None = None

    async def send(self, envelope: Envelope) -> Json:
        """Tell the bot and return its answer; raise TimeoutError, RefusedError or NoBotError."""
        self.last = envelope
        request = self._signed(envelope)
        loop = asyncio.get_running_loop()
        posting = loop.run_in_executor(self._workers, _post, request)
        try:
            answer = await asyncio.wait_for(posting, self._patience)
        except NoBotError:
            self._note(connected=False)
            raise
        self._note(connected=True)
        return answer

    async def disconnect(self) -> None:
        """Do nothing: there is no connection that could be refreshed."""

    def close(self) -> None:
        """Wait for nobody any more."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def _note(self, *, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            self._changed(connected)

    def _signed(self, envelope: Envelope) -> Request:
        secret = self._definition.bot.signing_secret
        body, kind = _body(envelope)
        address = self._definition.requests.get(envelope.kind, "")
        if envelope.kind == "slash_commands":
            named = {one["command"]: one for one in self._definition.commands}
            address = named[envelope.payload["command"]]["url"]
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0 (+https://api.slack.com)"}
        return Request(address, body, headers | signature(secret, body) | _retry(envelope))


def signature(secret: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """Return the headers by which a request is known as Slack's; `at` is a time, in seconds."""
    sent_at = str(int(time.time()) if at is None else at)
    signed = hmac.new(secret.encode(), f"v0:{sent_at}:".encode() + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": sent_at,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }


def _body(envelope: Envelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), "application/json"
    form = envelope.payload
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _retry(envelope: Envelope) -> dict[str, str]:
    if not envelope.retry:
        return {}
    reason = RETRY_REASONS.get(envelope.retry_reason, envelope.retry_reason)
    return {"X-Slack-Retry-Num": str(envelope.retry), "X-Slack-Retry-Reason": reason}


def _post(request: Request) -> Json:
    """Return what the bot answers: nothing, or what to show."""
    try:
        with urlopen(request, timeout=HANG_SECONDS) as answer:
            text = answer.read().decode()
    except HTTPError as error:
        error.close()
        raise RefusedError(f"{error.code}") from error
    except (OSError, HTTPException) as error:
        raise NoBotError from error
    with suppress(ValueError):
        shown = json.loads(text)
        return shown if isinstance(shown, dict) else {}
    return {"text": text} if text else {}
