"""What is measured again and again, what was read, and who changed what about it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime
from db.models.people import Team

NAME_LENGTH = 120


class Measure(Base):
    """Something counted again and again to show the distance travelled, by theme and team.

    `computed` names one that the bot counts itself, and is empty for one that people write down. A
    target is a figure, or `target` of `target_out_of`.
    """

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("name", "theme", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    computed: Mapped[str] = mapped_column(String(20), default="")
    theme: Mapped[str] = mapped_column(String(120), default="")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    unit: Mapped[str] = mapped_column(String(40), default="")
    target: Mapped[float | None]
    target_out_of: Mapped[float | None]
    more_is_better: Mapped[bool] = mapped_column(default=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    team: Mapped[Team | None] = relationship()
    readings: Mapped[list["Reading"]] = relationship(
        back_populates="measure", order_by="Reading.read_on"
    )
    events: Mapped[list["MeasureEvent"]] = relationship(order_by="MeasureEvent.id")


class Reading(Base):
    """What a measure stood at on a day: a figure, or `number` of `out_of`."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("measure_id", "read_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"))
    read_on: Mapped[date]
    number: Mapped[float]
    out_of: Mapped[float | None]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    measure: Mapped[Measure] = relationship(back_populates="readings")


class MeasureEvent(Base):
    """One thing that happened to a measure: who, when, what, old to new. Never changed."""

    __tablename__ = "measure_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
