"""Every verb, form and button there is: the one list from which all surfaces are made."""

from typing import Final

from bot.actions import bulk, editing, ordering
from bot.digest import subscriptions
from bot.digest import verbs as digest
from bot.handover import verbs as handover
from bot.home import buttons as home
from bot.measures import verbs as measures
from bot.plan import verbs as plan
from bot.reminders import verbs as reminders
from bot.report import verbs as report
from bot.signoff import deferral
from bot.signoff import verbs as signoff
from bot.slack.buttons import Button
from bot.slack.forms import Form
from bot.slack.registry import Command, CommandSet, HelpPage

STATUS: Final = CommandSet(
    (
        *digest.VERBS,
        *subscriptions.VERBS,
        digest.StatusCalendar,
        *report.VERBS,
        *measures.VERBS,
    ),
    digest.first,
    "I do not know that word. Try `{command} overdue`; `{command} help` shows the rest.",
    HelpPage(
        "Where things stand",
        (
            "After a section you can say whose: {command} overdue team Permanence.",
            "The same answers {action} status, and “status” to me directly.",
        ),
        first=(
            ("", "you, your team or everything, by who you are"),
            ("@person", "one person's, for their managers and leads"),
        ),
    ),
)
ACTION_VERBS: Final[tuple[type[Command], ...]] = (
    *signoff.VERBS,
    *deferral.VERBS,
    *editing.VERBS,
    *ordering.VERBS,
    *reminders.VERBS,
    *handover.VERBS,
    *plan.VERBS,
    *measures.VERBS,
    *report.VERBS,
)
FORMS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        *signoff.FORMS,
        *deferral.FORMS,
        *editing.FORMS,
        *bulk.FORMS,
        *ordering.FORMS,
        *reminders.FORMS,
        *handover.FORMS,
        *plan.FORMS,
        *subscriptions.FORMS,
    )
}
BUTTONS: Final[tuple[Button, ...]] = (
    *signoff.BUTTONS,
    *deferral.BUTTONS,
    *editing.BUTTONS,
    *bulk.BUTTONS,
    *ordering.BUTTONS,
    *reminders.BUTTONS,
    *handover.BUTTONS,
    *plan.BUTTONS,
    *home.BUTTONS,
    *digest.BUTTONS,
    *subscriptions.BUTTONS,
    *measures.BUTTONS,
    *report.BUTTONS,
)
