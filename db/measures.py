"""Questions asked of the measures, and the facts that the computed ones are counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.errors import RefusedError
from db.models import (
    Action,
    AuditMonth,
    AuditState,
    Event,
    LiveAudit,
    Measure,
    Person,
    Status,
    Team,
)
from db.models.audit import HELD_STATES, OFF_STATES

A_DAY = timedelta(days=1)
NOT_EXPECTED = (AuditState.REPLACED, AuditState.DRAWN)


@dataclass(frozen=True)
class AuditRow:
    """What of a live audit is measured; its due day is its month's, whatever time it was given."""

    due_on: date
    held_at: datetime | None
    grade: str | None
    team: str
    practitioner: int
    themes: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True)
class ActionRow:
    """What of an action is measured: its dates, and its statuses with the time of each."""

    created_at: datetime
    status: str
    original_due_on: date | None
    due_on: date | None
    theme: str
    team: str
    statuses: Sequence[tuple[datetime, str]]


def add(session: Session, measure: Measure, by: Person, at: datetime) -> Measure:
    """Write a new measure down; refuse one that is there already."""
    same = select(Measure).where(
        func.lower(Measure.name) == measure.name.strip().lower(),
        Measure.theme == measure.theme,
        Measure.team_id.is_(None)
        if measure.team_id is None
        else Measure.team_id == measure.team_id,
    )
    there = session.scalar(same)
    if there is not None:
        raise RefusedError("measure.there_already", number=there.id)
    measure.name, measure.made_by_id, measure.made_at = measure.name.strip(), by.id, at
    measure.started(by, at)
    session.add(measure)
    session.flush()
    return measure


def find(session: Session, number: int) -> Measure:
    """Return a measure with its readings, locked for a change, or refuse in words."""
    query = _loaded().where(Measure.id == number).with_for_update(of=Measure)
    found = session.scalar(query)
    if found is None:
        raise RefusedError("measure.unknown", number=number)
    return found


def computed(session: Session, key: str) -> Measure | None:
    """Return the row of a measure that the bot counts itself; None before it has a target."""
    query = _loaded().where(Measure.computed == key, Measure.ended_at.is_(None))
    return session.scalar(query.with_for_update(of=Measure))


def kept(session: Session) -> Sequence[Measure]:
    """Return the measures that have not ended, with their readings and teams, by number."""
    query = _loaded().where(Measure.ended_at.is_(None)).order_by(Measure.id)
    return session.scalars(query).all()


def team_named(session: Session, name: str) -> Team:
    """Return a team by its name, or refuse in words."""
    found = session.scalar(select(Team).where(func.lower(Team.name) == name.strip().lower()))
    if found is None:
        known = session.scalars(select(Team.name).order_by(Team.name)).all()
        raise RefusedError("measure.no_such_team", known=", ".join(known) or "none")
    return found


def audit_rows(session: Session, since: date) -> list[AuditRow]:
    """Return the live audits that were expected, due or held after a day, earliest first."""
    begins = datetime.combine(since, time(), UTC)
    query = (
        select(LiveAudit)
        .join(LiveAudit.audit_month)
        .options(
            joinedload(LiveAudit.audit_month),
            joinedload(LiveAudit.practitioner).joinedload(Person.team),
        )
        .where(
            LiveAudit.state.not_in(NOT_EXPECTED),
            ~LiveAudit.exempt,
            (AuditMonth.due_on > since) | (LiveAudit.held_at >= begins),
        )
        .order_by(AuditMonth.due_on, LiveAudit.id)
    )
    return [_audit(audit) for audit in session.scalars(query)]


def _audit(audit: LiveAudit) -> AuditRow:
    team = audit.practitioner.team
    held = audit.held_at if audit.state in HELD_STATES else None
    grade = audit.moderated_grade or audit.grade
    return AuditRow(
        audit.audit_month.due_on,
        held,
        grade,
        team.name if team else "",
        audit.practitioner_id,
        tuple(audit.themes),
        audit.not_held_reason if audit.state == AuditState.NOT_HELD else None,
    )


def action_rows(session: Session) -> list[ActionRow]:
    """Return every action with the statuses it has had, by number."""
    query = (
        select(Action).options(joinedload(Action.owner).joinedload(Person.team)).order_by(Action.id)
    )
    statuses = _statuses(session)
    return [_action(action, statuses.get(action.id, ())) for action in session.scalars(query)]


def _action(action: Action, statuses: Sequence[tuple[datetime, str]]) -> ActionRow:
    team = action.owner.team if action.owner else None
    return ActionRow(
        action.created_at,
        action.status,
        action.original_due_on,
        action.due_on,
        action.theme,
        team.name if team else "",
        statuses,
    )


def _statuses(session: Session) -> Mapping[int, list[tuple[datetime, str]]]:
    found: dict[int, list[tuple[datetime, str]]] = {}
    query = select(Event.action_id, Event.at, Event.changes).order_by(Event.id)
    for number, at, changes in session.execute(query):
        if "status" in changes:
            found.setdefault(number, []).append(
                (at, str(changes["status"][1] or Status.NOT_STARTED))
            )
    return found


def _loaded() -> Select[Measure]:
    return select(Measure).options(selectinload(Measure.readings), joinedload(Measure.team))


def booked_days(session: Session, first: date, last: date) -> Mapping[date, int]:
    """Return how many live audits are booked for each day between two, both included."""
    query = (
        select(LiveAudit.booked_on, func.count())
        .where(LiveAudit.booked_on.between(first, last), LiveAudit.state.not_in(OFF_STATES))
        .group_by(LiveAudit.booked_on)
    )
    return {day: number for day, number in session.execute(query) if day is not None}
