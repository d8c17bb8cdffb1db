"""What was erased, when and by whom; never what it said."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime


class ErasedKind(StrEnum):
    """What can be erased: a class of rows by their age, or what names one person."""

    MESSAGES = auto()
    ABSENCES = auto()
    DRAW = auto()  # days away that a month was drawn with
    LEAVER = auto()
    REDACTION = auto()
    DRAFT = auto()  # a month's plan that nobody was told of
    DOWNGRADE = auto()  # what the version before has no table for


class Erasure(Base):
    """One erasure; `person_id` is the row that was pseudonymised, if it was a person's.

    `links` are the numbers of those that no longer tell what they sealed.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    rows: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    links: Mapped[list[int] | None] = mapped_column(JSON)
