"""Puts the Bolt app together."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient

from bot import registry
from bot.actions.bulk_buttons import Choosing
from bot.actions.commands import StatusCommand
from bot.actions.editing_forms import Editing
from bot.actions.ordering_buttons import OrderButtons
from bot.audits.buttons import AuditButtons
from bot.audits.commands import AuditCommands
from bot.audits.forms import AuditForms
from bot.audits.rules_form import RulesForm
from bot.context import ContextFactory
from bot.digest.buttons import StatusButtons
from bot.digest.subscriptions_buttons import SubscriptionButtons
from bot.handover.buttons import Handovers
from bot.home.buttons import HomePresses
from bot.home.listeners import Home
from bot.home.shortcuts import Shortcuts
from bot.measures.buttons import Pictures
from bot.people.directory import Directory
from bot.plan.buttons import GapButtons
from bot.plan.upload import PlanDrop
from bot.presenter import MessagePresenter
from bot.reminders.buttons import Reminding
from bot.report.buttons import Reports
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
    for part in (
        CommandListener(
            listening, {contexts.council.commands.action: registry.ACTIONS}, registry.FORMS
        ),
        FormListener(listening, [form for form in registry.FORMS.values() if form.name != "edit"]),
        ButtonListener(listening, registry.BUTTONS, registry.FORMS),
        StatusCommand(contexts),
        AuditCommands(contexts),
        AuditButtons(contexts),
        AuditForms(contexts),
        RulesForm(contexts),
        Reminding(contexts),
        OrderButtons(contexts),
        Editing(contexts),
        Choosing(contexts),
        Handovers(contexts),
        GapButtons(contexts),
        PlanDrop(contexts),  # before Home, which takes the messages that bring no file
        Home(contexts),
        Pictures(contexts),
        Reports(contexts),
        HomePresses(contexts),
        Shortcuts(contexts),
        StatusButtons(contexts),
        SubscriptionButtons(contexts),
        directory,
    ):
        part.register(app)
    return app
