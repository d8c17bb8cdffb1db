"""What is kept of the files of a plan: their shape, what was answered, and what is being chosen."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime

SAID_LENGTH = 200


class PlanAnswer(Base):
    """What somebody said that words in a file mean: an owner's name, or a status.

    `said` are the words as they are compared; they mean a person, or else a status.
    """

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("field", "said"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(String(SAID_LENGTH))
    means: Mapped[str] = mapped_column(String(40), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanShape(Base):
    """The shape of a plan that was imported: its sheets, their headings, and its rows in order.

    Nothing else of the file is kept. Each table has a name, a kind, its headings, the column of
    each field, and rows: an action or a thing a review says by its number, or a section's words.
    """

    __tablename__ = "plan_shape"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    tables: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlanDraft(Base):
    """What somebody has chosen so far for a file that they are looking at."""

    __tablename__ = "plan_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
