"""Carries out what was asked: a request and a visit go in, an answer or a form comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from bot.commands.requests import (
    ME,
    Add,
    Digest,
    Done,
    DoneByWords,
    DoneList,
    Give,
    Help,
    List,
    Move,
    Note,
    OpenForm,
    Reopen,
    Request,
    Show,
)
from bot.desk import Visit
from bot.messages import action as messages
from bot.messages import confirm, dates, digest, help, lists, rag
from bot.messages.action import Reader
from bot.messages.blocks import Answer, Block, button, row
from bot.messages.morning import buttons
from bot.reading import reader
from db import actions, guard, people, plan
from db import dates as ledger
from db.actions import Draft, Scope
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.models.action_dates import ASKED
from db.permissions import Verb, may
from jobs import approvals, notices
from jobs.rules.deadlines import Deadline, UnreadableDeadlineError, read

LONGEST_CLOSING_LIST = 20
MOST_MATCHES = 5


@dataclass(frozen=True)
class Form:
    """A form to open instead of an answer; `number` is the action it is about.

    `move` is the line of its ledger, where the form is about that.
    """

    name: str
    number: int | None = None
    move: int | None = None


Reply = Answer | Form


@singledispatch
def answer(request: Request, visit: Visit) -> Reply:
    """Carry out one request inside the visit's unit of work; RefusedError if a rule says no."""
    raise TypeError(f"nothing answers {type(request).__name__}")


@answer.register
def _(request: Help, visit: Visit) -> Reply:
    return help.helped(visit.names.action)


@answer.register
def _(request: Digest, visit: Visit) -> Reply:
    counts = actions.counts(visit.session, visit.person, visit.today)
    for_whom = reader_of(visit, counts.shown_overdue)
    return digest.told(counts, for_whom, visit.names.action)


@answer.register
def _(request: OpenForm, visit: Visit) -> Reply:
    if request.number is not None:
        actions.find(visit.session, request.number, visit.person)
    return Form(request.form, request.number)


@answer.register
def _(request: Add, visit: Visit) -> Reply:
    guard.refuse(request.title, visit.today)
    due = Due()
    if request.due is not None:
        deadline = read_due(request.due, visit)
        if needs_asking(deadline, sure=request.sure):
            return confirm.which_day(deadline, request, reader_of(visit))
        due = due_of(deadline)
    owner = person_of(request.owner, visit) if request.owner else None
    return add(Draft(request.title, owner, due), visit)


def add(draft: Draft, visit: Visit) -> Answer:
    """Write a new action down."""
    made, event = actions.add(visit.session, draft, visit.person, visit.at)
    notices.tell(visit.session, made, event)
    return messages.added(made, event, reader_of(visit, [made]))


@answer.register
def _(request: List, visit: Visit) -> Reply:
    whose = person_of(request.person, visit) if request.person else visit.person
    scope = Scope(request.scope, whose.id)
    return list_page(scope, request.start, visit)


def list_page(scope: Scope, start: int, visit: Visit) -> Answer:
    """Show one page of a list."""
    page = actions.page(
        visit.session, visit.person, scope, visit.today, start=start, size=lists.PAGE
    )
    whose = people.named(visit.session, [scope.person_id] if scope.person_id else [])
    name = next((person.name for person in whose.values()), "")
    return lists.listed(page, scope, name, reader_of(visit, page.rows), visit.names.action)


