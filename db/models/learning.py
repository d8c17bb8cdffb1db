"""A month's learning note, the teams it was posted to, and what happened to it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.audit import AuditMonth
from db.models.base import Base, UtcDateTime
from db.models.people import Team

CHANGES_LENGTH: Final = 600
QUESTION_LENGTH: Final = 300


class LearningEventKind(StrEnum):
    """What can happen to a learning note."""

    EDITED = "edited"
    POSTED = "posted"
    DISCUSSED = "discussed"
    REFUSED = "refused"  # by a channel
    CHANNEL = "channel"  # a team's channel was named
    UNDONE = "undone"


class LearningNote(Base):
    """What teams are told of a month's live audits, from the first change a lead makes to it.

    The themes are those that are named; how many audits each was in is worked out until the note
    is first posted. `told` holds it from then on, so that every team reads the same.
    """

    __tablename__ = "learning_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_month_id: Mapped[int] = mapped_column("round_id", ForeignKey("audit_round.id"))
    strengths: Mapped[list[str]] = mapped_column(JSON, default=list)
    areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    changes: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    told: Mapped[Mapping[str, Any]] = mapped_column(JSON, default=dict)
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    posted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    audit_month: Mapped[AuditMonth] = relationship()
    posts: Mapped[list["NotePost"]] = relationship(back_populates="note", order_by="NotePost.id")

    __table_args__ = (UniqueConstraint("round_id"),)


class NotePost(Base):
    """A learning note in the channel of a team: posted or refused, and when they discussed it."""

    __tablename__ = "learning_post"
    __table_args__ = (UniqueConstraint("note_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("learning_note.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    channel: Mapped[str] = mapped_column(String(20))
    posted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # none: taken back
    refused: Mapped[str] = mapped_column(String(80), default="")  # why, as Slack has it
    discussed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    discussed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    note: Mapped[LearningNote] = relationship(back_populates="posts")
    team: Mapped[Team] = relationship()

    @property
    def stands(self) -> bool:
        """Say whether the team has it, or is about to."""
        return self.posted_at is not None and not self.refused


class LearningEvent(Base):
    """One thing that happened to a note or a team's channel: who, when, what. Never changed."""

    __tablename__ = "learning_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("learning_note.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
