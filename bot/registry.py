"""Every verb, form and button there is: the one list from which all surfaces are made."""

from typing import Final

from bot.actions import (
    adding,
    adding_forms,
    closing,
    due_dates,
    editing_parsing,
    lists,
    ordering_parsing,
    rag,
    show,
    unported_forms,
    verbs,
)
from bot.actions.words import Verb, commands
from bot.digest.parsing import parse_status
from bot.handover.parsing import HANDOVER_VERBS
from bot.measures.parsing import DISTANCE_VERBS
from bot.plan import parsing as plan
from bot.reminders import parsing as reminders
from bot.report.parsing import REPORT_VERBS
from bot.signoff import deferral, waiting
from bot.signoff import verbs as signoff
from bot.slack.buttons import Button
from bot.slack.confirm import confirm_buttons
from bot.slack.forms import Form
from bot.slack.registry import Command, CommandSet, Help, HelpPage, Request


def _status(rest: str, command: str) -> Request:
    return parse_status(rest, f"{command} status")


ACTIONS: Final = CommandSet(
    verbs=(
        adding.Add,
        lists.List,
        *commands(editing_parsing.VERBS),
        show.Show,
        closing.Done,
        due_dates.Move,
        due_dates.Approve,
        due_dates.Decline,
        rag.Rate,
        verbs.Give,
        verbs.Note,
        *commands(reminders.VERBS),
        closing.Reopen,
        *commands(HANDOVER_VERBS),
        signoff.Sign,
        signoff.Return,
        waiting.WaitingForMe,
        signoff.ChooseSigner,
        *deferral.VERBS,
        *commands(ordering_parsing.VERBS),
        *commands(plan.VERBS),
        *commands({"status": Verb("status", _status)}),
        *commands(DISTANCE_VERBS, "distance", "measures", "measure"),
        *commands(REPORT_VERBS),
        *commands(DISTANCE_VERBS, "chart"),
    ),
    first=adding.read_first,
    hint="Try `{command} done 12`; `{command} help` shows the rest.",
    page=HelpPage(
        heading="What you can ask me",
        notes=(
            "Dates as you say them: tomorrow, Friday, in 10 working days, end of March, 4/12/2026.",
            "Never write about a child or family here: use the action's own number.",
        ),
    ),
    usage=(lists.List, adding.Add, closing.Done, Help),
)
FORMS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        *adding_forms.FORMS,
        *due_dates.FORMS,
        *rag.FORMS,
        *verbs.FORMS,
        *signoff.FORMS,
        *deferral.FORMS,
        *unported_forms.FORMS,
    )
}
# What may be asked about before it is carried out: which day is meant, or who is away.
CONFIRMABLE: Final[tuple[type[Command], ...]] = (
    adding.Add,
    due_dates.Move,
    verbs.Give,
    deferral.Defer,
)
BUTTONS: Final[tuple[Button, ...]] = (
    *adding_forms.BUTTONS,
    *lists.BUTTONS,
    *show.BUTTONS,
    *closing.BUTTONS,
    *due_dates.BUTTONS,
    *rag.BUTTONS,
    *verbs.BUTTONS,
    *signoff.BUTTONS,
    *deferral.BUTTONS,
    *unported_forms.BUTTONS,
    *confirm_buttons(CONFIRMABLE),
)
