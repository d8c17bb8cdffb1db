"""The composition root: the one place that knows about every part."""

import gc
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from slack_bolt import App
from slack_sdk import WebClient

from bot import app, heartbeat
from bot.clock import clock, uptime
from bot.context import ContextFactory
from bot.delivery.card_refresher import CardRefresher
from bot.delivery.render import MessageRenderer
from bot.delivery.sender import SENDERS, Delivery
from bot.delivery.transport import outbox_client
from bot.home.refresher import HomeRefresher
from bot.people.channel_readers import ChannelReaders
from bot.people.directory import Directory
from bot.settings import Settings
from bot.slack.api_errors import CALL_ERRORS, Meaning, understand
from bot.slack.clients import listening_client, patient_client
from bot.slack.sockets import Sockets
from bot.slack.turn import AckPatience, ignore_stage
from bot.unanswered import Unanswered
from bot.vocabulary import our
from db.disk import LEAST_ROOM, little_left
from db.people import queries as people
from db.retention import Periods
from db.session import Database, connect
from jobs import scheduler
from jobs.actions.recurring import create_next_occurrences
from jobs.audits.booking import book_by_itself
from jobs.audits.month import run_audit_months
from jobs.chain.sealing import seal_history
from jobs.context import CommandNames, Council
from jobs.digest.forecasting import Forecaster
from jobs.digest.subscriptions import enqueue_subscriptions
from jobs.handover.reminders import enqueue_handover_reminders
from jobs.people.roster_history import keep_roster_history
from jobs.reminders.daily import enqueue_reminders, forget_lapsed, forget_old
from jobs.retention import erase_all
from jobs.rules.levels import Levels
from jobs.rules.quiet import Cadence, Limits
from jobs.rules.registers import RegisterRules
from jobs.scheduler import ScheduledJob, Watchdog
from jobs.signoff.sign_offs import process_sign_offs

if TYPE_CHECKING:  # loaded only where HTTP_PORT asks for it
    from bot.web.meters import Meters
    from bot.web.server import WebServer
    from bot.web.slack_requests import SlackRequests

    Reach = Sockets | SlackRequests

CouncilJob = Callable[[Database, Callable[[], datetime], Council], object]

log = logging.getLogger(__name__)

DAILY: Final = timedelta(days=1)
REMEMBERED: Final = timedelta(days=7)  # Slack gives up redelivering within an hour
MISSED_RUNS: Final = 3
WATCHED: Final = ("reminders", "delivery")  # the jobs without which the bot is as good as dead
ENDS_WITHIN_S: Final = 7.0  # of the ten seconds that a container is given
# What is decided for the council, every TICK_SECONDS.
COUNCIL_JOBS: Final[Mapping[str, CouncilJob]] = {
    "roster": keep_roster_history,
    "months": run_audit_months,
    "bookings": book_by_itself,
    "sign-offs": process_sign_offs,
    "recurring": create_next_occurrences,
    "handovers": enqueue_handover_reminders,
    "subscriptions": enqueue_subscriptions,
    "reminders": enqueue_reminders,  # last: what the others wrote may go with it
}


def run(settings: Settings, stop: Event, on_stage: Callable[[str], None] = ignore_stage) -> bool:
    """Start the clock, listen until `stop` is set, and leave nothing open behind.

    `on_stage` is told how far each request and each message has come. Returns whether all that was
    in flight has ended; what hangs is left to whoever runs next.
    """
    container = build(settings, on_stage)
    gc.freeze()
    gc.enable()
    container.know_people()
    ticking = scheduler.build(container.scheduled_jobs(), container.watchdog)
    listening = app.build(
        container.client,
        container.contexts,
        container.directory,
        AckPatience(
            uptime,
            on_stage=partial(container.note_stage, on_stage),
            on_end=container.meters.note_request if container.meters else None,
        ),
    )
    web = _web_server(container)
    reach = _reach(container, listening, web)
    container.reach.append(reach)
    if web is not None:
        web.start()
    reach.start()
    ticking.start()
    stop.wait()
    try:
        return _end(container, listening, ticking.shutdown)
    finally:
        if web is not None:
            web.close()


