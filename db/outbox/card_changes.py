"""Notes which messages no longer show how things stand, in the unit of work that changed them.

It listens to every session of an open database, as `db.home.freshness` does for the App Homes:
nobody who changes something has to remember it, and what is not committed is not noted.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Select, Update, event, inspect, or_, select, union_all, update
from sqlalchemy.orm import Session, sessionmaker

from db import prepared
from db.among import is_one_of
from db.models.action import Action, DateMove, Event
from db.models.audit import AuditEvent, AuditMonth, LiveAudit
from db.models.base import Base
from db.models.card import Card, CardItem
from db.models.handover import Handover, HandoverItem
from db.models.outbox import Message
from db.models.people import Absence, Person
from db.models.plan import Dependency, Snooze
from db.people.queries import below

CHANGED: Final = "cards: what changed, by its kind"
_ACTION, _AUDIT, _MONTH, _HANDOVER = "action", "audit", "month", "handover"
_ITEMS: Final = frozenset({_ACTION, _AUDIT, _MONTH, _HANDOVER})
_PERSON, _AWAY = "person", "away"
# Tables, not models: what a statement says of models the session works out each time.
_CARD, _ITEM, _AFTER = (
    Base.metadata.tables[one.__tablename__] for one in (Card, CardItem, Dependency)
)
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
    if found:
        prepared.run(session, _rewriting(frozenset(found)), found)


def actions_changed(session: Session) -> int:
    """Return how many actions a unit of work that is not committed yet has changed."""
    session.flush()
    return len(session.info.get(CHANGED, {}).get(_ACTION, ()))


def were_changed(session: Session, table: str, keys: Collection[int]) -> None:
    """Remember rows that were changed by their keys, of which the session knows nothing."""
    for model in _CONCERNS:
        if model.__tablename__ == table:
            remember(session, (session.get(model, key) for key in keys))


@cache  # to build a statement costs more than to execute it
def _rewriting(kinds: frozenset[str]) -> Update:
    """Return what lets the cards be rewritten that show what changed, given by these kinds.

    Their rows are locked in one order, so that no two wait in a circle.
    """
    shown = [_showing(kind, is_one_of(_ITEM.c.number, given=kind)) for kind in kinds & _ITEMS]
    if _ACTION in kinds:  # what an action waits for is on its cards
        after = select(_AFTER.c.action_id).where(is_one_of(_AFTER.c.after_id, given=_ACTION))
        shown.append(_showing(_ACTION, _ITEM.c.number.in_(after)))
    if _PERSON in kinds:
        read = select(Card.message_id).join(Message)
        shown.append(read.where(is_one_of(Message.person_id, given=_PERSON)))
        shown += _held_by(below(is_one_of(Person.id, given=_PERSON)))
    if _AWAY in kinds:
        shown += _held_by(select(Person.id).where(is_one_of(Person.id, given=_AWAY)))
    stale = select(_CARD.c.message_id).where(_CARD.c.message_id.in_(union_all(*shown)))
    locked = stale.order_by(_CARD.c.message_id).with_for_update(of=_CARD)
    changed = {"changed": _CARD.c.changed + 1, "due_at": _CARD.c.not_before}
    return update(_CARD).where(_CARD.c.message_id.in_(locked)).values(changed)


def _showing(kind: str, which: ColumnElement[bool]) -> Select[int]:
    return select(_ITEM.c.message_id).where(_ITEM.c.kind == kind, which)


def _held_by(people: Select[int]) -> Iterator[Select[int]]:
    """Yield the cards of what they own or audit: their line, and leave, decide who may act."""
    actions = select(Action.id).where(Action.owner_id.in_(people))
    pairs = or_(LiveAudit.auditor_id.in_(people), LiveAudit.practitioner_id.in_(people))
    yield _showing(_ACTION, _ITEM.c.number.in_(actions))
    yield _showing(_AUDIT, _ITEM.c.number.in_(select(LiveAudit.id).where(pairs)))


def _collect(session: Session, _: object) -> None:
    remember(session, (*session.new, *session.dirty, *session.deleted))


def remember(session: Session, rows: Iterable[object]) -> None:
    """Remember what rows are about that were just written."""
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
