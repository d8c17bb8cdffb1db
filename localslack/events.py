"""The Events API: what the workspace tells the bot unasked."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import datetime

from localslack.definition import Definition
from localslack.kinds import Json
from localslack.sockets import Envelope, Line, NoBotError, RefusedError


class Events:
    """Tells the bot what it subscribed to, and tells it again when it does not acknowledge.

    `retries` are the seconds Slack waits before each further try.
    """

    def __init__(
        self,
        definition: Definition,
        line: Line,
        now: Callable[[], datetime],
        retries: tuple[float, ...],
    ) -> None:
        self._definition = definition
        self._line = line
        self._now = now
        self._retries = retries
        self._telling: set[asyncio.Task[None]] = set()

    def publish(self, subscription: str, event: Json) -> None:
        """Tell the bot, if it subscribed; does not wait."""
        if subscription not in self._definition.events:
            return
        telling = asyncio.get_running_loop().create_task(self._tell(self._callback(event)))
        self._telling.add(telling)
        telling.add_done_callback(self._telling.discard)

    def close(self) -> None:
        """Stop telling."""
        for telling in self._telling:
            telling.cancel()

    async def _tell(self, payload: Json) -> None:
        envelope = Envelope("events_api", payload, accepts_response=False)
        for wait in (*self._retries, None):
            try:
                await self._line.send(envelope)
            except TimeoutError:
                envelope = envelope.again("timeout")
            except RefusedError:
                envelope = envelope.again("refused")
            except NoBotError:
                envelope = envelope.again("connection_failed")
            else:
                return
            if wait is not None:
                await asyncio.sleep(wait)

    def _callback(self, event: Json) -> Json:
        team, bot = self._definition.team["id"], self._definition.bot
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": bot.user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "local",
            "team_id": team,
            "api_app_id": bot.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(self._now().timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }
