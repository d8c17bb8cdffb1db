"""The files that are owed another look: owed by the case, whoever comes and goes.

Whether a file was looked at again is asked of the audits each time. A look that lapses, or whose
pair gives way to another, leaves its file owed as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from db import council_events
from db.actions.operations import UNDO_FOR
from db.among import is_one_of
from db.audits import changes
from db.context import ChangeContext, WorkContext
from db.digest.scope import ALL, DigestScope
from db.errors import RefusedError
from db.history import put
from db.models import (
    AuditEvent,
    AuditEventKind,
    AuditMonth,
    AuditState,
    CaseDebt,
    CouncilEventKind,
    LiveAudit,
    Person,
)
from db.models.audit import HELD_STATES, OPEN_STATES
from db.permissions import Permission, require, require_can_have_duty

_RELEASED: Final = "released_at"
_CALLED_OFF = (AuditEventKind.NOT_HELD, AuditEventKind.EXEMPTED, AuditEventKind.REPLACED)


@dataclass(frozen=True)
class Owed:
    """A file that nobody has looked at again and nobody is about to, and since when that is so."""

    debt: CaseDebt
    since: datetime

    @property
    def first(self) -> LiveAudit:
        """Return the audit it comes from."""
        return self.debt.first_audit

    def holder(self, day: date) -> Person | None:
        """Return who holds the file, if it is known and they are here on a day."""
        holder = self.debt.holder
        return holder if holder is not None and holder.works_here(day) else None


def owe(ctx: WorkContext, audit: LiveAudit) -> CaseDebt:
    """Owe the file of an audit another look; doing it twice changes nothing."""
    debt = of_audit(ctx.session, audit)
    if debt is None:
        debt = CaseDebt(first_audit=audit, holder=audit.practitioner, owed_at=ctx.now)
        ctx.session.add(debt)
        _tell(ctx, debt, "owed")
    elif debt.withdrawn_at is not None:
        debt.withdrawn_at, debt.owed_at = None, ctx.now
        _tell(ctx, debt, "owed")
    return debt


def withdraw(ctx: WorkContext, audit: LiveAudit) -> None:
    """Owe the file of an audit no other look, since its grade became another one."""
    debt = of_audit(ctx.session, audit)
    if debt is not None and debt.withdrawn_at is None:
        debt.withdrawn_at = ctx.now
        _tell(ctx, debt, "withdrawn")


def of_audit(session: Session, audit: LiveAudit) -> CaseDebt | None:
    """Return what is owed for an audit, if anything ever was."""
    return session.scalar(select(CaseDebt).where(CaseDebt.first_audit_id == audit.id))


def say_holder(ctx: ChangeContext, number: int, holder: Person) -> CaseDebt:
    """Say who holds a file now; for the leads."""
    require(ctx.person, Permission.FILES)
    debt = ctx.session.get(CaseDebt, number, with_for_update=True)
    if debt is not None and debt.released_at is not None:
        require(ctx.person, Permission.RELEASE_FILE)
        _owe_again(ctx, debt)
    elif debt is None or not _is_owed(ctx, debt):
        raise RefusedError("audit.no_such_file", number=number)
    require_can_have_duty(holder, ctx.today, "person")
    before = debt.holder_id
    debt.holder, debt.holder_said_at, debt.holder_said_by_id = holder, ctx.now, ctx.person.id
    ctx.session.flush()
    # Not about the holder: that a file is looked at again is not theirs to know.
    of = {"file": number, "was": before, "is_now": holder.id}
    council_events.stand(council_events.did(ctx, CouncilEventKind.FILE, "holder", of), debt)
    return debt


def release(ctx: ChangeContext, number: int, why: str) -> AuditEvent:
    """Owe a file no look any more, since it is closed for good; for the leads, with a reason."""
    require(ctx.person, Permission.RELEASE_FILE)
    debt = ctx.session.get(CaseDebt, number, with_for_update=True)
    if debt is None or not _is_owed(ctx, debt):
        raise RefusedError("audit.no_such_file", number=number)
    if not why.strip():
        raise RefusedError("audit.no_why", "why")
    return _released(ctx, debt, ctx.now, why)


def take_back_release(ctx: ChangeContext, number: int) -> CaseDebt:
    """Owe a file its look again, within a minute of its release, for whoever released it."""
    debt = ctx.session.get(CaseDebt, number, with_for_update=True)
    if debt is None or debt.released_at is None or debt.released_by_id != ctx.person.id:
        raise RefusedError("audit.undo_not_theirs")
    if ctx.now - debt.released_at > UNDO_FOR:
        raise RefusedError("audit.release_too_late", number=number)
    _owe_again(ctx, debt)
    return debt


def is_of_release(event: AuditEvent) -> bool:
    """Say whether an event is a release, or what took one back."""
    return _RELEASED in event.changes


def _owe_again(ctx: ChangeContext, debt: CaseDebt) -> None:
    _released(ctx, debt, None, "")


def _released(ctx: ChangeContext, debt: CaseDebt, at: datetime | None, why: str) -> AuditEvent:
    kind = AuditEventKind.FILE_RELEASED if at else AuditEventKind.UNDONE
    told = put(debt, {_RELEASED: at, "released_by_id": ctx.person.id if at else None})
    _tell(ctx, debt, "released" if at else "owed")
    return changes.record(ctx, debt.first_audit, kind, why.strip(), **told)


def _is_owed(ctx: ChangeContext, debt: CaseDebt) -> bool:
    return debt.id in {each.debt.id for each in owed(ctx.session, ctx.today)}


def follow(ctx: WorkContext, key: str, holder: Person) -> None:
    """Let the files with a fingerprint be held by whom a month's sheet names."""
    found = (
        select(CaseDebt)
        .join(LiveAudit, LiveAudit.id == CaseDebt.first_audit_id)
        .where(LiveAudit.case_key == key)
    )
    for debt in ctx.session.scalars(found):
        if debt.holder_id != holder.id:
            _hold(ctx, debt, holder)


