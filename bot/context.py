"""Where every request is taken: who asks, when, and whether it was carried out before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from db.models import Person
from db.outbox import processed_requests
from db.people import queries as people
from db.session import Database, Session
from jobs.audits.letters import NINE
from jobs.rules.quiet import Cadence
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar

Body = dict[str, Any]
STANDARD = RagRules()
USUAL = Cadence()
OUTCOME_WEEKS = 8


class RepeatedError(Exception):
    """Slack delivered a request again that was carried out already: there is nothing to say."""


@dataclass(frozen=True)
class Names:
    """What the commands and the council are called in this workspace."""

    action: str = "/action"
    audit: str = "/audit"
    status: str = "/status"
    status_alias: str = "/action-status"
    council: str = ""


@dataclass(frozen=True)
class Visit:
    """One person's request, inside one unit of work."""

    session: Session
    person: Person
    at: datetime
    calendar: Calendar
    names: Names
    case_key: str | None = field(default=None, repr=False)
    remind_at: time = NINE  # by each person's own clock
    rag: RagRules = STANDARD
    cadence: Cadence = USUAL
    outcome_weeks: int = OUTCOME_WEEKS  # from a sign-off to its outcome check; 0 for none
    channel: str = ""  # where it was asked, if Slack says so

    @property
    def today(self) -> date:
        """Return the date where this person is."""
        return self.at.astimezone(ZoneInfo(self.person.time_zone)).date()


@dataclass(frozen=True)
class Desk:
    """What every listener needs to do its work."""

    database: Database
    now: Callable[[], datetime]
    calendar: Calendar
    names: Names
    case_key: str | None = field(default=None, repr=False)
    remind_at: time = NINE
    rag: RagRules = STANDARD
    cadence: Cadence = USUAL
    outcome_weeks: int = OUTCOME_WEEKS

    @contextmanager
    def visit(self, body: Body) -> Iterator[Visit]:
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
            yield replace(self.visit_of(session, person, at), channel=place_of(body))

    def visit_of(self, session: Session, person: Person, at: datetime) -> Visit:
        """Return what is needed to do somebody's work, or to draw what they see."""
        return Visit(
            session,
            person,
            at,
            self.calendar,
            self.names,
            self.case_key,
            self.remind_at,
            self.rag,
            self.cadence,
            self.outcome_weeks,
        )


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
