"""Puts the Bolt app together."""

import math
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import registry
from bot.clock import uptime
from bot.context import ContextFactory
from bot.home.card_listener import CardListener
from bot.home.gist import OrGist
from bot.home.listeners import HomeListener
from bot.home.shortcuts import Shortcuts
from bot.people.directory import Directory
from bot.plan.listeners import PlanListener
from bot.plan.view import IMPORT
from bot.presenter import MessagePresenter
from bot.slack.buttons import ButtonListener
from bot.slack.commands import COMMAND, CommandListener
from bot.slack.errors import log_only
from bot.slack.fair_share import FairShare
from bot.slack.forms import FormListener
from bot.slack.listening import Listening
from bot.slack.turn import AckPatience
from bot.unanswered import Resume

# Bolt's own executor has five threads, shared by everybody who types at once.
LISTENERS = 20


def build(
    client: WebClient,
    contexts: ContextFactory,
    directory: Directory,
    patience: AckPatience = AckPatience(uptime),  # noqa: B008  (it never changes)
    share: FairShare | None = None,
) -> App:
    """Return the app with every listener registered."""
    app = App(
        name="live-audit",  # Bolt would look all through the stack for one
        client=client,
        request_verification_enabled=False,  # bot/web/slack_requests.py has done it by then
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener"),
    )
    app.error(log_only)
    app.use(contexts.home.learn)
    listening = Listening(contexts, MessagePresenter(), patience, share or FairShare())
    names, home = contexts.council.commands, HomeListener(listening)
    for part in (
        FormListener(listening, list(registry.FORMS.values())),
        ButtonListener(listening, registry.BUTTONS, registry.FORMS, OrGist),
        CommandListener(listening, registry.command_sets(names), registry.FORMS, OrGist),
        CardListener(listening, home.message),  # before those who take what is no reply
        PlanListener(listening, home.message),  # before HomeListener, which takes what is no plan
        home,
        Shortcuts(listening),
        directory,
    ):
        part.register(app)
    for link in registry.LINKS:
        app.action(link)(followed)
    for listener in app._listeners:
        # Bolt acknowledges an event before anything is done with it, and has no setting for that.
        listener.auto_acknowledgement = False
        listener.ack_timeout = math.ceil(patience.acknowledged_within_s)
    return app


def finish(app: App, timeout_s: float) -> bool:
    """Let the listeners end what they do, and start nothing more; say whether they have ended."""
    ending = Thread(target=app.listener_runner.listener_executor.shutdown, daemon=True)
    ending.start()
    ending.join(max(0.0, timeout_s))
    return not ending.is_alive()


def resumers(contexts: ContextFactory) -> Mapping[str, Resume]:
    """Return who carries out what was written down to be done, by its name."""
    listening = Listening(contexts, MessagePresenter())
    sets = registry.command_sets(contexts.council.commands)
    return {
        COMMAND: CommandListener(listening, sets, registry.FORMS, OrGist).resume,
        IMPORT: PlanListener(listening, HomeListener(listening).message).resume,
    }


def followed(ack: Ack) -> None:
    """Take note that a link was followed."""
    ack()
