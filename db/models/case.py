"""The cases of live audits: a month's sample as lines of a sheet, and the files owed another look.

What a case is about stays in the council's own system. Here are the number of its line, a keyed
fingerprint of its number if one was given, and who holds it.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.audit import LiveAudit
from db.models.base import Base, UtcDateTime
from db.models.people import Person, Team


class CaseChosen(StrEnum):
    """How the case of a live audit was chosen."""

    LOT = "lot"
    NAMED = "named"
    AGREED = "agreed"
    NEXT = "next"  # the one before it was closed or transferred


class SampleLine(Base):
    """A line of a month's sheet of cases: who holds it, and nothing of what it is about.

    A line with `debt_id` was not on the sheet: it is a file owed another look that month.
    """

    __tablename__ = "sample_line"
    __table_args__ = (UniqueConstraint("month", "line"), UniqueConstraint("month", "case_key"))

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[date]  # its first day
    line: Mapped[int]
    practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_practitioner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))  # where it names nobody
    theme: Mapped[str] = mapped_column(String(40), default="")
    case_key: Mapped[str | None] = mapped_column(String(64))
    debt_id: Mapped[int | None] = mapped_column(ForeignKey("case_debt.id"))
    gone: Mapped[str] = mapped_column(String(20), default="")  # "closed" or "transferred"
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    practitioner: Mapped[Person | None] = relationship(foreign_keys=[practitioner_id])
    second_practitioner: Mapped[Person | None] = relationship(foreign_keys=[second_practitioner_id])
    team: Mapped[Team | None] = relationship()


class CaseDebt(Base):
    """A file that is to be looked at again, since the audit of it ended Inadequate.

    It is owed by the case: whoever comes and goes, it stays until an audit that was made for it
    has been held, or a lead releases it because the file is closed for good. Whether one was held
    is asked of the audits, so that it cannot be forgotten. With nobody for a holder somebody has to
    say who holds the file now.
    """

    __tablename__ = "case_debt"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_audit_id: Mapped[int] = mapped_column(ForeignKey("live_audit.id"), unique=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    holder_said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holder_said_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    owed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the grade was changed
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the file is closed for good
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    first_audit: Mapped[LiveAudit] = relationship()
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])
