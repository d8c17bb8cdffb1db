"""Carries out what was asked: a request and its context in, an answer or a form out."""

from collections.abc import Sequence
from datetime import date
from functools import singledispatch

from bot.actions import due_dates_view, help, lists, rag_view
from bot.actions import ordering_view as order_messages
from bot.actions import view as messages
from bot.actions.item import buttons, order_button
from bot.actions.render_context import action_context
from bot.actions.requests import (
    Done,
    DoneByWords,
    DoneList,
    Give,
    Help,
    List,
    Move,
    Note,
    Reopen,
    Request,
    Show,
)
from bot.actions.view import ActionRenderContext
from bot.audits import calendar_view
from bot.audits import verbs as audit_answers
from bot.reminders import view as reminding
from bot.reminders.requests import Away, Back
from bot.signoff.view import asking_words, ending_buttons
from bot.slack import confirm
from bot.slack.arguments import absence_of, due_of, needs_asking, person_of, read_due
from bot.slack.blocks import Answer, Block, button, row
from bot.slack.registry import Reply
from db import privacy
from db.actions import date_changes as ledger
from db.actions import dependencies, due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.queries import Scope
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import Action, Due, Event, Person
from db.models.event_kinds import EventKind
from db.people import queries as people
from db.permissions import Permission, may
from db.plan import queries as plan
from jobs.actions import approvals, notices, ordering
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.looks import Look, next_look
from jobs.signoff import signing

HANDS = ("owner_id", "deputy_id", "signer_id", "sign_off_asked_id")
LONGEST_CLOSING_LIST = 20
MOST_MATCHES = 5


@singledispatch
def answer(request: Request, ctx: RequestContext) -> Reply:
    """Carry out one request inside its unit of work; RefusedError if a rule says no."""
    if isinstance(request, Away):
        return audit_answers.say_away(request, ctx)
    if isinstance(request, Back):
        return audit_answers.say_back(request, ctx)
    return request.run(ctx)


@answer.register
def _(request: Help, ctx: RequestContext) -> Reply:
    return help.helped(ctx.council.commands.action)


@answer.register
def _(request: List, ctx: RequestContext) -> Reply:
    whose = person_of(request.person, ctx) if request.person else ctx.person
    phase = request.phase
    if request.scope == "phase":
        phase = ordering.phase_called(ctx.session, ctx.person, phase)
    scope = Scope(request.scope, whose.id, phase)
    return list_page(scope, request.start, ctx)


def list_page(scope: Scope, start: int, ctx: RequestContext) -> Answer:
    """Show one page of a list."""
    page = actions.page(ctx.session, ctx.person, scope, ctx.today, start=start, size=lists.PAGE)
    whose = people.named(ctx.session, [scope.person_id] if scope.person_id else [])
    name = next((person.name for person in whose.values()), "")
    return lists.listed(
        page, scope, name, action_context(ctx, page.rows), ctx.council.commands.action
    )


