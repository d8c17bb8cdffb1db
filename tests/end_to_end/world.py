"""A workspace and the real bot, connected by real Socket Mode websockets or by HTTP."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, ParamSpec, TypeVar

from slack_bolt import App
from slack_sdk import WebClient

from bot import app
from bot.context import ContextFactory
from bot.delivery.card_refresher import CardRefresher
from bot.delivery.render import MessageRenderer
from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import Delivery
from bot.delivery.transport import outbox_client
from bot.home.refresher import HomeRefresher
from bot.main import COUNCIL_JOBS, council_of
from bot.people.channel_readers import ChannelReaders
from bot.people.directory import Directory
from bot.registry import USAGE
from bot.settings import Settings
from bot.slack.clients import listening_client
from bot.slack.manifest import manifest
from bot.slack.sockets import Sockets
from bot.web.server import WebServer
from bot.web.slack_requests import SlackRequests
from db.session import Database
from jobs.context import CommandNames, Council
from jobs.rules.levels import Level, Levels
from jobs.rules.working_days import Calendar
from localslack.context import Patience
from localslack.server import Workspace
from tests.databases import emptied
from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Json
from tests.people import LINE, NOW
from tests.unhurried import UNHURRIED, unbounded
from tests.waiting import HANG_S, eventually

P = ParamSpec("P")
R = TypeVar("R")
ENGLAND = Calendar.of("ENG")
SETTINGS = Settings.model_validate(
    {"slack_bot_token": "xoxb-local", "slack_app_token": "xapp-local"}
)
CASE_KEY = "a key that only the tests know of"


SIGNING_SECRET = "the tests' own signing secret, long"


def over_http(port: int) -> Settings:
    """Return the settings of a bot that Slack calls, at a port of this machine."""
    return Settings.model_validate(
        {
            "slack_bot_token": "xoxb-local",
            "slack_signing_secret": SIGNING_SECRET,
            "public_url": f"http://127.0.0.1:{port}",
            "http_port": str(port),
        }
    )


@dataclass
class Clock:
    """The time in the workspace and for the bot; a test sets it."""

    time: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.time


def definition(settings: Settings = SETTINGS) -> Json:
    """Return the workspace: the small council's people, and the app as its manifest says."""
    made = manifest(settings, USAGE)
    features, oauth = made["features"], made["oauth_config"]
    users = [
        {
            "id": f"U{number:02}",
            "name": f"person{number}",
            "real_name": role,
            "email": f"person{number}@council.example",
            "tz": "Europe/London",
            "title": role,
        }
        for number, role in enumerate(LINE, start=1)
    ]
    members = [user["id"] for user in users]
    return {
        "team": {"id": "T1", "name": "Sample Council"},
        "bot": {
            "user_id": "UBOT",
            "bot_id": "BBOT",
            "app_id": "A1",
            "name": "Live audit",
            "signing_secret": settings.slack_signing_secret.get_secret_value(),
        },
        "settings": made["settings"],
        "scopes": oauth["scopes"]["bot"],
        "commands": [
            *features["slash_commands"],
            {
                "command": settings.status_command,
                "description": "Where things stand",
                "should_escape": True,
                "url": features["slash_commands"][0].get("url"),
            },
        ],
        "shortcuts": features["shortcuts"],
        "events": made["settings"]["event_subscriptions"]["bot_events"],
        "users": users,
        "channels": [{"id": "C01", "name": "improvement", "members": [*members, "UBOT"]}],
        "loses_values": True,
    }


