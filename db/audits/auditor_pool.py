"""Who may be drawn: the chosen auditors, the practitioners, and who is away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from db.anew import ANEW
from db.chain.standing import what_was_written
from db.context import ChangeContext, WorkContext
from db.council_events import differences, record
from db.errors import RefusedError
from db.history import Changes
from db.models import Absence, AuditorPlace, CouncilEventKind, Person
from db.models.people import A_DAY
from db.people.memberships import Member, Roster
from db.permissions import Permission, require, require_can_have_duty

MOST_AUDITS: Final = 10
LONGEST_ABSENCE: Final = timedelta(days=731)


def auditors(session: Session, day: date) -> Sequence[AuditorPlace]:
    """Return the places in the pool of auditors on a day, with their people, by person."""
    query = (
        select(AuditorPlace)
        .options(joinedload(AuditorPlace.person).joinedload(Person.team))
        .join(AuditorPlace.person)
        .where(_in_pool(day), Person.has_duties)
        .order_by(AuditorPlace.person_id)
    )
    return [row for row in session.scalars(query) if row.person.works_here(day)]


def practitioners(session: Session, day: date) -> Sequence[Person]:
    """Return the people of a team who manage nobody and are not auditors on a day, by id."""
    query = select(Person).options(joinedload(Person.team)).where(is_practitioner(day))
    return session.scalars(query.order_by(Person.id)).all()


@lru_cache  # an alias costs more than the question
def is_practitioner(day: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition under which a person is a practitioner on a day, or on one left open."""
    report = aliased(Person)
    manages = exists().where(report.manager_id == Person.id, _still_here(report, day))
    audits = exists().where(AuditorPlace.person_id == Person.id, _in_pool(day))
    has_begun = or_(Person.starts_on.is_(None), Person.starts_on <= day)
    is_here = and_(Person.has_duties, has_begun, _still_here(Person, day))
    return and_(Person.team_id.is_not(None), is_here, ~manages, ~audits)


def _still_here(person: type[Person], day: date) -> ColumnElement[bool]:
    in_service = or_(person.ends_on.is_(None), person.ends_on >= day)
    return and_(in_service, or_(~person.left_slack, person.left_slack_on > day))


def practitioners_then(session: Session, roster: Roster, day: date) -> Sequence[Member]:
    """Return who was a practitioner at the end of a past day, by the roster of that day, by id."""
    here = [one for one in roster.values() if one.works_here]
    managers = {one.manager_id for one in here}
    listed = set(session.scalars(select(AuditorPlace.person_id).where(_in_pool(day))))
    return sorted(
        (one for one in here if one.team_id is not None and one.person_id not in managers | listed),
        key=lambda one: one.person_id,
    )


@dataclass(frozen=True)
class Days:
    """Some days, the first and the last included."""

    first: date
    last: date


