"""Every field of an action in one form, which sees what somebody else changed meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.actions import due_dates_view, editing_view
from bot.actions import fields as edit_fields
from bot.actions.due_dates import Move
from bot.actions.editing_view import EditState
from bot.actions.fields import BY_NAME, FIELDS, Field, Values, Wish
from bot.actions.phrases import date_words
from bot.actions.verb import ActionButton, ActionCommand, ActionForm
from bot.slack.again import Offer
from bot.slack.blocks import Answer, Block
from bot.slack.buttons import Button, more_fields
from bot.slack.carried import one_of
from bot.slack.filled import Filled, as_given, handed_in
from bot.slack.forms import ShowViewError, View
from bot.slack.interaction import Interaction
from bot.slack.numbered import Question
from bot.slack.registry import OpenForm, Reply, Request, UpdateView
from bot.slack.view_state import ViewState
from db.actions import dependencies, edits
from db.actions import queries as actions
from db.actions.edits import Overtaken
from db.errors import RefusedError
from db.models import Action, Person
from db.models.event_kinds import EventKind
from db.permissions import Permission
from jobs.actions import approvals, notices
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day

# Others need not hear of an action's place in the plan; a signer is asked by what names them.
TOLD = frozenset(
    {
        EventKind.EDITED,
        EventKind.GIVEN,
        EventKind.DEPUTY_NAMED,
        EventKind.MOVED,
        EventKind.MOVE_ASKED,
    }
)


@dataclass(frozen=True)
class EditStanding:
    """An action's fields as they are now and as the form showed them, which others may overtake."""

    action: Action
    held: Mapping[str, Any]
    shown: Mapping[str, Any]
    writers: Mapping[str, Overtaken]
    names: Mapping[int, Person]
    base: int

    def now(self, each: Field) -> str:
        """Return what a field's input would hold now."""
        return each.read(self.held, self.names)

    def was(self, each: Field) -> str:
        """Return what a field's input held when the form was shown."""
        return each.read(self.shown, self.names)

    def words(self, each: Field) -> str:
        return each.words(self.held, self.names)

    def who(self, each: Field) -> str:
        """Return who changed a field last."""
        found = next((self.writers[one] for one in each.columns if one in self.writers), None)
        return found.by.called if found and found.by else "an import"


@dataclass(frozen=True)
class HandedIn:
    """An edit form as it was handed in: what it carried, and what stood in its fields."""

    about: EditState
    typed: Values

    @property
    def why(self) -> str:
        return self.typed.get(editing_view.WHY, "")


def standing(action: Action, base: int, ctx: RequestContext) -> EditStanding:
    """Return how an action's fields stand, and stood at the event `base`."""
    held = edit_fields.stored(action)
    overtaken = edits.since(ctx.session, action, base)
    before = {column: each.before for column, each in overtaken.items() if column in held}
    shown = held | before
    names = edit_fields.names_in(ctx.session, held, shown)
    writers = edits.since(ctx.session, action, 0)
    latest = edits.latest(ctx.session, action)
    return EditStanding(action, held, shown, writers, names, latest)


def opened(number: int, origin: ViewState, ctx: RequestContext) -> dict[str, Any]:
    """Return the form for an action as it stands; refuse where nothing of it may be changed."""
    action = actions.find(ctx.session, number, ctx.person)
    if not action.is_open:
        raise RefusedError(f"{action.called} is {action.status}; reopen it first to edit it.")
    as_is = standing(action, 0, ctx)
    as_is = standing(action, as_is.base, ctx)
    about = EditState(replace(origin, number=number), as_is.base, more=origin.is_whole)
    values = {each.name: as_is.now(each) for each in FIELDS}
    shown = edit_fields.inputs(action, values, as_is.held, as_is.names, ctx)
    if not any(each.is_open for each in shown):
        raise RefusedError(f"You can't change anything in {action.called}.")
    return editing_view.view(shown, about, above=_above(action, ctx))


def _above(action: Action, ctx: RequestContext) -> list[Block]:
    approvers = approvals.approvers(ctx.session, action, ctx.today)
    return due_dates_view.before_moving(action, ctx, approvers)


def saved(given: HandedIn, ctx: RequestContext) -> Answer:
    """Save what this person changed, or raise ShowViewError and save nothing."""
    dependencies.begin(ctx.session)
    about = given.about
    action = actions.find(ctx.session, about.origin.number or 0, ctx.person)
    as_is = standing(action, about.base, ctx)
    mine = changed(as_is, given.typed)
    disputed = _disputed(as_is, mine)
    if disputed:
        raise ShowViewError(shown_again(as_is, given, disputed, ctx))
    before = {name: as_is.words(BY_NAME[name]) for name in mine}
    wish = Wish(action, mine, given.why.strip(), about.origin.even_away, ctx)
    return _confirmed(wish, before, given, as_is)


def changed(as_is: EditStanding, typed: Values) -> dict[str, str]:
    """Return what this person changed, and what is not so already, by field."""
    mine = {name: value for name, value in typed.items() if name in BY_NAME}
    return {
        name: value
        for name, value in mine.items()
        if value != as_is.was(BY_NAME[name]) and value != as_is.now(BY_NAME[name])
    }


def _disputed(as_is: EditStanding, mine: Values) -> list[str]:
    """Return which of the fields this person changed somebody else has changed too."""
    return [name for name in mine if as_is.now(BY_NAME[name]) != as_is.was(BY_NAME[name])]


