"""What somebody is to an action itself, besides what they are to its owner."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased, object_session

from db.among import is_among
from db.models import Action, Event, Person, Status
from db.models.event_kinds import EventKind
from db.permissions import (
    NO_DEPUTY,
    NONE_BESIDES,
    Deputising,
    Permission,
    Role,
    denial,
    is_independent_of,
    may,
)


def deputising(action: Action, day: date | None = None) -> Deputising:
    """Return whose deputies may speak for its owner on `day`, for the permission table."""
    return Deputising(action.deputy_id, day)


def require_may(
    person: Person,
    permission: Permission,
    action: Action,
    day: date | None = None,
    besides: frozenset[Role] = NONE_BESIDES,
) -> None:
    """Refuse, naming who can, unless the permission table lets somebody do this to an action.

    With a `day` those may who stand in for its owner then.
    """
    standing_in = deputising(action, day) if day else NO_DEPUTY
    if not may(person, permission, action.owner, standing_in, besides=besides):
        raise denial(permission, action.owner, action.called, standing_in)


def roles_of(action: Action, person: Person) -> frozenset[Role]:
    """Return what somebody is to an action, besides what they are to its owner."""
    asked = (action.sign_off_asked_id, action.signer_id, action.signed_off_by_id)
    held = {
        Role.SIGNER: _is_signer(action, person),
        Role.ASKED: person.id in asked,
        Role.SEES_AUDIT: action.is_from_audit and _sees_audit(action, person),
    }
    return frozenset(role for role, is_so in held.items() if is_so)


def may_see(person: Person, action: Action) -> bool:
    """Say whether somebody may know of an action at all: by the permission table, and not deleted.

    One that was deleted in its first minute is known to whoever added it, and to leads and
    administrators, who can redact what should never have been written.
    """
    knows_deleted = person.id == action.created_by_id or person.is_lead or person.is_admin
    if action.status == Status.DROPPED and not knows_deleted and _was_taken_back(action):
        return False
    besides = roles_of(action, person)
    return may(person, seeing(action), action.owner, deputising(action), besides=besides)


@cache  # it is part of every question for what somebody may see
def taken_back() -> ColumnElement[bool]:
    """Return the condition that an action was deleted by whoever had just added it, and stayed so.

    With a live audit's outcome what arose from it is taken back, too.
    """
    gone, added, later = aliased(Event), aliased(Event), aliased(Event)
    back = exists().where(
        later.action_id == Action.id, later.id > gone.id, is_among(later.kind, _BROUGHT_BACK)
    )
    undone = exists().where(
        gone.action_id == Action.id,
        is_among(gone.kind, _TAKEN_BACK),
        gone.undoes_id == added.id,
        added.kind == EventKind.ADDED,
        ~back,
    )
    return and_(Action.status == Status.DROPPED, undone)


_TAKEN_BACK: Final = (EventKind.DROPPED, EventKind.UNDONE)
_BROUGHT_BACK: Final = (EventKind.RESUMED, EventKind.UNDONE)


def _was_taken_back(action: Action) -> bool:
    session = object_session(action)
    found = select(Action.id).where(Action.id == action.id, taken_back())
    return session is not None and session.scalar(found) is not None


def seeing(action: Action) -> Permission:
    """Return what it takes to know of an action: one from an audit is not for everybody."""
    return Permission.SEE_FROM_AUDIT if action.is_from_audit else Permission.SEE


def can_sign(action: Action, person: Person) -> bool:
    """Say whether the permission table lets somebody sign it off or send it back now."""
    besides = roles_of(action, person)
    return action.awaits_sign_off and may(person, Permission.SIGN, action.owner, besides=besides)


def has_no_part_in(person: Person, action: Action) -> bool:
    """Say whether somebody neither owns it, deputises, marked it done, nor is in the line."""
    owner = action.owner
    if person.id in (action.done_by_id, action.deputy_id, owner.deputy_id if owner else None):
        return False
    return owner is None or is_independent_of(person, owner)


def move_needs_approval(action: Action, by: Person, registers: Collection[str]) -> bool:
    """Say whether somebody else must agree before `by` can move its date.

    Only the moves of what stands in one of `registers` are agreed by anybody.
    """
    if action.register not in registers:
        return False
    return action.times_moved > 0 and not may(by, Permission.APPROVE, action.owner)


def _sees_audit(action: Action, person: Person) -> bool:
    if person.is_lead or person.is_admin or person.id == action.deputy_id:
        return True
    return action.audit is not None and may(person, Permission.SEE_AUDIT, action.audit)


def _is_signer(action: Action, person: Person) -> bool:
    has_rank = person.is_lead or person.is_admin or person.id == action.signer_id
    if not has_rank and (action.owner is None or not person.is_manager):
        return False
    return has_no_part_in(person, action)
