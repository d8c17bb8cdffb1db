"""Adds actions: one as it was typed, or several that are shown first; twins are asked about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.actions import adding_view, confirm_view
from bot.actions import duplicates_view as twin_messages
from bot.actions import view as messages
from bot.actions.adding_parsing import lines_of, read_line
from bot.actions.adding_view import Line
from bot.actions.forms_view import Origin
from bot.actions.requests import Add, AddSeveral
from bot.actions.verbs import (
    Form,
    Reply,
    absence_of,
    answer,
    due_of,
    needs_asking,
    person_of,
    read_due,
    reader_of,
)
from bot.context import Visit
from bot.reminders import view as reminding
from bot.slack.blocks import VALUE_LENGTH, Answer
from db import privacy
from db.actions import dependencies
from db.actions import queries as actions
from db.actions.queries import Draft
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.models.action import TITLE_LENGTH
from db.permissions import require_hands
from jobs.actions import notices, ordering
from jobs.rules.deadlines import spell
from jobs.rules.duplicates import Saying, twins

MOST_LINES = 25
ROOM_FOR_LINES = VALUE_LENGTH - 100


@answer.register
def _(request: Add, visit: Visit) -> Reply:
    privacy.refuse(request.title, visit.today)
    due = Due()
    if request.due is not None:
        deadline = read_due(request.due, visit)
        if needs_asking(deadline, sure=request.sure):
            return confirm_view.which_day(deadline, request, reader_of(visit))
        due = due_of(deadline)
    owner = person_of(request.owner, visit) if request.owner else None
    draft = Draft(request.title, owner, due)
    absence = absence_of(owner, visit)
    if owner and absence and not request.even_away:
        return reminding.even_so(owner, absence, request)
    likely = [] if request.another else likely_twins(draft, visit)
    if likely:
        return twin_messages.asked(likely, request, reader_of(visit, likely))
    return add(draft, visit, request.after)


def add(draft: Draft, visit: Visit, after: Sequence[int] = ()) -> Answer:
    """Write a new action down."""
    made = write(draft, visit, after)
    event = actions.history(visit.session, made)[-1]
    return messages.added(made, event, reader_of(visit, [made]))


def write(draft: Draft, visit: Visit, after: Sequence[int] = ()) -> Action:
    """Write a new action down, after others if so asked, and tell whom it concerns."""
    if after:
        dependencies.begin(visit.session)
    made, event = actions.add(visit.session, draft, visit.person, visit.at)
    if after:
        ordering.put_after(visit.session, made, after, visit.person, visit.at)
    notices.tell(visit.session, made, event)
    return made


def likely_twins(draft: Draft, visit: Visit) -> list[Action]:
    """Return the actions that say much the same, of those this person may see; likeliest first.

    A draft that would be refused anyhow has none: what is wrong with it is told first.
    """
    if draft.owner is not None:
        require_hands(visit.person, draft.owner)
    if len(draft.title) > TITLE_LENGTH:
        return []
    found = twins(Saying(draft.title, draft.source), _known(visit))
    rows = actions.several(visit.session, [twin.number for twin in found])
    return [rows[twin.number] for twin in found]


def _known(visit: Visit) -> list[Saying]:
    known = dependencies.candidates(visit.session, visit.person)
    return [Saying(each.title, each.source, each.number) for each in known]


@answer.register
def _(request: AddSeveral, visit: Visit) -> Reply:
    text = "\n".join(request.lines)
    if request.sure:
        return add_all(text, visit)
    if len(adding_view.carried(text)) > ROOM_FOR_LINES:
        return Form("several", text=text)
    return adding_view.preview(look_over(text, visit), text, reader_of(visit))


def add_all(text: str, visit: Visit) -> Answer:
    """Write down every line, or, if one cannot be, none."""
    planned = look_over(text, visit)
    wrong = next((line for line in planned if line.problem), None)
    if wrong:
        raise RefusedError(f"Line {wrong.number}: {wrong.problem}", about="lines")
    made = [write(line.draft, visit, line.after) for line in planned if line.draft]
    return adding_view.added(made, reader_of(visit, made))


def look_over(text: str, visit: Visit) -> list[Line]:
    """Return what each line would add, or what is wrong with it; nothing is written."""
    lines = lines_of(text)
    if not lines:
        raise RefusedError("Write one action a line.", about="lines")
    if len(lines) > MOST_LINES:
        raise RefusedError(
            f"That is {len(lines)} lines; {MOST_LINES} at a time at most.", about="lines"
        )
    known = _known(visit)
    looked: list[Line] = []
    for number, words in enumerate(lines, start=1):
        line = _look_at(number, words, visit)
        if line.draft:
            saying = Saying(line.draft.title)
            same = [above.number for above in looked if above.draft and _alike(above.draft, saying)]
            likely = tuple(twin.number for twin in twins(saying, known))
            line = replace(line, twins=likely, same_as=same[0] if same else None)
        looked.append(line)
    return looked


def _alike(draft: Draft, saying: Saying) -> bool:
    return bool(twins(saying, [Saying(draft.title)]))


def _look_at(number: int, words: str, visit: Visit) -> Line:
    try:
        privacy.refuse(words, visit.today)
        request = read_line(words, visit.names.action)
        draft = Draft(request.title, _hands(request, visit), _due(request, visit))
        ordering.refuse_unknown(visit.session, request.after, visit.person)
    except RefusedError as error:
        return Line(
            number, problem=str(error), is_private=isinstance(error, privacy.PersonalDataError)
        )
    if len(request.title) > TITLE_LENGTH:
        return Line(number, problem=f"That is longer than {TITLE_LENGTH} characters.")
    return Line(number, draft, request.after)


def _hands(request: Add, visit: Visit) -> Person | None:
    owner = person_of(request.owner, visit) if request.owner else None
    if owner is not None:
        require_hands(visit.person, owner)
    return owner


def _due(request: Add, visit: Visit) -> Due:
    if request.due is None:
        return Due()
    deadline = read_due(request.due, visit)
    if deadline.past:
        raise RefusedError(f"{spell(deadline.day)} lies in the past.", about="due")
    if deadline.alternatives:
        raise RefusedError(
            f"“{deadline.said}” could be more than one day. Write it like this: "
            f"{spell(deadline.day)}.",
            about="due",
        )
    return due_of(deadline)


def several_view(text: str, origin: Origin, visit: Visit) -> dict[str, Any]:
    """Return the form for several actions, with what its lines would add if there are any."""
    lines = look_over(text, visit) if lines_of(text) else []
    return adding_view.form(text, lines, origin, reader_of(visit))
