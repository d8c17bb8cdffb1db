"""Keeps the measures, and asks for the facts that the computed ones are counted from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db import privacy
from db.audits.queries import gave_way
from db.context import ChangeContext
from db.days import day_in, day_of, start_of
from db.errors import RefusedError
from db.history import Changes, put, told
from db.models import (
    Action,
    AuditMonth,
    AuditState,
    Event,
    LiveAudit,
    Measure,
    MeasureEvent,
    Person,
    Reading,
    Register,
    Status,
    Team,
)
from db.models.audit import HELD_STATES, OFF_STATES
from db.models.event_kinds import MeasureEventKind
from db.models.measure import NAME_LENGTH
from db.permissions import Permission, require

MOST = 1_000_000


@dataclass(frozen=True)
class MeasuredAudit:
    """What of a live audit is measured; its due day is its month's, whatever time it was given."""

    due_on: date
    held_on: date | None
    grade: str | None
    team: str
    team_id: int | None
    practitioner: int
    themes: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True)
class MeasuredAction:
    """What of an action is measured: its dates, and its statuses with the day of each."""

    created_on: date
    status: str
    original_due_on: date | None
    due_on: date | None
    theme: str
    team: str
    owner_id: int | None
    statuses: Sequence[tuple[date, str]]


def add(ctx: ChangeContext, measure: Measure) -> Measure:
    """Write a new measure down; refuse one that is there already, or what is no measure."""
    require(ctx.person, Permission.ADD_MEASURE)
    there = ctx.session.scalar(_same(measure))
    if there is not None:
        raise RefusedError("measure.there_already", number=there.id)
    privacy.guard(ctx, measure.name)
    measure.name = measure.name.strip()
    if not 0 < len(measure.name) <= NAME_LENGTH:
        raise RefusedError("measure.name_too_long", "name", most=NAME_LENGTH)
    _refuse_odd_target(measure, measure.target, measure.target_out_of)
    measure.made_by_id, measure.made_at = ctx.person.id, ctx.now
    fields = ("name", "theme", "team_id", "target", "target_out_of", "more_is_better")
    changes = {name: [None, told(getattr(measure, name))] for name in fields}
    _record(ctx, measure, MeasureEventKind.ADDED, changes)
    ctx.session.add(measure)
    ctx.session.flush()
    return measure


def _same(measure: Measure) -> Select[Measure]:
    team = Measure.team_id
    return select(Measure).where(
        func.lower(Measure.name) == measure.name.strip().lower(),
        Measure.theme == measure.theme,
        team.is_(None) if measure.team_id is None else team == measure.team_id,
    )


def set_target(ctx: ChangeContext, measure: Measure, target: float, out_of: float | None) -> None:
    """Give a measure a target, or another one."""
    require(ctx.person, Permission.SET_TARGET)
    _refuse_if_ended(measure)
    _refuse_odd_target(measure, target, out_of)
    changes = put(measure, {"target": target, "target_out_of": out_of})
    _record(ctx, measure, MeasureEventKind.TARGET, changes)


def record_reading(
    ctx: ChangeContext, measure: Measure, day: date, number: float, out_of: float | None
) -> Reading:
    """Write down what a measure stood at on a day; the same day again corrects it."""
    require(ctx.person, Permission.ADD_READING)
    _refuse_if_ended(measure)
    _refuse_reading(measure, day, out_of, ctx.today)
    _refuse_odd(number, out_of)
    found = next((one for one in measure.readings if one.read_on == day), None)
    before = [found.number, found.out_of] if found else None
    if found is None:
        found = Reading(read_on=day, number=number, note="", recorded_at=ctx.now)
        measure.readings.append(found)
    found.number, found.out_of = number, out_of
    found.recorded_by_id, found.recorded_at = ctx.person.id, ctx.now
    changes: Changes = {day.isoformat(): [before, [number, out_of]]}
    _record(ctx, measure, MeasureEventKind.READING, changes)
    return found


def end(ctx: ChangeContext, measure: Measure) -> None:
    """Measure it no longer; what was read is kept."""
    require(ctx.person, Permission.END_MEASURE)
    _refuse_if_ended(measure)
    _record(ctx, measure, MeasureEventKind.ENDED, put(measure, {"ended_at": ctx.now}))


