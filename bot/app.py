"""Puts the Bolt app together."""

from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App
from slack_sdk import WebClient

from bot.commands.audit_listen import AuditCommands
from bot.commands.listen import Commands
from bot.desk import Desk
from bot.explain import log_only
from bot.interactions.audit_buttons import AuditButtons
from bot.interactions.audit_forms import AuditForms
from bot.interactions.audit_rules_form import RulesForm
from bot.interactions.buttons import Buttons
from bot.interactions.choosing import Choosing
from bot.interactions.editing import Editing
from bot.interactions.forms import Forms
from bot.interactions.gaps import GapButtons
from bot.interactions.handover import Handovers
from bot.interactions.home import Home
from bot.interactions.home_presses import HomePresses
from bot.interactions.order_buttons import OrderButtons
from bot.interactions.pictures import Pictures
from bot.interactions.plan_drop import PlanDrop
from bot.interactions.reminding import Reminding
from bot.interactions.reports import Reports
from bot.interactions.shortcuts import Shortcuts
from bot.interactions.status_buttons import StatusButtons
from bot.interactions.subscriptions import SubscriptionButtons
from bot.people import Directory

# Bolt's own executor has five threads, shared by everybody who types at once.
LISTENERS = 20


def build(client: WebClient, desk: Desk, directory: Directory) -> App:
    """Return the app with every listener registered."""
    app = App(
        client=client,
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener"),
    )
    app.error(log_only)
    for part in (
        Commands(desk),
        AuditCommands(desk),
        AuditButtons(desk),
        AuditForms(desk),
        RulesForm(desk),
        Buttons(desk),
        Reminding(desk),
        OrderButtons(desk),
        Forms(desk),
        Editing(desk),
        Choosing(desk),
        Handovers(desk),
        GapButtons(desk),
        PlanDrop(desk),  # before Home, which takes the messages that bring no file
        Home(desk),
        Pictures(desk),
        Reports(desk),
        HomePresses(desk),
        Shortcuts(desk),
        StatusButtons(desk),
        SubscriptionButtons(desk),
        directory,
    ):
        part.register(app)
    return app
