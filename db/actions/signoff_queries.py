"""Which actions wait for a sign-off, for their day to come, or for word of what came of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from db.models import Action, Event, Person, Status
from db.models.action import OPEN_STATUSES
from db.models.event_kinds import EventKind

WAITS = and_(Action.status == Status.DONE, Action.needs_sign_off)


@dataclass(frozen=True)
class Waiting:
    """A sign-off that somebody waits for: who was asked, if anybody can be, and since when."""

    action_id: int
    asked_id: int | None
    since: date


def waiting(session: Session) -> list[Waiting]:
    """Return the sign-offs waited for, those that have waited longest first."""
    columns = (Action.id, Action.sign_off_asked_id, Action.sign_off_asked_on, Action.done_at)
    rows = session.execute(select(*columns).where(WAITS).order_by(Action.done_at, Action.id))
    found = [(number, asked, on or (at.date() if at else None)) for number, asked, on, at in rows]
    return [Waiting(number, asked, since) for number, asked, since in found if since is not None]


def unasked(session: Session, done_before: datetime) -> Sequence[Action]:
    """Return what was done before then and waits for a sign-off, each with its owner, by id."""
    done = or_(Action.done_at <= done_before, Action.done_at.is_(None))
    query = select(Action).options(joinedload(Action.owner)).where(WAITS, done)
    return session.scalars(query.order_by(Action.id)).all()


def asked_of(session: Session, person: Person) -> Sequence[Action]:
    """Return what waits for this person's sign-off, longest first.

    Where nobody can be asked it waits for the leads and administrators, to choose somebody.
    """
    query = select(Action).options(joinedload(Action.owner)).where(is_asked_of(person))
    return session.scalars(query.order_by(Action.done_at, Action.id)).all()


def is_asked_of(person: Person) -> ColumnElement[bool]:
    """Return the condition under which an action waits for this person's sign-off."""
    mine = Action.sign_off_asked_id == person.id
    if person.is_lead or person.is_admin:
        mine = or_(mine, Action.sign_off_asked_id.is_(None))
    return and_(WAITS, mine)


def load(session: Session) -> Mapping[int, int]:
    """Count the sign-offs that wait for each person asked."""
    return Counter(person for person in session.scalars(_asked()) if person is not None)


@cache  # to build a statement costs more than to execute it
def _asked() -> Select[int | None]:
    return select(Action.sign_off_asked_id).where(WAITS, Action.sign_off_asked_id.is_not(None))


def asleep(session: Session, latest: date) -> Sequence[Action]:
    """Return what is deferred until `latest` or an earlier day, each with its owner, by id."""
    due = (Action.status == Status.DEFERRED, Action.deferred_until <= latest)
    query = select(Action).options(joinedload(Action.owner)).where(*due)
    return session.scalars(query.order_by(Action.id)).all()


def to_judge(session: Session, today: date) -> Sequence[Action]:
    """Return what was signed off and whose day to be asked about has come, with its owner."""
    due = (Action.status == Status.SIGNED_OFF, Action.outcome_check_on <= today)
    query = select(Action).options(joinedload(Action.owner)).where(*due)
    return session.scalars(query.order_by(Action.id)).all()


def locked(session: Session, number: int) -> Action:
    """Return an action as it stands now, locked for a change."""
    query = select(Action).where(Action.id == number).with_for_update(of=Action)
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def status_before(session: Session, action: Action) -> str:
    """Return how far an action had come when it was put aside."""
    query = (
        select(Event)
        .where(
            Event.action_id == action.id, Event.kind.in_((EventKind.DEFERRED, EventKind.DROPPED))
        )
        .order_by(Event.id.desc())
    )
    before = (event.changes.get("status", [None])[0] for event in session.scalars(query))
    return next((was for was in before if was in OPEN_STATUSES), Status.NOT_STARTED)
