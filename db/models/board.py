"""What stands around an action on the improvement board: its plan, its dates' ledger, its order."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.action import Action
from db.models.base import Base
from db.models.people import Person
from db.session import UtcDateTime


class PlanItem(Base):
    """Something a review says: a strength, an area, a top tip, a key line of enquiry, a priority.

    `kind` is one of strength, area, tip, kloe, priority, mechanism.
    """

    __tablename__ = "plan_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    paragraph: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(120), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Answering(Base):
    """An action that answers something a review says."""

    __tablename__ = "answering"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id"), primary_key=True, index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    action: Mapped[Action] = relationship(lazy="raise")
    item: Mapped[PlanItem] = relationship(lazy="raise")


class ItemLink(Base):
    """A thing a review says that stands under another: a finding under a tip, say."""

    __tablename__ = "item_link"

    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id"), primary_key=True)
    under_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id"), primary_key=True, index=True)


class DateMove(Base):
    """One line of an action's slippage ledger: a due date asked for, why, and who agreed.

    `state` is one of agreed, waiting, declined, withdrawn, undone. `days` counts working days,
    negative where the date came nearer, none where there was no date before. `number` counts the
    action's moves from 1.
    """

    __tablename__ = "date_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)
    number: Mapped[int]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    from_on: Mapped[date | None]
    from_precision: Mapped[str] = mapped_column(String(10), default="none")
    to_on: Mapped[date | None]
    to_precision: Mapped[str] = mapped_column(String(10), default="none")
    days: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(12), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(Text, default="")

    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])


class Dependency(Base):
    """An action that cannot begin before another is done ("after #12")."""

    __tablename__ = "dependency"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    after_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)


class Snooze(Base):
    """Until when a person asked not to hear of an action; what others hear is not changed by it."""

    __tablename__ = "snooze"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)
    until: Mapped[date]
