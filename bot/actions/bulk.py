"""Does one thing to several actions, all or none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.actions import bulk_view as messages
from bot.actions.bulk_view import DONE, GIVE, MOST_CHOSEN, MOVE, PAGE, BulkChoice
from bot.actions.closing import close
from bot.actions.due_dates import move
from bot.actions.lists import scope_of, told_of
from bot.actions.render_context import action_context
from bot.actions.verbs import give
from bot.refusals import refusal_words
from bot.reminders.view import away_words
from bot.slack.arguments import absence_of
from bot.slack.blocks import Answer
from bot.slack.buttons import Button, opens
from bot.slack.carried import day_of
from bot.slack.filled import FieldsError, Filled, as_given, handed_in
from bot.slack.forms import Form, ShowViewError
from bot.slack.interaction import Interaction
from bot.slack.registry import Reply, UpdateView
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import operations
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action, Due, Event
from db.people import queries as people
from jobs.context import RequestContext
from jobs.rules.deadlines import spell


class RefusedTogetherError(Exception):
    """Some of the actions may not be changed so: why, by their numbers."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(", ".join(map(str, problems)))
        self.problems = dict(problems)


def which(about: BulkChoice, ctx: RequestContext, problem: str = "") -> dict[str, Any]:
    page = actions.page(ctx, scope_of(about.scope), start=about.start, size=PAGE)
    rows = [action for action in page.rows if action.is_open]
    total = page.total if len(rows) == len(page.rows) else page.offset + len(rows)
    return messages.which(rows, total, about, action_context(ctx, rows), problem)


def next_step(about: BulkChoice, ctx: RequestContext) -> dict[str, Any]:
    """Return the form that asks how, or the first one again where too few or many are chosen."""
    if not about.chosen:
        return which(about, ctx, "Tick the actions first.")
    if len(about.chosen) > MOST_CHOSEN:
        return which(about, ctx, f"{MOST_CHOSEN} at once at most; untick some.")
    return doing(about, ctx)


def doing(
    about: BulkChoice,
    ctx: RequestContext,
    typed: Mapping[str, str] | None = None,
    problem: str = "",
) -> dict[str, Any]:
    found = actions.several(ctx.session, about.chosen, ctx.person)
    rows = [found[number] for number in about.chosen if number in found]
    if not rows:
        return which(replace(about, chosen=()), ctx, "None of them is there any more.")
    drawn = replace(about, chosen=[row.id for row in rows])
    return messages.doing(rows, drawn, action_context(ctx, rows), typed or {}, problem)


def do(about: BulkChoice, typed: Mapping[str, str], ctx: RequestContext) -> Answer:
    """Do it to all that are ticked; raise, and so do it to none, where one refuses."""
    if not about.chosen:
        raise ShowViewError(which(replace(about, start=0), ctx, "Tick the actions first."))
    work = _work(about, typed, ctx)
    made: list[tuple[Action, Event]] = []
    problems: dict[int, str] = {}
    # All, before what one of them brings about locks more.
    actions.lock(ctx.session, about.chosen, ctx.person)
    for number in sorted(about.chosen):
        try:
            action = actions.find(ctx.session, number, ctx.person)
            work(action)
            made.append((action, actions.history(ctx.session, action, limit=1)[0]))
        except RefusedError as error:
            problems[number] = refusal_words(error)
    if problems:
        raise RefusedTogetherError(problems)
    return messages.done(made, about.what)


def _work(
    about: BulkChoice, typed: Mapping[str, str], ctx: RequestContext
) -> Callable[[Action], object]:
    """Return what is done to each; refuse here what is wrong for all of them."""
    why = typed.get("why", "")
    try:
        privacy.guard(ctx, why)
    except RefusedError as error:
        raise error.beside("why") from error
    return _WORK[about.what](about, typed, why, ctx)


