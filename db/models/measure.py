"""What is measured again and again, what was read, and who changed what about it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db import privacy
from db.errors import RefusedError
from db.history import put, told
from db.models.base import Base, UtcDateTime
from db.models.people import Person, Team
from db.permissions import Permission, require

NAME_LENGTH = 120
NOTE_LENGTH = 300
MOST = 1_000_000


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

    def started(self, by: Person, at: datetime) -> None:
        """Write the first event of a new measure; its name passes the guard."""
        require(by, Permission.ADD_MEASURE)
        privacy.refuse(self.name, at.date())
        if not 0 < len(self.name.strip()) <= NAME_LENGTH:
            raise RefusedError("measure.name_too_long", "name", most=NAME_LENGTH)
        self._refuse_odd_target(self.target, self.target_out_of)
        fields = ("name", "theme", "team_id", "target", "target_out_of", "more_is_better")
        changes = {name: [None, told(getattr(self, name))] for name in fields}
        self._write(by, at, "added", changes)

    def aim(self, by: Person, at: datetime, target: float, out_of: float | None) -> None:
        """Give it a target, or another one."""
        require(by, Permission.SET_TARGET)
        self._refuse_if_ended()
        self._refuse_odd_target(target, out_of)
        self._write(by, at, "target", put(self, {"target": target, "target_out_of": out_of}))

    def read(
        self, by: Person, at: datetime, day: date, number: float, out_of: float | None
    ) -> "Reading":
        """Write down what it stood at on a day; the same day again corrects it."""
        require(by, Permission.ADD_READING)
        self._refuse_if_ended()
        if self.computed:
            raise RefusedError("measure.is_computed", name=self.name)
        if day > at.date():
            raise RefusedError("measure.day_to_come", day=day)
        _refuse_odd(number, out_of)
        if self.target is not None and (out_of is None) != (self.target_out_of is None):
            raise RefusedError("measure.unlike_its_target", target=self._example)
        found = next((one for one in self.readings if one.read_on == day), None)
        before = [found.number, found.out_of] if found else None
        if found is None:
            found = Reading(read_on=day, number=number, note="", recorded_at=at)
            self.readings.append(found)
        found.number, found.out_of = number, out_of
        found.recorded_by_id, found.recorded_at = by.id, at
        self._write(by, at, "reading", {day.isoformat(): [before, [number, out_of]]})
        return found

    def end(self, by: Person, at: datetime) -> None:
        """Measure it no longer; what was read is kept."""
        require(by, Permission.END_MEASURE)
        self._refuse_if_ended()
        self._write(by, at, "ended", put(self, {"ended_at": at}))

    @property
    def _example(self) -> str:
        return f"{self.target:g}" + (f" of {self.target_out_of:g}" if self.target_out_of else "")

    def _refuse_odd_target(self, target: float | None, out_of: float | None) -> None:
        _refuse_odd(target, out_of)
        if self.computed and out_of is None:
            raise RefusedError("measure.target_of_nothing")

    def _refuse_if_ended(self) -> None:
        if self.ended_at is not None:
            raise RefusedError("measure.has_ended", name=self.name, day=self.ended_at.date())

    def _write(self, by: Person, at: datetime, kind: str, changes: dict[str, Any]) -> None:
        self.events.append(MeasureEvent(person_id=by.id, at=at, kind=kind, changes=changes))


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


def _refuse_odd(number: float | None, out_of: float | None) -> None:
    if number is None:
        return
    if not 0 <= number <= MOST or (out_of is not None and not 0 < out_of <= MOST):
        raise RefusedError("measure.no_figure", "number")
    if out_of is not None and number > out_of:
        raise RefusedError("measure.more_than_all", "number", number=number, out_of=out_of)
