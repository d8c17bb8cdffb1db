"""One request of Slack's on its way: asked, carried out, acknowledged, answered.

Before the commit and after it are different worlds. What fails before it was not done, and is said
so. What fails after it was done: its answer goes another way, and is never said to have failed.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from bot.context import Body, ContextFactory, TooLateError, Work, asker_of, fingerprint
from bot.slack.api_errors import CALL_ERRORS, understand
from bot.slack.blocks import Answer, aside, saying
from bot.slack.fair_share import NO_LIMIT, Share
from bot.slack.pages import fitted
from bot.slack.registry import OpenForm, OpenView
from bot.slack.respond import post
from bot.slack.shown import things_in
from bot.slack.upload import bring
from db.outbox import answer_cards, card_changes
from db.outbox import processed_requests as requests
from jobs.context import RequestContext

log = logging.getLogger(__name__)

ARRIVED: Final = "arrived"  # what the context of a request calls the moment it came in
SAID_TO_HAVE_FAILED: Final = "Slack may have told you that this failed. It was done."

NOT_OPENED: Final = "Slack didn't open the form. Please try again."
NO_FILE: Final = "Slack didn't take the file that goes with my answer. Please ask for it again."

Road = Callable[[], object]


def ignore_stage(_: str) -> None:
    """Do nothing on the way of a request; a test may stop the process there instead."""


class UnshownError(Exception):
    """An answer found no way to the person; the outbox has it now."""


@dataclass(frozen=True)
class AckPatience:
    """By when a request must be kept to be acknowledged in time, and what tells the seconds."""

    seconds: Callable[[], float]
    carried_out_within_s: float = 2.5
    acknowledged_within_s: float = 3.0  # as Slack has it
    on_stage: Callable[[str], None] = ignore_stage  # how far a request has come
    on_end: Callable[[str, float], None] | None = None  # what became of it, after how many seconds


@dataclass(frozen=True)
class Asked:
    """A request as Bolt hands it to a listener."""

    context: BoltContext
    client: WebClient
    body: Body


@dataclass
class Turn:
    """One request, who asked, and how far it has come."""

    contexts: ContextFactory
    patience: AckPatience
    asked: Asked
    share: Share = NO_LIMIT
    is_resumed: bool = False  # it was acknowledged before, and perhaps by another bot
    is_written_down: bool = False  # here, to be done by whoever lives
    is_open: bool = False  # not only to look
    only_looks: bool = False  # all that was begun
    is_kept: bool = False
    stood: Mapping[str, int] = field(default_factory=dict)  # what has happened to what is shown
    arrived: float = field(init=False)
    was_late: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.arrived = self.asked.context.get(ARRIVED) or self.patience.seconds()

    @property
    def body(self) -> Body:
        return self.asked.body

    @property
    def client(self) -> WebClient:
        return self.asked.client

    @property
    def user(self) -> str:
        return asker_of(self.body)

    @property
    def _ack(self) -> Ack:
        return self.asked.context.ack

    @contextmanager
    def open(self, *, counts_as_one: bool = False) -> Iterator[RequestContext]:
        """Open the unit of work; once its block ends well, it is kept.

        It takes of the person's share what it changes, or one where it is a file's import.
        """
        resumed, self.only_looks = self.is_resumed, False
        self.share.require()
        with self.contexts.open(self.body, self._require_in_time, resumed=resumed) as ctx:
            self.is_open = True
            yield ctx
            self.patience.on_stage("carried out")
            rows = 1 if counts_as_one else card_changes.actions_changed(ctx.session)
        self.share.wrote(rows)
        self.is_kept = True
        log.info("a request is kept")
        self.patience.on_stage("kept")

    def replied(self, ctx: RequestContext, reply: object) -> None:
        """Note as of when an answer tells how things stand; or that nothing was changed.

        What happens before a direct message is shown is told by this; no other answer is kept. A
        question changes nothing, and neither does a form that is only opened.
        """
        if isinstance(reply, Answer) and not reply.asks:
            if "response_url" not in self.body:
                self.stood = answer_cards.events_of(ctx.session, vars(things_in(reply)))
        elif isinstance(reply, Answer | OpenForm | OpenView) and self.is_open:
            requests.asked_back(ctx.session, fingerprint(self.body))

    @contextmanager
    def look(self) -> Iterator[RequestContext]:
        """Open what only looks; there is nothing to keep of it."""
        self.only_looks = True
        self.share.require()
        with self.contexts.look(self.body, self._require_in_time) as ctx:
            yield ctx

    def write_down(self, name: str, fields: Collection[str], free_text: str) -> None:
        """Keep what was asked, to be done once it is acknowledged, by whoever lives.

        `name` says who resumes it, `fields` what of the payload they need; `free_text` is what
        somebody wrote in them, which must pass the guard.
        """
        if self.is_resumed:
            return
        self.share.require()
        kept = {field: self.body[field] for field in fields if field in self.body}
        work = Work(name, kept, free_text)
        self.contexts.write_down(self.body, work, self._require_in_time)
        self.acknowledge()
        self.is_resumed = self.is_written_down = True
        self.patience.on_stage("written down")

    def acknowledge(self, **answer: Any) -> None:  # noqa: ANN401  (as Slack's ack takes it)
        """Tell Slack that it has arrived, once, and what to show in the place of a form."""
        if self.is_resumed or self._ack.response is not None:
            return
        self.was_late = self._age() > self.patience.acknowledged_within_s
        self._ack(**answer)
        self.patience.on_stage("acknowledged")

    def answer(self, told: Answer, *roads: Callable[[Answer], object]) -> None:
        """Show an answer on the first of the roads that Slack takes, or as a direct message."""
        honest = self._honest(told)
        ways = [lambda road=road: road(honest) for road in roads]
        self.show(*ways, lambda: self._post(honest))

    def show(self, *roads: Road) -> None:
        """Go the first of the roads that Slack takes; UnshownError where it takes none."""
        for road in roads:
            try:
                road()
            except CALL_ERRORS as error:
                log.warning("an answer was not shown: %s", understand(error))
            else:
                return
        raise UnshownError

    def open_view(self, view: Mapping[str, Any], *roads: Callable[[Answer], object]) -> None:
        """Open a view, or say where the person looks that Slack did not open it."""
        trigger = self.body["trigger_id"]
        try:
            self.client.views_open(trigger_id=trigger, view=fitted(view))
        except CALL_ERRORS as error:
            log.warning("a view was not opened: %s", understand(error))
            self.answer(saying(NOT_OPENED), *roads)

    def bring(self, told: Answer) -> None:
        """Give the person the files that go with an answer, or say that Slack did not take them."""
        try:
            bring(self.client, self.user, told)
        except CALL_ERRORS as error:
            log.warning("a file was not taken: %s", understand(error))
            self.answer(saying(NO_FILE))

    def settle(self) -> None:
        """Note that the person was answered, so that nobody does so in our place."""
        if (self.is_kept or self.is_resumed) and fingerprint(self.body):
            self.patience.on_stage("answered")
            self.contexts.answered(self.body)

    def end(self, outcome: str) -> None:
        """Tell what became of it."""
        if self.patience.on_end is not None:
            self.patience.on_end(outcome, self._age())

    def _post(self, told: Answer) -> None:
        """Say it in the person's direct messages, where it is kept as things stand."""
        for posted in post(self.client, self.user, told):
            shown = things_in(posted.page)
            if shown and not told.asks:
                at = self.contexts.now()
                place = answer_cards.AnswerPlace(posted.channel, posted.ts, at, self.stood)
                self.contexts.keep_answer(self.user, shown, place)

    def _require_in_time(self) -> None:
        waits = not self.is_resumed and self._ack.response is None
        if waits and self._age() > self.patience.carried_out_within_s:
            raise TooLateError

    def _age(self) -> float:
        return self.patience.seconds() - self.arrived

    def _honest(self, told: Answer) -> Answer:
        if told.asks or not (self.was_late and self.is_kept):
            return told
        return replace(told, blocks=[*told.blocks, aside(SAID_TO_HAVE_FAILED)])
