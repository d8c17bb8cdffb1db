"""People, the teams they are in, and the days on which they are away."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ForeignKey, String, and_, exists, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from db.models.base import Base, UtcDateTime, new_seal_key

NINE, FIVE = time(9, 0), time(17, 0)
MONDAY_TO_FRIDAY = "12345"
A_DAY, NEVER = timedelta(days=1), date(1970, 1, 1)


class Team(Base):
    """A team, and the service it belongs to."""

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    service: Mapped[str] = mapped_column(String(120), default="")
    channel: Mapped[str | None] = mapped_column(String(20))  # where it is told what all may know


class ServiceDates:
    """From when to when somebody works here: as the roster has it, and as Slack does."""

    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    left_slack: Mapped[bool] = mapped_column(default=False)
    left_slack_on: Mapped[date | None]  # as Slack has it; none: on a day that nobody knows

    @property
    def last_on(self) -> date | None:
        """Return the last day here: as the roster has it, or before they left Slack if sooner."""
        if not self.left_slack:
            return self.ends_on
        left = self.left_slack_on - A_DAY if self.left_slack_on else NEVER
        return min(left, self.ends_on) if self.ends_on else left

    def works_here(self, day: date) -> bool:
        """Say whether `day` lies within the service dates, and before they left Slack."""
        started = self.starts_on is None or self.starts_on <= day
        last = self.last_on
        return started and (last is None or day <= last)


class Person(ServiceDates, Base):
    """Someone who works here, known by e-mail to the roster and by id to Slack."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    slack_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(120), default="")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    time_zone: Mapped[str] = mapped_column(String(60), default="Europe/London")
    works: Mapped[str] = mapped_column(String(7), default=MONDAY_TO_FRIDAY)
    day_starts: Mapped[time] = mapped_column(default=NINE)
    day_ends: Mapped[time] = mapped_column(default=FIVE)
    is_lead: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    # Not so for whoever is known from Slack alone: they have their own actions and nothing else.
    on_roster: Mapped[bool] = mapped_column(default=True)
    # The conversation that was opened, after the Slack id it is with: another account has another.
    opened: Mapped[str | None] = mapped_column(String(50))
    # Of the digests by which `verify` knows who they are; another makes the earlier ones mute.
    name_seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)
    email_seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)
    slack_id_seal_key: Mapped[str | None] = mapped_column(String(32), default=new_seal_key)
    # How they want their morning's message; none: as the council has it, on every day worked.
    morning_level: Mapped[str | None] = mapped_column(String(10))
    morning_at: Mapped[time | None]
    morning_days: Mapped[str | None] = mapped_column(String(7))

    # Not lazy="raise": a line of management is a handful of rows, walked one at a time.
    manager: Mapped["Person | None"] = relationship(remote_side=[id], foreign_keys=[manager_id])
    deputy: Mapped["Person | None"] = relationship(remote_side=[id], foreign_keys=[deputy_id])
    team: Mapped[Team | None] = relationship()
    if TYPE_CHECKING:
        is_manager: Mapped[bool]  # whether they answer for anybody; mapped below
    absences: Mapped[list["Absence"]] = relationship(
        foreign_keys="Absence.person_id", order_by="Absence.last_on", viewonly=True
    )

    @property
    def conversation(self) -> str | None:
        """Return the id of the bot's conversation with them, if it was opened before."""
        slack_id, _, channel = (self.opened or "").partition(" ")
        return channel if channel and slack_id == self.slack_id else None

    @property
    def called(self) -> str:
        """Return how a sentence names this person: by name, or by role if that is all."""
        stands_for_a_name = self.name.partition(",")[0][-1:].isdigit()  # "Practitioner 1"
        is_role = self.name == self.role and not stands_for_a_name
        return f"the {self.name}" if is_role else self.name

    @property
    def line(self) -> Iterator["Person"]:
        """Yield the managers above this person, nearest first; a loop in the roster ends it."""
        met = {self.id}
        above = self.manager
        while above is not None and above.id not in met:
            yield above
            met.add(above.id)
            above = above.manager

    @property
    def weekdays(self) -> frozenset[int]:
        """Return the weekdays worked, Monday being 0."""
        return frozenset(int(day) - 1 for day in self.works)

    @property
    def mornings(self) -> frozenset[int]:
        """Return the weekdays on which they want their morning's message, of those they work."""
        chosen = frozenset(int(day) - 1 for day in self.morning_days or "")
        return chosen & self.weekdays or self.weekdays

    @hybrid_property
    def has_duties(self) -> bool:
        """Say whether this person may answer for more than their own actions."""
        return self.on_roster or self.is_lead or self.is_admin

    @has_duties.inplace.expression
    @classmethod
    def _has_duties(cls) -> ColumnElement[bool]:
        return or_(cls.on_roster, cls.is_lead, cls.is_admin)

    def is_above(self, other: "Person") -> bool:
        """Say whether this person is anywhere in the line above `other`."""
        number = self.id
        return any(above.id == number for above in other.line)

    def manages(self, other: "Person") -> bool:
        """Say whether this person is anywhere in the line above `other`, and answers for others."""
        return self.has_duties and self.is_above(other)

    def line_on(self, day: date) -> Iterator["Person"]:
        """Yield the managers above this person who can be asked on `day`, nearest first."""
        return (above for above in self.line if above.can_be_asked(day))

    def day_of(self, at: datetime) -> date:
        """Return the date it was where this person is, at an aware instant.

        Instants are kept in UTC, which in a British summer is still on the day before until one.
        """
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def is_here(self, day: date) -> bool:
        """Say whether this person is in post on `day` and has no account that was closed."""
        return not self.left_slack and self.works_here(day)

    def is_reachable(self, day: date) -> bool:
        """Say whether a message on `day` would reach this person in Slack."""
        return self.slack_id is not None and self.is_here(day)

    def can_be_asked(self, day: date) -> bool:
        """Say whether more than their own actions can be asked of this person on `day`."""
        return self.has_duties and self.is_reachable(day)

    def away_on(self, day: date) -> "Absence | None":
        """Return the absence for which this person hears nothing on `day`, the longest of them."""
        away = [one for one in self.absences if one.covers(day) and not one.can_finish]
        return away[-1] if away else None

    def takes_nothing_new(self, day: date) -> "Absence | None":
        """Return the absence for which nothing new is asked of this person on `day`."""
        covering = [one for one in self.absences if one.covers(day)]
        return self.away_on(day) or (covering[-1] if covering else None)

    def needs_standing_in(self, day: date) -> bool:
        """Say whether somebody else is asked for what is this person's on `day`."""
        return not self.is_reachable(day) or self.away_on(day) is not None


class Membership(ServiceDates, Base):
    """Where somebody belonged from one day to another, as was known then; a row is not changed.

    Without `since` it is as far back as is known, without `until` as it is now. `team` and
    `service` are what they were called.
    """

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]  # the day from which another one holds
    role: Mapped[str] = mapped_column(String(120), default="")
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    team: Mapped[str] = mapped_column(String(120), default="")
    service: Mapped[str] = mapped_column(String(120), default="")


class Absence(Base):
    """Days on which somebody is away; `can_finish`: takes nothing new but keeps what they have."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    can_finish: Mapped[bool] = mapped_column(default=False)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    def covers(self, day: date) -> bool:
        """Say whether `day` is one of its days."""
        return self.first_on <= day <= self.last_on


_report = Person.__table__.alias()
# Asked with the person, and not for each by itself.
_answered = exists().where(_report.c.manager_id == Person.id)
Person.is_manager = column_property(and_(Person.has_duties, _answered))
