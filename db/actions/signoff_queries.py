"""Which actions wait for a sign-off, for their day to come, or for word of what came of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased, joinedload

from db.anew import ANEW
from db.days import day_of
from db.models import Action, Event, Person, Status
from db.models.action import OPEN_STATUSES
from db.models.event_kinds import EventKind
from db.models.people import A_DAY
from db.people import queries as people

WAITS = and_(Action.status == Status.DONE, Action.needs_sign_off)
AT_ONCE: Final = 200


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
    found = [
        (number, asked, on or (day_of(session, at) if at else None))
        for number, asked, on, at in rows
    ]
    return [Waiting(number, asked, since) for number, asked, since in found if since is not None]


def maybe_to_ask(session: Session, done_before: datetime) -> Iterator[Action]:
    """Yield what was done before then and for whose sign-off somebody may have to be asked, by id.

    That is what nobody was asked of, or may no longer be whoever was: all of it and little besides,
    however much waits.
    """
    asked, owner = aliased(Person), aliased(Person)
    done = or_(Action.done_at <= done_before, Action.done_at.is_(None))
    of = select(Action).outerjoin(asked, asked.id == Action.sign_off_asked_id)
    query = of.outerjoin(owner, owner.id == Action.owner_id).where(WAITS, done)
    changed = or_(asked.id.is_(None), *_may_not_sign(asked, owner, day_of(session, done_before)))
    some, last = query.where(changed).order_by(Action.id).limit(AT_ONCE), 0
    while found := session.scalars(some.where(Action.id > last)).all():
        yield from found
        last = found[-1].id


def _may_not_sign(
    asked: type[Person], owner: type[Person], day: date
) -> Iterator[ColumnElement[bool]]:
    """Yield what may keep somebody from a sign-off; whether it does, the permission table says."""
    yield or_(asked.slack_id.is_(None), asked.left_slack, ~asked.has_duties)
    yield or_(asked.starts_on > day - A_DAY, asked.ends_on < day + A_DAY)
    is_named = Action.signer_id.is_not_distinct_from(asked.id)
    answers_for_some = and_(Action.owner_id.is_not(None), asked.is_manager)
    yield ~or_(asked.is_lead, asked.is_admin, is_named, answers_for_some)
    yield Action.signer_id != asked.id
    for part in (Action.done_by_id, Action.deputy_id, owner.deputy_id, owner.id):
        yield asked.id == part
    lines = select(people.lines().c.person_id, people.lines().c.above_id)
    yield tuple_(owner.id, asked.id).in_(lines)
    yield tuple_(asked.id, owner.id).in_(lines)


def asked_of(session: Session, person: Person) -> Sequence[Action]:
    """Return what waits for this person's sign-off, longest first.

    Where nobody can be asked it waits for the leads and administrators, to choose somebody.
    """
    is_theirs = is_asked_of(person.id, is_senior=person.is_lead or person.is_admin)
    query = select(Action).options(joinedload(Action.owner)).where(is_theirs)
    return session.scalars(query.order_by(Action.done_at, Action.id)).all()


def is_asked_of(person_id: int, *, is_senior: bool) -> ColumnElement[bool]:
    """Return the condition under which an action waits for this person's sign-off."""
    mine = Action.sign_off_asked_id == person_id
    if is_senior:
        mine = or_(mine, Action.sign_off_asked_id.is_(None))
    return and_(WAITS, mine, people.has_duties(person_id))


def load(session: Session) -> Counter[int]:
    """Count the sign-offs that wait for each person asked."""
    return Counter({person: n for person, n in session.execute(_asked()) if person is not None})


@cache  # to build a statement costs more than to execute it
def _asked() -> Select[int | None, int]:
    asked = Action.sign_off_asked_id
    return select(asked, func.count()).where(WAITS, asked.is_not(None)).group_by(asked)


def asleep(session: Session, latest: date) -> Sequence[Action]:
    """Return what is deferred until `latest` or an earlier day, each with its owner, by id."""
    due = (Action.status == Status.DEFERRED, Action.deferred_until <= latest)
    query = select(Action).options(joinedload(Action.owner)).where(*due)
    return session.scalars(query.order_by(Action.id)).all()


def to_judge(session: Session, today: date) -> list[tuple[int, datetime | None, date]]:
    """Return the number of what is to be judged by now, when it was signed off, and its day."""
    due = (Action.status == Status.SIGNED_OFF, Action.outcome_check_on <= today)
    columns = (Action.id, Action.signed_off_at, Action.outcome_check_on)
    rows = session.execute(select(*columns).where(*due).order_by(Action.id))
    return [(number, signed, day) for number, signed, day in rows if day is not None]


def locked(session: Session, number: int) -> Action:
    """Return an action as it stands now, locked for a change."""
    query = select(Action).where(Action.id == number).with_for_update(of=Action)
    return session.scalars(query, execution_options=ANEW).one()


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