def _end(container: "Container", listening: App, end_jobs: Callable[[], object]) -> bool:
    """Take nothing more, let what is in flight end, and say whether it has."""
    for reach in container.reach:
        reach.stop_listening()
    container.delivery.stop()
    jobs = Thread(target=end_jobs, daemon=True)
    jobs.start()
    over = uptime() + ENDS_WITHIN_S
    idle = [reach.in_flight.wait_until_idle(over - uptime()) for reach in container.reach]
    ended = all(idle) and app.finish(listening, over - uptime())
    jobs.join(max(0.0, over - uptime()))
    for reach in container.reach:
        reach.close()
    container.contexts.notes.close()
    if ended and not jobs.is_alive():
        container.contexts.database.close()
        return True
    log.warning("what was in flight did not end in time; whoever runs next takes it up")
    return False


def _web_server(container: "Container") -> "WebServer | None":
    """Return the server of what the bot answers over HTTP, where HTTP_PORT asks for one."""
    if container.meters is None:
        return None
    from bot.web.server import WebServer

    jobs = [job.name for job in container.scheduled_jobs()]
    silences = {job: partial(container.watchdog.silence, job) for job in jobs}
    container.meters.look_at(container.contexts, silences, lambda: container.is_reachable)
    server = WebServer(container.settings)
    server.add_health(container.troubles)
    server.add("/metrics", container.meters.metrics)
    return server


def _reach(container: "Container", listening: App, web: "WebServer | None") -> "Reach":
    """Return the way on which Slack's requests come in."""
    settings = container.settings
    if web is None or settings.public_url is None:
        return Sockets(listening, settings.slack_app_token.get_secret_value(), container.note_reach)
    from bot.web.slack_requests import SlackRequests

    secret = settings.slack_signing_secret.get_secret_value()
    return SlackRequests(web, listening, secret, container.note_reach)