def add_auditor(
    ctx: WorkContext,
    person: Person,
    quota: int | None = None,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> AuditorPlace:
    """Put somebody into the pool of auditors, or change their place in it from its first day on.

    No quota is what the rules say; both dates are included, and none is open. Raises RefusedError.
    """
    if ctx.person is not None:
        require(ctx.person, Permission.AUDITORS)
        require_can_have_duty(person, starts_on or ctx.today, "person")
    if not person.works_here(starts_on or ctx.today):
        raise RefusedError("audit.does_not_work_then", "person", person=person.called)
    if quota is not None and not 0 <= quota <= MOST_AUDITS:
        raise RefusedError("audit.quota_outside", "quota", most=MOST_AUDITS)
    if starts_on and ends_on and ends_on < starts_on:
        raise RefusedError("audit.place_ends_first", about="ends")
    over, standing = _places(ctx.session, person, ctx.today)
    for place in standing:
        _end(ctx.session, place, starts_on)
    if over:
        day_after = max(place.ends_on for place in over if place.ends_on) + A_DAY
        starts_on = max(starts_on or day_after, day_after)
    row = AuditorPlace(person=person, quota=quota, starts_on=starts_on, ends_on=ends_on)
    ctx.session.add(row)
    ctx.session.flush()
    said = differences({}, {"quota": quota, "starts_on": starts_on, "ends_on": ends_on})
    told = said | what_was_written(*standing, row)
    record(ctx, CouncilEventKind.AUDITOR, told, about=person)
    return row


def remove_auditor(ctx: ChangeContext, person: Person) -> None:
    """Take somebody out of the pool of auditors from that day on; what they have stays theirs.

    Their place until the day before stays on record; one that had not yet begun never was.
    """
    require(ctx.person, Permission.AUDITORS)
    _, standing = _places(ctx.session, person, ctx.today)
    if not standing:
        raise RefusedError("audit.not_an_auditor", person=person.called)
    for place in standing:
        _end(ctx.session, place, ctx.today)
    ctx.session.flush()
    record(ctx, CouncilEventKind.NO_AUDITOR, what_was_written(*standing), about=person)


def record_absence(ctx: ChangeContext, person: Person, days: Days, *, can_finish: bool) -> Absence:
    """Write down when somebody is away; the same days again change the rest.

    `can_finish`: they take nothing new but keep what they have. Raises RefusedError.
    """
    require(ctx.person, Permission.AWAY, person)
    _refuse_odd_days(days, ctx.today)
    session, theirs = ctx.session, Absence.person_id == person.id
    same = (theirs, Absence.first_on == days.first, Absence.last_on == days.last)
    row = session.scalar(select(Absence).where(*same).with_for_update(), execution_options=ANEW)
    if row is None:
        row = Absence(person=person, first_on=days.first, last_on=days.last)
        session.add(row)
    row.can_finish, row.recorded_by_id, row.recorded_at = can_finish, ctx.person.id, ctx.now
    session.flush()
    record(ctx, CouncilEventKind.AWAY, _days(days) | what_was_written(row), about=person)
    session.expire(person, ["absences"])
    return row


def end_absence(ctx: ChangeContext, person: Person) -> Days:
    """End the absence that somebody is in, the day before today; else forget the next to come.

    Returns its days as they were. Raises RefusedError where they are neither away nor going to be.
    """
    require(ctx.person, Permission.AWAY, person)
    session, today = ctx.session, ctx.today
    query = select(Absence).where(Absence.person_id == person.id, Absence.last_on >= today)
    by_day = query.order_by(Absence.first_on, Absence.id).with_for_update()
    to_come = session.scalars(by_day, execution_options=ANEW).all()
    if not to_come:
        raise RefusedError("audit.not_away", person=person.called)
    now = [absence for absence in to_come if absence.first_on <= today]
    over = now or to_come[:1]
    ended = Days(to_come[0].first_on, max(one.last_on for one in over))
    for absence in over:
        if absence.first_on < today:
            absence.last_on = today - A_DAY
        else:
            session.delete(absence)
    session.flush()
    record(ctx, CouncilEventKind.BACK, _days(ended) | what_was_written(*over), about=person)
    session.expire(person, ["absences"])
    return ended


def absences(session: Session, first: date, last: date) -> Sequence[Absence]:
    """Return the absences that touch the days from `first` to `last`, with whose they are."""
    query = (
        select(Absence)
        .options(joinedload(Absence.person))
        .where(Absence.first_on <= last, Absence.last_on >= first)
        .order_by(Absence.person_id, Absence.first_on, Absence.id)
    )
    return session.scalars(query).all()


def _refuse_odd_days(days: Days, today: date) -> None:
    if days.last < days.first:
        raise RefusedError("audit.absence_ends_first", about="last")
    if days.last < today:
        raise RefusedError("audit.absence_is_over", about="last")
    if days.last - days.first > LONGEST_ABSENCE:
        raise RefusedError("audit.absence_too_long", about="last")


def _days(days: Days) -> Changes:
    return differences({}, {"first_on": days.first, "last_on": days.last})


def _in_pool(day: date) -> ColumnElement[bool]:
    starts, ends = AuditorPlace.starts_on, AuditorPlace.ends_on
    return and_(or_(starts.is_(None), starts <= day), or_(ends.is_(None), ends >= day))


def _places(
    session: Session, person: Person, today: date
) -> tuple[list[AuditorPlace], list[AuditorPlace]]:
    """Return somebody's places that are over, and those that stand or are still to come."""
    query = (
        select(AuditorPlace).where(AuditorPlace.person_id == person.id).order_by(AuditorPlace.id)
    )
    rows = session.scalars(query.with_for_update(), execution_options=ANEW).all()
    over = [row for row in rows if row.ends_on is not None and row.ends_on < today]
    return over, [row for row in rows if row not in over]


def _end(session: Session, place: AuditorPlace, day: date | None) -> None:
    """Let a place end before a day; one that had not begun by then leaves no trace."""
    if day is None or (place.starts_on is not None and place.starts_on >= day):
        session.delete(place)
    else:
        place.ends_on = day - A_DAY


def teams_of(session: Session) -> Mapping[int, int | None]:
    """Return the team that everybody belongs to, by person."""
    rows = session.execute(select(Person.id, Person.team_id))
    return {person: team for person, team in rows}  # noqa: C416  (mypy knows no row for a pair)
