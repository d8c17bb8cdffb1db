"""Who changes something, when, and in which unit of work: what every change is asked with."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from db.days import day_of
from db.guard.kinds import Kind
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.models.people import Person
from db.session import Session


@dataclass(frozen=True)
class WorkContext:
    """What is done inside one unit of work; without a person the bot does it by itself.

    `own` is what the guard on free text knows as the council's own; `sure` are the kinds of
    personal data of which the person has said that it is no child's. `by` is the account on the
    server under which somebody typed a command there.
    """

    session: Session
    person: Person | None
    now: datetime  # aware
    own: CouncilsOwn = field(default=NOTHING_OWN, kw_only=True)
    sure: Set[Kind] = field(default=frozenset(), kw_only=True)
    by: str = field(default="", kw_only=True)

    @cached_property
    def today(self) -> date:
        """Return the date where this person is; without one, where the council is."""
        return self.day_of(self.now)

    def day_of(self, at: datetime) -> date:
        """Return the date it was where this person is, at an aware instant; else the council's."""
        return self.person.day_of(at) if self.person else day_of(self.session, at)


@dataclass(frozen=True)
class ChangeContext(WorkContext):
    """One person's work inside one unit of work."""

    person: Person
