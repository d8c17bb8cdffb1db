"""Draws again what Slack shows of something that has changed since.

What changed is noted in the unit of work that changed it, so nothing is lost; what is drawn is made
from how things stand when it is drawn, so it can be drawn twice. A bot that is killed meanwhile
leaves a lease behind, after which whoever runs next draws it.
"""

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from slack_sdk import WebClient

from bot.context import ContextFactory
from bot.slack.api_errors import CALL_ERRORS, CallFailedError, Meaning, understand
from bot.slack.errors import log_only
from db.session import Session

log = logging.getLogger(__name__)

ROUND: Final = 500

Drawing = TypeVar("Drawing")
Drawn = TypeVar("Drawn")


@dataclass(frozen=True)
class RefreshPolicy:
    """How often one thing is drawn, and how long what could not be drawn is left alone."""

    rest: timedelta = timedelta(seconds=3)
    lease: timedelta = timedelta(minutes=1)
    setback: timedelta = timedelta(minutes=1)


class UnseenError(Exception):
    """Whoever looks at it cannot be reached in Slack any more."""


@dataclass
class Redrawing(ABC, Generic[Drawing, Drawn]):
    """Keeps one kind of thing fresh; every replica may have one. `client` never repeats a call."""

    contexts: ContextFactory
    client: WebClient
    policy: RefreshPolicy = field(default_factory=RefreshPolicy)
    _quiet_until: datetime | None = None

    def refresh(self) -> None:
        """Draw what must be drawn, until nothing is left or Slack wants to be left alone."""
        for _ in range(ROUND):
            if self._is_quiet() or not self._draw_next():
                return

    @abstractmethod
    def claim(self, session: Session, at: datetime) -> Drawing | None:
        """Take what must be drawn next, for as long as the policy's lease."""

    @abstractmethod
    def composed(self, session: Session, drawing: Drawing, at: datetime) -> Drawn:
        """Make it ready; UnseenError where nobody looks at it any more."""

    @abstractmethod
    def publish(self, drawn: Drawn) -> None:
        """Give it to Slack."""

    @abstractmethod
    def settle(self, session: Session, drawing: Drawing, drawn: Drawn | None, at: datetime) -> None:
        """Record that it is shown; None where Slack never will."""

    @abstractmethod
    def put_off(self, session: Session, drawing: Drawing, until: datetime) -> None:
        """Leave it alone for a while."""

    @abstractmethod
    def forget(self, session: Session, drawing: Drawing) -> None:
        """Draw it no more."""

    def _is_quiet(self) -> bool:
        return self._quiet_until is not None and self.contexts.now() < self._quiet_until

    def _draw_next(self) -> bool:
        with self.contexts.database.begin() as session:
            drawing = self.claim(session, self.contexts.now())
        if drawing is None:
            return False
        self._draw(drawing)
        return True

    def _draw(self, drawing: Drawing) -> None:
        try:
            with self.contexts.database.read() as session:
                drawn = self.composed(session, drawing, self.contexts.now())
            self._publish(drawn)
        except UnseenError:
            with self.contexts.database.begin() as session:
                self.forget(session, drawing)
        except CallFailedError as failed:
            self._handle_failure(drawing, failed)
        except Exception as error:  # noqa: BLE001  (a bug in one must not stop the others)
            log_only(error)
            self._leave(drawing, self.policy.setback)
        else:
            self._settle(drawing, drawn)

    def _publish(self, drawn: Drawn) -> None:
        try:
            self.publish(drawn)
        except CALL_ERRORS as error:
            raise understand(error) from None

    def _handle_failure(self, drawing: Drawing, failed: CallFailedError) -> None:
        log.warning("%s was not drawn: %s", drawing, failed.name)
        match failed.meaning:
            case Meaning.REFUSED:
                self._settle(drawing, None)  # the next change is another matter
            case Meaning.LIMITED:
                self._pause(drawing, timedelta(seconds=failed.retry_after))
            case Meaning.CLOSED:
                self._pause(drawing, self.policy.setback)
            case _:
                self._leave(drawing, self.policy.setback)

    def _pause(self, drawing: Drawing, pause: timedelta) -> None:
        self._quiet_until = self.contexts.now() + pause
        self._leave(drawing, pause)

    def _leave(self, drawing: Drawing, pause: timedelta) -> None:
        with self.contexts.database.begin() as session:
            self.put_off(session, drawing, self.contexts.now() + pause)

    def _settle(self, drawing: Drawing, drawn: Drawn | None) -> None:
        with self.contexts.database.begin() as session:
            self.settle(session, drawing, drawn, self.contexts.now())
