"""Takes the form in which an action is edited; what somebody else changed is never lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions import editing
from bot.actions.editing import OvertakenError
from bot.actions.editing_view import About
from bot.audits.fields import value_of
from bot.context import Body, ContextFactory, RepeatedError
from bot.presenter import prepare, present
from bot.slack.errors import answered, words_for
from bot.slack.press import Press
from db.errors import RefusedError


@dataclass(frozen=True)
class Editing:
    """Carries out what is done in the form; who may is asked again by the rows."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the form, and for the button beside a field somebody else has changed."""
        app.view("form_edit")(self.submitted)
        app.action("edit_theirs")(self.theirs)

    def submitted(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Save the changes, or show the form again with what somebody else did meanwhile."""
        about, typed = About.read(body["view"]), filled(body["view"])
        try:
            with self.contexts.open(body) as ctx:
                told = editing.saved(about, typed, ctx)
                shown = prepare(ctx, about.origin, told, None)
        except OvertakenError as overtaken:
            ack(response_action="update", view=overtaken.view)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={_beside(body["view"], error): words_for(error)})
        else:
            ack()
            present(client, about.origin, body["user"]["id"], shown)

    def theirs(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Put into one field what somebody else put there."""
        ack()
        press, view = Press(client, body), body["view"]
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                drawn = editing.theirs(
                    str(press.value["field"]), About.read(view), filled(view), ctx
                )
            client.views_update(view_id=view["id"], hash=view["hash"], view=drawn)


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the form, by field."""
    values = view["state"]["values"].values()
    return {
        name: str(value_of(element) or "").strip()
        for block in values
        for name, element in block.items()
    }


def _beside(view: Mapping[str, Any], error: Exception) -> str:
    fields = {
        block["element"]["action_id"]: block["block_id"]
        for block in view["blocks"]
        if block["type"] == "input"
    }
    about = error.about if isinstance(error, RefusedError) else ""
    return str(fields.get(about) or next(iter(fields.values())))
