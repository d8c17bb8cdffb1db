"""Notes which messages no longer show how things stand, in the unit of work that changed them.

It listens to every session of an open database, as `db.home.freshness` does for the App Homes:
nobody who changes something has to remember it, and what is not committed is not noted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Select, event, inspect, or_, select, union_all, update
from sqlalchemy.orm import Session, aliased, sessionmaker

from db.among import is_one_of
from db.models.action import Action, DateMove, Event
from db.models.audit import AuditEvent, AuditMonth, LiveAudit
from db.models.base import Base
from db.models.card import Card, CardItem
from db.models.handover import Handover, HandoverItem
from db.models.outbox import Message
from db.models.people import Absence, Person
from db.models.plan import Dependency, Snooze

CHANGED: Final = "cards: what changed, by its kind"
_ACTION, _AUDIT, _MONTH, _HANDOVER = "action", "audit", "month", "handover"
_PERSON, _AWAY = "person", "away"
# What of a person decides what they may see and do; where they read it is nobody's news.
_BONDS: Final = (
    "manager_id", "deputy_id", "team_id", "is_lead", "is_admin", "ends_on", "left_slack", "name",
)  # fmt: skip


def listen(sessions: sessionmaker[Session]) -> None:
    """Note the changes of every session made here."""
    event.listen(sessions, "after_flush", _collect)
    event.listen(sessions, "before_commit", _before_commit)


def note(session: Session) -> None:
    """Count a change for every card that shows what was changed so far."""
    session.flush()
    found: dict[str, set[int]] = session.info.pop(CHANGED, {})
    people, away = found.pop(_PERSON, set()), found.pop(_AWAY, set())
    shown = [_showing(kind, numbers) for kind, numbers in found.items()]
    if _ACTION in found:
        shown.append(_waiting_for(found[_ACTION]))
    if people:
        below = _below(people)
        shown += [_of_readers(people), _of_owners(below), _of_pairs(below)]
    if away:
        them = select(Person.id).where(is_one_of(Person.id, away))
        shown += [_of_owners(them), _of_pairs(them)]
    if shown:
        _mark(session, shown)


def were_changed(session: Session, table: str, keys: Collection[int]) -> None:
    """Remember rows that were changed by their keys, of which the session knows nothing."""
    for model in _CONCERNS:
        if model.__tablename__ == table:
            _remember(session, (session.get(model, key) for key in keys))


def _mark(session: Session, shown: Sequence[Select[int]]) -> None:
    """Let them be rewritten; the rows are locked in one order, so that no two wait in a circle."""
    stale = Card.message_id.in_(union_all(*shown))
    query = select(Card.message_id).where(stale).order_by(Card.message_id)
    locked = session.scalars(query.with_for_update(of=Card)).all()
    if not locked:
        return
    marked = update(Card).where(is_one_of(Card.message_id, locked))
    session.execute(
        marked.values(changed=Card.changed + 1, due_at=Card.not_before),
        execution_options={"synchronize_session": False},
    )


def _showing(kind: str, numbers: Collection[int]) -> Select[int]:
    return select(CardItem.message_id).where(
        CardItem.kind == kind, is_one_of(CardItem.number, numbers)
    )


def _waiting_for(numbers: Collection[int]) -> Select[int]:
    """Return the cards of the actions that come after these: what they wait for is on them."""
    after = select(Dependency.action_id).where(is_one_of(Dependency.after_id, numbers))
    return select(CardItem.message_id).where(CardItem.kind == _ACTION, CardItem.number.in_(after))


def _of_readers(people: Collection[int]) -> Select[int]:
    return select(Card.message_id).join(Message).where(is_one_of(Message.person_id, people))


def _of_owners(people: Select[int]) -> Select[int]:
    """Return the cards of what they own: their line, and their leave, decide who may act."""
    theirs = select(Action.id).where(Action.owner_id.in_(people))
    return select(CardItem.message_id).where(CardItem.kind == _ACTION, CardItem.number.in_(theirs))


def _of_pairs(people: Select[int]) -> Select[int]:
    theirs = select(LiveAudit.id).where(
        or_(LiveAudit.auditor_id.in_(people), LiveAudit.practitioner_id.in_(people))
    )
    return select(CardItem.message_id).where(CardItem.kind == _AUDIT, CardItem.number.in_(theirs))


def _below(people: Collection[int]) -> Select[int]:
    start = select(Person.id).where(is_one_of(Person.id, people)).cte(recursive=True)
    report = aliased(Person)
    return select(start.union(select(report.id).where(report.manager_id == start.c.id)).c.id)


def _collect(session: Session, _: object) -> None:
    """Remember what was just written."""
    _remember(session, (*session.new, *session.dirty, *session.deleted))


def _remember(session: Session, rows: Iterable[object]) -> None:
    for row in rows:
        for kind, number in _concerns(row):
            session.info.setdefault(CHANGED, {}).setdefault(kind, set()).add(number)


def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction():
        note(session)


# Which thing a written row is about: its kind, and the column that has its number.
_CONCERNS: Final[Mapping[type[Base], tuple[str, str]]] = {
    Action: (_ACTION, "id"),
    Event: (_ACTION, "action_id"),
    DateMove: (_ACTION, "action_id"),
    Snooze: (_ACTION, "action_id"),
    LiveAudit: (_AUDIT, "id"),
    AuditEvent: (_AUDIT, "audit_id"),
    AuditMonth: (_MONTH, "id"),
    Handover: (_HANDOVER, "id"),
    HandoverItem: (_HANDOVER, "handover_id"),
    Absence: (_AWAY, "person_id"),
    Person: (_PERSON, "id"),
}


def _concerns(row: object) -> Iterator[tuple[str, int]]:
    """Yield which action, audit, month, handover or person a written row is about."""
    found = _CONCERNS.get(type(row)) if isinstance(row, Base) else None
    if found is None or (isinstance(row, Person) and not _concerns_others(row)):
        return
    kind, column = found
    yield kind, getattr(row, column)


def _concerns_others(person: Person) -> bool:
    """Say whether something of a person has changed that others' cards depend on."""
    attributes = inspect(person).attrs
    return any(attributes[name].history.has_changes() for name in _BONDS)
