"""Who can see what: leads, administrators, managers, deputies, auditors and the like, channels."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from db import council_events
from db.models import Action, AuditState, LiveAudit, Person, Subscription, Team
from db.people import teams


@dataclass(frozen=True)
class Seer:
    """Somebody who sees other people's work: as what, and whose."""

    person: Person
    is_lead: bool
    is_admin: bool
    lead_since: datetime | None  # where an event tells it
    admin_since: datetime | None
    below: int  # people in their line
    stands_in_for: int  # people whose deputy they are
    deputy_of: int  # actions of which they are the deputy
    signs: int  # actions that they were asked or named to sign off, or did
    audits: int  # live audits of which they are the auditor, once told
    moderates: int  # live audits that they were asked to moderate

    @property
    def is_one(self) -> bool:
        """Say whether they see anything of others."""
        of_actions = self.stands_in_for, self.deputy_of, self.signs
        of_audits = self.audits, self.moderates
        return self.is_lead or self.is_admin or any((self.below, *of_actions, *of_audits))


def seers(session: Session, today: date) -> Sequence[Seer]:
    """Return everybody who sees more than their own and their team's work, by name."""
    people = session.scalars(select(Person).order_by(Person.name, Person.id)).all()
    here = [person for person in people if person.is_here(today)]
    below = Counter(above.id for person in here for above in person.line)
    stands_in_for = Counter(person.deputy_id for person in here)
    deputies = Counter(session.scalars(select(Action.deputy_id)))
    asked = (Action.signer_id, Action.sign_off_asked_id, Action.signed_off_by_id)
    signers = Counter(
        row[1] for row in session.execute(union(*(select(Action.id, one) for one in asked)))
    )
    told = LiveAudit.state != AuditState.DRAWN
    audits = Counter(session.scalars(select(LiveAudit.auditor_id).where(told)))
    moderators = Counter(session.scalars(select(LiveAudit.moderator_id).where(told)))
    counts = (below, stands_in_for, deputies, signers, audits, moderators)
    since = council_events.appointed_at(session)
    found = [
        Seer(
            one,
            one.is_lead,
            one.is_admin,
            since.get((one.id, "is_lead")),
            since.get((one.id, "is_admin")),
            *(each[one.id] for each in counts),
        )
        for one in here
        if one.has_duties  # others have their own actions alone, whatever they were named for
    ]
    return [one for one in found if one.is_one]


def note_channels(session: Session, today: date) -> Sequence[tuple[str, Team]]:
    """Return the channel to which each team's learning notes go, of those that have one."""
    known = teams.channels(session)
    return [(known[one.id], one) for one in teams.in_use(session, today) if one.id in known]


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
