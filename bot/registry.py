"""Every verb, form and button there is: the one list from which all surfaces are made."""

from typing import Final

from bot import undoing
from bot.actions import (
    adding,
    adding_forms,
    bulk,
    closing,
    due_dates,
    editing,
    lists,
    ordering,
    rag,
    show,
    verbs,
)
from bot.audits import (
    agreeing,
    auditors,
    booking,
    calendar,
    case_forms,
    correcting,
    drawing,
    files,
    first_rules,
    learning,
    month_page,
    outcomes,
    register,
    rules_form,
    settling,
)
from bot.audits import verbs as audits
from bot.digest import subscriptions
from bot.digest import verbs as digest
from bot.handover import verbs as handover
from bot.home import buttons as home
from bot.home import everyday
from bot.measures import verbs as measures
from bot.people import about_me, absences
from bot.plan import review
from bot.plan import verbs as plan
from bot.reminders import preferences
from bot.reminders import verbs as reminders
from bot.report import verbs as report
from bot.signoff import deferral, waiting
from bot.signoff import verbs as signoff
from bot.slack.again import ACTION, AUDIT
from bot.slack.again import STATUS as STATUS_KIND
from bot.slack.buttons import Button
from bot.slack.command_set import CommandSet, HelpPage
from bot.slack.commands import typed_again_button
from bot.slack.confirm import confirm_buttons
from bot.slack.forms import Form
from bot.slack.manifest import UsageHints
from bot.slack.registry import Command, Request
from bot.slack.say_buttons import say_buttons
from bot.vocabulary import our
from jobs.context import CommandNames

STATUS: Final = CommandSet(
    (
        *digest.VERBS,
        *subscriptions.VERBS,
        digest.StatusCalendar,
        *report.VERBS,
        *measures.VERBS,
    ),
    digest.first,
    STATUS_KIND,
    everyday=everyday.about_status,
    page=HelpPage(
        "Where things stand",
        (
            "After a section you can say whose: {command} overdue team Permanence.",
            "{action} status shows the same, and so does “status” in a message to me.",
        ),
        usual=("overdue", "drift", "audits", "weekly"),
        first=(
            ("", "you, your team or everything, depending on your role"),
            ("@person", f"one person's, for their managers and {our.leads}"),
        ),
    ),
    usage=("overdue", "drift", "audits", "team", "@person", "help"),
)


class WhereThingsStand(Command):
    """`status`, and all that can follow the status command."""

    name = example = "status"
    summary = "where things stand; status help shows what else"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return STATUS.parse(rest, f"{command} status")


ACTIONS: Final = CommandSet(
    (
        adding.Add,
        lists.List,
        lists.Find,
        editing.Edit,
        show.Show,
        closing.Done,
        due_dates.Move,
        due_dates.Approve,
        due_dates.Decline,
        rag.Rate,
        verbs.Give,
        verbs.Note,
        undoing.Undo,
        verbs.Delete,
        reminders.Deputise,
        *absences.VERBS,
        reminders.SnoozeUntil,
        *preferences.VERBS,
        closing.Reopen,
        *handover.VERBS,
        signoff.Sign,
        signoff.Return,
        waiting.WaitingForMe,
        signoff.ChooseSigner,
        *deferral.VERBS,
        *ordering.VERBS,
        *review.VERBS,
        *plan.VERBS,
        WhereThingsStand,
        measures.ShowDistance,
        measures.ListMeasures,
        measures.ReadMeasure,
        *report.VERBS,
        measures.ShowChart,
        *about_me.VERBS,
    ),
    everyday.first_of_actions,
    ACTION,
    everyday=everyday.about_actions,
    everyday_words=everyday.words_known,
    page=HelpPage(
        "What you can ask me",
        (
            "Dates as you say them: tomorrow, Friday, in 10 working days, end of March, 4/12/2026.",
            "Never write about a child or family here: refer to an action by its number.",
        ),
        usual=("list", "add", "done", "move", "note", "find"),
    ),
    usage=("list", "add", "done", "help"),
)
AUDITS: Final = CommandSet(
    (
        audits.MyAudits,
        booking.BookAudit,
        booking.SuggestTime,
        *agreeing.VERBS,
        outcomes.WriteUp,
        settling.CannotHold,
        case_forms.NameCase,
        settling.AskSwap,
        correcting.Correct,
        correcting.ReopenAudit,
        audits.ShowAudit,
        audits.WhyPaired,
        auditors.AuditorAway,
        auditors.AuditorBack,
        drawing.Draw,
        drawing.ShowPlan,
        month_page.ShowMonth,
        register.ShowRegister,
        learning.ShowLearning,
        drawing.Pin,
        drawing.Forbid,
        drawing.Free,
        drawing.Publish,
        drawing.HoldBack,
        correcting.LateRecords,
        auditors.ListAuditors,
        rules_form.ShowRules,
        calendar.WhoLooksWhen,
        *about_me.VERBS,
        auditors.NotSeen,
        files.ShowSample,
        files.Files,
    ),
    audits.first,
    AUDIT,
    everyday=everyday.about_audits,
    everyday_words=everyday.words_known,
    page=HelpPage(
        f"What you can ask me about {our.live_audits}",
        (
            f"Each {our.live_audit} has a number such as LA-2026-12-012; to type it, 12 is enough.",
            "Never write about a child or family here: that belongs in the case system.",
        ),
        usual=("mine", "book", "held", "cannot", "show", "away"),
    ),
    usage=("book", "held", "cannot", "calendar", "help"),
)


