"""Opens a unit of work for every request: who asks, when, and whether it was carried out before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db.models import Person
from db.outbox import processed_requests
from db.people import queries as people
from db.session import Database, Session
from jobs.context import Council, RequestContext

Body = dict[str, Any]


class RepeatedError(Exception):
    """Slack delivered a request again that was carried out already: there is nothing to say."""


@dataclass(frozen=True)
class ContextFactory:
    """Makes the context of every request; what every listener needs to do its work."""

    database: Database
    now: Callable[[], datetime]
    council: Council

    @contextmanager
    def open(self, body: Body) -> Iterator[RequestContext]:
        """Open a unit of work for the person behind a payload.

        Raises RepeatedError for a payload seen before (Slack redelivers what it believes lost:
        https://docs.slack.dev/apis/events-api/#retries) and RefusedError for somebody unknown.
        The mark that it was seen is committed with the work, so neither can happen alone.
        """
        at = self.now()
        with self.database.begin() as session:
            key = fingerprint(body)
            if key and not processed_requests.first_time(session, key, at):
                raise RepeatedError(key)
            person = people.by_slack_id(session, asker_of(body))
            yield replace(self.context_for(session, person, at), channel=place_of(body))

    def context_for(self, session: Session, person: Person, at: datetime) -> RequestContext:
        """Return what is needed to do somebody's work, or to draw what they see."""
        return RequestContext(session, person, at, self.council, own=self.council.own)


def asker_of(body: Body) -> str:
    """Return the Slack id of the person behind any of Slack's payloads."""
    event = body.get("event", {})
    user = body.get("user_id") or body.get("user") or event.get("user") or ""
    return str(user.get("id") if isinstance(user, dict) else user)


def place_of(body: Body) -> str:
    """Return the id of the conversation a payload comes from; empty where it comes from none."""
    container, event = body.get("container") or {}, body.get("event") or {}
    found = body.get("channel_id") or container.get("channel_id") or event.get("channel")
    return str(found or "")


def fingerprint(body: Body) -> str:
    """Return what marks a payload as the same one delivered again; empty if it bears no mark."""
    return str(body.get("event_id") or body.get("trigger_id") or "")
