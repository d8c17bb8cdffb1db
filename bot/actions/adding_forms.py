"""Takes the forms for several actions and for an action's place in the plan; asks about twins."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions import adding, adding_view
from bot.actions import ordering_view as messages
from bot.actions.duplicates_view import beside_the_title
from bot.actions.forms_view import filled_in, form
from bot.actions.ordering_form import after_words, repeats_words
from bot.actions.render_context import reader_of
from bot.actions.view import Reader, card
from bot.slack.blocks import Answer, lines
from bot.slack.view_state import ViewState
from db.actions import dependencies
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action
from db.models.action import FROM_COMPLETION
from jobs.actions import ordering, recurring
from jobs.context import RequestContext

Fields = Mapping[str, str]
MAIN_FIELD = {"order": "after", "several": "lines"}
_NUMBERS = re.compile(r"(?:#?\d{1,9}(?:[\s,]+|\s+and\s+|$))*")


@dataclass(frozen=True)
class Changed:
    """A form that stays open and shows something else."""

    view: dict[str, Any]


def with_twins(
    likely: Sequence[Action], fields: Fields, origin: ViewState, reader: Reader
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


def _order(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    """Save what was changed of the three things, or, if one is refused, nothing."""
    if origin.number is None:
        raise TypeError("this form was opened about no action")
    dependencies.begin(ctx.session)
    action = actions.find(ctx.session, origin.number, ctx.person)
    changed = [change(action, fields, ctx) for change in (_after, _phase, _repeats)]
    if not any(changed):
        raise RefusedError("Nothing was changed; press Cancel to leave it as it is.", "after")
    ctx.session.flush()
    told = messages.facts(action, messages.Around(action.after), reader_of(ctx))
    said = f"#{action.id} has its place in the plan."
    return Answer(said, [lines([said]), card(action, reader_of(ctx, [action])), *told])


def _after(action: Action, fields: Fields, ctx: RequestContext) -> bool:
    if fields["after"].split() == after_words(action).split():
        return False
    if not _NUMBERS.fullmatch(fields["after"].strip()):
        raise RefusedError("Write the numbers of other actions: #7 #9.", about="after")
    numbers = [int(number) for number in re.findall(r"\d+", fields["after"])]
    ordering.put_after(ctx, action, numbers)
    return True


def _phase(action: Action, fields: Fields, ctx: RequestContext) -> bool:
    if ordering.as_spelled(ctx.session, fields["phase"]) == action.phase:
        return False
    ordering.put_in_phase(ctx, action, fields["phase"])
    return True


def _repeats(action: Action, fields: Fields, ctx: RequestContext) -> bool:
    words, counted = fields["repeats"].strip(), fields["counted"]
    if words == repeats_words(action) and (counted == action.recurs_from or not words):
        return False
    from_completion = counted == FROM_COMPLETION
    recurring.repeat(ctx, action, words, from_completion=from_completion)
    return True


WORK: Mapping[str, Callable[[Fields, ViewState, RequestContext], Answer | Changed]] = {
    "several": _several,
    "order": _order,
}
