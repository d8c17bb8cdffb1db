"""What stands around an action on the improvement board: its plan, its order."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.action import Action
from db.models.base import Base, UtcDateTime
from db.models.people import Person


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


class PlanEvent(Base):
    """One thing that happened to what a review says: who, when, and old to new. Never changed."""

    __tablename__ = "plan_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    person: Mapped[Person | None] = relationship(lazy="raise")


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
