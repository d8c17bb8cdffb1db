"""What somebody wrote although the guard on free text had asked about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, UtcDateTime

KIND_LENGTH = 40


class GuardPass(Base):
    """Somebody said that what they wrote is no child's: who, when and of which kind.

    The text is not kept here.
    """

    __tablename__ = "guard_pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(KIND_LENGTH))
