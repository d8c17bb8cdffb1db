"""Opens a unit of work for every request: who asks, when, and whether it was carried out before."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.answered import AnsweredNotes
from bot.audits.heading import refusing_by_name
from bot.home_workspace import HomeWorkspace
from bot.slack.shown import ShownThings
from db import privacy
from db.errors import BusyError, LostError
from db.models import Person
from db.outbox import answer_cards
from db.outbox import late_answers as answers
from db.outbox import processed_requests as requests
from db.outbox.answer_cards import AnswerPlace
from db.outbox.processed_requests import NewRequest
from db.people import queries as people
from db.session import Database, Session
from jobs.context import Council, RequestContext, no_problem

log = logging.getLogger(__name__)

Body = dict[str, Any]

# Until then whoever carried a request out answers it; later anybody does in their place.
ANSWERED_WITHIN: Final = timedelta(minutes=2)


class RepeatedError(Exception):
    """Slack delivered a request again that was carried out already: there is nothing to say."""


class TooLateError(Exception):
    """Slack has told the person already that it failed: it is not done in secret."""


def at_any_time() -> None:
    """Let a unit of work take as long as it takes."""


@dataclass(frozen=True)
class Work:
    """What is written down to be done: by whom, of what payload, and what somebody wrote in it."""

    name: str
    body: Body
    free_text: str


@dataclass(frozen=True)
class ContextFactory:
    """Makes the context of every request; what every listener needs to do its work."""

    database: Database
    now: Callable[[], datetime]
    council: Council
    channel_problem: Callable[[str, str], str] = no_problem
    home: HomeWorkspace = field(default_factory=HomeWorkspace)
    notes: AnsweredNotes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", AnsweredNotes(self.database))

    @contextmanager
    def open(
        self,
        body: Body,
        require_in_time: Callable[[], None] = at_any_time,
        *,
        resumed: bool = False,
    ) -> Iterator[RequestContext]:
        """Open a unit of work for the person behind a payload.

        Raises RepeatedError for a payload seen before (Slack redelivers what it believes lost:
        https://docs.slack.dev/apis/events-api/#retries) and RefusedError for somebody unknown.
        The mark that it was seen is committed with the work, so neither can happen alone.
        `require_in_time` is asked once the database is ours, and before it keeps the work; it
        raises TooLateError. `resumed` takes up what was written down to be done.
        """
        at = self.now()
        with self.database.begin() as session:
            self._take(session, body, at, resumed=resumed)
            require_in_time()
            person = self.asking(session, body, at)
            ctx = self.context_for(session, person, at, body)
            with refusing_by_name(ctx):
                yield ctx
            require_in_time()

    @contextmanager
    def look(
        self, body: Body, require_in_time: Callable[[], None] = at_any_time
    ) -> Iterator[RequestContext]:
        """Give the person behind a payload what only looks: it waits for no writer, and no writer
        for it.

        Nothing is noted of it, so a payload that is delivered again is answered again. Raises
        RefusedError for somebody unknown.
        """
        with self.database.read() as session:
            require_in_time()
            at = self.now()
            person = self.asking(session, body, at)
            ctx = self.context_for(session, person, at, body)
            with refusing_by_name(ctx):
                yield ctx
            require_in_time()

    def _take(self, session: Session, body: Body, at: datetime, *, resumed: bool) -> None:
        key = fingerprint(body)
        if resumed:
            is_mine = requests.take_up(session, key)
        else:
            new = NewRequest(key, at, asker_of(body), at + ANSWERED_WITHIN)
            is_mine = not key or requests.first_time(session, new)
        if not is_mine:
            raise RepeatedError(key)

    def asking(self, session: Session, body: Body, at: datetime) -> Person:
        """Return the person behind a payload; of another workspace's, nobody is."""
        return people.by_slack_id(session, self.account_of(body), at)

    def account_of(self, body: Body) -> str:
        """Return the Slack id to look somebody up by; none, where it is another workspace's."""
        return asker_of(body) if self.home.is_home_of(body) else ""

    def write_down(self, body: Body, work: Work, require_in_time: Callable[[], None]) -> None:
        """Keep what was asked, to be done after it is acknowledged, by whoever lives.

        Raises RepeatedError for a payload seen before and RefusedError for somebody unknown.
        """
        at, key = self.now(), fingerprint(body)
        with self.database.begin() as session:
            person = self.asking(session, body, at)
            privacy.guard(self.context_for(session, person, at), work.free_text)
            kept = {"name": work.name, "body": work.body}
            new = NewRequest(key, at, asker_of(body), at + ANSWERED_WITHIN, kept)
            if not requests.first_time(session, new):
                raise RepeatedError(key)
            require_in_time()

    def answered(self, body: Body) -> None:
        """Note that whoever asked has their answer."""
        self.notes.add(fingerprint(body))

    def answer_later(self, body: Body, *, was_kept: bool) -> None:
        """Leave it to the outbox to tell somebody what became of what they asked."""
        with self.database.begin() as session:
            answers.leave(session, fingerprint(body), asker_of(body), self.now(), was_kept=was_kept)

    def keep_answer(self, slack_id: str, shown: ShownThings, place: AnswerPlace) -> None:
        """Note what an answer in somebody's direct messages shows, so that it is kept fresh."""
        self._note(lambda session: answer_cards.keep(session, slack_id, place, vars(shown)))

    def keep_aside(self, body: Body, kept: Callable[[RequestContext], object]) -> None:
        """Note what somebody looks at in their App Home, which is shown already."""

        def note(session: Session) -> None:
            at = self.now()
            kept(self.context_for(session, self.asking(session, body, at), at))

        self._note(note)

    def _note(self, note: Callable[[Session], object]) -> None:
        # It was answered already, so a database that is busy costs no more than this.
        try:
            with self.database.begin() as session:
                note(session)
        except (BusyError, LostError) as trouble:
            log.warning("what is shown will not be kept fresh: %s", type(trouble).__name__)

    def is_known(self, body: Body, *, carried_out: bool = False) -> bool:
        """Say whether a request was carried out, or at least written down to be."""
        with self.database.read() as session:
            return requests.is_known(session, fingerprint(body), carried_out=carried_out)

    def context_for(
        self, session: Session, person: Person, at: datetime, body: Body | None = None
    ) -> RequestContext:
        """Return what is needed to do somebody's work, or to draw what they see."""
        return RequestContext(
            session,
            person,
            at,
            self.council,
            place_of(body) if body else "",
            fingerprint(body) if body else "",
            self.channel_problem,
            own=self.council.own,
        )


def asker_of(body: Body) -> str:
    """Return the Slack id of the person behind any of Slack's payloads."""
    event = body.get("event", {})
    user = body.get("user_id") or body.get("user") or event.get("user") or ""
    return str(user.get("id") if isinstance(user, dict) else user)


def place_of(body: Body) -> str:
    """Return the id of the conversation a payload comes from; empty where it comes from none."""
    container, event = body.get("container") or {}, body.get("event") or {}
    item = event.get("item") or {}  # what a reaction stands under
    found = body.get("channel_id") or container.get("channel_id") or event.get("channel")
    found = found or item.get("channel")
    return str(found or "")


def fingerprint(body: Body) -> str:
    """Return what marks a payload as the same one delivered again; empty if it bears no mark."""
    return str(body.get("event_id") or body.get("trigger_id") or "")
