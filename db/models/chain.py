"""The links that seal the history, and the door through which alone it is erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime

HASH_LENGTH = 64


class Link(Base):
    """One row of the history, sealed: a digest of what it says, hashed with the link before.

    Without its salt the digest says nothing of what stood there: that is how a row is erased.
    """

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_row", "table_name", "row_id"),)

    number: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, 3 …
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    table_name: Mapped[str] = mapped_column(String(30))
    row_id: Mapped[int]
    salt: Mapped[str | None] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(HASH_LENGTH))
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), index=True)
    erased_by_id: Mapped[int | None] = mapped_column(ForeignKey("erasure.id"))


class Standing(Base):
    """What was written into rows of which no event tells all: by table and key, each column.

    Of a row that is gone there stands nothing.
    """

    __tablename__ = "standing"

    id: Mapped[int] = mapped_column(primary_key=True)
    rows: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class OpenDoor(Base):
    """A row here lets its own transaction alone change or delete what is sealed."""

    __tablename__ = "open_door"

    id: Mapped[int] = mapped_column(primary_key=True)
