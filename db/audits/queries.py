"""Questions asked of the live audits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    extract,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased, joinedload

from db.among import is_one_of
from db.anew import ANEW
from db.audits.visible import seen_by, visible_to
from db.days import day_of
from db.errors import RefusedError
from db.models import (
    AuditEvent,
    AuditEventKind,
    AuditMonth,
    AuditState,
    LiveAudit,
    MonthState,
    Person,
)
from db.models.audit import HELD_STATES, OPEN_STATES, SHOWN_NOWHERE
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, may

MONTHS_OF_A_NUMBER = 12
_ASKER: Final = "asker"
_REFERENCE: Final = pattern(r"LA-(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<serial>\d{3,6})")


@dataclass(frozen=True)
class MonthCounts:
    """How a month stands: its audits by state, and those not held by reason.

    What gave way to another pair is not among them; what a lead exempted was not expected.
    """

    by_state: Mapping[str, int] = field(default_factory=dict)
    not_held: Mapping[str, int] = field(default_factory=dict)
    exempt: int = 0

    @property
    def expected(self) -> int:
        """Return how many were to be held."""
        return sum(self.by_state.values()) - self.exempt

    @property
    def held(self) -> int:
        """Return how many were held, whatever has come of them since."""
        return sum(self.by_state.get(state, 0) for state in HELD_STATES)


def find(session: Session, number: int | str, asker: Person) -> LiveAudit:
    """Return an audit that `asker` may see, locked for a change, or refuse as if there were none.

    What is drawn and not published is for the leads alone to know. A moderator is shown an audit
    by its code, which their buttons carry: no number that they try tells them which it is.
    """
    if isinstance(number, str):
        return _moderated(session, number, asker)
    if asker.has_duties or may(asker, Permission.SEE_DRAFT):
        given = {"number": number, _ASKER: asker.id}
        query = _one(may(asker, Permission.SEE_DRAFT))
        audit = session.scalar(query, given, execution_options=ANEW)
        if audit is not None and is_known_to(asker, audit):
            return audit
    raise RefusedError("audit.not_there")


@cache  # to build a statement costs more than to execute it
def _one(sees_drafts: bool) -> Select[LiveAudit]:
    seen = true() if sees_drafts else seen_by(bindparam(_ASKER))
    numbered = LiveAudit.id == bindparam("number")
    return loaded().where(numbered, seen).with_for_update(of=LiveAudit)


def is_known_to(asker: Person, audit: LiveAudit) -> bool:
    """Say whether somebody may know by its number that there is this audit."""
    is_told = audit.state != AuditState.DRAWN or may(asker, Permission.SEE_DRAFT)
    return is_told and may(asker, Permission.SEE_AUDIT, audit)


def key_for(asker: Person, audit: LiveAudit) -> int | str:
    """Return by what somebody's buttons name an audit: its number, or its code to a moderator."""
    return audit.id if may(asker, Permission.SEE_AUDIT, audit) else audit.blind_reference


def called(session: Session, reference: str, asker: Person) -> LiveAudit | None:
    """Return the audit with that reference, or None unless there is one that `asker` may see."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    month = date(int(found["year"]), int(found["month"]), 1)
    asked = (
        loaded()
        .join(LiveAudit.audit_month)
        .where(AuditMonth.month == month, LiveAudit.serial == int(found["serial"]))
    )
    return session.scalar(asked.where(visible_to(asker)))


def numbered(
    session: Session, serial: int, asker: Person, month: int | None = None
) -> Sequence[LiveAudit]:
    """Return the audits that `asker` may see whose reference ends so, of that month of a year.

    They are of the months that are not closed, the earliest first; or else the latest there is.
    """
    asked = loaded().join(LiveAudit.audit_month).where(LiveAudit.serial == serial)
    if month is not None:
        asked = asked.where(extract("month", AuditMonth.month) == month)
    latest_first = asked.where(visible_to(asker)).order_by(AuditMonth.month.desc())
    found = session.scalars(latest_first.limit(MONTHS_OF_A_NUMBER)).all()
    going_on = [one for one in found if one.audit_month.state != MonthState.CLOSED]
    return going_on[::-1] or found[:1]


def several(
    session: Session, numbers: Collection[int], asker: Person | None = None
) -> Mapping[int, LiveAudit]:
    """Return the audits with these numbers with their people, by number.

    With an asker those alone that they may see: of the others nothing is loaded.
    """
    is_seen = visible_to(asker) if asker else true()
    rows = session.scalars(loaded().where(is_one_of(LiveAudit.id, numbers), is_seen))
    return {audit.id: audit for audit in rows}


def month_for(session: Session, month: date) -> AuditMonth | None:
    """Return the round of the month that a day falls in, locked for a change; None if not drawn."""
    query = select(AuditMonth).where(AuditMonth.month == month.replace(day=1))
    return session.scalar(query.with_for_update(), execution_options=ANEW)


def published_months(session: Session) -> Sequence[AuditMonth]:
    """Return the months of which somebody was told, the first of them first."""
    is_told = AuditMonth.state != MonthState.DRAWN
    return session.scalars(select(AuditMonth).where(is_told).order_by(AuditMonth.month)).all()


def months_over(session: Session, today: date, opened_before: date) -> Sequence[AuditMonth]:
    """Return the months that are over and opened before a day, the first of them first."""
    is_over = AuditMonth.due_on < today, AuditMonth.opens_on < opened_before
    return session.scalars(select(AuditMonth).where(*is_over).order_by(AuditMonth.month)).all()


def latest_months(session: Session, limit: int = 12) -> Sequence[AuditMonth]:
    """Return the rounds, the latest month first."""
    query = select(AuditMonth).order_by(AuditMonth.month.desc()).limit(limit)
    return session.scalars(query).all()


def drawn_months(session: Session) -> Sequence[AuditMonth]:
    """Return the rounds that were drawn and that nobody has been told of, the earliest first."""
    query = select(AuditMonth).where(AuditMonth.state == MonthState.DRAWN)
    return session.scalars(query.order_by(AuditMonth.month)).all()


def not_begun(session: Session, today: date) -> Sequence[AuditMonth]:
    """Return the rounds that are not over and of which nothing can be held yet, earliest first."""
    waits = or_(AuditMonth.state == MonthState.DRAWN, AuditMonth.opens_on > today)
    query = select(AuditMonth).where(waits, AuditMonth.due_on >= today)
    return session.scalars(query.order_by(AuditMonth.month)).all()


def of_month(session: Session, audit_month_id: int) -> Sequence[LiveAudit]:
    """Return a round's audits with their people, in the order of their references."""
    query = loaded().where(LiveAudit.audit_month_id == audit_month_id).order_by(LiveAudit.serial)
    return session.scalars(query).all()


