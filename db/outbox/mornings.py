"""What goes with somebody's next morning instead of being posted by itself."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.anew import UNSYNCED, changed
from db.models import Message, MessageName, MorningShare
from db.models.outbox import OF_A_KNOWN_KIND
from db.outbox import cards
from db.outbox.pointing import NEWS, shown_in

GATHERED: Final = "gathered"  # what became of a message that went with a morning

_WAITING = (Message.done_at.is_(None), Message.morning.is_not(None), OF_A_KNOWN_KIND)


def waiting(session: Session) -> Mapping[int, frozenset[MorningShare]]:
    """Return for whom something waits, and whether it asks or is news."""
    query = select(Message.person_id, Message.morning).where(*_WAITING).distinct()
    shares: defaultdict[int, set[MorningShare]] = defaultdict(set)
    for person_id, share in session.execute(query):
        shares[person_id].add(MorningShare(share or MorningShare.NEWS))
    return {person_id: frozenset(found) for person_id, found in shares.items()}


def gather(session: Session, number: int, person_id: int, at: datetime) -> None:
    """Let the morning's message of that number tell what waits for somebody."""
    gathering = update(Message).where(*_WAITING, Message.person_id == person_id)
    rows = session.execute(
        gathering.values(done_at=at, outcome=GATHERED).returning(
            Message.id, Message.kind, Message.about
        ),
        execution_options=UNSYNCED,
    ).all()
    if rows:
        tell_too(session, session.get_one(Message, number), rows)


def tell_too(
    session: Session, morning: Message, rows: Iterable[tuple[int, str, Mapping[str, Any]]]
) -> None:
    """Let a morning's message tell of these besides: each by its number, kind and ids.

    Of an earlier morning it tells whatever it has not itself.
    """
    for number, kind, about in sorted(rows, key=itemgetter(0)):
        items = shown_in(session, MessageName(kind), about)
        cards.shows_too(session, morning.id, morning.due_at, items)
        news = {NEWS: [{"id": number, "kind": kind, "about": about}]}
        more = about if kind == MessageName.DAILY_DIGEST else news
        morning.about = _with(morning.about, more)


def _with(own: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a morning tells with what more there is; of one thing its own is the newer."""
    told = dict(own)
    for name, besides in more.items():
        if isinstance(besides, list):
            known = [_thing(one) for one in own.get(name, ())]
            new = [one for one in besides if _thing(one) not in known]
            told[name] = [*own.get(name, ()), *new]
    return told


def _thing(told: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(told.get(name) for name in ("id", "as", "month"))


def release(session: Session, person_ids: Collection[int]) -> None:
    """Let what waits for people who get no more mornings go the usual way, and fail there."""
    releasing = update(Message).where(*_WAITING, is_one_of(Message.person_id, person_ids))
    changed(session, releasing.values(morning=None))