class Listeners(ThreadPoolExecutor):
    """The threads of a bot's listeners, which tell whether any of them is still at work."""

    def __init__(self) -> None:
        super().__init__(app.LISTENERS, thread_name_prefix="listener")
        self._going: set[Future[Any]] = set()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Start one."""
        started = super().submit(fn, *args, **kwargs)
        self._going.add(started)
        started.add_done_callback(self._going.discard)
        return started

    def are_done(self) -> bool | None:
        """Say whether all have ended what they were asked, and what they keep once it is shown."""
        return not self._going or None


@dataclass
class World:
    """A workspace with its bot; `tick` is a round of the bot's own clock."""

    workspace: Workspace
    database: Database
    clock: Clock
    commands: CommandNames = field(default_factory=CommandNames)

    @property
    def council(self) -> Council:
        """Return the council, with its commands as they are called here.

        Everybody hears of everything as it happens, so that each journey is one of minutes; what
        goes with a morning is told in `tests/jobs/reminders` and `tests/bot/reminders`.
        """
        at_once = Levels(usual=Level.ACTIVE)
        return Council(ENGLAND, commands=self.commands, case_key=CASE_KEY, levels=at_once)

    personas: list[Persona] = field(default_factory=list)
    listeners: Listeners = field(default_factory=Listeners)

    @cached_property
    def client(self) -> WebClient:
        """Return the bot's own client."""
        return listening_client("xoxb-local", f"{self.workspace.url}/api/")

    def __post_init__(self) -> None:
        """Make the bot's delivery."""
        self.delivery = self._new_delivery()

    @cached_property
    def contexts(self) -> ContextFactory:
        """Return what the bot's listeners work with."""
        readers = ChannelReaders(self.client, self.database)
        return ContextFactory(self.database, self.clock, self.council, readers.problem_before)

    @cached_property
    def homes(self) -> HomeRefresher:
        """Return what keeps every App Home fresh."""
        return HomeRefresher(
            self.contexts, outbox_client("xoxb-local", f"{self.workspace.url}/api/")
        )

    @cached_property
    def cards(self) -> CardRefresher:
        """Return what keeps every message fresh."""
        return CardRefresher(
            self.contexts, outbox_client("xoxb-local", f"{self.workspace.url}/api/")
        )

    def _new_delivery(self) -> Delivery:
        # Without its pause of a second in each conversation, and by the clock the test sets.
        return Delivery(
            self.database,
            outbox_client("xoxb-local", f"{self.workspace.url}/api/"),
            MessageRenderer(self.council).render,
            now=self.clock,
            monotonic=lambda: self.clock.time.timestamp(),
            policy=RetryPolicy(between_posts_s=0),
        )

    @cached_property
    def directory(self) -> Directory:
        """Return what keeps the people in step with the workspace."""
        return Directory(
            self.database,
            frozenset({"person1@council.example"}),
            frozenset({"person8@council.example"}),
            self.clock,
        )

    def persona(self, number: int) -> Persona:
        """Return the person with that number in the small council, at a page of their own."""
        opened = Persona(self.workspace.url, f"U{number:02}", "C01", f"D{number:02}")
        self.personas.append(opened)
        return opened

    def opens(self, channel: str, **how: object) -> None:
        """Share a channel outside, or let somebody into it, as people do in Slack."""
        ask(f"{self.workspace.url}/control/channels", {"channel": channel, **how})

    def lets_in_a_guest(self, channel: str) -> None:
        """Let a guest into the workspace, and into a channel of it."""
        guest = {"id": "UGUEST", "name": "guest", "is_restricted": True}
        ask(f"{self.workspace.url}/control/users", {"action": "add", "user": guest})
        self.opens(channel, join="UGUEST")

    def rests(self) -> None:
        """Wait until the bot has kept what it keeps after an answer is seen."""
        eventually(self.listeners.are_done, "the end of what the bot keeps once it has answered")

    def tick(self) -> None:
        """Let the bot decide who must hear, and deliver."""
        self.rests()
        for run in COUNCIL_JOBS.values():
            run(self.database, self.clock, self.contexts.council)
        self.delivery.send_pending()
        self.homes.refresh()
        self.cards.refresh()

    def close_pages(self) -> None:
        """Let everybody leave the page."""
        while self.personas:
            self.personas.pop().leaves()

    def later(self, **by: float) -> None:
        """Let time pass; what the bot keeps of what was seen before is kept before."""
        self.rests()
        self.clock.time += timedelta(**by)

    def control(self, name: str, **body: object) -> object:
        """Ask the workspace for something only tests ask for."""
        return ask(f"{self.workspace.url}/control/{name}", body)

    def fetched(self) -> int:
        """Return how many files the bot has asked for."""
        return sum(call["method"] == "files.info" for call in self.calls())

    def calls(self) -> list[dict[str, Any]]:
        """Return what the bot has asked of Slack in this test."""
        found: list[dict[str, Any]] = ask(f"{self.workspace.url}/control/calls")
        return found

    def empty(self) -> None:
        """Forget everything in the workspace and the database, and set the clock back."""
        self.rests()
        self.contexts.notes.write()
        self.clock.time = NOW
        self.control("reset")
        self.delivery = self._new_delivery()
        for refresher in ("homes", "cards"):
            self.__dict__.pop(refresher, None)
        emptied(self.database)


@contextmanager
def running(database: Database, settings: Settings = SETTINGS) -> Iterator[World]:
    """Start a workspace and a bot on `database`."""
    clock = Clock()
    endless = Patience(ack=HANG_S, trigger=HANG_S)
    workspace = Workspace(definition(settings), machine_time=clock, patience=endless)
    workspace.start()
    world = World(workspace, database, clock, council_of(settings).commands)
    bot = app.build(world.client, world.contexts, world.directory, UNHURRIED, unbounded())
    bot.listener_runner.listener_executor = world.listeners
    try:
        with _heard(bot, settings):
            eventually(
                lambda: ask(f"{workspace.url}/page/bootstrap")["connected"] or None, "the bot"
            )
            yield world
    finally:
        world.contexts.notes.close()
        workspace.stop()


@contextmanager
def _heard(bot: App, settings: Settings) -> Iterator[None]:
    """Let the bot hear the workspace, on the way that the settings say."""
    if settings.public_url is None:
        sockets = Sockets(bot, "xapp-local")
        sockets.start()
        yield
        sockets.close()
        return
    server = WebServer(settings)
    requests = SlackRequests(
        server, bot, settings.slack_signing_secret.get_secret_value(), lambda _: None
    )
    server.start()
    requests.start()
    yield
    requests.close()
    server.close()
