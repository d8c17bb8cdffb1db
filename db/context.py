"""Who changes something, when, and in which unit of work: what every change is asked with."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.models.people import Person
from db.session import Session


@dataclass(frozen=True)
class ChangeContext:
    """One person's work inside one unit of work; `now` is aware."""

    session: Session
    person: Person
    now: datetime

    @property
    def today(self) -> date:
        """Return the date where this person is."""
        return self.now.astimezone(ZoneInfo(self.person.time_zone)).date()
