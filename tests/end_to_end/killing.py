"""A workspace and a database on which real bots are started, and killed on their way."""

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from subprocess import Popen
from typing import TypeVar

from sqlalchemy import select

from bot.context import ANSWERED_WITHIN
from bot.slack.listening import BUSY_NOW
from db.models import Event, Message, ProcessedRequest
from db.models.event_kinds import EventKind
from db.session import Database
from tests.end_to_end.crashing import started
from tests.end_to_end.persona import ask
from tests.end_to_end.seen import Json
from tests.waiting import eventually, work_of

T = TypeVar("T")
Working = ForkServerProcess | Popen[str]
A_MOMENT = timedelta(seconds=30)
# Who has an action there.
OWNERS = ("U03", "U05", "U06")


@dataclass(frozen=True)
class Setting:
    """A workspace and a database with reminders to come, and bots that can be started on them."""

    url: str
    database: Database
    environment: dict[str, str]
    log: Path

    @contextmanager
    def bot(self, point: str) -> Iterator[ForkServerProcess]:
        """Start the bot in a process of its own, killed at `point` or at the end of the block."""
        process = started(point, self.environment, self.log)
        try:
            yield process
        finally:
            process.kill()
            process.join()

    def dies(self, point: str) -> None:
        """Run a bot until it is killed at `point`."""
        with self.bot(point) as process:
            self.wait_for_the_kill(process)

    def wait_for_the_kill(self, process: ForkServerProcess) -> None:
        """Return once a bot was killed."""
        ended = while_it_works(process, lambda: process.exitcode, "the kill")
        assert ended == -signal.SIGKILL, self.log.read_text()

    def settle(self, bots: int = 1) -> None:
        """Run so many bots that live until every message has met its end."""
        self._run_until(self.all_settled, "the end of every message", bots)

    def leaves_for_the_morning(self) -> None:
        """Run a bot until all there is to tell was told, or waits for the next morning."""

        def is_left() -> bool | None:
            return all(message.done_at or message.morning for message in self.messages()) or None

        self._run_until(is_left, "what waits for the morning", 1)

    def _run_until(self, read: Callable[[], bool | None], what: str, bots: int = 1) -> None:
        with ExitStack() as stack:
            for _ in range(bots):
                stack.enter_context(self.bot("nowhere"))
            eventually(read, what, work=self._how_far)

    def _how_far(self) -> object:
        """Return what only a step towards the end changes: a bot that lives is always at work."""
        stands = [(one.done_at, one.morning, one.slack_channel) for one in self.messages()]
        return stands, self._unanswered(), len(self.arrived())

    def _unanswered(self) -> int:
        with self.database.read() as session:
            waiting = ProcessedRequest.due_at.is_not(None)
            return len(session.scalars(select(ProcessedRequest).where(waiting)).all())

    def types(self, process: ForkServerProcess, text: str) -> str:
        """Type a command, and again whenever the bot was too busy; return what Slack said of it."""
        body = {"user": OWNERS[0], "channel": "C01", "text": text}
        while True:
            busy, count_then = self.times_busy(), len(self.arrived())
            outcome: str = ask(f"{self.url}/page/command", body)["outcome"]
            self._wait_for_more_than(count_then, process)
            if self.times_busy() == busy:
                return outcome

    def _wait_for_more_than(self, count: int, process: ForkServerProcess) -> None:
        while_it_works(
            process,
            lambda: process.exitcode is not None or len(self.arrived()) > count or None,
            "the kill, or an answer",
        )

    def times_done(self, number: int) -> int:
        """Return how often the history says that an action was done."""
        done = (Event.action_id == number, Event.kind == EventKind.DONE)
        with self.database.read() as session:
            return len(session.scalars(select(Event.id).where(*done)).all())

    def messages(self) -> list[Message]:
        """Return the outbox."""
        with self.database.read() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def arrived(self) -> list[Json]:
        """Return every message in the workspace."""
        found: list[Json] = ask(f"{self.url}/control/messages")
        return found

    def answers(self) -> list[Json]:
        """Return every message in the workspace that does not say it was busy."""
        return [each for each in self.arrived() if not _is_busy(each)]

    def times_busy(self) -> int:
        """Return how often it has said that it was."""
        return sum(map(_is_busy, self.arrived()))

    def failed_calls(self) -> list[str]:
        """Return how calls of the bot have failed."""
        return [call["error"] for call in ask(f"{self.url}/control/calls") if call["error"]]

    def let_time_pass(self, time: timedelta = A_MOMENT) -> None:
        """Move the workspace's clock, which is the bot's too."""
        now = datetime.fromisoformat(ask(f"{self.url}/clock")["now"])
        ask(f"{self.url}/control/clock", {"now": (now + time).isoformat()})

    def wait_for_the_bot(self, process: Working) -> None:
        """Return once Slack reaches the bot."""
        if self.environment["PUBLIC_URL"]:
            health = f"{self.environment['PUBLIC_URL']}/healthz"
            while_it_works(process, lambda: _answered(health), "the bot")
        there = f"{self.url}/page/bootstrap"
        while_it_works(process, lambda: ask(there)["connected"] or None, "the bot")

    def answer_what_is_left(self) -> None:
        """Run a bot that lives until everybody was answered, two minutes and more later."""
        self.let_time_pass(ANSWERED_WITHIN + A_MOMENT)
        self._run_until(self._all_answered, "the last answer")

    def _all_answered(self) -> bool | None:
        return self.all_settled() if self._unanswered() == 0 else None

    def all_settled(self) -> bool | None:
        """Let a moment pass; say whether every message has met its end."""
        self.let_time_pass()
        return all(message.done_at for message in self.messages()) or None


def while_it_works(process: Working, read: Callable[[], T | None], what: str) -> T:
    """Return what `read` finds of a bot's doing; fail once it has done nothing for a minute."""
    return eventually(read, what, moved=lambda: work_of(process.pid or 0))


def _is_busy(message: Json) -> bool:
    return BUSY_NOW in message["text"]


def _answered(address: str) -> Json | None:
    with suppress(OSError):
        found: Json = ask(address)
        return found
    return None
