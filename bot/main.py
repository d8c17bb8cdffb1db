"""The composition root: the one place that knows about every part."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot import app, heartbeat
from bot.clock import clock
from bot.context import ContextFactory
from bot.delivery.render import MessageRenderer
from bot.delivery.sender import Delivery, nothing
from bot.delivery.transport import outbox_client
from bot.home.refresher import Homes
from bot.people.directory import Directory
from bot.settings import Settings
from db.session import connect
from jobs import scheduler
from jobs.actions import recurring
from jobs.audits import month
from jobs.context import CommandNames, Council
from jobs.digest import subscriptions
from jobs.digest.forecasting import Forecaster
from jobs.handover import reminders as handover_chasing
from jobs.reminders import daily as reminders
from jobs.rules.quiet import Cadence, Limits
from jobs.rules.working_days import Calendar
from jobs.scheduler import Heartbeat, Tick
from jobs.signoff import sign_offs

DAILY = timedelta(days=1)
REMEMBERED = timedelta(days=7)  # Slack gives up redelivering within an hour
MISSED_TICKS = 3


def run(settings: Settings, stop: Event, reached: Callable[[str], None] = nothing) -> None:
    """Start the clock, listen until `stop` is set, and leave nothing open behind.

    `reached` is told how far each message has come on its way to Slack.
    """
    parts = assemble(settings, reached)
    parts.directory.pull(parts.client)
    ticking = scheduler.build(parts.ticks(), parts.pulse)
    listening = SocketModeHandler(
        app.build(parts.client, parts.contexts, parts.directory),
        settings.slack_app_token.get_secret_value(),
    )
    listening.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    ticking.start()
    stop.wait()
    ticking.shutdown()
    hang_up(listening)
    parts.contexts.database.close()


def hang_up(listening: SocketModeHandler) -> None:
    """Break the connection off before closing the client, which would wait for its next ping."""
    client = listening.client
    client.closed = True
    client.auto_reconnect_enabled = False
    session = client.current_session
    if session is not None and session.sock is not None and session.sock.sock is not None:
        session.sock.sock.shutdown(socket.SHUT_RDWR)
        client.current_session_runner.shutdown()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
    listening.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


@dataclass(frozen=True)
class Parts:
    """Everything the running bot is made of."""

    settings: Settings
    client: WebClient
    contexts: ContextFactory
    directory: Directory
    delivery: Delivery
    homes: Homes
    pulse: Heartbeat
    forecaster: Forecaster

    def ticks(self) -> list[Tick]:
        """Return what is done again and again, and how often."""
        often = timedelta(seconds=self.settings.tick_seconds)
        delivering = timedelta(seconds=self.settings.delivery_seconds)
        return [
            Tick("reminders", self.remind, often),
            Tick("months", self.look_at_months, often),
            Tick("handovers", self.chase_handovers, often),
            Tick("sign-offs", self.look_at_endings, often),
            Tick("recurring", self.come_round, often),
            Tick("subscriptions", self.send_subscribed, often),
            Tick("forecasts", self.forecaster.tick, often),
            Tick("delivery", self.delivery.send_pending, delivering),
            Tick("homes", self.homes.refresh, delivering),
            Tick("tidying", self.tidy, DAILY),
            Tick("alive", self.show_life, often),
        ]

    def remind(self) -> None:
        """Decide who must hear of which actions."""
        reminders.enqueue_due(
            self.contexts.database,
            self.contexts.now,
            self.settings.reminder_steps,
            self.settings.remind_at,
            self.contexts.council.calendar,
            limits=self.contexts.council.cadence.limits,
            sign_off=self.settings.sign_off_steps,
        )

    def chase_handovers(self) -> None:
        """See to what leavers still hold, and to offers that nobody has answered."""
        handover_chasing.tick(
            self.contexts.database,
            self.contexts.now,
            self.settings.remind_at,
            self.contexts.council.calendar,
            self.contexts.council.cadence.limits.quiet,
        )

    def look_at_endings(self) -> None:
        """Ask for sign-offs and outcomes, and wake what was deferred until today."""
        contexts = self.contexts
        sign_offs.tick(
            contexts.database, contexts.now, contexts.council.calendar, contexts.council.remind_at
        )

    def send_subscribed(self) -> None:
        """Send the digests that people subscribed to, where their day has come."""
        subscriptions.tick(
            self.contexts.database, self.contexts.now, self.contexts.council.calendar
        )

    def look_at_months(self) -> None:
        """Draw, chase and close the months of live audits whose day has come."""
        quiet = self.contexts.council.cadence.limits.quiet
        month.tick(self.contexts.database, self.contexts.now, self.contexts.council.calendar, quiet)

    def come_round(self) -> None:
        """Let recurring actions come round again."""
        recurring.tick(self.contexts.database, self.contexts.now, self.contexts.council.calendar)

    def tidy(self) -> None:
        """Forget old requests, and take from Slack whatever change of a person was missed."""
        reminders.forget_old(self.contexts.database, self.contexts.now() - REMEMBERED)
        self.directory.pull(self.client)

    def show_life(self) -> None:
        """Leave a sign of life, while reminders and delivery still run."""
        longest = MISSED_TICKS * (self.settings.tick_seconds + self.settings.delivery_seconds)
        if max(self.pulse.silence("reminders"), self.pulse.silence("delivery")) < longest:
            heartbeat.beat(self.settings)


def council_of(settings: Settings) -> Council:
    """Return the council as the settings describe it."""
    return Council(
        calendar=Calendar.of(settings.division),
        commands=CommandNames(
            action=settings.action_command,
            audit=settings.audit_command,
            status=settings.status_command,
            status_alias=settings.status_alias,
        ),
        name=settings.council_name,
        case_key=_secret(settings.case_key),
        remind_at=settings.remind_at,
        rag=settings.rag_rules,
        cadence=Cadence(settings.reminder_steps, Limits(settings.nag_budget, settings.quiet_weeks)),
        outcome_weeks=settings.outcome_check_weeks,
    )


def _secret(kept: SecretStr | None) -> str | None:
    return kept.get_secret_value() if kept else None


def assemble(settings: Settings, reached: Callable[[str], None]) -> Parts:
    """Put the parts together from the settings."""
    database = connect(settings.database_url.get_secret_value())
    token = settings.slack_bot_token.get_secret_value()
    now = clock(settings.clock_url)
    council = council_of(settings)
    contexts = ContextFactory(database, now, council)
    return Parts(
        settings=settings,
        client=WebClient(token, settings.slack_api_url),
        contexts=contexts,
        directory=Directory(database, settings.leads, settings.admins),
        delivery=Delivery(
            database,
            outbox_client(token, settings.slack_api_url),
            MessageRenderer(council).render,
            now=now,
            monotonic=time.monotonic,
            reached=reached,
        ),
        homes=Homes(contexts, outbox_client(token, settings.slack_api_url)),
        pulse=Heartbeat(time.monotonic),
        forecaster=Forecaster(database, now, council.calendar),
    )
