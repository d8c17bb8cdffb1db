"""What every form about one action shares: the action it is about stands at its top."""

from collections.abc import Sequence

from bot.actions.render_context import action_context
from bot.actions.view import due_words
from bot.slack.blocks import Block, bold, lines
from bot.slack.buttons import Button, form_button
from bot.slack.forms import Form
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.models import Action
from jobs.context import RequestContext


class ActionForm(Form):
    """A form about one action."""

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the action, then what is asked; RefusedError if this person may not see it."""
        action = self.action(state, ctx)
        name = lines(
            [f"#{action.id} ", bold(action.title)], [due_words(action, action_context(ctx))]
        )
        return [name, *self.asks(action, ctx)]

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        """Return what is asked about the action."""
        raise NotImplementedError

    def action(self, state: ViewState, ctx: RequestContext) -> Action:
        """Return the action it is about."""
        return actions.find(ctx.session, self.number(state), ctx.person)

    def number(self, state: ViewState) -> int:
        """Return the number of the action it is about."""
        if state.number is None:
            raise TypeError("this form was opened about no action")
        return state.number

    def button(self) -> Button:
        """Return the button that opens it."""
        return form_button(self, rf"(?:action|form)_{self.name}")
