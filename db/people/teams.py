"""Questions asked of the teams: who is in one, who looks after it, and where it is told things."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.among import is_one_of
from db.digest.scope import ScopeKind
from db.models import Person, Subscription, Team
from db.permissions import Role

NONE: frozenset[Role] = frozenset()


def in_use(session: Session, day: date) -> Sequence[Team]:
    """Return the teams in which somebody works on a day, by name."""
    people = session.scalars(select(Person).where(Person.team_id.is_not(None)))
    numbers = {one.team_id for one in people if one.works_here(day)}
    query = select(Team).where(is_one_of(Team.id, numbers))
    return session.scalars(query.order_by(Team.name)).all()


def find(session: Session, number: int) -> Team:
    """Return a team; NoResultFound if there is none."""
    return session.get_one(Team, number)


def channels(session: Session) -> Mapping[int, str]:
    """Return the channel of each team that has one, by the team's number.

    It is the one that was named for it, or else the one to which its digest goes.
    """
    followed = (
        select(Team.id, Subscription.channel)
        .join(Subscription, Subscription.name == Team.name)
        .where(
            Subscription.reach == ScopeKind.TEAM,
            Subscription.channel.is_not(None),
            Subscription.ended_at.is_(None),
        )
        .order_by(Subscription.id.desc())  # so that the first of several holds
    )
    named = select(Team.id, Team.channel).where(Team.channel.is_not(None))
    found: dict[int, str] = {}
    for query in (followed, named):
        found |= {number: channel for number, channel in session.execute(query) if channel}
    return found


def managers(session: Session, team: Team, day: date) -> Sequence[Person]:
    """Return whoever looks after a team: the nearest manager of its practitioners who is there.

    Practitioners manage nobody; where all of a team do, their managers are meant.
    """
    members = session.scalars(select(Person).where(Person.team_id == team.id)).all()
    here = [one for one in members if one.works_here(day)]
    practitioners = [one for one in here if not one.is_manager] or here
    return sorted(nearest_above(practitioners, day), key=lambda one: one.id)


def nearest_above(people: Iterable[Person], day: date) -> Collection[Person]:
    """Return the nearest manager of each who can be asked on a day and answers for others."""
    nearest = (next(one.line_on(day), None) for one in people)
    return {one.id: one for one in nearest if one is not None}.values()


def standing(session: Session, person: Person, team: Team, day: date) -> frozenset[Role]:
    """Return what somebody is to a team: its manager, or who stands in while they are away."""
    for manager in managers(session, team, day):
        stands_in = manager.needs_standing_in(day) and manager.deputy_id == person.id
        if person.id == manager.id or (stands_in and person.has_duties):
            return frozenset({Role.TEAM_MANAGER})
    return NONE
