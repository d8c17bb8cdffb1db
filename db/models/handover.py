"""What passes from one person's hands to another's."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime
from db.models.people import Person


class Handover(Base):
    """Everything one person holds, offered to another."""

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    taker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")

    giver: Mapped[Person] = relationship(foreign_keys=[giver_id])
    taker: Mapped[Person] = relationship(foreign_keys=[taker_id])
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    items: Mapped[list["HandoverItem"]] = relationship(
        back_populates="handover", order_by="HandoverItem.id"
    )


class HandoverItem(Base):
    """One thing of a handover: an action, a deputy's place, a sign-off, an audit, a moderation.

    `kind` is one of action, deputy, sign-off, audit, moderation; `subject_id` is the number of the
    action or live audit. `state` is one of waiting, accepted, refused, gone.
    """

    __tablename__ = "handover_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")

    handover: Mapped[Handover] = relationship(back_populates="items")