def standing(session: Session, audit_month_id: int) -> Sequence[LiveAudit]:
    """Return a month's audits in whose place there is no other, in the order of their references.

    Each thing that was to be looked at is among them once.
    """
    mine = and_(LiveAudit.audit_month_id == audit_month_id, ~gave_way())
    return session.scalars(loaded().where(mine).order_by(LiveAudit.serial)).all()


def opened_on(session: Session, audit_month_id: int) -> Mapping[int, date]:
    """Return on which day each audit of a month was published, or last reopened, by its number."""
    opens = (AuditEventKind.PUBLISHED, AuditEventKind.REOPENED)
    query = (
        select(AuditEvent.audit_id, func.max(AuditEvent.at))
        .join(LiveAudit, LiveAudit.id == AuditEvent.audit_id)
        .where(LiveAudit.audit_month_id == audit_month_id, AuditEvent.kind.in_(opens))
        .group_by(AuditEvent.audit_id)
    )
    return {number: day_of(session, at) for number, at in session.execute(query)}


def more_time_asked(session: Session, audit_month_id: int) -> Mapping[int, date]:
    """Return since which day each audit of a month waits for an answer on more time."""
    kinds = (
        AuditEventKind.EXTENSION_ASKED,
        AuditEventKind.EXTENDED,
        AuditEventKind.EXTENSION_REFUSED,
    )
    query = (
        select(AuditEvent.audit_id, AuditEvent.kind, AuditEvent.at)
        .join(LiveAudit, LiveAudit.id == AuditEvent.audit_id)
        .where(LiveAudit.audit_month_id == audit_month_id, AuditEvent.kind.in_(kinds))
        .order_by(AuditEvent.id)
    )
    latest = {number: (kind, at) for number, kind, at in session.execute(query)}
    asked = AuditEventKind.EXTENSION_ASKED
    return {number: at for number, (kind, at) in latest.items() if kind == asked}


def nudged_since(session: Session, audit_month_id: int, since: datetime) -> frozenset[int]:
    """Return which audits of a month were nudged from an instant on."""
    query = (
        select(AuditEvent.audit_id)
        .join(LiveAudit, LiveAudit.id == AuditEvent.audit_id)
        .where(
            LiveAudit.audit_month_id == audit_month_id,
            AuditEvent.kind == AuditEventKind.NUDGED,
            AuditEvent.at >= since,
        )
    )
    return frozenset(session.scalars(query))


def open_of(session: Session, person: Person) -> Sequence[LiveAudit]:
    """Return the audits that somebody has still to hold, soonest first."""
    query = loaded().where(LiveAudit.state.in_(OPEN_STATES), _is_of_pair(person.id))
    return session.scalars(_soonest(query)).all()


def unheld_of(session: Session, audit: LiveAudit, *, anew: bool = False) -> Sequence[LiveAudit]:
    """Return the other audits that any of its people has still to hold, drawn ones among them.

    `anew`: as they stand now, whatever this unit of work knew of them.
    """
    theirs = or_(*(_is_of_pair(one.id) for one in audit.people))
    states = (AuditState.DRAWN, *OPEN_STATES)
    query = select(LiveAudit).where(theirs, LiveAudit.state.in_(states), LiveAudit.id != audit.id)
    options = {"populate_existing": anew}
    return session.scalars(query.order_by(LiveAudit.id), execution_options=options).all()


