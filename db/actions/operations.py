"""What is done with an action: added, given, noted, handed over, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from db import privacy
from db.actions import changes, due_dates, queries, signoff
from db.actions.changes import change, require_open, require_reason
from db.actions.roles import require_may
from db.context import ChangeContext, WorkContext
from db.errors import RefusedError
from db.history import values_before
from db.models import Action, Due, Event, Person, PlanItem, Register, Status
from db.models.action import TITLE_LENGTH
from db.models.event_kinds import UNDOABLE, EventKind
from db.permissions import (
    Permission,
    require_can_assign,
    require_can_have_duty,
    require_is_here,
)
from db.plan import queries as plan

UNDO_FOR: Final = timedelta(minutes=1)
NO_DATE: Final = Due()

Place = Literal["owner", "deputy", "signer"]


@dataclass(frozen=True)
class Draft:
    """What somebody wants to be done, before it has a number."""

    title: str
    owner: Person | None = None
    due: Due = NO_DATE
    source: str = ""
    success_measure: str = ""
    signer: Person | None = None
    source_link: str = ""
    answers: Sequence[PlanItem] = ()
    note: str = ""
    register: str = Register.TEAM
    audit_id: int | None = None  # of the live audit that it arises from


def add(ctx: ChangeContext, draft: Draft) -> tuple[Action, Event]:
    """Write a new action down with its first event; refuse hands it may not be put into."""
    if draft.owner is not None:
        require_can_assign(ctx.person, draft.owner)
        require_is_here(draft.owner, ctx.today, "owner")
    return write(ctx, draft)


def write(ctx: ChangeContext, draft: Draft) -> tuple[Action, Event]:
    """Write a new action down with its first event; the caller asks whose hands it may be in."""
    action = Action(
        title=draft.title.strip(),
        register=draft.register,
        audit_id=draft.audit_id,
        source=draft.source.strip(),
        source_link=draft.source_link,
        success_measure=draft.success_measure.strip(),
        owner=draft.owner,
        owner_id=draft.owner.id if draft.owner else None,
        due_on=draft.due.day,
        due_precision=draft.due.precision,
        original_due_on=draft.due.day,
        due_known_since=ctx.today,
        status=Status.NOT_STARTED,
        created_at=ctx.now,
        created_by_id=ctx.person.id,
    )
    event = start(ctx, action, EventKind.ADDED, draft.note)
    if draft.answers:
        event.changes |= {"answers": [[], [item.reference for item in draft.answers]]}
    ctx.session.add(event)
    ctx.session.flush()
    if draft.signer is not None:
        signoff.name_signer(ctx, action, draft.signer)
        ctx.session.flush()
    for item in draft.answers:
        plan.join(ctx.session, action, item, ctx.person, ctx.now)
    return action, event


def start(ctx: WorkContext, action: Action, kind: EventKind, note: str = "") -> Event:
    """Write the first event of a new action; its title, source and measure pass the guard."""
    texts = (action.title, action.source, action.source_link, action.success_measure, note)
    for text in filter(None, texts):
        privacy.guard(ctx, text)
    if not action.title.strip():
        raise RefusedError("action.title_missing")
    if len(action.title) > TITLE_LENGTH:
        length = len(action.title)
        raise RefusedError("action.title_too_long", "title", length=length, most=TITLE_LENGTH)
    begins = changes.begins_with(action)
    event = Event(person=ctx.person, at=ctx.now, kind=kind, changes=begins, note=note)
    return changes.write(action, event)


def give(ctx: ChangeContext, action: Action, to: Person, why: str = "") -> Event:
    """Put an action into somebody's hands."""
    require_may(ctx.person, Permission.GIVE, action)
    require_can_assign(ctx.person, to)
    require_open(action, "give")
    if to.id == action.owner_id:
        raise RefusedError(
            "action.with_them_already", "owner", number=action.number, name=to.called
        )
    require_is_here(to, ctx.today, "owner")
    fields: dict[str, object] = {"owner_id": to.id, "due_known_since": ctx.today}
    if to.id == action.deputy_id:  # nobody is their own deputy
        fields["deputy_id"] = action.deputy = None
    event = change(ctx, action, EventKind.GIVEN, fields, why)
    action.owner = to
    return event


def note(ctx: ChangeContext, action: Action, text: str) -> Event:
    """Write down how it is going; an owner's note shows that it was started."""
    day = ctx.today
    require_may(ctx.person, Permission.NOTE, action, day)
    if not text.strip():
        raise RefusedError("action.note_missing", number=action.number)
    starts = ctx.person.id == action.owner_id and action.status == Status.NOT_STARTED
    fields = {"status": Status.IN_PROGRESS} if starts else {}
    return change(ctx, action, EventKind.NOTED, fields, text)


def disown(ctx: ChangeContext, action: Action, why: str) -> Event:
    """Record that its owner says it is not theirs; it stays with them until it is given."""
    require_may(ctx.person, Permission.DISOWN, action)
    require_open(action, "disown")
    require_reason(action, why, "action.disowned_without_reason")
    return change(ctx, action, EventKind.DISOWNED, {}, why)


