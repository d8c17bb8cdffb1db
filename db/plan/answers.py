"""What somebody said that words in a plan's file mean, kept for the next time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, PlanAnswer
from db.models.plan_files import SAID_LENGTH


@dataclass(frozen=True)
class AnswerGiven:
    """That words of a field mean a person, or else a status."""

    field: str
    said: str
    means: str = ""
    person_id: int | None = None


def remember(session: Session, given: AnswerGiven, at: datetime, by: Person | None = None) -> None:
    """Remember what words of a field mean, in place of what they meant before."""
    field, said = given.field, given.said[:SAID_LENGTH]
    row = session.scalar(
        select(PlanAnswer).where(PlanAnswer.field == field, PlanAnswer.said == said)
    )
    if row is None:
        row = PlanAnswer(field=field, said=said)
        session.add(row)
    row.means, row.person_id, row.answered_at = given.means, given.person_id, at
    row.answered_by_id = by.id if by else None
    session.flush()
