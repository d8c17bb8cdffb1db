"""The composition root: the one place that knows about every part."""

import gc
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event
from typing import Final

from pydantic import SecretStr
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot import app, heartbeat
from bot.clock import clock, uptime
from bot.context import ContextFactory
from bot.delivery.render import MessageRenderer
from bot.delivery.sender import Delivery
from bot.delivery.transport import outbox_client
from bot.home.refresher import HomeRefresher
from bot.people.directory import Directory
from bot.settings import Settings
from bot.slack.clients import listening_client
from bot.slack.turn import AckPatience, ignore_stage
from bot.unanswered import Unanswered
from db.context import WorkContext
from db.guard.own import CouncilsOwn
from db.retention import Periods, erase
from db.session import Database, connect
from jobs import scheduler
from jobs.actions.recurring import create_next_occurrences
from jobs.audits.month import run_audit_months
from jobs.context import CommandNames, Council
from jobs.digest.forecasting import Forecaster
from jobs.digest.subscriptions import enqueue_subscriptions
from jobs.handover.reminders import enqueue_handover_reminders
from jobs.reminders.daily import enqueue_reminders, forget_old
from jobs.rules.quiet import Cadence, Limits
from jobs.rules.registers import RegisterRules
from jobs.scheduler import ScheduledJob, Watchdog
from jobs.signoff.sign_offs import process_sign_offs

CouncilJob = Callable[[Database, Callable[[], datetime], Council], object]

DAILY: Final = timedelta(days=1)
REMEMBERED: Final = timedelta(days=7)  # Slack gives up redelivering within an hour
MISSED_RUNS: Final = 3
# What is decided for the council, every TICK_SECONDS.
COUNCIL_JOBS: Final[Mapping[str, CouncilJob]] = {
    "months": run_audit_months,
    "sign-offs": process_sign_offs,
    "recurring": create_next_occurrences,
    "reminders": enqueue_reminders,
    "handovers": enqueue_handover_reminders,
    "subscriptions": enqueue_subscriptions,
}


def run(settings: Settings, stop: Event, on_stage: Callable[[str], None] = ignore_stage) -> None:
    """Start the clock, listen until `stop` is set, and leave nothing open behind.

    `on_stage` is told how far each request and each message has come.
    """
    container = build(settings, on_stage)
    gc.freeze()
    gc.enable()
    container.directory.sync_all(container.client)
    ticking = scheduler.build(container.scheduled_jobs(), container.watchdog)
    listening = SocketModeHandler(
        app.build(
            container.client,
            container.contexts,
            container.directory,
            AckPatience(uptime, on_stage=on_stage),
        ),
        settings.slack_app_token.get_secret_value(),
    )
    listening.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    ticking.start()
    stop.wait()
    ticking.shutdown()
    close_socket(listening)
    container.contexts.notes.close()
    container.contexts.database.close()


def close_socket(listening: SocketModeHandler) -> None:
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
class Container:
    """Everything the running bot is made of."""

    settings: Settings
    client: WebClient
    contexts: ContextFactory
    directory: Directory
    delivery: Delivery
    home_refresher: HomeRefresher
    watchdog: Watchdog
    forecaster: Forecaster
    unanswered: Unanswered

    def scheduled_jobs(self) -> list[ScheduledJob]:
        """Return the jobs, and how often each of them runs."""
        often = timedelta(seconds=self.settings.tick_seconds)
        delivering = timedelta(seconds=self.settings.delivery_seconds)
        contexts = self.contexts
        return [
            *(
                ScheduledJob(
                    name, partial(job, contexts.database, contexts.now, contexts.council), often
                )
                for name, job in COUNCIL_JOBS.items()
            ),
            ScheduledJob("forecasts", self.forecaster.tick, often),
            ScheduledJob("delivery", self.delivery.send_pending, delivering),
            ScheduledJob("unanswered", self.unanswered.look, delivering),
            ScheduledJob("homes", self.home_refresher.refresh, delivering),
            ScheduledJob("cleanup", self.run_daily_cleanup, DAILY),
            ScheduledJob("heartbeat", self.write_heartbeat, often),
        ]

    def run_daily_cleanup(self) -> None:
        """Forget old requests and what has been kept long enough; look again who is in Slack."""
        forget_old(self.contexts.database, self.contexts.now() - REMEMBERED)
        periods = periods_of(self.settings)
        if not periods.hold:
            with self.contexts.database.begin() as session:
                erase(WorkContext(session, None, self.contexts.now()), periods)
        self.directory.sync_all(self.client)

    def write_heartbeat(self) -> None:
        """Write the heartbeat, while reminders and delivery still run."""
        longest = MISSED_RUNS * (self.settings.tick_seconds + self.settings.delivery_seconds)
        if max(self.watchdog.silence("reminders"), self.watchdog.silence("delivery")) < longest:
            heartbeat.write(self.settings)


def periods_of(settings: Settings) -> Periods:
    """Return how long things are kept, as the settings say."""
    return Periods(
        messages=settings.keep_messages,
        absences=settings.keep_absences,
        leavers=settings.keep_leavers,
        hold=settings.legal_hold,
    )


def council_of(settings: Settings) -> Council:
    """Return the council as the settings describe it."""
    return Council(
        calendar=settings.calendar,
        commands=CommandNames(
            action=settings.action_command,
            audit=settings.audit_command,
            status=settings.status_command,
            status_alias=settings.status_alias,
        ),
        name=settings.council_name,
        own=CouncilsOwn(
            settings.council_domains,
            settings.council_phones,
            settings.council_buildings,
            settings.case_numbers,
        ),
        case_key=_secret(settings.case_key),
        remind_at=settings.remind_at,
        rag=settings.rag_rules,
        cadence=Cadence(
            settings.reminder_steps,
            Limits(settings.nag_budget, settings.quiet_weeks),
            settings.sign_off_steps,
        ),
        outcome_weeks=settings.outcome_check_weeks,
        audit_tool=settings.audit_tool or "",
        practice_standards=settings.practice_standards or "",
        registers=RegisterRules(
            sign_off=settings.sign_off_registers,
            approval=settings.approval_registers,
            escalation=settings.escalation_registers,
        ),
    )


def _secret(kept: SecretStr | None) -> str | None:
    return kept.get_secret_value() if kept else None


def build(settings: Settings, on_stage: Callable[[str], None] = ignore_stage) -> Container:
    database = connect(settings.database_url.get_secret_value())
    token = settings.slack_bot_token.get_secret_value()
    now = clock(settings.clock_url)
    council = council_of(settings)
    contexts = ContextFactory(database, now, council)
    client = listening_client(token, settings.slack_api_url)
    return Container(
        settings=settings,
        client=client,
        contexts=contexts,
        directory=Directory(database, settings.leads, settings.admins),
        delivery=Delivery(
            database,
            outbox_client(token, settings.slack_api_url),
            MessageRenderer(council).render,
            now=now,
            monotonic=time.monotonic,
            on_stage=on_stage,
        ),
        home_refresher=HomeRefresher(contexts, outbox_client(token, settings.slack_api_url)),
        watchdog=Watchdog(time.monotonic),
        forecaster=Forecaster(database, now, council.calendar),
        unanswered=Unanswered(contexts, client, app.resumers(contexts)),
    )