def command_sets(names: CommandNames) -> dict[str, CommandSet]:
    """Return the verbs by what their command is called in this workspace."""
    return {
        names.status: STATUS,
        names.status_alias: STATUS,
        names.action: ACTIONS,
        names.audit: AUDITS,
    }


FORMS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        *adding_forms.FORMS,
        *due_dates.FORMS,
        *rag.FORMS,
        *verbs.FORMS,
        *signoff.FORMS,
        *deferral.FORMS,
        *editing.FORMS,
        *bulk.FORMS,
        *ordering.FORMS,
        *absences.FORMS,
        *reminders.FORMS,
        *preferences.FORMS,
        *handover.FORMS,
        *plan.FORMS,
        *subscriptions.FORMS,
        *booking.FORMS,
        *first_rules.FORMS,
        *settling.FORMS,
        *outcomes.FORMS,
        *correcting.FORMS,
        *month_page.FORMS,
        *learning.FORMS,
        *drawing.FORMS,
        *auditors.FORMS,
        *case_forms.FORMS,
        *files.FORMS,
        *calendar.FORMS,
        *rules_form.FORMS,
    )
}
# What may be asked about before it is carried out: which day is meant, or who is away.
CONFIRMABLE: Final[tuple[type[Command], ...]] = (
    adding.Add,
    due_dates.Move,
    verbs.Give,
    deferral.Defer,
)
SETS: Final = {ACTION: ACTIONS, AUDIT: AUDITS, STATUS_KIND: STATUS}  # by the kind of their words
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
    *editing.BUTTONS,
    *bulk.BUTTONS,
    *ordering.BUTTONS,
    *absences.BUTTONS,
    *reminders.BUTTONS,
    *preferences.BUTTONS,
    *handover.BUTTONS,
    *review.BUTTONS,
    *plan.BUTTONS,
    *home.BUTTONS,
    *digest.BUTTONS,
    *subscriptions.BUTTONS,
    *measures.BUTTONS,
    *report.BUTTONS,
    *audits.BUTTONS,
    *booking.BUTTONS,
    *first_rules.BUTTONS,
    *settling.BUTTONS,
    *outcomes.BUTTONS,
    *correcting.BUTTONS,
    *month_page.BUTTONS,
    *register.BUTTONS,
    *learning.BUTTONS,
    *drawing.BUTTONS,
    *auditors.BUTTONS,
    *files.BUTTONS,
    *case_forms.BUTTONS,
    *calendar.BUTTONS,
    *rules_form.BUTTONS,
    *confirm_buttons(CONFIRMABLE),
    *say_buttons(SETS),
    typed_again_button(command_sets),
)
USAGE: Final = UsageHints(
    action=ACTIONS.usage_hint,
    audit=AUDITS.usage_hint,
    status=STATUS.usage_hint,
)
# Slack tells of a button that is a link too, and waits for an answer.
LINKS: Final = ("source_link",)