def _giving(
    about: BulkChoice, typed: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    to = people.mentioned(ctx.session, typed.get("owner", ""))
    absence = absence_of(to, ctx)
    if absence and about.origin.even_away != to.slack_id:
        sure = replace(about, origin=replace(about.origin, even_away=to.slack_id or ""))
        words = f"{away_words(to, absence)} Press again to give them anyway."
        raise ShowViewError(doing(sure, ctx, typed, words))
    return lambda action: give(action, to, why, ctx)


def _moving(
    _: BulkChoice, typed: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    day = day_of(typed.get("due"))
    if day < ctx.today:
        raise RefusedError(f"{spell(day)} has passed. Choose a date in the future.", about="due")
    return lambda action: move(action, Due.on(day), why, ctx)


def _closing(
    _: BulkChoice, __: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    return lambda action: close(action, why, ctx)


_WORK = {GIVE: _giving, MOVE: _moving, DONE: _closing}


def undo(events: Sequence[int], ctx: RequestContext) -> Answer:
    """Put back what was done to all of them, or, where one has changed since, to none."""
    if not 0 < len(events) <= MOST_CHOSEN:
        raise RefusedError("There is nothing to undo.")
    undone = [operations.undo(ctx, number) for number in sorted(events)]
    return messages.undone([action.number for action in undone])


class ChooseForm(Form):
    """Which actions, a page of the list at a time, and what becomes of them."""

    name = callback = "choose_which"
    title, submit_label = "Choose several", "Next"

    def view(self, state: ViewState, ctx: RequestContext) -> dict[str, Any]:
        scope = {**state.kept, "person_id": state.kept["person_id"] or ctx.person.id}
        return which(BulkChoice(replace(state, kept={}), scope), ctx)

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        return handed_in(view, ctx.session)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> UpdateView:
        about = replace(ticked(given, state), what=given.text("what"))
        return UpdateView(next_step(about, ctx))


class DoForm(Form):
    """To whom, to which day, or with what evidence."""

    name = callback = "choose_do"
    title, submit_label = "Choose several", "Next"
    shows_undo = False

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        """Return what was filled in; a reason passes the guard with the rows."""
        return handed_in(view, ctx.session)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Do it to all of them, or say of each why not."""
        typed = {name: given.text(name).strip() for name in given.values if not _is_tick(name)}
        try:
            return do(ticked(given, state), typed, ctx)
        except RefusedTogetherError as error:
            raise FieldsError(_beside(given.view, error.problems)) from error


def ticked(given: Filled, state: ViewState) -> BulkChoice:
    """Return what a form carries, with what was ticked on the page it shows."""
    about = BulkChoice.of(state)
    here = [each for name in given.values if _is_tick(name) for each in given.numbers(name)]
    shown = {number for numbers in _groups(given.view).values() for number in numbers}
    elsewhere = [number for number in about.chosen if number not in shown]
    return replace(about, chosen=tuple(sorted({*elsewhere, *here})))


def _is_tick(name: str) -> bool:
    return name.startswith("pick")


def _groups(view: Mapping[str, Any]) -> dict[str, set[int]]:
    return {
        block["block_id"]: {int(each["value"]) for each in block["element"]["options"]}
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "checkboxes"
    }


def _beside(view: Mapping[str, Any], problems: Mapping[int, str]) -> dict[str, str]:
    """Return each refusal beside the group of boxes in which its action stands.

    What stands in none, because it was slipped in, is refused beside the first of them.
    """
    groups = {block_id: set(numbers) for block_id, numbers in _groups(view).items()}
    standing = set().union(*groups.values())
    for block_id in list(groups)[:1]:
        groups[block_id] |= problems.keys() - standing
    told = {
        block_id: {number: words for number, words in problems.items() if number in numbers}
        for block_id, numbers in groups.items()
    }
    return {block_id: messages.refused(its) for block_id, its in told.items() if its}


def _of_list(click: Interaction) -> ViewState:
    return replace(click.state(), kept=told_of(click))


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    """Turn to another page; what was ticked on this one is kept."""
    view = click.body["view"]
    given = as_given(view)
    about = replace(ticked(given, ViewState.read(view)), what=given.text("what"))
    return UpdateView(which(replace(about, start=int(click.value["start"])), ctx))


def _undone(click: Interaction, ctx: RequestContext) -> Reply:
    return undo([int(number) for number in click.value["events"]], ctx)


FORMS: Final = (ChooseForm(), DoForm())
BUTTONS: Final = (
    Button("choose_open", opens(ChooseForm.name), state=_of_list),
    Button(r"choose_(?:earlier|more)", _turned),
    Button("choose_undo", _undone, replaces=True),
)
