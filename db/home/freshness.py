"""Notes whose App Home no longer shows how things stand, in the unit of work that changed them.

It listens to every session of an open database: nobody who changes something has to remember it,
and what is not committed is not noted. Only people who have opened their Home have a row.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Select, event, or_, select, union, update
from sqlalchemy.orm import PassiveFlag, Session, attributes, sessionmaker

from db import prepared
from db.among import is_one_of
from db.models.action import Action, Event
from db.models.audit import AuditEvent, LiveAudit
from db.models.handover import Handover, HandoverItem
from db.models.home import Home
from db.models.people import Absence, Person
from db.models.plan import Snooze
from db.people.queries import above

ACTIONS: Final = "homes: actions that changed"
AUDITS: Final = "homes: live audits that changed"
PEOPLE: Final = "homes: people whom a change concerns"
HELD: Final = "homes: those that somebody else holds"
LEFT: Final = "homes: those left for later, by every session of the database"
_PLACES: Final = ("owner_id", "deputy_id", "signer_id", "sign_off_asked_id")
_PEOPLE_OF_AUDIT: Final = (
    "auditor_id",
    "practitioner_id",
    "second_practitioner_id",
    "moderator_id",
)
_BONDS: Final = ("manager_id", "deputy_id")


def listen(sessions: sessionmaker[Session]) -> None:
    """Note the changes of every session made here."""
    event.listen(sessions, "after_flush", _collect)
    event.listen(sessions, "before_commit", _before_commit)
    event.listen(sessions, "after_commit", _after_commit)
    sessions.configure(info={**sessions.kw.get("info", {}), LEFT: set()})


def note(session: Session) -> None:
    """Note at once whom the changes made so far concern, before they are committed."""
    session.flush()
    actions, audits, people = (session.info.pop(name, set()) for name in (ACTIONS, AUDITS, PEOPLE))
    if actions:
        people |= _held(session, Action, _PLACES, actions)
    if audits:
        people |= _held(session, LiveAudit, _PEOPLE_OF_AUDIT, audits)
    if people:
        _mark(session, people)


def _held(session: Session, table: Any, fields: Iterable[str], ids: Collection[int]) -> set[int]:  # noqa: ANN401  (either of two tables)
    columns = [getattr(table, name) for name in fields if hasattr(table, name)]
    rows = session.execute(select(*columns).where(is_one_of(table.id, ids)))
    return {each for row in rows for each in row if each is not None}


def _mark(session: Session, people: Collection[int]) -> None:
    """Count a change for these people, for those above them, and for those who lead.

    A manager sees what is late in the team, and a lead what nobody else can be asked for. A Home
    that somebody else holds, who may be frozen, is left for later: no change waits for one.
    """
    stale = {one for (one,) in prepared.run(session, _concerned(), {"people": people})}
    if stale:
        session.info.setdefault(HELD, set()).update(stale - _counted(session, stale))


def _counted(session: Session, stale: Collection[int]) -> set[int]:
    """Count a change for those of these Homes that nobody else holds; return whose they are."""
    free = select(Home.person_id).where(is_one_of(Home.person_id, stale)).order_by(Home.person_id)
    counted = (
        update(Home)
        .where(Home.person_id.in_(free.with_for_update(skip_locked=True)))
        .values(changed=Home.changed + 1)
        .returning(Home.person_id)
    )
    return set(session.scalars(counted, execution_options={"synchronize_session": False}))


def _after_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        session.info[LEFT].update(session.info.pop(HELD, ()))


def catch_up(session: Session) -> None:
    """Count the changes that were committed while somebody else held a Home.

    They are kept in memory: opening a Home draws it anyway, should the bot be killed meanwhile.
    """
    held: set[int] = session.info.get(LEFT, set())
    late = {held.pop() for _ in range(len(held))}
    if late:
        session.info.setdefault(HELD, set()).update(late - _counted(session, late))


@cache  # to build a statement costs more than to execute it
def _concerned() -> Select[int]:
    changed = is_one_of(Person.id, given="people")
    deputies = select(Person.deputy_id).where(changed, Person.deputy_id.is_not(None))
    leaders = select(Person.id).where(or_(Person.is_lead, Person.is_admin))
    home = Home.__table__
    near = home.c.person_id.in_(union(above(changed), deputies))
    concerned = or_(near, home.c.person_id.in_(leaders))
    return select(home.c.person_id).where(concerned)


def _collect(session: Session, _: object) -> None:
    remember(session, (*session.new, *session.dirty, *session.deleted))


def remember(session: Session, rows: Collection[object]) -> None:
    """Remember whom rows concern that were just written."""
    for row in rows:
        for name, number in _concerns(row):
            if number is not None:
                session.info.setdefault(name, set()).add(number)
    # Whom these concern was just yielded, so that nobody need ask the database.
    session.info.get(ACTIONS, set()).difference_update(
        row.id for row in rows if isinstance(row, Action)
    )


def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        note(session)


def _concerns(row: object) -> Iterator[tuple[str, int | None]]:
    """Yield which action, audit or person a written row is about."""
    match row:
        case Event() | Action():
            yield from _of_action(row)
        case AuditEvent():
            yield AUDITS, row.audit_id
            yield from _people_in(row.changes or {}, _PEOPLE_OF_AUDIT)
        case Handover():
            yield PEOPLE, row.giver_id
            yield PEOPLE, row.taker_id
        case HandoverItem():
            yield PEOPLE, row.handover.giver_id
            yield PEOPLE, row.handover.taker_id
        case Absence() | Snooze():
            yield PEOPLE, row.person_id
        case Person():
            yield PEOPLE, row.id
            for bond in _BONDS:
                yield from ((PEOPLE, number) for number in _ever(row, bond))


def _of_action(row: Event | Action) -> Iterator[tuple[str, int | None]]:
    if isinstance(row, Action):
        yield from ((PEOPLE, vars(row).get(name)) for name in _PLACES)
    else:
        yield ACTIONS, row.action_id
        yield from _people_in(row.changes or {}, _PLACES)


def _people_in(
    changes: Mapping[str, Any], fields: Iterable[str]
) -> Iterator[tuple[str, int | None]]:
    """Yield the people in what changed: old and new, or the one who was told of."""
    for name in fields:
        told = changes.get(name)
        for number in told if isinstance(told, list) else [told]:
            if isinstance(number, int):
                yield PEOPLE, number


def _ever(row: Person, name: str) -> list[int | None]:
    if not hasattr(row, name):
        return []
    history = attributes.get_history(row, name, passive=PassiveFlag.PASSIVE_NO_INITIALIZE)
    return [*history.added, *history.unchanged, *history.deleted]