def _record(ctx: ChangeContext, measure: Measure, kind: MeasureEventKind, changes: Changes) -> None:
    event = MeasureEvent(person_id=ctx.person.id, at=ctx.now, kind=kind, changes=changes)
    measure.events.append(event)


def _refuse_reading(measure: Measure, day: date, out_of: float | None, today: date) -> None:
    if measure.computed:
        raise RefusedError("measure.is_computed", name=measure.name)
    if day > today:
        raise RefusedError("measure.day_to_come", day=day)
    if measure.target is not None and (out_of is None) != (measure.target_out_of is None):
        raise RefusedError("measure.unlike_its_target", target=_target_words(measure))


def _target_words(measure: Measure) -> str:
    of = f" of {measure.target_out_of:g}" if measure.target_out_of else ""
    return f"{measure.target:g}{of}"


def _refuse_if_ended(measure: Measure) -> None:
    if measure.ended_at is not None:
        raise RefusedError(
            "measure.has_ended", name=measure.name, day=day_in(measure, measure.ended_at)
        )


def _refuse_odd_target(measure: Measure, target: float | None, out_of: float | None) -> None:
    _refuse_odd(target, out_of)
    if measure.computed and out_of is None:
        raise RefusedError("measure.target_of_nothing")


def _refuse_odd(number: float | None, out_of: float | None) -> None:
    if number is None:
        return
    if not 0 <= number <= MOST or (out_of is not None and not 0 < out_of <= MOST):
        raise RefusedError("measure.no_figure", "number")
    if out_of is not None and number > out_of:
        raise RefusedError("measure.more_than_all", "number", number=number, out_of=out_of)


def find(session: Session, number: int) -> Measure:
    """Return a measure with its readings, locked for a change, or refuse."""
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


def audit_rows(session: Session, since: date) -> list[MeasuredAudit]:
    """Return the live audits that were expected, due or held after a day, earliest first."""
    begins = start_of(session, since)
    query = (
        select(LiveAudit)
        .join(LiveAudit.audit_month)
        .options(joinedload(LiveAudit.audit_month), joinedload(LiveAudit.team))
        .where(
            ~gave_way(),
            ~LiveAudit.exempt,
            (AuditMonth.due_on > since) | (LiveAudit.held_at >= begins),
        )
        .order_by(AuditMonth.due_on, LiveAudit.id)
    )
    return [_audit(audit) for audit in session.scalars(query)]


def _audit(audit: LiveAudit) -> MeasuredAudit:
    team = audit.team
    held = day_in(audit, audit.held_at) if audit.state in HELD_STATES else None
    grade = audit.moderated_grade or audit.grade
    return MeasuredAudit(
        audit.audit_month.due_on,
        held,
        grade,
        team.name if team else "",
        audit.team_id,
        audit.practitioner_id,
        tuple(audit.themes),
        audit.not_held_reason if audit.state == AuditState.NOT_HELD else None,
    )


def action_rows(session: Session) -> list[MeasuredAction]:
    """Return every action of the plan with the statuses it has had, by number."""
    query = select(Action).options(joinedload(Action.owner).joinedload(Person.team))
    query = query.where(Action.register == Register.PLAN).order_by(Action.id)
    statuses = _statuses(session)
    return [_action(action, statuses.get(action.id, ())) for action in session.scalars(query)]


def _action(action: Action, statuses: Sequence[tuple[date, str]]) -> MeasuredAction:
    team = action.owner.team if action.owner else None
    return MeasuredAction(
        day_in(action, action.created_at),
        action.status,
        action.original_due_on,
        action.due_on,
        action.theme,
        team.name if team else "",
        action.owner_id,
        statuses,
    )


def _statuses(session: Session) -> Mapping[int, list[tuple[date, str]]]:
    found: dict[int, list[tuple[date, str]]] = {}
    query = select(Event.action_id, Event.at, Event.changes).order_by(Event.id)
    # Most events change no status, and to read what they change takes most of the time.
    query = query.where(cast(Event.changes, Text).contains('"status"'))
    for number, at, changes in session.execute(query):
        if "status" in changes:
            found.setdefault(number, []).append(
                (day_of(session, at), str(changes["status"][1] or Status.NOT_STARTED))
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
