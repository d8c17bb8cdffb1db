"""The forms of verbs that are not one class each yet, until they are."""

from collections.abc import Sequence
from typing import Final

from bot.actions import editing, ordering_form
from bot.actions.requests import Digest, answer
from bot.actions.verb import ActionForm
from bot.reminders import verbs as reminding
from bot.slack.blocks import Answer, Block, field_
from bot.slack.buttons import Button
from bot.slack.filled import Filled
from bot.slack.forms import View
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply
from bot.slack.view_state import ViewState
from db.models import Action
from jobs.context import RequestContext


class SnoozeForm(ActionForm):
    """Asks until when somebody hears nothing of an action."""

    name = "snooze"
    title, submit_label = "Remind me later", "Remind me then"
    main_field = "until"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        """Return the day."""
        hint = "What others hear, and when it is due, stay as they are."
        return [field_("until", "Remind me on", {"type": "datepicker"}, hint=hint)]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Put it off."""
        return reminding.snooze(self.action(state, ctx), given.needed_day("until"), ctx)


class OrderForm(ActionForm):
    """Asks for an action's place in the plan."""

    name = "order"
    title, submit_label = "Order and repeats", "Save"
    main_field = "after"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        """Return the fields, each as it stands now."""
        return ordering_form.fields(action)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Save what was changed."""
        return ordering_form.saved(self.number(state), given, ctx)


class EditForm(ActionForm):
    """Every field of an action; `bot.actions.editing_forms` takes it back."""

    name = "edit"
    title, submit_label = "Edit", "Save"
    way_in = "Edit it"

    def view(self, state: ViewState, ctx: RequestContext) -> View:
        """Return it as the action stands."""
        return editing.opened(self.number(state), state, ctx)


def _status(_: Interaction, ctx: RequestContext) -> Reply:
    return answer(Digest(), ctx)


FORMS: Final = (SnoozeForm(), OrderForm(), EditForm())
BUTTONS: Final = (*(form.button() for form in FORMS), Button("home_status", _status))
