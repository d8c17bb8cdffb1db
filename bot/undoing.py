"""`undo`: the last thing somebody did, whatever it was; or what it was, and the way on."""

from collections.abc import Sequence
from typing import Final

from bot.actions import bulk
from bot.actions.verbs import undone
from bot.audits import correcting
from bot.slack.blocks import Answer
from bot.slack.registry import Command
from db.actions import queries as actions
from db.audits import queries as audits
from db.audits import undo
from db.errors import RefusedError
from db.last_done import Done, last_done
from db.models import AuditEvent, CouncilEvent, CouncilEventKind, Event
from db.models.event_kinds import UNDOABLE, EventKind
from jobs.context import RequestContext

_WAYS_ON: Final = {
    CouncilEventKind.AWAY: "set leave: `{action} back` ends it.",
    CouncilEventKind.BACK: "end leave: `{action} away` sets it again.",
    CouncilEventKind.HEARS: (
        "change your reminders: `{action} settings` changes them again, and `{action} snooze 12 "
        "off` stops putting one off."
    ),
    CouncilEventKind.RULES: "change the rules: `{audit} rules` changes them back.",
    CouncilEventKind.SUBSCRIPTION: "change a regular digest: `{status} weekly` changes it.",
}
_ELSEWHERE: Final = "change something that isn't an action. It can be changed where you did it."


class Undo(Command):
    """`undo`: the last thing this person did, within its minute; never an earlier one."""

    name = example = "undo"
    synonyms = ("oops",)
    summary = "the last thing you did, within a minute"

    def run(self, ctx: RequestContext) -> Answer:
        done = last_done(ctx)
        if not done:
            raise RefusedError("There is nothing of yours from the last minute to undo.")
        latest = done[0]
        if isinstance(latest, Event) and latest.kind in UNDOABLE | {EventKind.ADDED}:
            return _actions_undone([each for each in done if isinstance(each, Event)], ctx)
        if isinstance(latest, AuditEvent) and latest.kind in undo.UNDOABLE:
            return correcting.undone(latest.id, ctx)
        raise RefusedError(_stands(latest, ctx))


def _actions_undone(events: Sequence[Event], ctx: RequestContext) -> Answer:
    if len(events) > 1 and events[0].kind in UNDOABLE:
        return bulk.undo([event.id for event in events], ctx)
    return undone(events[0], ctx)


def _stands(latest: Done, ctx: RequestContext) -> str:
    """Say what was done last, that `undo` leaves it, and what changes it."""
    names = ctx.council.commands
    if isinstance(latest, Event):
        called = actions.find(ctx.session, latest.action_id, ctx.person).called
        what = f"to action {called}: `{names.action} show {latest.action_id}` shows how it stands."
    elif isinstance(latest, AuditEvent):
        reference = audits.find(ctx.session, latest.audit_id, ctx.person).reference
        what = f"to {reference}: `{names.audit} show {reference}` shows what you can change."
    elif isinstance(latest, CouncilEvent):
        way_on = _WAYS_ON.get(CouncilEventKind(latest.kind), _ELSEWHERE)
        what = "to " + way_on.format(action=names.action, audit=names.audit, status=names.status)
    else:
        what = f"to {_ELSEWHERE}"
    return f"I can't undo the last thing you did, and nothing was changed. It was {what}"