def waiting_for(session: Session, person: Person) -> Sequence[LiveAudit]:
    """Return the audits that wait for somebody, soonest first.

    They are to be booked or held by either of the pair, reflected on by the practitioner, or
    moderated by the moderator.
    """
    query = loaded().where(is_waiting_for(person.id))
    return session.scalars(_soonest(query)).all()


def is_waiting_for(person_id: int) -> ColumnElement[bool]:
    """Return the condition under which an audit waits for somebody."""
    held = LiveAudit.state == AuditState.HELD
    to_hold = and_(LiveAudit.state.in_(OPEN_STATES), _is_of_pair(person_id))
    to_reflect = and_(held, LiveAudit.reflected_at.is_(None), _is_of_practitioners(person_id))
    to_moderate = and_(
        held,
        LiveAudit.reflected_at.is_not(None),
        LiveAudit.needs_moderation,
        LiveAudit.moderator_id == person_id,
    )
    waits = or_(to_hold, to_reflect, to_moderate)
    return and_(waits, people.has_duties(person_id))


def without_case(session: Session) -> Sequence[LiveAudit]:
    """Return the audits that are still to be held and of which nobody knows the case."""
    return session.scalars(_soonest(loaded().where(lacks_case()))).all()


def lacks_case() -> ColumnElement[bool]:
    """Return the condition under which an audit is still to be held and has no case."""
    return and_(LiveAudit.state.in_(OPEN_STATES), LiveAudit.case_line.is_(None))


def past(session: Session, before: date) -> Sequence[LiveAudit]:
    """Return the audits that were held in the months before one, earliest first."""
    query = (
        select(LiveAudit)
        .join(LiveAudit.audit_month)
        .options(joinedload(LiveAudit.audit_month))
        .where(LiveAudit.state.in_(HELD_STATES), AuditMonth.month < before.replace(day=1))
        .order_by(AuditMonth.month, LiveAudit.serial)
    )
    return session.scalars(query).all()


def history(session: Session, audit: LiveAudit, limit: int | None = None) -> Sequence[AuditEvent]:
    """Return what happened to an audit with who did it, newest first."""
    query = (
        select(AuditEvent)
        .options(joinedload(AuditEvent.person))
        .where(AuditEvent.audit_id == audit.id, AuditEvent.kind.not_in(SHOWN_NOWHERE))
        .order_by(AuditEvent.id.desc())
        .limit(limit)
    )
    return session.scalars(query).all()


def counts(session: Session, audit_month_id: int) -> MonthCounts:
    """Count a round's audits by state, and those not held by reason."""
    mine = and_(LiveAudit.audit_month_id == audit_month_id, ~gave_way())
    states = select(LiveAudit.state, func.count()).where(mine).group_by(LiveAudit.state)
    reason = LiveAudit.not_held_reason
    missed = and_(mine, LiveAudit.state == AuditState.NOT_HELD)
    reasons = select(reason, func.count()).where(missed, ~LiveAudit.exempt).group_by(reason)
    exempt = select(func.count()).where(missed, LiveAudit.exempt)
    return MonthCounts(
        by_state=dict(session.execute(states).all()),
        not_held={why: number for why, number in session.execute(reasons) if why is not None},
        exempt=session.scalar(exempt) or 0,
    )


@cache  # an alias costs more than the question
def gave_way() -> ColumnElement[bool]:
    """Return the condition under which another pair has taken an audit's place.

    It was called off for that, or was not held and made up for: either way it counts once.
    """
    later = aliased(LiveAudit)
    made_up_for = select(later.replaces_id).where(later.replaces_id.is_not(None))
    return or_(LiveAudit.state == AuditState.REPLACED, LiveAudit.id.in_(made_up_for))


def _moderated(session: Session, code: str, asker: Person) -> LiveAudit:
    """Return the audit of that code, of those that somebody was asked to moderate."""
    for audit in session.scalars(_of_moderator(), {_ASKER: asker.id}, execution_options=ANEW):
        if audit.blind_reference == code:
            return audit
    raise RefusedError("audit.unknown", number=code)


@cache  # to build a statement costs more than to execute it
def _of_moderator() -> Select[LiveAudit]:
    theirs = loaded().where(LiveAudit.moderator_id == bindparam(_ASKER))
    return theirs.order_by(LiveAudit.id).with_for_update(of=LiveAudit)


def _is_of_pair(person_id: int) -> ColumnElement[bool]:
    return or_(LiveAudit.auditor_id == person_id, _is_of_practitioners(person_id))


def _is_of_practitioners(person_id: int) -> ColumnElement[bool]:
    second = LiveAudit.second_practitioner_id == person_id
    return or_(LiveAudit.practitioner_id == person_id, second)


def _soonest(query: Select[LiveAudit]) -> Select[LiveAudit]:
    day = func.coalesce(LiveAudit.booked_on, LiveAudit.proposed_on, LiveAudit.due_on)
    return query.order_by(day, LiveAudit.id)


@cache
def loaded() -> Select[LiveAudit]:
    """Return the question for audits with their months and people."""
    return select(LiveAudit).options(
        joinedload(LiveAudit.audit_month),
        joinedload(LiveAudit.auditor),
        joinedload(LiveAudit.practitioner),
        joinedload(LiveAudit.second_practitioner),
    )
