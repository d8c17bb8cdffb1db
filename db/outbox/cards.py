"""The register of cards: which messages show what, which must be rewritten, and who does so.

A message has its card from when it is written down, so that a change between that and its arrival
is not lost. What changed is noted by `db.outbox.card_changes` in the unit of work that changed it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session, contains_eager, joinedload

from db import prepared
from db.anew import changed
from db.models import AuditEvent, Base, Event, Message
from db.models.card import Card, CardItem
from db.models.outbox import OF_A_KNOWN_KIND, SENT
from db.outbox.pointing import ShownItem

MOST_ITEMS: Final = 60  # a message has fifty blocks
# A month of live audits and the days afterwards in which it is written up and moderated.
KEPT_LIVE: Final = timedelta(days=45)


@dataclass(frozen=True)
class CardDrawing:
    """A card as it is being rewritten: how much of what changed that takes in."""

    message_id: int
    changed: int


def register(session: Session, message_id: int, at: datetime, items: Iterable[ShownItem]) -> None:
    """Note what a message shows; one that shows nothing that changes has no card."""
    rows = [{"message_id": message_id, "kind": one.kind, "number": one.number} for one in items][
        :MOST_ITEMS
    ]
    if rows:
        card = {"message_id": message_id, "changed": 0, "not_before": at}
        prepared.run(session, _NEW, card)
        prepared.run(session, _NEW_ITEM, *rows)


def shows_too(session: Session, message_id: int, at: datetime, items: Iterable[ShownItem]) -> None:
    """Note what a message shows besides, whether or not it had a card before."""
    if session.get(Card, message_id) is None:
        register(session, message_id, at, items)
    else:
        add_items(session, message_id, items)


def add_items(session: Session, message_id: int, items: Iterable[ShownItem]) -> None:
    """Note what a message shows besides."""
    for one in items:
        session.merge(CardItem(message_id=message_id, kind=one.kind, number=one.number))


def arrived(session: Session, message_id: int, shown: str | None) -> None:
    """Note what a message showed when it arrived; what has changed since is still to be shown."""
    change = update(Card).where(Card.message_id == message_id)
    changed(session, change.values(shown=shown))


def claim(session: Session, at: datetime, lease: timedelta) -> Card | None:
    """Take a card that must be rewritten, the latest message first, for as long as `lease`."""
    query = (
        select(Card)
        .join(Card.message)
        .where(Card.due_at <= at, Message.outcome == SENT, Message.slack_ts.is_not(None))
        .where(Message.done_at > at - KEPT_LIVE, OF_A_KNOWN_KIND)
        .options(contains_eager(Card.message).joinedload(Message.person))
        .order_by(Message.done_at.desc(), Message.id.desc())
        .limit(1)
        .with_for_update(skip_locked=True, of=Card)
    )
    card = session.scalar(query)
    if card is not None:
        card.not_before = card.due_at = at + lease
    return card


def settle_old(session: Session, at: datetime) -> None:
    """Leave alone whatever is too old to be rewritten, and what never can be."""
    is_over = or_(
        Message.done_at <= at - KEPT_LIVE,
        Message.outcome != SENT,
        and_(Message.outcome == SENT, Message.slack_ts.is_(None)),  # a file
    )
    over = exists().where(Message.id == Card.message_id, is_over)
    settled = update(Card).where(Card.due_at <= at, over)
    changed(session, settled.values(due_at=None))


def find(session: Session, message_id: int) -> Card:
    """Return a card with its message and whose it is; raise NoResultFound if there is none."""
    query = select(Card).where(Card.message_id == message_id)
    return session.scalars(query.options(joinedload(Card.message).joinedload(Message.person))).one()


def just_done(session: Session, card: Card) -> Event | AuditEvent | None:
    """Return what its reader did in it last."""
    if card.action_event_id is not None:
        return session.get(Event, card.action_event_id)
    return session.get(AuditEvent, card.audit_event_id) if card.audit_event_id else None


def can_be_undone(
    session: Session, message_id: int, done: Event | AuditEvent, undo_until: datetime
) -> None:
    """Note until when a message shows that what was done can be undone."""
    session.flush()
    card = session.get(Card, message_id)
    if card is not None:
        _note_done(card, done, undo_until)
        card.due_at = undo_until


def overtaken(session: Session, message_id: int) -> None:
    """Let a message be rewritten that no longer shows how things stand."""
    session.flush()
    card = session.get(Card, message_id)
    if card is not None:
        card.changed += 1
        card.due_at = card.not_before


def _note_done(card: Card, done: Event | AuditEvent | None, undo_until: datetime) -> None:
    card.action_event_id = done.id if isinstance(done, Event) else None
    card.audit_event_id = done.id if isinstance(done, AuditEvent) else None
    card.undo_until = undo_until if done is not None else None


def pressed(
    session: Session,
    message_id: int,
    done: Event | AuditEvent | None,
    until: datetime,
    undo_until: datetime,
) -> None:
    """Note what its reader did in it; whoever pressed rewrites it now, others after `until`."""
    session.flush()
    card = session.get(Card, message_id, populate_existing=True, with_for_update=True)
    if card is None:
        return
    card.changed += 1
    card.not_before = card.due_at = until
    _note_done(card, done, undo_until)
    card.shown = None
    session.flush()


def drawn(
    session: Session, drawing: CardDrawing, shown: str, at: datetime, rest: timedelta
) -> None:
    """Record what a card shows; what has changed since is drawn once more after a rest."""
    card = session.get(Card, drawing.message_id, with_for_update=True)
    if card is None:
        return
    card.shown, card.not_before = shown, at + rest
    undo_until = card.undo_until
    if undo_until is not None and undo_until <= at:
        card.undo_until = card.action_event_id = card.audit_event_id = undo_until = None
    if card.changed != drawing.changed:
        card.due_at, card.shown = card.not_before, None
    else:
        card.due_at = max(undo_until, card.not_before) if undo_until else None


def put_off(session: Session, message_id: int, until: datetime) -> None:
    """Leave a card alone for a while."""
    change = update(Card).where(Card.message_id == message_id)
    changed(session, change.values(due_at=until, not_before=until))


def settle(session: Session, message_id: int) -> None:
    """Rewrite a card no more until something changes again."""
    change = update(Card).where(Card.message_id == message_id)
    changed(session, change.values(due_at=None))


def forget(session: Session, message_id: int) -> None:
    """Rewrite a card never again: its reader, or the message, is not there any more."""
    session.execute(delete(CardItem).where(CardItem.message_id == message_id))
    session.execute(delete(Card).where(Card.message_id == message_id))


# Into tables: what an insert says of models the session works out each time.
_NEW, _NEW_ITEM = (insert(Base.metadata.tables[one.__tablename__]) for one in (Card, CardItem))