def deputise(ctx: ChangeContext, action: Action, to: Person | None) -> Event:
    """Say who is asked while its owner is away; None for nobody in particular."""
    require_may(ctx.person, Permission.DEPUTISE, action)
    require_open(action, "deputise")
    if (to.id if to else None) == action.deputy_id:
        name = to.called if to else "nobody"
        raise RefusedError("action.deputy_already", "deputy", number=action.number, name=name)
    if to is not None:
        if to.id == action.owner_id:
            raise RefusedError(
                "action.deputy_is_owner", "deputy", number=action.number, name=to.called
            )
        require_can_have_duty(to, ctx.today, "deputy")
    event = change(ctx, action, EventKind.DEPUTY_NAMED, {"deputy_id": to.id if to else None})
    action.deputy = to
    return event


def hand_over(ctx: ChangeContext, action: Action, place: Place, giver: Person) -> Event:
    """Let whoever asks, having agreed to it, have the place that `giver` had.

    Raises RefusedError where it is not `giver`'s any more, or the two places do not go together:
    nobody stands in for themselves or signs off their own.
    """
    field, taker = f"{place}_id", ctx.person
    if getattr(action, field) != giver.id:
        raise RefusedError(
            "handover.not_theirs", number=action.number, name=giver.called, place=place
        )
    refuse_taking(action, place, taker, ctx.today)
    fields: dict[str, object] = {field: taker.id}
    if place == "owner":
        fields["due_known_since"] = ctx.today
    event = change(ctx, action, EventKind.HANDED_OVER, fields)
    setattr(action, place, taker)
    return event


def refuse_taking(action: Action, place: Place, taker: Person, day: date) -> None:
    """Refuse whoever could not have a place on `day`, or has another that does not go with it."""
    others = {"owner": action.owner_id, "deputy": action.deputy_id, "signer": action.signer_id}
    held = [name for name, holder in others.items() if name != place and holder == taker.id]
    if held:
        raise RefusedError(
            "handover.two_places",
            number=action.number,
            name=taker.called,
            held=held[0],
            place=place,
        )
    if place == "deputy":
        require_can_have_duty(taker, day, "taker")
    elif place == "signer":
        signoff.refuse_as_signer(action, taker, day)


def undo(ctx: ChangeContext, event_id: int) -> Action:
    """Put back what one event changed, if nothing came after it and its minute is not over."""
    event = ctx.session.get(Event, event_id)
    if event is None or event.person_id != ctx.person.id:
        raise RefusedError("action.undo_not_theirs")
    action = queries.locked(ctx.session, event.action_id)
    _refuse_undoing(ctx, action, event)
    before = values_before(action, event.changes)
    undone = change(ctx, action, EventKind.UNDONE, before)
    undone.undoes_id = event.id
    due_dates.take_back(action, event, undone)
    ctx.session.flush()
    ctx.session.refresh(action, ["owner", "deputy"])
    return action


def take_back(ctx: ChangeContext, action: Action, why: str) -> Event:
    """Drop an action of one's own that nobody else has touched within its first minute.

    It stays on record, with `why`, and its first event counts as undone.
    """
    since = queries.history(ctx.session, action)
    added = next((event for event in since if event.kind == EventKind.ADDED), None)
    if added is None or any(event.person_id != ctx.person.id for event in since):
        raise RefusedError("action.undo_not_theirs")
    if ctx.now - added.at > UNDO_FOR:
        raise RefusedError("action.undo_too_late", number=action.number)
    require_open(action, "drop")
    fields = {"status": Status.DROPPED, "deferred_until": None}
    dropped = change(ctx, action, EventKind.DROPPED, fields, why)
    dropped.undoes_id = added.id
    ctx.session.flush()
    return dropped


def may_take_back(action: Action, events: Sequence[Event], person: Person, at: datetime) -> bool:
    """Say whether somebody could still take back that they added an action."""
    return (
        action.is_open
        and at - action.created_at <= UNDO_FOR
        and all(event.person_id == person.id for event in events)
        and any(event.kind == EventKind.ADDED for event in events)
    )


def undo_adding(ctx: ChangeContext, added: Event) -> None:
    """Drop an action together with what it arose from, if nothing came after it."""
    action = queries.locked(ctx.session, added.action_id)
    if queries.history(ctx.session, action, limit=1)[0].id != added.id:
        raise RefusedError("action.undo_changed_since", number=action.number)
    undone = change(ctx, action, EventKind.UNDONE, {"status": Status.DROPPED})
    undone.undoes_id = added.id


def can_undo(ctx: ChangeContext, event: Event) -> bool:
    """Say whether this person could still undo it."""
    action = queries.several(ctx.session, [event.action_id])[event.action_id]
    return _undoing_refused(ctx, action, event) is None


def _refuse_undoing(ctx: ChangeContext, action: Action, event: Event) -> None:
    refused = _undoing_refused(ctx, action, event)
    if refused is not None:
        raise refused


def _undoing_refused(ctx: ChangeContext, action: Action, event: Event) -> RefusedError | None:
    if event.kind not in UNDOABLE or event.person_id != ctx.person.id:
        return RefusedError("action.undo_not_theirs")
    if queries.history(ctx.session, action, limit=1)[0].id != event.id:
        return RefusedError("action.undo_changed_since", number=action.number)
    if ctx.now - event.at > UNDO_FOR:
        return RefusedError("action.undo_too_late", number=action.number)
    return None
