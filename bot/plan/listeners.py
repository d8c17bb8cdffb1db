"""What leads do with a plan that they drop into the bot's direct messages, as Slack tells of it.

All that reads a plan is loaded when the first one is dropped.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.plain_text import plain, says_nothing
from bot.slack.turn import Asked, Turn
from db.errors import BusyError, LostError
from db.people import queries as people
from db.permissions import Permission, may

if TYPE_CHECKING:
    from bot.plan.corrections import PlanCorrections
    from bot.plan.upload import PlanUpload


# What may be a plan; who drops one in another program's form is told how to save it.
_PLANS: Final = (".xlsx", ".xlsm", ".csv", ".docx", ".xls", ".xlsb", ".ods", ".numbers", ".tsv")


@dataclass(frozen=True)
class PlanListener:
    """The way in of a plan and of a month's sample of cases, and of what is chosen for them."""

    listening: Listening
    said: Callable[[BoltContext, WebClient, Body], None]  # answers words that come with no plan

    def register(self, app: App) -> None:
        """Listen for files, for the buttons under a preview, and for the forms they open."""
        app.event({"type": "message", "subtype": "file_share"})(self.dropped)
        app.action(re.compile("^(?:plan|sample)_"))(self.pressed)
        app.view(re.compile("^plan_"))(self.submitted)

    def dropped(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Show what the files would change; what is written with other files is answered."""
        event = body["event"]
        if says_nothing(plain(event.get("text") or "")) or self._brings_a_plan(body):
            self.uploads.dropped(context, client, body)
        else:
            self.said(context, client, body)

    def _brings_a_plan(self, body: Body) -> bool:
        """Say whether a file may be a plan, from somebody who may import one."""
        contexts = self.listening.contexts
        names = (str(file.get("name", "")).lower() for file in body["event"].get("files", []))
        if not any(name.endswith(_PLANS) for name in names):
            return False
        try:
            with contexts.database.read() as session:
                person = people.known_by_slack_id(session, contexts.account_of(body))
                return person is not None and may(person, Permission.IMPORT_PLAN)
        except (BusyError, LostError):
            return True  # whoever looks at the file asks again, and tells of the trouble

    def pressed(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Carry out the press of a button under a preview."""
        self._carry_out(Asked(context, client, body))

    def submitted(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Take what was filled in on a form."""
        with self.listening.turn(Asked(context, client, body)) as turn:
            SUBMITTED[body["view"]["callback_id"]](self)(turn)

    def resume(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Import what a bot that was killed had acknowledged."""
        self._carry_out(Asked(context, client, body), is_resumed=True)

    def _carry_out(self, asked: Asked, *, is_resumed: bool = False) -> None:
        press = Interaction(asked.client, asked.body)
        with self.listening.turn(asked, press.tell) as turn:
            turn.is_resumed = is_resumed
            PRESSED[press.name](self)(turn, press)

    @property
    def uploads(self) -> "PlanUpload":
        """Return what takes the files themselves."""
        from bot.plan.upload import PlanUpload

        return PlanUpload(self.listening)

    @property
    def corrections(self) -> "PlanCorrections":
        """Return what puts their rows right."""
        from bot.plan.corrections import PlanCorrections

        return PlanCorrections(self.uploads)


# Every button under a preview, and every form that one opens.
PRESSED: Final[Mapping[str, Callable[[PlanListener], Callable[[Turn, Interaction], None]]]] = {
    "plan_import": lambda its: its.uploads.imported,
    "plan_owners_later": lambda its: its.uploads.owners_later,
    "plan_same": lambda its: its.uploads.owners_later,
    "plan_other": lambda its: its.uploads.owners_later,
    "plan_columns": lambda its: its.uploads.columns,
    "plan_more": lambda its: its.uploads.every_field,
    "plan_file": lambda its: its.uploads.as_file,
    "plan_cancel": lambda its: its.uploads.cancelled,
    "plan_rows": lambda its: its.corrections.rows,
    "plan_gone": lambda its: its.corrections.gone,
    "sample_use": lambda its: its.uploads.sample_used,
    "sample_other": lambda its: its.uploads.sample_other,
}
SUBMITTED: Final[Mapping[str, Callable[[PlanListener], Callable[[Turn], None]]]] = {
    "plan_columns": lambda its: its.uploads.chosen,
    "plan_rows": lambda its: its.corrections.put_right,
    "plan_gone": lambda its: its.corrections.dropped,
}
