"""Brings what is in the outbox to Slack: never lost, and twice only where nobody can tell.

Each sender brings one message at a time: it claims it, makes its words, posts it, records it. No
transaction is open while Slack is asked. After a crash or a broken connection the message is first
looked for in Slack.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from slack_sdk import WebClient

from bot.delivery.outcomes import Outcomes, OvertakenError
from bot.delivery.patience import Patience
from bot.delivery.rendered import LeftForMorning, RenderedMessage
from bot.delivery.retry import RetryPolicy
from bot.delivery.transport import SlackTransport
from bot.delivery.turns import Claim, Turns
from bot.people.channel_readers import ChannelReaders
from bot.slack.api_errors import CallFailedError, Meaning
from bot.slack.turn import ignore_stage
from db.models import Message
from db.models.outbox import IN_DOUBT
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Database, Session
from db.tracing import traced

log = logging.getLogger(__name__)

Rendered = RenderedMessage | LeftForMorning | None
Render = Callable[[Session, Message, datetime], Rendered]

ROUND: Final = 500  # messages, after which the watchdog hears that delivery is at work
# Slack takes several hundred messages a minute from an app: four reach that, and more would only be
# asked for patience (https://docs.slack.dev/apis/web-api/rate-limits).
SENDERS: Final = 4
# Slack's clock and ours may differ, and a direct conversation has few messages a day.
SEARCH_MARGIN: Final = timedelta(days=1)
LEASE_MARGIN_S: Final = 2.0
# What a post, and what a file, says of a conversation that is no more.
NO_CHANNEL: Final = ("channel_not_found", "invalid_channel")


class GoneError(Exception):
    """Whoever should hear cannot be reached in Slack any more."""


@dataclass
class Delivery:
    """Delivers what is due, by so many `senders` at once; every replica may have one.

    `render` makes a message's words when they are about to be sent, says that it goes with its
    reader's morning, or gives None when nothing in it is true any more. `on_stage` is told how far
    each message has come, `on_result` what became of each try.
    """

    database: Database
    client: WebClient
    render: Render
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    on_stage: Callable[[str], None] = ignore_stage
    on_result: Callable[[str], None] = ignore_stage
    senders: int = 1

    def __post_init__(self) -> None:
        self._transport = SlackTransport(self.client, ChannelReaders(self.client, self.database))
        self._outcomes = Outcomes(self.database, self.now, self.policy, self.on_result)
        self._patience = Patience(self.monotonic, self.policy.outage)
        self._turns = Turns(self.database, self.now, self.monotonic, self.policy)

    def send_pending(self) -> None:
        """Deliver what is due, until nothing is or Slack wants to be left alone."""
        self._patience.begin_round()
        if self._patience.is_over:
            return
        many = min(self.senders, self._turns.look())
        if many <= 1:
            self._send()
            return
        with ThreadPoolExecutor(many, thread_name_prefix="sender") as executor:
            sending = [executor.submit(copy_context().run, self._send) for _ in range(many)]
        broken = [error for each in sending if (error := each.exception()) is not None]
        for other in broken[1:]:
            log.error("another sender broke off too", exc_info=other)
        if broken:
            raise broken[0]

    def good_sign(self) -> None:
        """Take note that Slack is there again: what waits for it need wait no longer."""
        self._patience.good_sign()

    def stop(self) -> None:
        """Begin nothing more; what was claimed and not posted yet goes back."""
        self._patience.stop()

    def _send(self) -> None:
        """Be one sender: deliver a message after the other."""
        for _ in range(ROUND // self.senders):
            if self._patience.is_over or not self._deliver_next():
                return

    def _deliver_next(self) -> bool:
        """Deliver one message; say whether there was one."""
        claim = self._turns.claim()
        if claim is None:
            return False
        self.on_stage("claimed")
        try:
            with traced(claim.message.token):
                if not self._deliver(claim):
                    self._patience.end_round()
        except OvertakenError:
            log.warning("message %s: its lease ran out, somebody else has it", claim.message.id)
        return True

    def _deliver(self, claim: Claim) -> bool:
        """Deliver what was claimed; say whether it makes sense to go on with the next."""
        message = claim.message
        if message.attempts > self.policy.attempts:
            self._outcomes.mark_dead(message, message.last_error or "every try was broken off")
            return True
        try:
            self._bring(claim)
        except CallFailedError as failed:
            return self._handle_failure(claim, failed)
        except GoneError:
            self._outcomes.mark_dead(message, "this person is not in Slack any more")
        return True

    def _bring(self, claim: Claim) -> None:
        message = claim.message
        if self._arrived_before(message):
            return
        rendered = self._render_or_fail(message)
        if rendered is None:
            return
        if message.channel is not None:
            self._transport.require_inside(message.channel)
        channel = message.slack_channel or self._place(message, rendered)
        if self._outcomes.set_channel(message, channel):
            self.on_stage("channel recorded")
            if self._may_post(claim, rendered):
                self._post(message, channel, rendered)

    def _arrived_before(self, message: Message) -> bool:
        """Settle a message that may have been posted; say whether there is nothing left to do.

        The channel is recorded before posting, so without one nothing was posted.
        """
        if not message.maybe_sent or message.slack_channel is None:
            return False
        ts = self._look_for(message, message.slack_channel)
        if ts is not None:
            self._record(message, message.slack_channel, ts)
            return True
        return self._is_quarantined(message)

    def _look_for(self, message: Message, place: str) -> str | None:
        """Return the timestamp it has; give it up in a channel where the app may not look.

        Posted again it might be there twice. Whoever wanted it there is asked to look.
        """
        since = (message.first_try_at or self.now()) - SEARCH_MARGIN
        try:
            return self._transport.look_for(message.token, place, since)
        except CallFailedError as failed:
            if message.channel is None or failed.name != "missing_scope":
                raise
            raise CallFailedError(Meaning.REFUSED, IN_DOUBT) from None

    def _is_quarantined(self, message: Message) -> bool:
        """Put back a message that Slack may yet show: absent now does not mean never sent."""
        if message.resend_after is None or message.resend_after <= self.now():
            return False
        self._outcomes.wait(message, message.resend_after, "it may still appear in Slack")
        return True

    def _render_or_fail(self, message: Message) -> RenderedMessage | None:
        """Make the words; None if there is nothing to say or they could not be made."""
        try:
            rendered = self._rendered(message)
        except GoneError:
            raise
        except Exception as error:  # noqa: BLE001  (a bug in one message must not stop the others)
            self._outcomes.fail_render(message, error)
            return None
        if isinstance(rendered, LeftForMorning):
            self._outcomes.leave_for_morning(message, rendered)
            return None
        if rendered is None:
            self._outcomes.stale(message)
        return rendered

    def _rendered(self, message: Message) -> Rendered:
        with self.database.read() as session:
            fresh, now = outbox.find(session, message.id), self.now()
            reader = fresh.person
            if fresh.channel is None and not reader.is_reachable(reader.day_of(now)):
                raise GoneError
            return self.render(session, fresh, now)

    def _place(self, message: Message, rendered: RenderedMessage) -> str:
        group = self._transport.open(*rendered.members) if rendered.members else None
        return message.channel or group or self._conversation(message)

    def _conversation(self, message: Message) -> str:
        person = message.person
        if person.slack_id is None:
            raise GoneError
        if person.conversation is not None:
            return person.conversation
        opened = self._transport.open(person.slack_id)
        with self.database.begin() as session:
            people.remember_conversation(session, person, opened)
        return opened

    def _forgets_conversation(self, message: Message) -> bool:
        """Forget a remembered conversation that Slack knows no more, and open it next time."""
        if message.channel is not None or message.person.conversation is None:
            return False
        with self.database.begin() as session:
            people.remember_conversation(session, message.person, None)
        self._outcomes.forget_channel(message)
        return True

    def _may_post(self, claim: Claim, rendered: RenderedMessage) -> bool:
        """Say whether it may be posted now; otherwise put it back."""
        if self._patience.is_over:
            why = "the bot stops" if self._patience.is_stopping else "Slack is left alone"
            self._outcomes.wait(claim.message, self.now(), why)
            return False
        left = claim.until - self.monotonic()
        if left < self._transport.longest_s(rendered) + LEASE_MARGIN_S:
            self._outcomes.retry(claim.message, "there was no time left to post it")
            return False
        return True

    def _post(self, message: Message, channel: str, rendered: RenderedMessage) -> None:
        if rendered.keeps is not None:
            self._outcomes.record_snapshot(message, rendered.keeps)
        self.on_stage("before post")
        ts = self._transport.post(channel, rendered, message.token)
        self.on_stage("after post")
        self._patience.was_taken()
        self._record(message, channel, ts, rendered.digest)

    def _record(
        self, message: Message, channel: str, ts: str | None, shown: str | None = None
    ) -> None:
        self.on_stage("before record")
        self._outcomes.sent(message, channel, ts, shown)

    def _handle_failure(self, claim: Claim, failed: CallFailedError) -> bool:
        """Record what a failed call means for a message; say whether to go on with the next.

        If Slack is in trouble, the others wait for the next round rather than time out in turn.
        """
        message = claim.message
        if failed.name in NO_CHANNEL and self._forgets_conversation(message):
            return True
        meaning = failed.meaning_for(message)
        match meaning:
            case Meaning.LIMITED:
                pause = timedelta(seconds=failed.retry_after)
                self._patience.leave_alone(pause)
                self._outcomes.wait(message, self.now() + pause, failed.name)
            case Meaning.CLOSED:
                log.error("Slack cannot be used: %s. `live-audit doctor` says what to do.", failed)
                self._patience.not_reached(claim.begun)
                self._outcomes.wait(message, self.now(), failed.name)
            case Meaning.REFUSED:
                self._outcomes.mark_dead(message, failed.name)
            case Meaning.NOT_DONE:
                self._outcomes.retry(message, failed.name)
            case Meaning.UNKNOWN:
                self._outcomes.retry_uncertain(message, failed.name)
        return meaning is Meaning.REFUSED
