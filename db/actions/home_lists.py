"""What stands in somebody's App Home: their own actions, those they stand in for, their team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db.actions.queries import visible_to
from db.actions.scopes import OPEN
from db.models import Action, Person, Register
from db.people import queries as people


@dataclass(frozen=True)
class Tally:
    """How many open actions somebody holds, and how many of those are late."""

    person: Person
    open: int
    late: int


def open_of(session: Session, person: Person) -> Sequence[Action]:
    """Return all of someone's own open actions, soonest due date first."""
    return session.scalars(_soonest(select(Action).where(OPEN, Action.owner_id == person.id))).all()


def deputised(session: Session, person: Person) -> Sequence[Action]:
    """Return the open actions of others for which somebody is asked while their owner is away."""
    if not person.has_duties:
        return []
    principals = select(Person.id).where(Person.deputy_id == person.id)
    theirs = or_(
        Action.deputy_id == person.id,
        and_(
            Action.deputy_id.is_(None),
            Action.owner_id.in_(principals),
            Action.register != Register.AUDITS,  # not for whoever stands in for somebody
        ),
    )
    others = Action.owner_id != person.id
    return session.scalars(_soonest(select(Action).where(OPEN, theirs, others))).all()


def tallies(session: Session, manager: Person, today: date) -> list[Tally]:
    """Count what each of somebody's line holds, those with most late ones first."""
    late = func.count().filter(Action.due_on < today)
    query = (
        select(Action.owner_id, func.count(), late)
        .where(
            OPEN,
            visible_to(manager),
            Action.owner_id.in_(people.below(Person.id == manager.id)),
            Action.owner_id != manager.id,
        )
        .group_by(Action.owner_id)
    )
    rows = {
        owner: (total, overdue)
        for owner, total, overdue in session.execute(query)
        if owner is not None
    }
    owners = people.named(session, list(rows))
    found = [Tally(owners[owner], *counted) for owner, counted in rows.items() if owner in owners]
    return sorted(found, key=lambda each: (-each.late, -each.open, each.person.name))


def _soonest(query: Select[Action]) -> Select[Action]:
    return query.options(joinedload(Action.owner), selectinload(Action.after)).order_by(
        Action.due_on.is_(None), Action.due_on, Action.id
    )
