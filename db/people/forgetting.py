"""Making somebody who has left nobody in particular, everywhere (UK GDPR, article 17).

Their rows stay, so that no figure of a past month changes; what says who they were goes.
"""

import json
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy import JSON, Column, String, Table, delete, func, select, update
from sqlalchemy.orm import Session

from db.chain.erasing import MARK, Erased, erasing
from db.chain.written import DIGESTED, KEY
from db.context import WorkContext
from db.council_events import appointed, watched
from db.errors import RefusedError
from db.models import (
    Action,
    AuditMonth,
    Base,
    Card,
    LiveAudit,
    Message,
    Person,
    PlanAnswer,
    ProcessedRequest,
)
from db.models.action import OPEN_STATUSES
from db.models.base import new_seal_key
from db.models.erasure import ErasedKind
from db.outbox import card_changes

# Words in these are of nobody: keys, and what the program itself wrote.
NO_WORDS: Final = frozenset({"person", "team", "link"})


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
    with erasing(ctx, ErasedKind.LEAVER, person_id=person.id) as erased:
        if person.slack_id:
            theirs = ProcessedRequest.slack_id == person.slack_id
            ctx.session.execute(delete(ProcessedRequest).where(theirs))
        known_by = [person.name] if len(person.name.split()) > 1 else []
        for words in (*known_by, person.email, person.slack_id):
            if words:
                take_out(ctx.session, words, erased)
        found = erased.count
        erased.count += 1  # the person's own row
    standing_in = ctx.session.scalars(select(Person).where(Person.deputy_id == person.id)).all()
    before = {one: watched(one) for one in (person, *standing_in)}
    for one in before:
        one.deputy_id = None
    person.name = name_of_a_leaver(person)
    person.email = person.slack_id = person.opened = None
    person.left_slack = True
    person.is_lead = person.is_admin = False
    for one, was in before.items():
        appointed(ctx.session, ctx.now, one, was)
    # Where their conversation with the bot is says which account was theirs.
    own = update(Message).where(Message.person_id == person.id, Message.channel.is_(None))
    ctx.session.execute(own.values(slack_channel=None, slack_ts=None))
    ctx.session.execute(delete(PlanAnswer).where(PlanAnswer.person_id == person.id))
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
    with erasing(ctx, ErasedKind.REDACTION) as erased:
        take_out(ctx.session, words, erased)
    return erased.count


def take_out(session: Session, words: str, erased: Erased) -> None:
    """Put a mark in the place of words, whatever their capitals, wherever people can write."""
    between = r"(?:\s|\\[nrt])+"  # as JSON writes the end of a line, too
    begins = r"(?:(?<!\w)|(?<=\\[nrt]))"
    parts = between.join(map(re.escape, words.split()))
    said = re.compile(rf"{begins}{parts}(?!\w)", re.IGNORECASE)
    for table in Base.metadata.sorted_tables:
        for column in texts_of(table):
            rows = list(_clean(session, table, column, said))
            erased.count += len(rows)
            erased.note(table.name, rows)
            card_changes.were_changed(session, table.name, rows)
            if column.name in DIGESTED.get(table.name, ()):
                _seal_anew(session, table, rows)
    session.execute(update(Card).values(shown=None))  # a digest of what stood there can be tried


def _seal_anew(session: Session, table: Table, numbers: Collection[int]) -> None:
    """Give rows another key, so that what stood in them cannot be found out by its digest."""
    model = AuditMonth if table is AuditMonth.__table__ else LiveAudit
    for number in numbers:
        row = session.get_one(model, number, populate_existing=True)
        setattr(row, KEY, new_seal_key())
    session.flush()


def _clean(
    session: Session, table: Table, column: Column[Any], said: re.Pattern[str]
) -> Iterator[int]:
    """Yield the first key of each row in which the words stood."""
    keys = list(table.primary_key.columns)
    for *key, value in session.execute(select(*keys, column).where(column.is_not(None))).all():
        is_json = isinstance(column.type, JSON)
        cleaned, times = said.subn(
            MARK, json.dumps(value, ensure_ascii=False) if is_json else value
        )
        if times:
            same = [each == wanted for each, wanted in zip(keys, key, strict=True)]
            kept = json.loads(cleaned) if is_json else cleaned
            session.execute(update(table).where(*same).values({column.name: kept}))
            yield key[0]
