"""Which messages show which action, audit, month or handover, and whether they show it as it is."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime, index_of_some
from db.models.outbox import Message

TO_REWRITE = text("due_at IS NOT NULL")


class Card(Base):
    """A message to a person that shows something which can change.

    `due_at` is when it is to be rewritten next, empty while it shows how things stand; it is never
    before `not_before`, which is also the end of the lease of whoever rewrites it. `changed` counts
    the changes, so that one that comes meanwhile is not lost. `shown` is the digest of what it
    shows. What its reader did in it last, an event of an action or of an audit, can be undone until
    `undo_until`.
    """

    __tablename__ = "card"
    __table_args__ = (index_of_some("ix_card_due", "due_at", TO_REWRITE),)

    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), primary_key=True
    )
    changed: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    shown: Mapped[str | None] = mapped_column(String(64))
    action_event_id: Mapped[int | None]
    audit_event_id: Mapped[int | None]
    undo_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    message: Mapped[Message] = relationship(lazy="raise")


class CardItem(Base):
    """One thing that a message shows; `kind` is one of `db.outbox.pointing.ItemKind`."""

    __tablename__ = "card_item"
    __table_args__ = (Index("ix_card_item_subject", "kind", "number"),)

    message_id: Mapped[int] = mapped_column(
        ForeignKey("card.message_id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
