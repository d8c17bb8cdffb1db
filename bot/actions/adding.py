"""Adds actions: one as it was typed, or several that are shown first; twins are asked about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.actions import adding_view
from bot.actions import duplicates_view as twin_messages
from bot.actions import view as messages
from bot.actions.adding_parsing import lines_of, read_line
from bot.actions.adding_view import Line
from bot.actions.render_context import action_context
from bot.actions.requests import Add, AddSeveral
from bot.actions.verbs import answer
from bot.refusals import refusal_words
from bot.reminders import view as reminding
from bot.slack import confirm
from bot.slack.arguments import absence_of, due_of, needs_asking, person_of, read_due
from bot.slack.blocks import VALUE_LENGTH, Answer
from bot.slack.registry import OpenForm, Reply
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import dependencies, operations
from db.actions import queries as actions
from db.actions.operations import Draft
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.models.action import TITLE_LENGTH
from db.permissions import require_hands
from jobs.actions import notices, ordering
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.duplicates import Saying, twins

MOST_LINES = 25
ROOM_FOR_LINES = VALUE_LENGTH - 100


@answer.register
def _(request: Add, ctx: RequestContext) -> Reply:
    privacy.refuse(request.title, ctx.today)
    due = Due()
    if request.due is not None:
        deadline = read_due(request.due, ctx)
        if needs_asking(deadline, sure=request.sure):
            return confirm.which_day(deadline, request, ctx)
        due = due_of(deadline)
    owner = person_of(request.owner, ctx) if request.owner else None
    draft = Draft(request.title, owner, due)
    absence = absence_of(owner, ctx)
    if owner and absence and not request.even_away:
        return reminding.even_so(owner, absence, request)
    likely = [] if request.another else likely_twins(draft, ctx)
    if likely:
        return twin_messages.asked(likely, request, action_context(ctx, likely))
    return add(draft, ctx, request.after)


def add(draft: Draft, ctx: RequestContext, after: Sequence[int] = ()) -> Answer:
    """Write a new action down."""
    made = write(draft, ctx, after)
    event = actions.history(ctx.session, made)[-1]
    return messages.added(made, event, action_context(ctx, [made]))


def write(draft: Draft, ctx: RequestContext, after: Sequence[int] = ()) -> Action:
    """Write a new action down, after others if so asked, and tell whom it concerns."""
    if after:
        dependencies.begin(ctx.session)
    made, event = operations.add(ctx, draft)
    if after:
        ordering.put_after(ctx, made, after)
    notices.tell(ctx.session, made, event)
    return made


def likely_twins(draft: Draft, ctx: RequestContext) -> list[Action]:
    """Return the actions that say much the same, of those this person may see; likeliest first.

    A draft that would be refused anyhow has none: what is wrong with it is told first.
    """
    if draft.owner is not None:
        require_hands(ctx.person, draft.owner)
    if len(draft.title) > TITLE_LENGTH:
        return []
    found = twins(Saying(draft.title, draft.source), _known(ctx))
    rows = actions.several(ctx.session, [twin.number for twin in found])
    return [rows[twin.number] for twin in found]


def _known(ctx: RequestContext) -> list[Saying]:
    known = dependencies.candidates(ctx.session, ctx.person)
    return [Saying(each.title, each.source, each.number) for each in known]


@answer.register
def _(request: AddSeveral, ctx: RequestContext) -> Reply:
    text = "\n".join(request.lines)
    if request.sure:
        return add_all(text, ctx)
    if len(adding_view.carried(text)) > ROOM_FOR_LINES:
        return OpenForm("several", text=text)
    return adding_view.preview(look_over(text, ctx), text, action_context(ctx))


def add_all(text: str, ctx: RequestContext) -> Answer:
    """Write down every line, or, if one cannot be, none."""
    planned = look_over(text, ctx)
    wrong = next((line for line in planned if line.problem), None)
    if wrong:
        raise RefusedError(f"Line {wrong.number}: {wrong.problem}", about="lines")
    made = [write(line.draft, ctx, line.after) for line in planned if line.draft]
    return adding_view.added(made, action_context(ctx, made))


def look_over(text: str, ctx: RequestContext) -> list[Line]:
    """Return what each line would add, or what is wrong with it; nothing is written."""
    lines = lines_of(text)
    if not lines:
        raise RefusedError("Write one action a line.", about="lines")
    if len(lines) > MOST_LINES:
        raise RefusedError(
            f"That is {len(lines)} lines; {MOST_LINES} at a time at most.", about="lines"
        )
    known = _known(ctx)
    looked: list[Line] = []
    for number, words in enumerate(lines, start=1):
        line = _look_at(number, words, ctx)
        if line.draft:
            saying = Saying(line.draft.title)
            same = [above.number for above in looked if above.draft and _alike(above.draft, saying)]
            likely = tuple(twin.number for twin in twins(saying, known))
            line = replace(line, twins=likely, same_as=same[0] if same else None)
        looked.append(line)
    return looked


def _alike(draft: Draft, saying: Saying) -> bool:
    return bool(twins(saying, [Saying(draft.title)]))


def _look_at(number: int, words: str, ctx: RequestContext) -> Line:
    try:
        privacy.refuse(words, ctx.today)
        request = read_line(words, ctx.council.commands.action)
        draft = Draft(request.title, _hands(request, ctx), _due(request, ctx))
        ordering.refuse_unknown(ctx.session, request.after, ctx.person)
    except RefusedError as error:
        problem = refusal_words(error, ctx.council.commands)
        return Line(
            number, problem=problem, is_private=isinstance(error, privacy.PersonalDataError)
        )
    if len(request.title) > TITLE_LENGTH:
        return Line(number, problem=f"That is longer than {TITLE_LENGTH} characters.")
    return Line(number, draft, request.after)


def _hands(request: Add, ctx: RequestContext) -> Person | None:
    owner = person_of(request.owner, ctx) if request.owner else None
    if owner is not None:
        require_hands(ctx.person, owner)
    return owner


def _due(request: Add, ctx: RequestContext) -> Due:
    if request.due is None:
        return Due()
    deadline = read_due(request.due, ctx)
    if deadline.past:
        raise RefusedError(f"{spell(deadline.day)} lies in the past.", about="due")
    if deadline.alternatives:
        raise RefusedError(
            f"“{deadline.said}” could be more than one day. Write it like this: "
            f"{spell(deadline.day)}.",
            about="due",
        )
    return due_of(deadline)


def several_view(text: str, origin: ViewState, ctx: RequestContext) -> dict[str, Any]:
    """Return the form for several actions, with what its lines would add if there are any."""
    lines = look_over(text, ctx) if lines_of(text) else []
    return adding_view.form(text, lines, origin, action_context(ctx))
