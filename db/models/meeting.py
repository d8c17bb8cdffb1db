"""When and where a live audit is held."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AN_HOUR: Final = 60
PLACE_LENGTH: Final = 200


@dataclass(frozen=True)
class Meeting:
    """A day, the hour by the council's clock, how many minutes, and the room or link if given.

    What was booked before audits had an hour has a day alone.
    """

    day: date
    starts: time | None = None
    minutes: int = AN_HOUR
    place: str = ""

    @property
    def ends(self) -> time | None:
        """Return when it is over by the same clock; None where no hour was agreed."""
        if self.starts is None:
            return None
        return (datetime.combine(self.day, self.starts) + timedelta(minutes=self.minutes)).time()

    def begins(self, zone: ZoneInfo) -> datetime | None:
        """Return the instant at which it begins; None where no hour was agreed."""
        return None if self.starts is None else datetime.combine(self.day, self.starts, zone)

    def overlaps(self, other: "Meeting") -> bool:
        """Say whether nobody can be at both."""
        if self.day != other.day or self.starts is None or other.starts is None:
            return False
        return self._from < other._until and other._from < self._until

    @property
    def _from(self) -> int:
        return self.starts.hour * AN_HOUR + self.starts.minute if self.starts else 0

    @property
    def _until(self) -> int:
        return self._from + self.minutes
