"""Puts the Bolt app together."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient

from bot import registry
from bot.actions.buttons import Buttons
from bot.actions.commands import Commands
from bot.actions.ordering_buttons import OrderButtons
from bot.actions.submissions import Forms
from bot.audits.buttons import AuditButtons
from bot.audits.commands import AuditCommands
from bot.audits.forms import AuditForms
from bot.audits.rules_form import RulesForm
from bot.context import ContextFactory
from bot.home.listeners import Home
from bot.home.shortcuts import Shortcuts
from bot.people.directory import Directory
from bot.plan.upload import PlanDrop
from bot.presenter import MessagePresenter
from bot.slack.buttons import ButtonListener
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
    for part in (
        FormListener(listening, list(registry.FORMS.values())),
        ButtonListener(listening, registry.BUTTONS, registry.FORMS),
        Commands(contexts),
        AuditCommands(contexts),
        AuditButtons(contexts),
        AuditForms(contexts),
        RulesForm(contexts),
        Buttons(contexts),
        OrderButtons(contexts),
        Forms(contexts),
        PlanDrop(contexts),  # before Home, which takes the messages that bring no file
        Home(contexts),
        Shortcuts(contexts),
        directory,
    ):
        part.register(app)
    return app
