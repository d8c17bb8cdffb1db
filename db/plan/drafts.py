"""Rows of a file that somebody has put right in a form, kept until the file is imported."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import Person, PlanDraft

KEPT_FOR: Final = timedelta(days=7)
Corrections = Mapping[str, Mapping[str, str]]


def corrections(session: Session, number: int, person: Person) -> Corrections:
    """Return what somebody wrote instead of cells, by place and field; nobody sees another's."""
    draft = session.get(PlanDraft, number) if number else None
    if draft is None or draft.person_id != person.id:
        return {}
    found: Corrections = draft.choices
    return found


def keep(session: Session, number: int, person: Person, given: Corrections, at: datetime) -> int:
    """Keep what was written besides what there is already; return the draft's number."""
    before = corrections(session, number, person)
    merged = {
        place: {**before.get(place, {}), **given.get(place, {})}
        for place in [*before, *(each for each in given if each not in before)]
    }
    draft = session.get(PlanDraft, number) if before else None
    if draft is None:
        draft = PlanDraft(person_id=person.id, made_at=at)
        session.add(draft)
    draft.choices = merged
    session.flush()
    return draft.id


def forget_old(session: Session, now: datetime) -> None:
    """Forget what was written for a file that nobody imported within a week."""
    session.execute(delete(PlanDraft).where(PlanDraft.made_at < now - KEPT_FOR))


def forget(session: Session, number: int, person: Person) -> None:
    """Forget what was written, once it is imported."""
    session.execute(
        delete(PlanDraft).where(PlanDraft.id == number, PlanDraft.person_id == person.id)
    )
