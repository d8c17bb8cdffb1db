"""Everything about one action, with a button for each thing this person may do with it."""

from collections.abc import Sequence
from typing import Final

from bot.actions import due_dates_view, offers, ordering_view, rag_view
from bot.actions import view as messages
from bot.actions.render_context import action_context
from bot.actions.verb import ActionCommand
from bot.actions.verbs import Delete
from bot.actions.view import ActionRenderContext
from bot.audits import calendar_view
from bot.slack.blocks import Answer, Block, row
from bot.slack.buttons import Button, asks_for
from bot.slack.carried import number_of
from bot.slack.registry import Request
from db.actions import date_changes, dependencies, operations
from db.actions import queries as actions
from db.audits import queries as audits
from db.models import Action, Event
from db.people import queries as people
from db.plan import queries as plan
from jobs.actions import approvals
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.looks import next_look

HANDS: Final = ("owner_id", "deputy_id", "signer_id", "sign_off_asked_id")


class Show(ActionCommand):
    """`show 12`."""

    only_looks = True

    name = "show"
    synonyms = ("view", "open", "see")
    example = "show 12"
    takes_several = True
    summary = "everything that happened to it"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, _ = cls.numbered(rest, command)
        return cls(number)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        history = actions.history(ctx.session, action)
        named = people.named(ctx.session, _concerned(action, history))
        for_whom = action_context(ctx, [action])
        told = messages.details(action, history, named, for_whom, _besides(action, for_whom, ctx))
        look = next_look(settings.rules_of(ctx.session), ctx.today, ctx.council.calendar)
        told = calendar_view.with_next_look(told, action, look)
        items = plan.answered_by(ctx.session, action)
        told = messages.with_answers(told, [item.reference for item in items])
        return _with_buttons(told, action, ctx)


def _concerned(action: Action, history: Sequence[Event]) -> set[int]:
    """Return the ids of the people whom an action's story names, besides who did what."""
    found = {one for event in history for name in HANDS for one in event.changes.get(name, [])}
    now = {action.signer_id, action.sign_off_asked_id, action.signed_off_by_id}
    return {one for one in found | now if one}


def _besides(action: Action, for_whom: ActionRenderContext, ctx: RequestContext) -> list[Block]:
    asked_of = approvals.approvers(ctx.session, action, ctx.today)
    ledger = date_changes.ledger(ctx.session, action)
    drawn = due_dates_view.history(ledger, action, asked_of)
    return [*rag_view.stand(for_whom.stands[action.id]), *drawn, *_place_in_plan(action, ctx)]


def _place_in_plan(action: Action, ctx: RequestContext) -> list[Block]:
    """Return what is shown of where an action came from and of what stands around it."""
    audit = audits.called(ctx.session, action.source, ctx.person)
    around = ordering_view.Around(
        action.after, dependencies.dependents(ctx.session, action), audit.id if audit else None
    )
    return ordering_view.facts(action, around, action_context(ctx))


def _with_buttons(told: Answer, action: Action, ctx: RequestContext) -> Answer:
    head, *rest = told.blocks
    made = offers.decisions(action, action.waiting_move, ctx.person, None)
    made += offers.offered(action, ctx.person, None, ctx.today)
    history = actions.history(ctx.session, action)
    if operations.may_take_back(action, history, ctx.person, ctx.now):
        made.append(Delete.offer.button(action, None))
    tools = [row(f"item-{action.id}", *made)] if made else []
    return Answer(told.text, [head, *tools, *rest])


BUTTONS: Final = (
    Button(
        "action_open", lambda click, ctx: Show(number_of(click.chosen)).run(ctx), only_looks=True
    ),
    Button(r"twin_open_\d+", asks_for(Show, "n"), only_looks=True),
)
