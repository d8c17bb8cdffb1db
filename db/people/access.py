"""Who can see what: leads, administrators, managers and the channels that get counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, Subscription


@dataclass(frozen=True)
class Seer:
    """Somebody who sees other people's work: as what, and whose."""

    person: Person
    is_lead: bool
    is_admin: bool
    below: int


def seers(session: Session, today: date) -> Sequence[Seer]:
    """Return everybody who sees more than their own and their team's work, by name."""
    people = session.scalars(select(Person).order_by(Person.name, Person.id)).all()
    here = [person for person in people if person.is_here(today)]
    below = Counter(above.id for person in here for above in person.line)
    found = [Seer(one, one.is_lead, one.is_admin, below[one.id]) for one in here]
    return [one for one in found if one.is_lead or one.is_admin or one.below]


def channels(session: Session) -> Sequence[tuple[str, Person]]:
    """Return which channel gets counts, and who made it so."""
    live = Subscription.channel.is_not(None), Subscription.ended_at.is_(None)
    rows = session.execute(
        select(Subscription.channel, Person)
        .join(Person, Person.id == Subscription.made_by_id)
        .where(*live)
        .order_by(Subscription.id)
    )
    return [(str(channel), person) for channel, person in rows]
