"""Making somebody who has left nobody in particular, everywhere (UK GDPR, article 17).

Their rows stay, so that no figure of a past month changes; what says who they were goes.
"""

import json
import re
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Column, String, Table, delete, func, select, update
from sqlalchemy.orm import Session

from db.context import WorkContext
from db.errors import RefusedError
from db.models import Action, Base, Person, PlanAnswer
from db.models.action import OPEN_STATUSES
from db.models.erasure import ErasedKind, Erasure

MARK: Final = "[removed]"
# Words in these are of nobody: keys, and what the program itself wrote.
NO_WORDS: Final = frozenset({"person", "team", "seen"})


def name_of_a_leaver(person: Person) -> str:
    """Return what a person is called once they are forgotten."""
    return f"Former colleague {person.id}"


def is_forgotten(person: Person) -> bool:
    return person.name == name_of_a_leaver(person)


def refuse_unless_left(session: Session, person: Person, today: date) -> None:
    """Refuse somebody who still works here, or who still holds something open."""
    if person.ends_on is None or person.ends_on >= today:
        raise RefusedError("forget.not_left", about="person", person=person.called)
    held = held_open(session, person)
    if held:
        raise RefusedError("forget.holds", about="person", person=person.called, count=held)


def held_open(session: Session, person: Person) -> int:
    """Return how many open actions somebody owns: while they do, they are not forgotten."""
    own = select(func.count()).where(Action.owner_id == person.id, Action.status.in_(OPEN_STATUSES))
    return session.scalar(own) or 0


def forget(ctx: WorkContext, person: Person) -> int:
    """Pseudonymise a leaver, and take their name out of all that people wrote.

    Returns in how many texts it stood. The e-mail and the Slack account are deleted, so that the
    same person, coming back, is somebody new.
    """
    found = take_out(ctx.session, person.name) if len(person.name.split()) > 1 else 0
    person.name = name_of_a_leaver(person)
    person.email = person.slack_id = person.opened = None
    person.left_slack = True
    person.is_lead = person.is_admin = False
    person.deputy_id = None
    ctx.session.execute(delete(PlanAnswer).where(PlanAnswer.person_id == person.id))
    ctx.session.execute(update(Person).where(Person.deputy_id == person.id).values(deputy_id=None))
    ctx.session.add(
        Erasure(at=ctx.now, kind=ErasedKind.LEAVER, rows=1 + found, person_id=person.id)
    )
    return found


def texts_of(table: Table) -> list[Column[Any]]:
    """Return the columns of a table in which words that people wrote may stand."""
    if table.name in NO_WORDS:
        return []
    return [
        column
        for column in table.columns
        if isinstance(column.type, String | JSON)
        and not column.foreign_keys
        and not column.primary_key
    ]


def redact(ctx: WorkContext, words: str) -> int:
    """Take words that should never have been written out of every text; return of how many."""
    found = take_out(ctx.session, words)
    if found:
        ctx.session.add(Erasure(at=ctx.now, kind=ErasedKind.REDACTION, rows=found))
    return found


def take_out(session: Session, words: str) -> int:
    """Put a mark in the place of words, whatever their capitals, wherever people can write.

    Returns in how many texts they stood.
    """
    said = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return sum(
        _clean(session, table, column, said)
        for table in Base.metadata.sorted_tables
        for column in texts_of(table)
    )


def _clean(session: Session, table: Table, column: Column[Any], said: re.Pattern[str]) -> int:
    keys = list(table.primary_key.columns)
    changed = 0
    for *key, value in session.execute(select(*keys, column).where(column.is_not(None))).all():
        is_json = isinstance(column.type, JSON)
        cleaned, times = said.subn(
            MARK, json.dumps(value, ensure_ascii=False) if is_json else value
        )
        if times:
            same = [each == wanted for each, wanted in zip(keys, key, strict=True)]
            kept = json.loads(cleaned) if is_json else cleaned
            session.execute(update(table).where(*same).values({column.name: kept}))
            changed += 1
    return changed