def _confirmed(wish: Wish, before: Values, given: HandedIn, as_is: EditStanding) -> Answer:
    ctx, action, about = wish.ctx, wish.action, given.about
    try:
        events = edit_fields.apply(wish)
    except edit_fields.AwayError as away:
        sure = replace(about, origin=replace(about.origin, even_away=away.slack_id))
        words = f"{away} Save again to give it to them anyway."
        view = shown_again(as_is, replace(given, about=sure), (), ctx, words=words)
        raise ShowViewError(view) from away
    for event in events:
        if event.kind in TOLD:
            notices.tell(ctx.session, action, event)
    ctx.session.flush()
    after = standing(action, about.base, ctx)
    asked = due_dates_view.names(approvals.approvers(ctx.session, action, ctx.today))
    new = {
        name: _asked_for(action) if name == "due" else after.words(BY_NAME[name])
        for name in wish.new
    }
    rows = [(each.label, before[each.name], new[each.name]) for each in FIELDS if each.name in new]
    return editing_view.saved(action.called, rows, edit_fields.besides(action, events, asked))


def _asked_for(action: Action) -> str:
    line = action.waiting_move
    due = line.due if line else action.due
    return date_words(due.day, due.precision)


def shown_again(
    as_is: EditStanding,
    given: HandedIn,
    disputed: Sequence[str],
    ctx: RequestContext,
    *,
    words: str = "",
) -> dict[str, Any]:
    """Return the form with what was typed kept, and what was not touched as it stands now."""
    mine = changed(as_is, given.typed)
    values = {each.name: mine.get(each.name, as_is.now(each)) for each in FIELDS}
    shown = [
        replace(each, problem=_problem(each.name, as_is)) if each.name in disputed else each
        for each in edit_fields.inputs(as_is.action, values, as_is.held, as_is.names, ctx)
    ]
    above = editing_view.again(as_is.action.called) if disputed else []
    if words:
        above = editing_view.asked(words)
    above += _above(as_is.action, ctx)
    # A form that the version before opened had every field and does not say so.
    is_whole = given.about.more or not mine.keys() <= editing_view.USUAL
    drawn = replace(given.about, base=as_is.base, kept=tuple(disputed), more=is_whole)
    return editing_view.view(shown, drawn, why=given.why, above=above)


def _problem(name: str, as_is: EditStanding) -> str:
    each = BY_NAME[name]
    return editing_view.dispute(each.label, as_is.words(each), as_is.who(each))


def drawn_again(given: HandedIn, ctx: RequestContext, theirs: str = "") -> dict[str, Any]:
    """Return the form as it was typed, but for one field, which has what others put there."""
    about, now = given.about, dict(given.typed)
    action = actions.find(ctx.session, about.origin.number or 0, ctx.person)
    as_is = standing(action, about.base, ctx)
    if theirs:
        now[theirs] = as_is.was(one_of(BY_NAME, theirs))
    mine = changed(as_is, now)
    left = {*about.kept, *_disputed(as_is, mine)} & mine.keys()
    return shown_again(as_is, HandedIn(about, now), sorted(left), ctx)


class Edit(ActionCommand):
    """`edit 12`."""

    name = "edit"
    synonyms = ("change", "update")
    example = "edit 12"
    summary = "every field in one form"
    offer = ActionButton("Edit", "form_edit", Permission.EDIT)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm(cls.name, number)
        moved = Move.read(f"{number} {words}", command)
        if isinstance(moved, Move) and is_a_day(moved.due):  # "change 12 to 11 Dec"
            return moved
        note = Offer("Add it as a note", f"note {number} {words}")
        offers = (note, Offer(f"Edit #{number}", f"edit {number}"))
        return Question(f"Is that a note on #{number}?", offers)


class EditForm(ActionForm):
    """Every field this person may change as an input, the rest as text."""

    name = "edit"
    title, submit_label = "Edit it", "Save"
    shows_undo = False

    def view(self, state: ViewState, ctx: RequestContext) -> dict[str, Any]:
        """Return the form as the action stands; refuse where nothing of it may be changed."""
        return opened(self.number(state), state, ctx)

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        """Return what stands in the form; the rows guard what is free text."""
        return handed_in(view, ctx.session)

    def again(self, given: Filled, state: ViewState, ctx: RequestContext) -> View:
        """Return it as it was typed, with what somebody else did meanwhile."""
        return drawn_again(HandedIn(EditState.of(state), _typed(given)), ctx)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Save the changes, or show the form again with what somebody else did meanwhile."""
        return saved(HandedIn(EditState.of(state), _typed(given)), ctx)


def _typed(given: Filled) -> dict[str, str]:
    return {name: given.text(name).strip() for name in given.values}


def _kept_theirs(click: Interaction, ctx: RequestContext) -> Reply:
    """Put into one field what somebody else put there."""
    view = click.body["view"]
    given = HandedIn(EditState.of(ViewState.read(view)), _typed(as_given(view)))
    return UpdateView(drawn_again(given, ctx, str(click.value["field"])))


FORMS: Final = (EditForm(),)
BUTTONS: Final = (
    EditForm().button(),
    Button("edit_theirs", _kept_theirs),
    more_fields(FORMS[0]),
)
