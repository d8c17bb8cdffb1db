"""Everything the parts of the workspace share."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from localslack.clock import Clock, iso, moment
from localslack.definition import Definition
from localslack.events import Events
from localslack.faults import Faults
from localslack.kinds import Json
from localslack.modals import Modals
from localslack.rates import Rates
from localslack.records import Message, Records
from localslack.replies import Replies
from localslack.sockets import Line, Sockets
from localslack.streams import Streams

CALLS_KEPT = 10_000


@dataclass(frozen=True)
class Patience:
    """How long things wait, in seconds, as Slack has it; tests may be less patient.

    Slack waits 3 s for an acknowledgement, lets a trigger_id live 3 s, and tells an event again
    nearly at once, after a minute and after five.
    """

    ack: float = 3.0
    trigger: float = 3.0
    retries: tuple[float, ...] = (0.1, 60.0, 300.0)


@dataclass
class Context:
    """One running workspace."""

    definition: Definition
    patience: Patience
    clock: Clock
    records: Records
    streams: Streams
    sockets: Sockets
    line: Line  # the sockets, or the requests of an app that is called
    modals: Modals
    replies: Replies
    events: Events
    faults: Faults = field(default_factory=Faults)
    rates: Rates = field(init=False)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    url: str = ""
    end: Callable[[], None] | None = None  # where somebody may begin again from the page

    def __post_init__(self) -> None:
        self.rates = Rates(self.clock.now)

    def audience(self, message: Message) -> Iterable[str]:
        """Return who sees a message."""
        if message.ephemeral_for:
            return [message.ephemeral_for]
        return self.records.channel(message.channel).members

    def say(self, message: Message) -> Message:
        """Keep a new message and show it; an ephemeral one is kept too."""
        self._tell("message", self.records.keep(message))
        return message

    def change(self, message: Message) -> Message:
        """Keep a changed message and show it."""
        self._tell("changed", self.records.keep(message))
        return message

    def delete(self, message: Message) -> None:
        """Take a message away everywhere."""
        self.records.remove(message)
        self._tell("deleted", message)

    def reset(self) -> None:
        """Begin again as defined; the bot's socket and the open pages stay."""
        self.records.reset()
        self.modals.reset()
        self.faults.clear()
        self.rates.keep(False)
        self.calls.clear()
        self.clock.reset(self.definition.start)

    def _tell(self, kind: str, message: Message) -> None:
        shown = self.shown(message)
        self.streams.tell(self.audience(message), kind, channel=message.channel, message=shown)

    def name_of(self, user_id: str) -> str:
        """Return how a person or the bot is called in the page."""
        if user_id == self.definition.bot.user_id:
            return self.definition.bot.name
        user = self.records.users.get(user_id, {})
        return str(user.get("real_name") or user.get("name") or user_id)

    def shown(self, message: Message) -> Json:
        """Return a message as the page shows it."""
        return {
            "ts": message.ts,
            "user": message.user,
            "name": self.name_of(message.user),
            "is_bot": message.user == self.definition.bot.user_id,
            "text": message.text,
            "blocks": message.blocks,
            "ephemeral": message.ephemeral_for is not None,
            "edited": message.edited is not None,
            "mrkdwn": message.mrkdwn,
            "reactions": message.reactions,
            "thread_ts": message.thread_ts,
            "files": message.files,
            "time": iso(moment(message.ts)),
        }
