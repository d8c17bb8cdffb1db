"""What every sample of a message is made of: a message with its ids, an action's story, a month.

What happened is written down as rows and their events (`Story`), so that a sample does not change
with how a command works.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.models import Event, LiveAudit, Person
from tests.db.audits.months import drawn, held
from tests.people import TODAY, Council
from tests.plans import GOOD, INADEQUATE, Story, at

MONTH = date(2026, 11, 1)
LONG_AGO = date(2026, 9, 1)
SOON = date(2026, 12, 4)


@dataclass(frozen=True)
class Sample:
    """One message: what happened, to whom it is, and the ids of what it is about."""

    name: str
    to: Person
    about: Mapping[str, Any]
    channel: str | None = None


Samples = Iterator[Sample]


def begins(
    council: Council, session: Session, title: str, due: date | None = SOON, **more: object
) -> Story:
    return Story.begins(session, title, council.practitioner, due, LONG_AGO, **more)


def event_by(
    story: Story, by: Person | None, kind: str, note: str, fields: Mapping[str, object]
) -> Event:
    """Return what somebody did to an action, or what happened to it by itself."""
    event = story.happens(kind, TODAY, note, **fields)
    same = {name: [None, value] for name, value in fields.items() if name not in event.changes}
    event.changes = {**same, **event.changes}
    event.person = story.session.get_one(Person, by.id) if by else None
    story.session.flush()
    return event


def month_of_audits(council: Council) -> None:
    """Let November have an audit to hold, one to reflect on, and one that is over."""
    other, manager = council.other_manager, council.manager
    pairs = (other, council.practitioner), (other, council.colleague), (manager, council.stranger)
    numbers = drawn(council, *pairs, month=MONTH)
    with council.database.begin() as session:
        for number in numbers:
            session.get_one(LiveAudit, number).reason = "They have not met for 14 months"
    held(council, numbers[1], at(date(2026, 11, 18)), INADEQUATE)
    held(council, numbers[2], at(date(2026, 11, 19)), GOOD)
