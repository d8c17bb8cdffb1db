"""Who may be drawn: the chosen auditors, the practitioners, and who is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from db.audits.permissions import Permission, require, require_away
from db.errors import RefusedError
from db.models import Absence, AuditorSeat, Person

MOST_AUDITS: Final = 10
A_DAY: Final = timedelta(days=1)
LONGEST_ABSENCE: Final = timedelta(days=731)


def auditors(session: Session, day: date) -> Sequence[AuditorSeat]:
    """Return the seats on the list of auditors on a day, with their people, by person."""
    query = (
        select(AuditorSeat)
        .options(joinedload(AuditorSeat.person).joinedload(Person.team))
        .where(_seated(day))
        .order_by(AuditorSeat.person_id)
    )
    return [row for row in session.scalars(query) if row.person.works_here(day)]


def practitioners(session: Session, day: date) -> Sequence[Person]:
    """Return the people of a team who manage nobody and are not auditors on a day, by id."""
    report = aliased(Person)
    still_here = or_(report.ends_on.is_(None), report.ends_on >= day)
    manages = exists().where(report.manager_id == Person.id, still_here)
    audits = exists().where(AuditorSeat.person_id == Person.id, _seated(day))
    query = (
        select(Person)
        .options(joinedload(Person.team))
        .where(Person.team_id.is_not(None), ~manages, ~audits)
        .order_by(Person.id)
    )
    return [person for person in session.scalars(query) if person.works_here(day)]


def seat(
    session: Session,
    person: Person,
    by: Person | None,
    at: datetime,
    quota: int | None = None,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> AuditorSeat:
    """Put somebody on the list of auditors, or change their place on it from its first day on.

    No quota is what the rules say; both dates are included, and none is open. `by` is None where
    no person does it. Raises RefusedError.
    """
    if by is not None:
        require(by, Permission.AUDITORS)
    if not person.works_here(starts_on or at.date()):
        raise RefusedError(f"{_start(person.called)} does not work here then.", about="person")
    if quota is not None and not 0 <= quota <= MOST_AUDITS:
        raise RefusedError(f"A quota is a number from 0 to {MOST_AUDITS}, such as 2.", "quota")
    if starts_on and ends_on and ends_on < starts_on:
        raise RefusedError("A place on the list ends on or after the day it starts.", about="ends")
    over, standing = _places(session, person, at.date())
    for place in standing:
        _end(session, place, starts_on)
    if over:
        day_after = max(place.ends_on for place in over if place.ends_on) + A_DAY
        starts_on = max(starts_on or day_after, day_after)
    row = AuditorSeat(person=person, quota=quota, starts_on=starts_on, ends_on=ends_on)
    session.add(row)
    session.flush()
    return row


def unseat(session: Session, person: Person, by: Person, at: datetime) -> None:
    """Take somebody off the list of auditors from that day on; what they have stays theirs.

    Their place until the day before stays on record; one that had not yet begun never was.
    """
    require(by, Permission.AUDITORS)
    _, standing = _places(session, person, at.date())
    if not standing:
        raise RefusedError(
            f"{_start(person.called)} is not on the list of auditors; `/audit auditors` shows it."
        )
    for place in standing:
        _end(session, place, at.date())
    session.flush()


def record_absence(
    session: Session,
    person: Person,
    first: date,
    last: date,
    *,
    can_finish: bool,
    by: Person,
    at: datetime,
) -> Absence:
    """Write down when somebody is away, both days included; the same days again change the rest.

    `can_finish`: they take nothing new but keep what they have. Raises RefusedError.
    """
    require_away(by, person)
    _refuse_odd_days(first, last, at.date())
    same = (Absence.person_id == person.id, Absence.first_on == first, Absence.last_on == last)
    row = session.scalar(select(Absence).where(*same))
    if row is None:
        row = Absence(person=person, first_on=first, last_on=last)
        session.add(row)
    row.can_finish, row.recorded_by_id, row.recorded_at = can_finish, by.id, at
    session.flush()
    session.expire(person, ["absences"])
    return row


@dataclass(frozen=True)
class Ended:
    """The days of an absence that was ended or forgotten, as they were."""

    first_on: date
    last_on: date


def end_absence(session: Session, person: Person, by: Person, today: date) -> Ended:
    """End the absence that somebody is in, the day before today; else forget the next to come.

    Raises RefusedError where they are neither away nor going to be.
    """
    require_away(by, person)
    query = select(Absence).where(Absence.person_id == person.id, Absence.last_on >= today)
    to_come = session.scalars(query.order_by(Absence.first_on, Absence.id)).all()
    if not to_come:
        raise RefusedError(f"{_start(person.called)} is not away, as far as I know.")
    now = [absence for absence in to_come if absence.first_on <= today]
    ended = Ended(to_come[0].first_on, max(one.last_on for one in now or to_come[:1]))
    for absence in now or to_come[:1]:
        if absence.first_on < today:
            absence.last_on = today - A_DAY
        else:
            session.delete(absence)
    session.flush()
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


def _refuse_odd_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise RefusedError(
            "The last day comes before the first; write from 4 Jan to 15 Jan.",
            about="last",
        )
    if last < today:
        raise RefusedError("Those days have passed; give days still to come.", about="last")
    if last - first > LONGEST_ABSENCE:
        raise RefusedError("That is more than two years; give a nearer last day.", about="last")


def _seated(day: date) -> ColumnElement[bool]:
    starts, ends = AuditorSeat.starts_on, AuditorSeat.ends_on
    return and_(or_(starts.is_(None), starts <= day), or_(ends.is_(None), ends >= day))


def _places(
    session: Session, person: Person, today: date
) -> tuple[list[AuditorSeat], list[AuditorSeat]]:
    """Return somebody's places that are over, and those that stand or are still to come."""
    query = select(AuditorSeat).where(AuditorSeat.person_id == person.id).order_by(AuditorSeat.id)
    rows = session.scalars(query.with_for_update()).all()
    over = [row for row in rows if row.ends_on is not None and row.ends_on < today]
    return over, [row for row in rows if row not in over]


def _end(session: Session, place: AuditorSeat, day: date | None) -> None:
    """Let a place end before a day; one that had not begun by then leaves no trace."""
    if day is None or (place.starts_on is not None and place.starts_on >= day):
        session.delete(place)
    else:
        place.ends_on = day - A_DAY


def _start(words: str) -> str:
    return words[0].upper() + words[1:]
