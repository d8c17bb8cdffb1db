"""Questions asked of the order of actions: what waits for what, phases, twins and what returns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import Select, bindparam, func, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, joinedload

from db.actions.ordering import come_round
from db.actions.queries import is_waited_for, nothing_waits_for, visible_to
from db.actions.scopes import FINISHED, OPEN
from db.among import is_one_of
from db.anew import ANEW
from db.models import Action, Answering, Dependency, Event, Person, Status
from db.models.action import HOLDING_UP
from db.models.event_kinds import EventKind
from db.wording import unquoted

FINISHING: Final = 5_110_385  # the lock of whoever finishes what others wait for, taken last


@dataclass(frozen=True)
class Known:
    """An action as far as the search for twins needs it."""

    number: int
    title: str
    source: str


@dataclass(frozen=True)
class Phase:
    """A phase of the plan, and how many of its actions are done; an empty name is no phase."""

    name: str
    done: int
    total: int


def begin(session: Session) -> None:
    """Let nobody else arrange anything until this unit of work ends; call it before any other lock.

    Two who each close half of a loop at the same moment would not see each other. On SQLite there
    is one writer at a time as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE dependency IN SHARE ROW EXCLUSIVE MODE"))


def waits(session: Session) -> Mapping[int, set[int]]:
    """Return, for each action that comes after others, the numbers of those."""
    found: dict[int, set[int]] = {}
    for number, before in session.execute(select(Dependency.action_id, Dependency.after_id)):
        found.setdefault(number, set()).add(before)
    return found


def put_after(session: Session, action: Action, numbers: Collection[int]) -> None:
    """Let an action come after exactly these."""
    session.flush()
    query = select(Dependency).where(Dependency.action_id == action.id)
    before = {row.after_id: row for row in session.scalars(query)}
    for number in before.keys() - numbers:
        session.delete(before[number])
    for number in sorted({*numbers} - before.keys()):
        session.add(Dependency(action_id=action.id, after_id=number))
    session.flush()
    is_waited_for(session, numbers)
    session.expire(action, ["after"])


def dependents(session: Session, action: Action, *, in_turn: bool = False) -> Sequence[Action]:
    """Return the open actions that come after this one, by number.

    In turn, two who finish the last two things it waits for at the same moment see each other.
    """
    if nothing_waits_for(session, action):
        return ()
    if in_turn and session.get_bind().dialect.name == "postgresql":
        # Not the actions: whoever changes several has locked those by number.
        session.execute(select(func.pg_advisory_xact_lock(FINISHING)))
    found = session.scalars(_after(), {"number": action.id}).all()
    if not found:
        return ()
    query = select(Action).where(is_one_of(Action.id, found)).order_by(Action.id)
    return session.scalars(query, execution_options={"populate_existing": in_turn}).all()


@cache  # to build a statement costs more than to execute it
def _after() -> Select[int]:
    query = select(Action.id).join(Dependency, Dependency.action_id == Action.id)
    return query.where(Dependency.after_id == bindparam("number"), OPEN).order_by(Action.id)


def phases(session: Session, asker: Person) -> list[Phase]:
    """Return the phases with how many of their actions are done, among those `asker` may see.

    What was dropped is not counted.
    """
    done = func.count().filter(FINISHED)
    query = select(Action.phase, done, func.count()).where(
        visible_to(asker), Action.status != Status.DROPPED
    )
    rows = session.execute(query.group_by(Action.phase).order_by(Action.phase))
    return [Phase(*row) for row in rows]


def spelling(session: Session, phase: str) -> str | None:
    """Return how a phase of that name is spelled, whatever its capitals and its typography."""
    names = session.scalars(
        select(Action.phase).where(Action.phase != "").distinct().order_by(Action.phase)
    )
    return next((name for name in names if unquoted(name) == unquoted(phase)), None)


def candidates(session: Session, asker: Person) -> list[Known]:
    """Return the unfinished actions that `asker` may see, to look for a twin among."""
    query = select(Action.id, Action.title, Action.source).where(
        visible_to(asker), Action.status.in_(HOLDING_UP)
    )
    return [Known(*row) for row in session.execute(query.order_by(Action.id))]


def returning(session: Session) -> Sequence[int]:
    """Return the numbers of the actions that come round again and have not yet, by number."""
    later = aliased(Action)
    followed = select(later.id).where(later.previous_id == Action.id).exists()
    alive = or_(OPEN, FINISHED)
    query = select(Action.id).where(Action.recurrence != "", alive, ~followed)
    return session.scalars(query.order_by(Action.id)).all()


def lock_returning(session: Session, number: int) -> Action | None:
    """Return an action that comes round again, locked; None if it no longer does or has."""
    query = select(Action).options(joinedload(Action.owner, innerjoin=False))
    query = query.where(Action.id == number).with_for_update(of=Action)
    action = session.scalar(query, execution_options=ANEW)
    if action is None or not action.recurrence:
        return None
    session.expire(action, ["following"])
    return action if action.following is None else None


def passed_over(session: Session, action: Action) -> frozenset[str]:
    """Return the dates (ISO) that were recorded as passed over."""
    query = select(Event.changes).where(
        Event.action_id == action.id, Event.kind == EventKind.PASSED_OVER
    )
    return frozenset(
        str(day)
        for changes in session.scalars(query)
        for day in changes.get("passed_over", [None, []])[1]
    )


def add_following(session: Session, made: Action, at: datetime) -> bool:
    """Write down the next occurrence of an action, unless there is one; say whether it is new."""
    try:
        with session.begin_nested():
            session.add(made)
            come_round(made, at)
            session.flush()
            _copy_links(session, made, at)
    except IntegrityError:  # another replica was quicker: previous_id is unique
        return False
    return True


def _copy_links(session: Session, made: Action, at: datetime) -> None:
    """Let an occurrence answer what the former one answered."""
    former = select(Answering.item_id).where(Answering.action_id == made.previous_id)
    former = former.order_by(Answering.item_id)
    for item in session.scalars(former).all():
        session.add(Answering(action_id=made.id, item_id=item, made_by_id=None, made_at=at))
    session.flush()