def lose_holder(ctx: WorkContext, first_audit_id: int) -> None:
    """Forget who holds a file: it was closed or went to somebody else, who is still to be named."""
    debt = ctx.session.scalar(select(CaseDebt).where(CaseDebt.first_audit_id == first_audit_id))
    if debt is not None:
        _hold(ctx, debt, None)


def owed(session: Session, today: date, *, besides: date | None = None) -> Sequence[Owed]:
    """Return the files that are owed another look, the longest first.

    A look still to come counts until its day has passed; what is drawn for the month `besides`
    and nobody was told of does not, since it is drawn anew.
    """
    query = _debts().where(*_stands(), ~_is_look(_covers(today, besides)).exists())
    debts = session.scalars(query.order_by(CaseDebt.owed_at, CaseDebt.id)).all()
    stirred = _stirred(session, [debt.first_audit_id for debt in debts])
    return [Owed(debt, _since(debt, stirred)) for debt in debts]


def ever_owed(session: Session, scope: DigestScope = ALL) -> Sequence[int]:
    """Return every file that was ever owed another look after an audit that a scope counts."""
    return scope.ask(session, _ever_owed).scalars().all()


@cache  # here and below: to build a statement costs more than to execute it
def _ever_owed(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    of = select(CaseDebt.id).join(LiveAudit, LiveAudit.id == CaseDebt.first_audit_id)
    return of.where(*_stands(), scope.practised()).order_by(CaseDebt.id)


def _hold(ctx: WorkContext, debt: CaseDebt, holder: Person | None) -> None:
    debt.holder, debt.holder_said_at, debt.holder_said_by_id = holder, ctx.now, None
    _tell(ctx, debt, "holder")


def _tell(ctx: WorkContext, debt: CaseDebt, what: str) -> None:
    """Tell how a file stands; by nobody, since whoever held an audit may not know what it was of.

    Who did it is told by the event of the audit or of the sheet that it came with.
    """
    ctx.session.flush()
    by_itself = WorkContext(ctx.session, None, ctx.now)
    of = {"file": debt.id}
    council_events.stand(council_events.did(by_itself, CouncilEventKind.FILE, what, of), debt)


@cache
def _debts() -> Select[CaseDebt]:
    audit = joinedload(CaseDebt.first_audit)
    return (
        select(CaseDebt)
        .join(LiveAudit, LiveAudit.id == CaseDebt.first_audit_id)
        .options(
            audit.joinedload(LiveAudit.audit_month),
            audit.joinedload(LiveAudit.practitioner),
            joinedload(CaseDebt.holder),
        )
    )


def _stands() -> tuple[ColumnElement[bool], ...]:
    """Return when a file is owed at all: the audit it comes from counts as it was graded."""
    stands = CaseDebt.withdrawn_at.is_(None), CaseDebt.released_at.is_(None)
    return *stands, LiveAudit.state.in_(HELD_STATES)


@cache  # not at import: an alias makes SQLAlchemy put all the models together
def _look() -> tuple[type[LiveAudit], type[AuditMonth]]:
    """Return the audit made for a file, and its month, as they are called in these questions."""
    return aliased(LiveAudit), aliased(AuditMonth)


def _is_look(condition: ColumnElement[bool]) -> Select[int]:
    """Return the audits made for a file of which a condition holds."""
    look, month = _look()
    looks = select(look.id).join(month, month.id == look.audit_month_id)
    return looks.where(look.re_audit_of_id == CaseDebt.first_audit_id, condition)


def _covers(today: date, besides: date | None) -> ColumnElement[bool]:
    look, month = _look()
    is_draft = and_(look.state == AuditState.DRAWN, month.due_on >= today)
    if besides is not None:
        is_draft = and_(is_draft, month.month != besides)
    is_to_come = and_(look.state.in_(OPEN_STATES), look.due_on >= today)
    return or_(look.state.in_(HELD_STATES), is_to_come, is_draft)


def _stirred(session: Session, first_audits: Sequence[int]) -> Mapping[int, datetime]:
    """Return when the latest look at each file was called off, by the audit it comes from."""
    if not first_audits:
        return {}
    latest, (look, _) = func.max(AuditEvent.at), _look()
    query = (
        select(look.re_audit_of_id, latest)
        .join(AuditEvent, AuditEvent.audit_id == look.id)
        .where(is_one_of(look.re_audit_of_id, first_audits), AuditEvent.kind.in_(_CALLED_OFF))
        .group_by(look.re_audit_of_id)
    )
    return {number: at for number, at in session.execute(query) if number is not None}


def _since(debt: CaseDebt, stirred: Mapping[int, datetime]) -> datetime:
    said = debt.holder_said_at or debt.owed_at
    return max(debt.owed_at, said, stirred.get(debt.first_audit_id, debt.owed_at))
