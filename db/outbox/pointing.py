"""What a message is about, by what is written in it; also for who points at one by its link."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import handovers
from db.models import AuditMonth, DateMove, Event, Message, MessageName, Person


class ItemKind(StrEnum):
    """What a message can show that changes afterwards."""

    ACTION = "action"
    AUDIT = "audit"
    MONTH = "month"
    HANDOVER = "handover"


@dataclass(frozen=True)
class ShownItem:
    """One thing that a message shows: an action, an audit, a month of audits or a handover."""

    kind: ItemKind
    number: int


@dataclass(frozen=True)
class PointedAt:
    """The actions and audits that a message tells of, by number."""

    actions: tuple[int, ...] = ()
    audits: tuple[int, ...] = ()


NEWS: Final = "news"  # what a morning's message tells that others were to
# What lists several things in a message, and of which kind they are.
_LISTS: Final[Mapping[str, ItemKind]] = {
    "actions": ItemKind.ACTION,
    "approvals": ItemKind.ACTION,
    "sign_offs": ItemKind.ACTION,
    "audits": ItemKind.AUDIT,
}
_ONES: Final = frozenset({ItemKind.ACTION, ItemKind.AUDIT, ItemKind.HANDOVER})


def shown_in(
    session: Session, kind: MessageName, about: Mapping[str, Any]
) -> tuple[ShownItem, ...]:
    """Return all that a message of this kind shows, each once, in its order."""
    return tuple(dict.fromkeys(_shown(session, kind, about)))


def pointed_at(session: Session, person: Person, channel: str, ts: str) -> PointedAt:
    """Return what a message to `person` is about; nothing for a message that was not theirs."""
    message = message_at(session, person, channel, ts)
    if message is None:
        return PointedAt()
    found = shown_in(session, MessageName(message.kind), message.about)
    return PointedAt(_numbers(found, ItemKind.ACTION), _numbers(found, ItemKind.AUDIT))


def message_at(session: Session, person: Person, channel: str, ts: str) -> Message | None:
    """Return the message to `person` that stands there; None where there is none of theirs."""
    query = select(Message).where(
        Message.person_id == person.id, Message.slack_channel == channel, Message.slack_ts == ts
    )
    return session.scalar(query)


def _numbers(found: Iterable[ShownItem], kind: ItemKind) -> tuple[int, ...]:
    return tuple(each.number for each in found if each.kind == kind)


def _shown(session: Session, kind: MessageName, about: Mapping[str, Any]) -> Iterator[ShownItem]:
    for name, of_kind in _LISTS.items():
        for each in about.get(name, ()):
            yield ShownItem(of_kind, each["id"] if isinstance(each, dict) else each)
    for one in sorted(_ONES & about.keys()):
        yield ShownItem(ItemKind(one), about[one])
    for written in _written(session, kind, about):
        if written is not None:
            yield ShownItem(ItemKind.ACTION, written.action_id)
    yield from _months(session, about)
    for part in about.get(NEWS, ()):
        yield from _shown(session, MessageName(part["kind"]), part["about"])
    leaver = session.get(Person, about["person"]) if kind == MessageName.LEAVING else None
    if leaver is not None:
        yield from _held(session, leaver)


def _written(
    session: Session, kind: MessageName, about: Mapping[str, Any]
) -> Iterator[Event | DateMove | None]:
    """Yield what happened to an action, or what was asked of it, that a message tells of."""
    if "move" in about:
        yield session.get(DateMove, about["move"])
    if kind == MessageName.EVENT and "event" in about:
        yield from (session.get(Event, one) for one in about.get("events", [about["event"]]))


def _months(session: Session, about: Mapping[str, Any]) -> Iterator[ShownItem]:
    listed = [each["month"] for each in about.get("months", ())]
    days = [date.fromisoformat(day) for day in (*listed, *filter(None, [about.get("month")]))]
    if days:
        query = select(AuditMonth.id).where(AuditMonth.month.in_(days)).order_by(AuditMonth.id)
        yield from (ShownItem(ItemKind.MONTH, number) for number in session.scalars(query))


def _held(session: Session, leaver: Person) -> Iterator[ShownItem]:
    """Yield what a leaver holds: whoever hears of it sees it come to others."""
    for held in handovers.held_by(session, leaver):
        kind = ItemKind.ACTION if held.kind.is_of_action else ItemKind.AUDIT
        yield ShownItem(kind, held.subject_id)
