"""Puts the Bolt app together."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import registry
from bot.context import ContextFactory
from bot.home.listeners import HomeListener
from bot.home.shortcuts import Shortcuts
from bot.people.directory import Directory
from bot.plan.corrections import PlanCorrections
from bot.plan.upload import PlanUpload
from bot.presenter import MessagePresenter
from bot.slack.buttons import ButtonListener
from bot.slack.commands import CommandListener
from bot.slack.errors import log_only
from bot.slack.forms import FormListener
from bot.slack.listening import Listening

# Bolt's own executor has five threads, shared by everybody who types at once.
LISTENERS = 20


def build(client: WebClient, contexts: ContextFactory, directory: Directory) -> App:
    """Return the app with every listener registered."""
    app = App(
        client=client,
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener"),
    )
    app.error(log_only)
    listening = Listening(contexts, MessagePresenter())
    names = contexts.council.commands
    for part in (
        FormListener(listening, list(registry.FORMS.values())),
        ButtonListener(listening, registry.BUTTONS, registry.FORMS),
        CommandListener(listening, registry.command_sets(names), registry.FORMS),
        # Before HomeListener, which takes the messages that bring no file.
        PlanUpload(listening),
        PlanCorrections(PlanUpload(listening)),
        HomeListener(listening),
        Shortcuts(listening),
        directory,
    ):
        part.register(app)
    for link in registry.LINKS:
        app.action(link)(followed)
    return app


def followed(ack: Ack) -> None:
    """Take note that a link was followed."""
    ack()
