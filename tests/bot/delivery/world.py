"""A council, its Slack, a clock that tests move, and deliveries between them."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.delivery.rendered import RenderedMessage
from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import Delivery
from bot.delivery.transport import outbox_client
from bot.slack.turn import ignore_stage
from db.models import Message, MessageName, Person
from db.outbox import queries as outbox
from db.session import Session
from tests.claiming import claimed
from tests.council_slack import TOKEN, CouncilSlack
from tests.people import NOW, Council

POLICY = RetryPolicy(attempts=3, jitter=lambda: 0.0)


@dataclass
class Hands:
    """A clock that stands still until a test moves it."""

    at: datetime = NOW
    seconds: float = 1000.0

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def pass_by(self, time: timedelta) -> None:
        """Let time pass."""
        self.at += time
        self.seconds += time.total_seconds()

    def jump(self, time: timedelta) -> None:
        """Let somebody set the clock: the date changes, but no time passes."""
        self.at += time


def render(_: Session, message: Message, __: datetime) -> RenderedMessage:
    return RenderedMessage(f"letter {message.id} for {message.person.slack_id}")


@dataclass
class World:
    """Everything a test of the delivery needs."""

    council: Council
    slack: CouncilSlack
    clock: Hands = field(default_factory=Hands)
    numbers: Any = field(default_factory=lambda: count(1))

    def delivery(self, policy: RetryPolicy = POLICY, timeout_s: int = 5, **parts: Any) -> Delivery:  # noqa: ANN401  (any of its parts)
        """Return a delivery as a replica has it."""
        usual: dict[str, Any] = {
            "render": render,
            "now": self.clock.now,
            "monotonic": self.clock.monotonic,
            "on_stage": ignore_stage,
        }
        client = parts.pop("client", outbox_client(TOKEN, self.slack.api, timeout_s))
        return Delivery(self.council.database, client, **{**usual, **parts}, policy=policy)

    def write(self, to: Person | None = None, kind: MessageName = MessageName.EVENT) -> int:
        """Write a message into the outbox; return its number."""
        person, key = to or self.council.practitioner, f"key {next(self.numbers)}"
        with self.council.database.begin() as session:
            number = outbox.add(
                session, outbox.NewMessage(key, person, kind, about={}, at=self.clock.at)
            )
        assert number is not None
        return number

    def claim(self) -> Message:
        """Take a message as a process does that then dies."""
        with self.council.database.begin() as session:
            return claimed(session, self.clock.at, POLICY.terms)

    def message(self, number: int) -> Message:
        """Return a message as it stands in the outbox."""
        with self.council.database.read() as session:
            return outbox.find(session, number)

    def until_due(self, number: int) -> None:
        """Let time pass until a message is due, and Slack is asked again after an outage."""
        until_due = self.message(number).due_at - self.clock.at
        self.clock.pass_by(max(until_due, POLICY.longest_outage_wait))


def patient(**changes: Any) -> RetryPolicy:  # noqa: ANN401  (any of its waits)
    return replace(POLICY, **changes)
