"""Draws the App Home of everyone anew for whom something has changed.

What changed is noted in the unit of work that changed it (`db/home/freshness.py`), so nothing is
lost; a Home is drawn from how things stand when it is drawn, so it can be drawn twice. Nobody's is
drawn more often than once in `RefreshPolicy.rest`, however much changes.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk import WebClient

from bot.context import ContextFactory
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.slack.api_errors import CALL_ERRORS, CallFailedError, Meaning, understand
from bot.slack.errors import log_only
from db.home import queries as homes
from db.home.queries import HomeDrawing
from db.models import Home

log = logging.getLogger(__name__)

ROUND: Final = 500


@dataclass(frozen=True)
class RefreshPolicy:
    """How often a Home is drawn, and how long one that could not be drawn is left alone."""

    rest: timedelta = timedelta(seconds=3)
    lease: timedelta = timedelta(minutes=1)
    setback: timedelta = timedelta(minutes=1)


class UnseenError(Exception):
    """Whoever's Home it is cannot be reached in Slack any more."""


@dataclass
class HomeRefresher:
    """Keeps every App Home fresh; every replica may have one. `client` never repeats a call."""

    contexts: ContextFactory
    client: WebClient
    policy: RefreshPolicy = field(default_factory=RefreshPolicy)
    _quiet_until: datetime | None = None

    def refresh(self) -> None:
        """Draw what must be drawn, until nothing is left or Slack wants to be left alone."""
        for _ in range(ROUND):
            if self._is_quiet() or not self._draw_next():
                return

    def _is_quiet(self) -> bool:
        return self._quiet_until is not None and self.contexts.now() < self._quiet_until

    def _draw_next(self) -> bool:
        with self.contexts.database.begin() as session:
            home = homes.claim(session, self.contexts.now(), self.policy.lease)
        if home is None:
            return False
        self._draw(HomeDrawing(home.person_id, home.changed))
        return True

    def _draw(self, drawing: HomeDrawing) -> None:
        try:
            user, view = self._composed(drawing)
            self._publish(user, view)
        except UnseenError:
            with self.contexts.database.begin() as session:
                homes.forget(session, drawing.person_id)
        except CallFailedError as failed:
            self._handle_failure(drawing, failed)
        except Exception as error:  # noqa: BLE001  (a bug in one Home must not stop the others)
            log_only(error)
            self._put_off(drawing, self.policy.setback)
        else:
            self._settle(drawing)

    def _composed(self, drawing: HomeDrawing) -> tuple[str, dict[str, Any]]:
        now = self.contexts.now()
        with self.contexts.database.read() as session:
            home = session.get_one(Home, drawing.person_id)
            ctx = self.contexts.context_for(session, homes.person_of(session, home), now)
            if ctx.person.slack_id is None or not ctx.person.is_reachable(ctx.today):
                raise UnseenError
            is_new = home.news_until is not None and now < home.news_until
            news = home.news if is_new and home.news else []
            return ctx.person.slack_id, home_view(ctx, Choice.read(home.choice), news)

    def _publish(self, user: str, view: dict[str, Any]) -> None:
        try:
            self.client.views_publish(user_id=user, view=view)
        except CALL_ERRORS as error:
            raise understand(error) from None

    def _handle_failure(self, drawing: HomeDrawing, failed: CallFailedError) -> None:
        log.warning("the Home of person %s: %s", drawing.person_id, failed.name)
        match failed.meaning:
            case Meaning.REFUSED:
                self._settle(drawing)  # the next change is another matter
            case Meaning.LIMITED:
                self._pause(drawing, timedelta(seconds=failed.retry_after))
            case Meaning.CLOSED:
                self._pause(drawing, self.policy.setback)
            case _:
                self._put_off(drawing, self.policy.setback)

    def _pause(self, drawing: HomeDrawing, pause: timedelta) -> None:
        self._quiet_until = self.contexts.now() + pause
        self._put_off(drawing, pause)

    def _put_off(self, drawing: HomeDrawing, pause: timedelta) -> None:
        with self.contexts.database.begin() as session:
            homes.put_off(session, drawing.person_id, self.contexts.now() + pause)

    def _settle(self, drawing: HomeDrawing) -> None:
        now = self.contexts.now()
        with self.contexts.database.begin() as session:
            homes.drawn(session, drawing, now.date(), now + self.policy.rest)
