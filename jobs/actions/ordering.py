"""Puts actions in order, and decides who hears that one can begin or must wait again."""

from collections.abc import Iterable, Sequence
from typing import Final

from db.actions import dependencies
from db.actions import queries as actions
from db.actions.operations import UNDO_FOR
from db.actions.ordering import arrange
from db.actions.ordering import put_in_phase as set_phase
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import Action, Event, MessageName, Person
from db.models.event_kinds import UNDOABLE, EventKind
from db.outbox import queries as outbox
from db.session import Session
from db.wording import unquoted
from jobs.rules.dependencies import way

_SETS_FREE: Final = frozenset({EventKind.DONE, EventKind.DROPPED})


def put_after(ctx: ChangeContext, action: Action, numbers: Iterable[int]) -> Event:
    """Let an action wait for exactly these; with none, for nothing.

    Call `dependencies.begin` before the action is found. Raises RefusedError for a number there is
    not, or that this person may not see, for the action itself, and for a loop, which it names.
    """
    wanted = sorted(set(numbers))
    if action.id in wanted:
        raise RefusedError("ordering.itself", "after", number=action.number)
    refuse_unknown(ctx.session, wanted, ctx.person)
    waits = dependencies.waits(ctx.session)
    for number in wanted:
        loop = way(waits, number, action.id)
        if loop is not None:
            raise RefusedError(
                "ordering.loop", "after", number=action.number, other=number, loop=loop
            )
    event = arrange(ctx, action, wanted)
    dependencies.put_after(ctx.session, action, wanted)
    return event


def put_in_phase(ctx: ChangeContext, action: Action, words: str) -> Event:
    """Say to which phase an action belongs, spelled as the phase is if there is one."""
    return set_phase(ctx, action, as_spelled(ctx.session, words))


def refuse_unknown(session: Session, wanted: Sequence[int], by: Person) -> None:
    """Refuse numbers that there are not, or that `by` may not see."""
    found = actions.several(session, wanted, by)
    for number in wanted:
        if number not in found:
            raise RefusedError("ordering.unknown", "after", number=number)


def phase_called(session: Session, asker: Person, words: str) -> str:
    """Return the phase that somebody names by its whole name or its beginning, or refuse."""
    names = [phase.name for phase in dependencies.phases(session, asker) if phase.name]
    wanted = unquoted(words)
    same = [name for name in names if unquoted(name) == wanted]
    begins = [name for name in names if unquoted(name).startswith(wanted)]
    if same or len(begins) == 1:
        return (same or begins)[0]
    if begins:
        raise RefusedError("ordering.several_phases", phases=begins)
    raise RefusedError("ordering.no_phase")


def as_spelled(session: Session, phase: str) -> str:
    """Return a phase as it is spelled already, if it is there; else as it was typed."""
    typed = " ".join(phase.split())
    return dependencies.spelling(session, typed) or typed


def tell(session: Session, action: Action, event: Event) -> Sequence[int]:
    """Write to the owners of what can begin, or must wait again, after an event of this action.

    Return the numbers of those that can begin. What can still be undone is told when its minute is
    over, and once.
    """
    if event.kind not in _SETS_FREE | {EventKind.REOPENED}:
        return ()
    is_free = event.kind in _SETS_FREE
    waiting = dependencies.dependents(session, action, in_turn=True)
    for dependent in waiting:
        waits = dependent.waits_for
        if not waits if is_free else action.id in waits:
            _tell_owner(session, dependent, event, is_free=is_free)
    return [each.number for each in waiting if not each.waits_for] if is_free else ()


def _tell_owner(session: Session, dependent: Action, event: Event, *, is_free: bool) -> None:
    owner = dependent.owner
    if owner is None or owner.id == event.person_id:
        return
    kind = MessageName.UNBLOCKED if is_free else MessageName.BLOCKED_AGAIN
    about = {"action": dependent.id, "event": event.id}
    due_at = event.at + UNDO_FOR if event.kind in UNDOABLE else event.at
    key = f"{kind}:{dependent.id}:{event.id}"
    outbox.add(session, outbox.NewMessage(key, owner, kind, about=about, at=due_at))
