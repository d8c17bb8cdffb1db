"""Takes the forms for several actions and for an action's place in the plan; asks about twins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions import adding, adding_view
from bot.actions.duplicates_view import beside_the_title
from bot.actions.forms_view import filled_in, form
from bot.actions.view import ActionRenderContext
from bot.slack.blocks import Answer
from bot.slack.view_state import ViewState
from db.models import Action
from jobs.context import RequestContext

Fields = Mapping[str, str]
MAIN_FIELD = {"several": "lines"}


@dataclass(frozen=True)
class Changed:
    """A form that stays open and shows something else."""

    view: dict[str, Any]


def with_twins(
    likely: Sequence[Action], fields: Fields, origin: ViewState, reader: ActionRenderContext
) -> Changed:
    """Return the form for a new action as it was filled in, with its likely twins in it."""
    view = form("add", None, origin, reader)
    title, *rest = filled_in(view, fields)["blocks"]
    return Changed(view | {"blocks": [title, *beside_the_title(likely, reader), *rest]})


def _several(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer | Changed:
    text = fields["lines"]
    if adding_view.mark(text) == origin.seen:
        return adding.add_all(text, ctx)
    return Changed(adding.several_view(text, origin, ctx))


WORK: Mapping[str, Callable[[Fields, ViewState, RequestContext], Answer | Changed]] = {
    "several": _several,
}
