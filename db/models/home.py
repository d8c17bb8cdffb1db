"""Who has opened their App Home, and whether it still shows how things stand."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.models.base import Base, UtcDateTime
from db.models.people import Person


class Home(Base):
    """The App Home of somebody who has opened it.

    `changed` counts what has changed for them, and `shown` how much of that their Home shows; where
    the two differ it is drawn again, not before `not_before` (also the end of the lease of whoever
    draws it). `choice` is what they look at in it. `news` is what their last press there said,
    which stays until `news_until`.
    """

    __tablename__ = "home"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    opened_on: Mapped[date]
    changed: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)
    shown_on: Mapped[date]
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    choice: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    news: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    news_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship(lazy="raise")