@dataclass(frozen=True)
class Container:
    """Everything the running bot is made of."""

    settings: Settings
    client: WebClient
    background_client: WebClient
    contexts: ContextFactory
    directory: Directory
    delivery: Delivery
    home_refresher: HomeRefresher
    card_refresher: CardRefresher
    watchdog: Watchdog
    forecaster: Forecaster
    unanswered: Unanswered
    meters: "Meters | None" = None
    reach: list["Reach"] = field(default_factory=list)  # none before it listens
    least_room: int = LEAST_ROOM  # in bytes, on SQLite's disk

    def note_reach(self, is_reachable: bool) -> None:
        """Write down at once whether Slack can reach the bot; if it can, delivery goes on."""
        heartbeat.write(self.settings, is_reachable=is_reachable)
        if is_reachable:
            self.delivery.good_sign()

    def note_stage(self, on_stage: Callable[[str], None], stage: str) -> None:
        """Tell of a stage; that somebody could be answered is a sign that Slack is there."""
        if stage == "answered":
            self.delivery.good_sign()
        on_stage(stage)

    def know_people(self) -> None:
        """Take the people from Slack where nobody is known; later it is done in the background.

        It takes many calls of which Slack allows few a minute: nothing else waits for them. Who is
        a lead is known from the settings at once, before any job asks what a lead may do.
        """
        self.directory.appoint()
        with self.contexts.database.read() as session:
            if people.somebody_is_known(session):
                return
        try:
            self.directory.sync_all(self.client)
        except CALL_ERRORS as error:
            failed = understand(error)
            if failed.is_answer and failed.meaning is Meaning.CLOSED:
                raise
            log.warning("the people were not taken from Slack yet: %s", failed)

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
            ScheduledJob("history", self.seal, delivering),
            ScheduledJob("homes", self.home_refresher.refresh, delivering),
            ScheduledJob("cards", self.card_refresher.refresh, delivering),
            ScheduledJob("cleanup", self.run_daily_cleanup, DAILY),
            ScheduledJob("heartbeat", self.write_heartbeat, often),
        ]

    def seal(self) -> None:
        """Seal what is new in the history."""
        seal_history(self.contexts.database, self.contexts.now)

    def run_daily_cleanup(self) -> None:
        """Forget old requests and what has been kept long enough; look again who is in Slack."""
        now = self.contexts.now()
        forget_old(self.contexts.database, now - REMEMBERED)
        periods = periods_of(self.settings)
        if not periods.hold:
            forget_lapsed(self.contexts.database, now)
            erase_all(self.contexts.database, periods, now)
        if not self.contexts.database.scrub():
            log.warning("the database is in use: what was erased may stand in its files for a day")
        self.directory.sync_all(self.background_client)

    def write_heartbeat(self) -> None:
        """Write the heartbeat, while reminders and delivery still run; say if the disk fills up."""
        left = self._room()
        if left is not None:
            log.warning("the disk of the database has %d MiB left: make room", left)
        if not self._silent_jobs():
            heartbeat.write(self.settings, is_reachable=self.is_reachable)

    def troubles(self) -> list[str]:
        """Return what is wrong at this moment with the bot that runs; nothing where all is well."""
        found = [f"{job} does not run" for job in self._silent_jobs()]
        if not self.is_reachable:
            found.append("nobody can reach me")
        left = self._room()
        if left is not None:
            found.append(f"the disk of the database has {left} MiB left")
        return found

    @property
    def is_reachable(self) -> bool:
        """Say whether Slack can reach the bot, as far as is known."""
        return all(reach.is_reachable for reach in self.reach)

    def _room(self) -> int | None:
        return little_left(self.settings.database_url.get_secret_value(), self.least_room)

    def _silent_jobs(self) -> list[str]:
        longest = MISSED_RUNS * (self.settings.tick_seconds + self.settings.delivery_seconds)
        return [job for job in WATCHED if self.watchdog.silence(job) >= longest]


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
        own=settings.own,
        case_key=settings.case_key.get_secret_value() if settings.case_key else None,
        remind_at=settings.remind_at,
        rag=settings.rag_rules,
        cadence=Cadence(
            settings.reminder_steps,
            Limits(settings.nag_budget, settings.quiet_weeks),
            settings.sign_off_steps,
            settings.escalates_for,
        ),
        outcome_weeks=settings.outcome_check_weeks,
        audit_tool=settings.audit_tool or "",
        practice_standards=settings.practice_standards or "",
        pairs_meet=settings.pair_messages,
        registers=RegisterRules(
            sign_off=settings.sign_off_registers,
            approval=settings.approval_registers,
            escalation=settings.escalation_registers,
        ),
        levels=Levels(settings.reminder_level, settings.quietest_level),
        zone=settings.time_zone,
    )


def build(settings: Settings, on_stage: Callable[[str], None] = ignore_stage) -> Container:
    our.use(settings.vocabulary)
    database, meters = connect(settings.database_url.get_secret_value(), settings.time_zone), None
    if settings.http_port is not None:
        from bot.web.meters import Meters

        meters = Meters()
        database = replace(database, on_trouble=meters.note_trouble)
    token = settings.slack_bot_token.get_secret_value()
    now = clock(settings.clock_url)
    council = council_of(settings)
    client = listening_client(token, settings.slack_api_url)
    readers = ChannelReaders(client, database)
    contexts = ContextFactory(database, now, council, readers.problem_before)
    return Container(
        settings=settings,
        client=client,
        background_client=patient_client(token, settings.slack_api_url),
        contexts=contexts,
        directory=Directory(database, settings.leads, settings.admins, now, contexts.home),
        delivery=Delivery(
            database,
            outbox_client(token, settings.slack_api_url),
            MessageRenderer(council).render,
            now=now,
            monotonic=time.monotonic,
            on_stage=on_stage,
            on_result=meters.note_delivery if meters else ignore_stage,
            senders=SENDERS,
        ),
        home_refresher=HomeRefresher(contexts, outbox_client(token, settings.slack_api_url)),
        card_refresher=CardRefresher(contexts, outbox_client(token, settings.slack_api_url)),
        watchdog=Watchdog(time.monotonic),
        forecaster=Forecaster(database, now, council),
        unanswered=Unanswered(contexts, client, app.resumers(contexts)),
        meters=meters,
    )
