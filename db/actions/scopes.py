"""Which actions a list is of: whose, of which register, in which phase, due or done when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, true

from db.among import is_among
from db.days import day_asked
from db.models import Action, Person, Register
from db.models.action import FINISHED_STATUSES, OPEN_STATUSES
from db.people import queries as people

OPEN = is_among(Action.status, OPEN_STATUSES)
FINISHED = is_among(Action.status, FINISHED_STATUSES)


@dataclass(frozen=True)
class Scope:
    """Which of the actions somebody may see they ask for: mine, @person, overdue, a register …

    `phase` is the phase's name as it is kept. `days` narrows it to what is open and due on some of
    them, or was done on them, in ISO form: "2026-11-23/2026-11-29", or "/2026-11-29" for
    whatever is due by then.
    """

    name: str = "mine"
    person_id: int | None = None
    phase: str = ""
    days: str = ""

    @property
    def first(self) -> date | None:
        """Return the first day on which it is due; None: however long ago."""
        first = self.days.partition("/")[0]
        return date.fromisoformat(first) if first else None

    @property
    def last(self) -> date | None:
        """Return the last day on which it is due; None: it is due whenever."""
        last = self.days.partition("/")[2]
        return date.fromisoformat(last) if last else None


def within(scope: Scope, asker: Person, today: date) -> ColumnElement[bool]:
    """Return the condition that an action is in a list, whoever may see it."""
    team = people.team_of(asker)
    theirs = or_(
        Action.owner_id.in_(team), and_(Action.owner_id.is_(None), Action.created_by_id.in_(team))
    )
    conditions: dict[str, ColumnElement[bool]] = {
        "mine": and_(OPEN, Action.owner_id == asker.id),
        "team": and_(OPEN, Action.register == Register.TEAM, theirs),
        "team all": and_(OPEN, Action.owner_id.in_(team)),
        "plan": and_(OPEN, Action.register == Register.PLAN),
        "audits": and_(OPEN, Action.register == Register.AUDITS),
        "person": and_(OPEN, Action.owner_id == scope.person_id),
        "overdue": and_(OPEN, Action.due_on < today),
        "no owner": and_(OPEN, Action.owner_id.is_(None)),
        "no date": and_(OPEN, Action.due_on.is_(None)),
        "done": and_(FINISHED, Action.owner_id == asker.id),
        "phase": Action.phase == scope.phase,
        "all": true(),
    }
    return and_(conditions[scope.name], *_then(scope))


def _then(scope: Scope) -> Iterator[ColumnElement[bool]]:
    if scope.last is None:
        return
    is_done = scope.name == "done"
    day = day_asked(Action.done_at) if is_done else Action.due_on
    yield and_(FINISHED if is_done else OPEN, day <= scope.last)
    if scope.first is not None:
        yield day >= scope.first
