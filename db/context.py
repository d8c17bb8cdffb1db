"""Who changes something, when, and in which unit of work: what every change is asked with."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.models.people import Person
from db.session import Session


@dataclass(frozen=True)
class WorkContext:
    """What is done inside one unit of work; without a person the bot does it by itself."""

    session: Session
    person: Person | None
    now: datetime  # aware


@dataclass(frozen=True)
class ChangeContext(WorkContext):
    """One person's work inside one unit of work."""

    person: Person

    @property
    def today(self) -> date:
        """Return the date where this person is."""
        return self.now.astimezone(ZoneInfo(self.person.time_zone)).date()