@answer.register
def _(request: Show, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    history = actions.history(ctx.session, action)
    named = people.named(ctx.session, _concerned(action, history))
    for_whom = action_context(ctx, [action])
    told = messages.details(action, history, named, for_whom, _besides(action, for_whom, ctx))
    told = calendar_view.with_next_look(told, action, _next_look(ctx))
    items = plan.answered_by(ctx.session, action)
    told = messages.with_answers(told, [item.reference for item in items])
    return _with_buttons(told, action, ctx.person, ctx.today)


def _concerned(action: Action, history: Sequence[Event]) -> set[int]:
    """Return the ids of the people whom an action's story names, besides who did what."""
    found = {one for event in history for name in HANDS for one in event.changes.get(name, [])}
    now = {action.signer_id, action.sign_off_asked_id, action.signed_off_by_id}
    return {one for one in found | now if one}


def _besides(action: Action, for_whom: ActionRenderContext, ctx: RequestContext) -> list[Block]:
    asked_of = approvals.approvers(ctx.session, action, ctx.today)
    drawn = due_dates_view.history(ledger.ledger(ctx.session, action), action, asked_of)
    return [*rag_view.stand(for_whom.stands[action.id]), *drawn, *_place_in_plan(action, ctx)]


def _place_in_plan(action: Action, ctx: RequestContext) -> list[Block]:
    """Return what is shown of where an action came from and of what stands around it."""
    audit = audits.called(ctx.session, action.source, ctx.person)
    around = order_messages.Around(
        action.after, dependencies.dependents(ctx.session, action), audit.id if audit else None
    )
    return order_messages.facts(action, around, action_context(ctx))


def _next_look(ctx: RequestContext) -> Look | None:
    return next_look(settings.rules_of(ctx.session), ctx.today, ctx.council.calendar)


def _with_buttons(told: Answer, action: Action, person: Person, today: date) -> Answer:
    head, *rest = told.blocks
    waiting = action.waiting_move
    offered = due_dates_view.decision_buttons(action, waiting, person, None) if waiting else []
    offered += buttons(action, person, None, today) if action.is_open else []
    if action.is_open and may(person, Permission.RATE, action.owner):
        offered.append(button("Where it stands", "form_rag", {"n": action.id, "m": None}))
    offered += ending_buttons(action, person, None)
    offered += order_button(action, person) if action.is_open else []
    if action.is_open and may(person, Permission.EDIT, action.owner):
        offered.append(button("Edit", "form_edit", {"n": action.id, "m": None}))
    tools = [row(f"item-{action.id}", *offered)] if offered else []
    return Answer(told.text, [head, *tools, *rest])


@answer.register
def _(request: Done, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return close(action, request.note, ctx)


def close(action: Action, note: str, ctx: RequestContext) -> Answer:
    """Record that an action is done."""
    closed = signing.close(ctx, action, note)
    return order_messages.with_what_follows(
        messages.closed(action, closed.event, asking_words(action, closed.asked)),
        closed.unblocked,
        order_messages.comes_round_next(action, action_context(ctx)),
    )


@answer.register
def _(request: DoneList, ctx: RequestContext) -> Reply:
    rows = actions.open_of(ctx.session, ctx.person, LONGEST_CLOSING_LIST)
    return lists.to_close(rows, action_context(ctx), ctx.council.commands.action)


@answer.register
def _(request: DoneByWords, ctx: RequestContext) -> Reply:
    found = actions.closable(ctx.session, ctx.person, request.words, MOST_MATCHES, ctx.today)
    if not found:
        raise RefusedError(
            "No open action that you can close has those words. "
            f"`{ctx.council.commands.action} done` lists yours."
        )
    if len(found) > 1:
        return lists.which_one(found, action_context(ctx))
    return close(found[0], "", ctx)


@answer.register
def _(request: Reopen, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    event = signoff.reopen(ctx, action, request.why)
    notices.tell(ctx.session, action, event)
    return messages.reopened(action, action_context(ctx, [action]))


@answer.register
def _(request: Move, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    privacy.refuse(request.why, ctx.today)
    deadline = read_due(request.due, ctx)
    if needs_asking(deadline, sure=request.sure):
        return confirm.which_day(deadline, request, ctx)
    return move(action, due_of(deadline), request.why, ctx)


def move(action: Action, due: Due, why: str, ctx: RequestContext) -> Answer:
    """Move an action to another due date."""
    event = due_dates.move(ctx, action, due, why, ctx.council.calendar.between)
    notices.tell(ctx.session, action, event)
    if event.kind == EventKind.MOVE_ASKED and action.waiting_move is not None:
        asked_of = approvals.approvers(ctx.session, action, ctx.today)
        return due_dates_view.asked(action, action.waiting_move, asked_of, event)
    told = [each for each in notices.concerned(ctx.session, action, event) if each != ctx.person]
    return messages.moved(action, event, told, action_context(ctx))


@answer.register
def _(request: Give, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    to = person_of(request.to, ctx)
    absence = absence_of(to, ctx)
    if absence and not request.even_away:
        return reminding.even_so(to, absence, request)
    return give(action, to, request.why, ctx)


def give(action: Action, to: Person, why: str, ctx: RequestContext) -> Answer:
    """Put an action into somebody's hands."""
    event = operations.give(ctx, action, to, why)
    notices.tell(ctx.session, action, event)
    return messages.given(action, event, action_context(ctx))


@answer.register
def _(request: Note, ctx: RequestContext) -> Reply:
    action = actions.find(ctx.session, request.number, ctx.person)
    return messages.noted(action, operations.note(ctx, action, request.text))
