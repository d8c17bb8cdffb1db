"""What happened to the council's own affairs: who may, who is here, who took what out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.audit import LiveAudit
from db.models.base import Base, UtcDateTime
from db.models.people import Person


class CouncilEventKind(StrEnum):
    """What can happen that is about no action, live audit, measure or plan item by itself."""

    RULES = "rules"
    AUDITOR = "auditor"
    NO_AUDITOR = "no auditor"
    AWAY = "away"
    BACK = "back"
    PERSON = "person"  # the roster, or Slack: somebody new, or something of theirs
    APPOINTED = "appointed"  # a lead or an administrator, or no more
    MONTH = "month"  # drawn, published, on hold, late records off
    IMPORTED = "imported"  # a plan, by somebody at the server; in Slack each event says by whom
    EXPORTED = "exported"  # a report, a pack, a plan, all that is held on somebody
    LOOKED = "looked"  # at the grade of an audit, beside whose it is
    SUBSCRIPTION = "subscription"  # a digest that comes by itself, to a person or a channel
    SAMPLE = "sample"  # a month's sheet of cases was given
    FILE = "file"  # who holds a file that is to be looked at again
    HANDOVER = "handover"  # offered, or not taken; what is taken is told of each thing
    ACCEPTED = "accepted"  # rows as they stand, by somebody at the server
    ERASED = "erased"  # redacted, somebody forgotten or what was old, by somebody at the server
    RESTORED = "restored"  # a backup was put back, by somebody at the server
    HEARS = "hears"  # how somebody wants to hear, or of what they hear later


class CouncilEvent(Base):
    """One thing that happened: who, when, what, about whom, and old to new. Never changed."""

    __tablename__ = "council_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("live_audit.id"), index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise")
    audit: Mapped[LiveAudit | None] = relationship(lazy="raise")
