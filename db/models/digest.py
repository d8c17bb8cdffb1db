"""Who gets the digest and when, and what was forecast."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base
from db.models.people import Person
from db.session import UtcDateTime


class Subscription(Base):
    """A digest that comes again and again, to a person or to a channel.

    `cadence` is weekly (on `weekday`, Monday being 0) or monthly (on working day `working_day`);
    `what` is the words after the status command. `last_told` holds the counts last sent, from
    which the next one says what changed.
    """

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str | None] = mapped_column(String(20))  # none: a direct message
    what: Mapped[str] = mapped_column(String(120), default="")
    cadence: Mapped[str] = mapped_column(String(10))
    weekday: Mapped[int | None]
    working_day: Mapped[int | None]
    at: Mapped[time]
    time_zone: Mapped[str] = mapped_column(String(60))
    paused: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_on: Mapped[date | None]
    last_told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    made_by: Mapped[Person] = relationship()


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
