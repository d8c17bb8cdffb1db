"""Writes down what became of a message somebody is delivering."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.delivery.rendered import LeftForMorning
from bot.delivery.retry import RetryPolicy
from bot.slack.turn import ignore_stage
from db.models import Message
from db.outbox import cards, claims
from db.outbox import queries as outbox
from db.session import Database, Session

log = logging.getLogger(__name__)


class OvertakenError(Exception):
    """The lease ran out and somebody else has the message now."""


@dataclass(frozen=True)
class Outcomes:
    """What can become of a message; each raises OvertakenError once somebody else has it."""

    database: Database
    now: Callable[[], datetime]
    policy: RetryPolicy
    on_result: Callable[[str], None] = ignore_stage  # what became of each, in a word

    def sent(
        self, message: Message, channel: str, ts: str | None, shown: str | None = None
    ) -> None:
        """Record that Slack has it, and the digest of what it shows, if that is known."""
        log.info("message %s (%s) is sent", message.id, message.kind)

        def finish(session: Session) -> bool:
            held = outbox.sent(session, message, channel, ts, self.now())
            if held:
                cards.arrived(session, message.id, shown)
            return held

        self._record(finish, "sent")

    def stale(self, message: Message) -> None:
        """Record that nothing true was left to say."""
        self._record(lambda session: outbox.stale(session, message, self.now()), "stale")

    def leave_for_morning(self, message: Message, left: LeftForMorning) -> None:
        """Let it go with its reader's morning."""
        share, key = left.share, left.morning
        self._record(
            lambda session: outbox.leave_for_morning(session, message, share, key, self.now())
        )

    def set_channel(self, message: Message, channel: str) -> bool:
        """Record the conversation into which it is about to be posted, if nobody else is there.

        Else it is put back until its turn comes in that conversation.
        """
        now, pace = self.now(), self.policy.pace
        with self.database.begin() as session:
            is_free = claims.is_free(session, message, channel, now, pace)
            held = not is_free or outbox.record_channel(session, message, channel)
        if not held:
            raise OvertakenError
        if not is_free:
            wait = pace * (1 + self.policy.jitter())  # or two that meet would meet again
            self.wait(message, now + wait, "one message a second in a conversation")
        return is_free

    def forget_channel(self, message: Message) -> None:
        """Put it back at once, to be posted into a conversation that is opened anew."""
        self._record(lambda session: outbox.forget_channel(session, message, self.now()))

    def record_snapshot(self, message: Message, told: Mapping[str, Any]) -> None:
        """Record what it is about to tell, with which a later message will be compared."""
        self._record(lambda session: outbox.record_told(session, message, told))

    def mark_dead(self, message: Message, error: str) -> None:
        """Give it up; the administrators are told."""
        log.error("message %s (%s) will not arrive: %s", message.id, message.kind, error)
        self._record(lambda session: outbox.dead(session, message, self.now(), error), "dead")

    def wait(self, message: Message, until: datetime, why: str) -> None:
        """Put it back without blaming it: this was no try."""
        log.info("message %s waits until %s: %s", message.id, until.isoformat(), why)
        self._record(lambda session: outbox.postpone(session, message, until, why), "put back")

    def retry(self, message: Message, error: str) -> None:
        """Put it back after a try that surely did not reach Slack, or give it up after the last."""
        if message.attempts >= self.policy.attempts:
            self.mark_dead(message, error)
        else:
            self._put_back(message, error, self.policy.backoff(message.attempts))

    def retry_uncertain(self, message: Message, error: str) -> None:
        """Put it back after a try that may have reached Slack; it does not count as one.

        A message is given up only where nobody knew for days.
        """
        now, policy = self.now(), self.policy
        if now - (message.first_try_at or now) >= policy.silence:
            self.mark_dead(message, f"{error}; it may have arrived")
            return
        log.warning("message %s: %s; it may have arrived", message.id, error)
        when, doubt = now + max(policy.outage(1), policy.quarantine), now + policy.quarantine
        self._record(
            lambda session: outbox.postpone(session, message, when, error, resend_after=doubt),
            "in doubt",
        )

    def fail_render(self, message: Message, error: Exception) -> None:
        """Log that we could not make its words, and put it back or give it up."""
        reference = uuid4().hex[:6]
        name = type(error).__name__
        log.error("message %s: %s, reference %s", message.id, name, reference, exc_info=error)
        self.retry(message, f"{name}, reference {reference}")

    def _put_back(self, message: Message, error: str, wait: timedelta) -> None:
        when = self.now() + wait
        log.warning("message %s, try %d: %s", message.id, message.attempts, error)
        self._record(lambda session: outbox.retry_at(session, message, when, error), "put back")

    def _record(self, finish: Callable[[Session], bool], result: str = "") -> None:
        with self.database.begin() as session:
            held = finish(session)
        if not held:
            raise OvertakenError
        if result:
            self.on_result(result)
