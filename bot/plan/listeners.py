"""What leads do with a plan that they drop into the bot's direct messages, as Slack tells of it.

All that reads a plan is loaded when the first one is dropped.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.slack.listening import Listening

if TYPE_CHECKING:
    from bot.plan.corrections import PlanCorrections
    from bot.plan.upload import PlanUpload


@dataclass(frozen=True)
class PlanListener:
    """The way in of a plan and of a month's sample of cases, and of what is chosen for them."""

    listening: Listening

    def register(self, app: App) -> None:
        """Listen for files, for the buttons under a preview, and for the forms they open."""
        app.event({"type": "message", "subtype": "file_share"})(self.dropped)
        app.action(re.compile("^(?:plan|sample)_"))(self.pressed)
        app.view(re.compile("^plan_"))(self.submitted)

    def dropped(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Show what the files would change."""
        self._uploads.dropped(context, client, body)

    def pressed(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Carry out the press of a button under a preview."""
        uploads, corrections = self._uploads, self._corrections
        work = {
            "plan_import": uploads.imported,
            "plan_owners_later": uploads.owners_later,
            "plan_same": uploads.owners_later,
            "plan_columns": uploads.columns,
            "plan_file": uploads.as_file,
            "plan_cancel": uploads.cancelled,
            "plan_rows": corrections.rows,
            "plan_gone": corrections.gone,
            "sample_use": uploads.sample_used,
            "sample_other": uploads.sample_other,
        }
        work[body["actions"][0]["action_id"]](context, client, body)

    def submitted(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Take what was filled in on a form."""
        work = {
            "plan_columns": self._uploads.chosen,
            "plan_rows": self._corrections.put_right,
            "plan_gone": self._corrections.dropped,
        }
        work[body["view"]["callback_id"]](context, client, body)

    def resume(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Import what a bot that was killed had acknowledged."""
        self._uploads.resume(context, client, body)

    @property
    def _uploads(self) -> "PlanUpload":
        from bot.plan.upload import PlanUpload

        return PlanUpload(self.listening)

    @property
    def _corrections(self) -> "PlanCorrections":
        from bot.plan.corrections import PlanCorrections

        return PlanCorrections(self._uploads)
