"""How an action ends: done, signed off, sent back, judged, and open again."""

from datetime import date, datetime
from typing import Final

from db import evidence, privacy
from db.actions.changes import change, record_by_itself, require_open, require_reason
from db.actions.roles import has_no_part_in, require_may, roles_of
from db.context import ChangeContext
from db.days import day_in
from db.errors import RefusedError
from db.history import put
from db.models import Action, ActionOutcome, Event, Person, Status
from db.models.action import EVIDENCE_LENGTH, OPEN_STATUSES
from db.models.event_kinds import EventKind
from db.permissions import Permission, require_can_have_duty, require_is_reachable

_NOT_ASKED: Final = {"sign_off_asked_id": None, "sign_off_asked_on": None}
_NOT_DONE: Final = {"done_at": None, "done_by_id": None, **_NOT_ASKED}
_NOT_SIGNED_OFF: Final = {
    "evidence": "",
    "signed_off_at": None,
    "signed_off_by_id": None,
    "outcome_check_on": None,
    "outcome": None,
}


def close(
    ctx: ChangeContext,
    action: Action,
    note: str = "",
    asked: Person | None = None,
    *,
    wanted: bool = True,
) -> Event:
    """Record that the action is done, with a note; `asked` is to sign it off, if that is wanted."""
    day = ctx.today
    require_may(ctx.person, Permission.CLOSE, action, day)
    if action.is_done:
        on = ctx.day_of(action.done_at) if action.done_at else None
        raise RefusedError("action.done_already", number=action.number, on=on)
    require_open(action, "close")
    done = {"status": Status.DONE, "done_at": ctx.now, "done_by_id": ctx.person.id}
    asking = {"needs_sign_off": wanted, **_asking(asked, ctx.today)}
    return change(ctx, action, EventKind.DONE, done | asking, note)


def ask_signer(action: Action, at: datetime, whom: Person | None) -> Event:
    """Ask somebody else to sign it off, or nobody, because whoever was asked no longer can."""
    changed = put(action, _asking(whom, day_in(action, at)))
    return record_by_itself(action, at, EventKind.SIGNER_ASKED, changed)


def name_signer(ctx: ChangeContext, action: Action, to: Person) -> Event:
    """Choose who is to sign it off; where it is done already, they are the one asked now."""
    require_may(ctx.person, Permission.CHOOSE_SIGNER, action)
    if action.status not in {*OPEN_STATUSES, Status.DONE}:
        raise RefusedError("signoff.no_signer_wanted", number=action.number, state=action.status)
    if to.id == action.signer_id:
        raise RefusedError("signoff.chosen_already", "signer", number=action.number, name=to.called)
    refuse_as_signer(action, to, ctx.today)
    is_done = action.status == Status.DONE
    asking = {"needs_sign_off": True, **_asking(to, ctx.today)} if is_done else {}
    event = change(ctx, action, EventKind.SIGNER_NAMED, {"signer_id": to.id, **asking})
    action.signer = to
    return event


def refuse_as_signer(action: Action, to: Person, day: date) -> None:
    """Refuse somebody who could not sign it off on `day`."""
    if not has_no_part_in(to, action):
        raise RefusedError("signoff.not_independent", "signer", name=to.called)
    require_can_have_duty(to, day, "signer")
    require_is_reachable(to, day, "signer")


def sign_off(
    ctx: ChangeContext, action: Action, link: str, note: str, check_on: date | None = None
) -> Event:
    """Agree that it is done, by a link to the evidence, a note, or both.

    On `check_on` somebody is asked whether it made a difference.
    """
    _require_signer(ctx, action)
    if not link.strip() and not note.strip():
        raise RefusedError("signoff.no_evidence", "evidence", number=action.number)
    kept = evidence.address(link, EVIDENCE_LENGTH) if link.strip() else ""
    privacy.guard(ctx, kept)
    fields: dict[str, object] = {
        "status": Status.SIGNED_OFF,
        "evidence": kept,
        "signed_off_at": ctx.now,
        "signed_off_by_id": ctx.person.id,
        "outcome_check_on": check_on,
    }
    return change(ctx, action, EventKind.SIGNED_OFF, fields, note)


def send_back(ctx: ChangeContext, action: Action, why: str) -> Event:
    """Decline to sign it off: it is in progress again, and the reason goes to its owner."""
    _require_signer(ctx, action)
    require_reason(action, why, "signoff.returned_without_reason")
    fields = {"status": Status.IN_PROGRESS, "due_known_since": ctx.today}
    return change(ctx, action, EventKind.RETURNED, {**fields, **_NOT_DONE}, why)


def judge(ctx: ChangeContext, action: Action, outcome: ActionOutcome, again_on: date) -> Event:
    """Say what came of it; where it is too early the first time, it is asked again once."""
    require_may(ctx.person, Permission.JUDGE, action, besides=roles_of(action, ctx.person))
    if action.status != Status.SIGNED_OFF:
        raise RefusedError("signoff.not_to_judge", number=action.number, state=action.status)
    if action.outcome_check_on is None and action.outcome is not None:
        raise RefusedError("signoff.judged_already", number=action.number, outcome=action.outcome)
    asks_again = outcome == ActionOutcome.TOO_EARLY and action.outcome is None
    fields = {"outcome": outcome, "outcome_check_on": again_on if asks_again else None}
    return change(ctx, action, EventKind.JUDGED, fields)


def reopen(ctx: ChangeContext, action: Action, why: str) -> Event:
    """Take back that it was done and signed off, unless it has come round again meanwhile."""
    require_may(ctx.person, Permission.REOPEN, action)
    if action.following is not None and action.following.is_open:
        later = action.following.number
        raise RefusedError("action.reopened_later_one", number=action.number, later=later)
    if action.is_shelved:
        raise RefusedError("action.reopened_shelved", number=action.number, state=action.status)
    if not action.is_done:
        raise RefusedError("action.open_already", number=action.number)
    if not why.strip():
        raise RefusedError("action.reopened_without_reason", number=action.number)
    fields = {"status": Status.IN_PROGRESS, "due_known_since": ctx.today}
    return change(ctx, action, EventKind.REOPENED, {**fields, **_NOT_DONE, **_NOT_SIGNED_OFF}, why)


def _require_signer(ctx: ChangeContext, action: Action) -> None:
    require_may(ctx.person, Permission.SIGN, action, besides=roles_of(action, ctx.person))
    if action.status == Status.SIGNED_OFF:
        raise RefusedError("signoff.signed_off_already", number=action.number)
    if action.status == Status.DONE and not action.needs_sign_off:
        raise RefusedError("signoff.none_wanted", number=action.number)
    if action.status != Status.DONE:
        raise RefusedError("signoff.not_done_yet", number=action.number, state=action.status)


def _asking(whom: Person | None, day: date) -> dict[str, object]:
    return {
        "sign_off_asked_id": whom.id if whom else None,
        "sign_off_asked_on": day if whom else None,
    }
