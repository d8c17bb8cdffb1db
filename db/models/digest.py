"""Who gets the digest and when, what was forecast, and how things stood a month ago."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.errors import RefusedError
from db.models.base import Base, UtcDateTime
from db.models.people import Person


class Subscription(Base):
    """A digest that comes again and again, to a person or to a channel.

    It comes weekly (on `weekday`, Monday being 0) or monthly (on working day `working_day`).
    `view`, `reach`, `name` and `about_id` say what was asked for, as the status command does.
    Days count from `counts_from` on: when it was made or last resumed. `last_on` is the day last
    decided on; `last_told` holds what the last message that arrived had counted, and on which day.
    """

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str | None] = mapped_column(String(20))  # none: a direct message
    view: Mapped[str] = mapped_column(String(20), default="")
    reach: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(120), default="")
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    weekday: Mapped[int | None]
    working_day: Mapped[int | None]
    at: Mapped[time]
    time_zone: Mapped[str] = mapped_column(String(60))
    paused: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts_from: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_on: Mapped[date | None]
    last_told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    made_by: Mapped[Person] = relationship(foreign_keys=[made_by_id])

    def may_be_changed_by(self, person: Person) -> bool:
        """Say whether somebody may pause, resume or stop it: its maker; of a channel, leads too."""
        looks_after = self.channel is not None and (person.is_lead or person.is_admin)
        return person.id == self.made_by_id or looks_after

    def pause(self, at: datetime, by: Person | None = None) -> None:
        """Send no more until it is resumed; `by` is nobody where the bot itself had to."""
        if self.paused:
            raise RefusedError("subscription.paused_already", number=self.id)
        self.paused = True
        self._changed(at, by)

    def resume(self, at: datetime, by: Person | None = None) -> None:
        """Send it again from now on; what fell into the pause does not come."""
        if not self.paused:
            raise RefusedError("subscription.not_paused", number=self.id)
        self.paused, self.counts_from = False, at
        self._changed(at, by)

    def stop(self, at: datetime, by: Person | None = None) -> None:
        """End it for good."""
        self.ended_at = at
        self._changed(at, by)

    def _changed(self, at: datetime, by: Person | None) -> None:
        self.changed_at, self.changed_by_id = at, by.id if by else None


class Forecast(Base):
    """A drift forecast made before an action's due date, and whether it came true."""

    __tablename__ = "forecast"
    __table_args__ = (UniqueConstraint("action_id", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    due_on: Mapped[date]
    made_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    came_true: Mapped[bool | None]
    settled_on: Mapped[date | None]


class MonthAgo(Base):
    """How many of the plan's actions somebody had open on a day a month ago, and how those stood.

    Only one day is kept. Of what nobody owned there always is a row; `due_soon` were due in the 30
    days from then on, and `at_risk` are of these.
    """

    __tablename__ = "month_ago"
    __table_args__ = (UniqueConstraint("day", "owner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    open: Mapped[int] = mapped_column(default=0)
    overdue: Mapped[int] = mapped_column(default=0)
    due_soon: Mapped[int] = mapped_column(default=0)
    at_risk: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    without_date: Mapped[int] = mapped_column(default=0)
