"""What a file, or a person, says of an action in its plan: its fields and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from db import privacy
from db.actions import changes
from db.actions.due_dates import CountDays
from db.actions.roles import require_may
from db.context import ChangeContext
from db.days import day_in
from db.guard.kinds import Kind
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.history import Changes, put
from db.models import Action, DateMove, Event, MoveState, Person
from db.models.action import FINISHED_STATUSES
from db.models.event_kinds import EventKind
from db.permissions import Permission

# What may be about a child was shown before it was imported.
SHOWN_BEFORE: Final = frozenset(Kind)


@dataclass(frozen=True)
class ImportRun:
    """Who imports, if a person does, when, how working days are counted, and what is the council's.

    `own` is what the guard on free text knows as the council's own.
    """

    by: Person | None
    at: datetime
    count: CountDays
    note: str = ""
    own: CouncilsOwn = NOTHING_OWN


def link(ctx: ChangeContext, action: Action, old: Sequence[str], new: Sequence[str]) -> Event:
    """Record what it answers no more, and what it answers now, by reference."""
    require_may(ctx.person, Permission.LINK, action)
    return changes.record(ctx, action, EventKind.LINKED, {"answers": [list(old), list(new)]})


def update(action: Action, fields: Mapping[str, object], besides: Changes, run: ImportRun) -> Event:
    """Take over what a file says, and record what else it changes.

    Whether these fields may be taken over is settled before: people's own changes stand. The
    original date is kept for ever.
    """
    for text in fields.values():
        if isinstance(text, str):
            privacy.refuse(text, day_in(action, run.at), run.own, sure=SHOWN_BEFORE)
    line = _moved_line(action, fields, run)
    changed = {**put(action, {**fields, **_followed(action, fields, run.at)}), **besides}
    event = Event(person=run.by, at=run.at, kind=EventKind.IMPORTED, changes=changed, note=run.note)
    changes.write(action, event)
    if line is not None:
        line.event = event
        action.moves.append(line)
    return event


def moved_before(action: Action, run: ImportRun) -> DateMove:
    """Return the ledger's line of a date that was moved before the plan came here."""
    before, after = action.original_due_on, action.due_on
    return DateMove(
        number=1,
        asked_by=run.by,
        asked_at=run.at,
        from_on=before,
        from_precision="day",
        to_on=after,
        to_precision=action.due_precision,
        days=run.count(before, after) if before and after else None,
        reason="The plan that was imported has both dates.",
        state=MoveState.AGREED,
        decided_by=run.by,
        decided_at=run.at,
    )


def _moved_line(action: Action, fields: Mapping[str, object], run: ImportRun) -> DateMove | None:
    """Return the ledger's line of a date that a file moves; a first date is no move."""
    before, after = action.due_on, fields.get("due_on")
    if before is None or not isinstance(after, date) or before == after:
        return None
    return DateMove(
        number=action.times_moved + 1,
        asked_by=run.by,
        asked_at=run.at,
        from_on=before,
        from_precision=action.due_precision,
        to_on=after,
        to_precision=str(fields["due_precision"]),
        days=run.count(before, after),
        reason="A file that was imported has this date.",
        state=MoveState.AGREED,
        decided_by=run.by,
        decided_at=run.at,
    )


def _followed(action: Action, fields: Mapping[str, object], at: datetime) -> dict[str, object]:
    """Return what changes along with a due date, an owner or a status."""
    found: dict[str, object] = {}
    if "due_on" in fields:
        found["original_due_on"] = action.original_due_on or fields["due_on"]
    if {"due_on", "owner_id"} & fields.keys():
        found["due_known_since"] = day_in(action, at)
    if "status" in fields:
        found["done_at"] = at if fields["status"] in FINISHED_STATUSES else None
    return found