@answer.register
def _(request: Show, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    history = actions.history(visit.session, action)
    owners = {owner for event in history for owner in event.changes.get("owner_id", []) if owner}
    named = people.named(visit.session, owners)
    for_whom = reader_of(visit, [action])
    told = messages.details(action, history, named, for_whom, _besides(action, for_whom, visit))
    items = plan.answered_by(visit.session, action)
    told = messages.with_answers(told, [item.reference for item in items])
    return told if action.is_done else _with_buttons(told, action, visit.person)


def _besides(action: Action, for_whom: Reader, visit: Visit) -> list[Block]:
    asked_of = approvals.approvers(visit.session, action, visit.today)
    drawn = dates.history(ledger.ledger(visit.session, action), action, asked_of)
    return [*rag.stand(for_whom.stands[action.id]), *drawn]


def _with_buttons(told: Answer, action: Action, person: Person) -> Answer:
    head, *rest = told.blocks
    waiting = action.waiting_move
    offered = dates.decision_buttons(action, waiting, person, None) if waiting else []
    offered += buttons(action, person, None)
    if may(person, Verb.RATE, action.owner):
        offered.append(button("Where it stands", "form_rag", {"n": action.id, "m": None}))
    tools = [row(f"item-{action.id}", *offered)] if offered else []
    return Answer(told.text, [head, *tools, *rest])


@answer.register
def _(request: Done, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return close(action, request.note, visit)


def close(action: Action, note: str, visit: Visit) -> Answer:
    """Record that an action is done."""
    event = action.close(visit.person, visit.at, note)
    notices.tell(visit.session, action, event)
    return messages.closed(action, event)


@answer.register
def _(request: DoneList, visit: Visit) -> Reply:
    rows = actions.open_of(visit.session, visit.person, LONGEST_CLOSING_LIST)
    return lists.to_close(rows, reader_of(visit), visit.names.action)


@answer.register
def _(request: DoneByWords, visit: Visit) -> Reply:
    found = actions.closable(visit.session, visit.person, request.words, MOST_MATCHES)
    if not found:
        raise RefusedError(
            "No open action that you can close has those words. "
            f"`{visit.names.action} done` lists yours."
        )
    if len(found) > 1:
        return lists.which_one(found, reader_of(visit))
    return close(found[0], "", visit)


@answer.register
def _(request: Reopen, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    event = action.reopen(visit.person, visit.at, request.why)
    notices.tell(visit.session, action, event)
    return messages.reopened(action, reader_of(visit, [action]))


@answer.register
def _(request: Move, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    guard.refuse(request.why, visit.today)
    deadline = read_due(request.due, visit)
    if needs_asking(deadline, sure=request.sure):
        return confirm.which_day(deadline, request, reader_of(visit))
    return move(action, due_of(deadline), request.why, visit)


def move(action: Action, due: Due, why: str, visit: Visit) -> Answer:
    """Move an action to another due date."""
    event = action.move(visit.person, visit.at, due, why, visit.calendar.between)
    notices.tell(visit.session, action, event)
    if event.kind == ASKED and action.waiting_move is not None:
        asked_of = approvals.approvers(visit.session, action, visit.today)
        return dates.asked(action, action.waiting_move, asked_of, event)
    told = [
        each for each in notices.concerned(visit.session, action, event) if each != visit.person
    ]
    return messages.moved(action, event, told, reader_of(visit))


@answer.register
def _(request: Give, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return give(action, person_of(request.to, visit), request.why, visit)


def give(action: Action, to: Person, why: str, visit: Visit) -> Answer:
    """Put an action into somebody's hands."""
    event = action.give(visit.person, visit.at, to, why)
    notices.tell(visit.session, action, event)
    return messages.given(action, event, reader_of(visit))


@answer.register
def _(request: Note, visit: Visit) -> Reply:
    action = actions.find(visit.session, request.number, visit.person)
    return messages.noted(action, action.note(visit.person, visit.at, request.text))


def reader_of(visit: Visit, rows: Sequence[Action] = ()) -> Reader:
    """Return for whom an answer of this visit is written, and where these actions stand."""
    return reader(visit.session, rows, visit.today, visit.calendar, visit.rag)


def read_due(text: str, visit: Visit) -> Deadline:
    """Read a due date as typed, or refuse in words."""
    try:
        return read(text, visit.today, visit.calendar)
    except UnreadableDeadlineError as error:
        raise RefusedError(str(error), about="due") from error


def needs_asking(deadline: Deadline, *, sure: bool) -> bool:
    """Say whether a date must be confirmed before it is saved."""
    return not sure and (deadline.past or bool(deadline.alternatives))


def due_of(deadline: Deadline) -> Due:
    """Return the due date to store."""
    return Due(deadline.day, deadline.precision)


def person_of(mention: str | None, visit: Visit) -> Person:
    """Return the person somebody mentioned, or themselves."""
    if mention is None or mention == ME:
        return visit.person
    return people.mentioned(visit.session, mention)
