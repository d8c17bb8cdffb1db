"""A bot of the simulated council: the real jobs, delivery and listeners, in one thread.

What dies with a process is a field of it; the scheduler and the socket are the simulation itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from slack_bolt import Ack, BoltContext
from slack_bolt.response import BoltResponse

from bot.answered import AnsweredNotes
from bot.context import ContextFactory
from bot.delivery.card_refresher import CardRefresher
from bot.delivery.render import MessageRenderer
from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import Delivery
from bot.home.listeners import HomeListener
from bot.main import COUNCIL_JOBS
from bot.presenter import MessagePresenter
from bot.slack.listening import Listening
from bot.slack.turn import ARRIVED, AckPatience
from bot.unanswered import Unanswered
from db.outbox import processed_requests as requests
from db.session import Database
from jobs.chain.sealing import seal_history
from tests.bot.delivery.world import Hands
from tests.contexts import COUNCIL
from tests.faulty_year.slack import Json, ModelledClient, ModelledSlack

POLICY = RetryPolicy(jitter=lambda: 0.5)
ACKNOWLEDGED_WITHIN_S = 3.0


class KilledError(BaseException):
    """Stands in for the end of a process: nothing of ours catches it."""


@dataclass
class NotesByHand(AnsweredNotes):
    """The notes of who was answered, written when the simulation says that it is time."""

    def add(self, key: str) -> None:
        """Keep it until then; it dies with the process."""
        self._keys.append(key)

    def write(self) -> None:
        """Note it, and let a kill be a kill."""
        if self._keys:
            with self.database.begin() as session:
                requests.answered(session, self._keys)
            self._keys = []


@dataclass
class TimedAck(Ack):
    """Slack's acknowledgement, and when it was given."""

    seconds: Callable[[], float]
    given_at: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped

    def __call__(self, *args: object, **answer: object) -> BoltResponse:
        """Take note of the first."""
        self.given_at = self.seconds() if self.given_at is None else self.given_at
        return super().__call__(*args, **answer)  # type: ignore[arg-type]  # as Bolt hands it on


class Bot:
    """One process; a new one is made for each start."""

    def __init__(
        self,
        database: Database,
        slack: ModelledSlack,
        clock: Hands,
        on_stage: Callable[[str], None],
    ) -> None:
        client, self.clock, self.database = ModelledClient(slack), clock, database
        contexts = ContextFactory(database, clock.now, COUNCIL)
        self.notes = NotesByHand(database)
        object.__setattr__(contexts, "notes", self.notes)  # the usual ones have a thread
        self.delivery = Delivery(
            database,
            client,
            MessageRenderer(COUNCIL).render,
            now=clock.now,
            monotonic=clock.monotonic,
            policy=POLICY,
            on_stage=on_stage,
        )
        patience = AckPatience(clock.monotonic, on_stage=on_stage)
        self._client = client
        self._home = HomeListener(Listening(contexts, MessagePresenter(), patience))
        self._unanswered = Unanswered(contexts, client, {})
        self._cards = CardRefresher(contexts, client)

    def decides(self) -> None:
        """Run the council's jobs once, and what belongs to a day."""
        for run in COUNCIL_JOBS.values():
            run(self.database, self.clock.now, COUNCIL)
        seal_history(self.database, self.clock.now)

    def notes_whom_it_answered(self) -> None:
        """Do what it does half a second after an answer."""
        self.notes.write()

    def delivers(self) -> None:
        """Do once what is done every few seconds."""
        self.delivery.send_pending()
        self._unanswered.look()
        self._cards.refresh()

    def hears(self, envelope: Json) -> bool:
        """Carry out what somebody wrote to it; say whether Slack knows in time that it arrived."""
        begun, ack = self.clock.monotonic(), TimedAck(self.clock.monotonic)
        context = BoltContext({"ack": ack, ARRIVED: begun})
        self._home.message(context, self._client, envelope)
        return ack.given_at is not None and ack.given_at - begun <= ACKNOWLEDGED_WITHIN_S
