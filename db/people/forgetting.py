"""Making somebody who has left nobody in particular, everywhere (UK GDPR, article 17).

Their rows stay, so that no figure of a past month changes; what says who they were goes.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    String,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from db.chain.erasing import ERASURE, MARK, Erased, erasing
from db.chain.letting_go import let_go
from db.chain.replaying import ACCEPTED
from db.chain.sealing import AT_ONCE, seal
from db.chain.standing import ROWS, Stands, named
from db.chain.written import DIGESTED, in_rows, key_of, last_told, stands
from db.context import WorkContext
from db.council_events import BY, appointed, watched
from db.errors import RefusedError
from db.models import (
    Action,
    AuditMonth,
    Base,
    Card,
    Home,
    LiveAudit,
    Message,
    MessageName,
    Person,
    PlanAnswer,
    ProcessedRequest,
    Standing,
)
from db.models.action import OPEN_STATUSES
from db.models.base import new_seal_key
from db.models.erasure import ErasedKind
from db.outbox import card_changes
from db.outbox.at_the_server import tell_admins

# By these names of fields `verify` reads what events and `standing` tell: nobody's words.
_COLUMNS: Final = {one.name for each in Base.metadata.tables.values() for one in each.columns}
_OWN_NAMES: Final = frozenset({
    ROWS, ACCEPTED, ERASURE, BY, *_COLUMNS, *(one.removesuffix("_id") for one in _COLUMNS),
})  # fmt: skip
# Words in these are of nobody: keys, and what the program itself wrote.
NO_WORDS: Final = frozenset({"person", "team", "link"})
# Columns in which the program's own words or a choice from a list stand, in whatever table, and in
# what events tell of them: whoever is called Green is no status, and "done" is nobody.
CHOSEN: Final = frozenset({
    "kind", "state", "status", "register", "computed", "outcome", "view", "reach", "field", "step",
    "morning", "family_asked", "case_chosen", "due_precision", "from_precision", "to_precision",
    "rag_override", "recurs_from", "grade", "moderated_grade", "not_held_reason",
})  # fmt: skip
_KEYED: Final[Mapping[str, type[Base]]] = {
    one.__tablename__: one for one in (AuditMonth, LiveAudit)
}


def name_of_a_leaver(person: Person) -> str:
    """Return what a person is called once they are forgotten."""
    return f"Former colleague {person.id}"


def known_by(person: Person) -> Sequence[str]:
    """Return what says who somebody is, wherever it stands; one word alone may be anybody's."""
    name = person.name if len(person.name.split()) > 1 else ""
    return [words for words in (name, person.email, person.slack_id) if words]


def saying(words: str) -> re.Pattern[str]:
    """Return a pattern of words, whatever their capitals and however they are spaced."""
    between = r"(?:\s|\\[nrt])+"  # some texts are JSON, which writes the end of a line so
    begins = r"(?:(?<!\w)|(?<=\\[nrt]))"
    parts = between.join(map(re.escape, words.split()))
    return re.compile(rf"{begins}{parts}(?!\w)", re.IGNORECASE)


def is_forgotten(person: Person) -> bool:
    return person.name == name_of_a_leaver(person)


def left_before(day: date) -> ColumnElement[bool]:
    """Ask whether somebody's last day was before `day`: what is kept of them runs from then.

    The roster says when that was. Of whoever it does not have, it is the last day on which their
    Slack account was open; an account that was closed on a day that nobody knows says nothing.
    """
    closed = and_(~Person.on_roster, Person.left_slack, Person.left_slack_on <= day)
    return or_(Person.ends_on < day, and_(Person.ends_on.is_(None), closed))


def refuse_unless_left(session: Session, person: Person, today: date) -> None:
    """Refuse somebody who still works here, or who still holds something open."""
    session.flush()
    if not session.scalar(select(exists().where(Person.id == person.id, left_before(today)))):
        raise RefusedError("forget.not_left", about="person", person=person.called)
    held = held_open(session, person)
    if held:
        raise RefusedError("forget.holds", about="person", person=person.called, count=held)


def held_open(session: Session, person: Person) -> int:
    """Return how many open actions somebody owns: while they do, they are not forgotten."""
    own = select(func.count()).where(Action.owner_id == person.id, Action.status.in_(OPEN_STATUSES))
    return session.scalar(own) or 0


def forget(ctx: WorkContext, person: Person, also: Collection[str] = ()) -> int:
    """Pseudonymise a leaver, and take their name out of all that people wrote.

    `also` are words that go as well, wherever they stand: a first name alone may be another's.
    Returns in how many texts it stood. The e-mail and the Slack account are deleted, so that the
    same person, coming back, is somebody new.
    """
    with erasing(ctx, ErasedKind.LEAVER, person_id=person.id) as erased:
        if person.slack_id:
            theirs = ProcessedRequest.slack_id == person.slack_id
            ctx.session.execute(delete(ProcessedRequest).where(theirs))
        for words in (*known_by(person), *also):
            take_out(ctx.session, words, erased)
        found = erased.count
        erased.count += 1  # the person's own row
        _be_nobody(ctx, person)
        let_go(ctx.session, erased)
    _tell(ctx, erased)
    return found


def _be_nobody(ctx: WorkContext, person: Person) -> None:
    """Take out of somebody's row, and of what points at it, who they were."""
    standing_in = ctx.session.scalars(select(Person).where(Person.deputy_id == person.id)).all()
    before = {one: watched(one) for one in (person, *standing_in)}
    for one in before:
        one.deputy_id = None
    person.name = name_of_a_leaver(person)
    person.email = person.slack_id = person.opened = None
    person.left_slack = True
    person.is_lead = person.is_admin = False
    for one, was in before.items():
        appointed(ctx, one, was)
    # Where their conversation with the bot is says which account was theirs.
    own = update(Message).where(Message.person_id == person.id, Message.channel.is_(None))
    ctx.session.execute(own.values(slack_channel=None, slack_ts=None))
    for table in (PlanAnswer, Home):
        ctx.session.execute(delete(table).where(table.person_id == person.id))


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
        and column.name not in CHOSEN
    ]


def redact(ctx: WorkContext, words: str) -> int:
    """Take words that should never have been written out of every text; return of how many."""
    with erasing(ctx, ErasedKind.REDACTION) as erased:
        take_out(ctx.session, words, erased)
    _tell(ctx, erased)
    return erased.count


def _tell(ctx: WorkContext, erased: Erased) -> None:
    """Let administrators hear what somebody at the server erased; who it was is sealed at once."""
    if erased.event:
        tell_admins(ctx, erased.event, MessageName.ERASED)
        seal(ctx.session, ctx.now)


def take_out(session: Session, words: str, erased: Erased) -> None:
    """Put a mark in the place of words, whatever their capitals, wherever people can write."""
    said = saying(words)
    erased.count += _told_before(session, said, erased)
    still_said, cleaned = last_told(session.connection()), dict[tuple[str, int], set[str]]()
    for table in Base.metadata.sorted_tables:
        for column in texts_of(table):
            rows = list(_clean(session, table, column, said))
            erased.count += len(rows)
            erased.note(table.name, rows)
            card_changes.were_changed(session, table.name, rows)
            if column.name in DIGESTED.get(table.name, ()):
                for number in rows:
                    cleaned.setdefault((table.name, number), set()).add(column.name)
    session.execute(update(Card).values(shown=None))  # a digest of what stood there can be tried
    if cleaned:
        _seal_anew(session, cleaned, still_said)


def _told_before(session: Session, said: re.Pattern[str], erased: Erased) -> int:
    """Let go of what was told of rows before, if words stand there; return in how much they did."""

    def stand_in() -> int:
        told = session.scalars(select(Standing.rows).execution_options(yield_per=AT_ONCE))
        return sum(_without(said, rows) != rows for rows in told)

    found = stand_in()
    if not found:
        return 0
    let_go(session, erased)
    return found - stand_in()


def _seal_anew(
    session: Session, cleaned: Mapping[tuple[str, int], Collection[str]], said: Stands
) -> None:
    """Give what words were taken out of another key, so that nobody can try what stood there.

    Of what is told anew with it, what is not as it was told before stays named.
    """
    unlike: Stands = {}
    for (name, number), columns in cleaned.items():
        table, model = Base.metadata.tables[name], _KEYED[name]
        here = {**session.execute(select(table).where(table.c.id == number)).mappings().one()}
        known = said.get(named(name, number)) or {}
        others = [one for one in DIGESTED[name] if one in known and one not in columns]
        stood = stands(table, others, here)
        unlike[named(name, number)] = {
            one: known[one] for one in others if known[one] != stood[one]
        }
        row = session.get_one(model, number, populate_existing=True)
        for key in {key_of(one, here) for one in columns}:
            setattr(row, key, new_seal_key())
    session.flush()
    session.execute(insert(Standing), list(in_rows(unlike)))


def _clean(
    session: Session, table: Table, column: Column[Any], said: re.Pattern[str]
) -> Iterator[int]:
    """Yield the first key of each row in which the words stood."""
    keys = list(table.primary_key.columns)
    cleaned = _without_in_standing if table is Standing.__table__ else _without
    for *key, value in session.execute(select(*keys, column).where(column.is_not(None))).all():
        kept = cleaned(said, value)
        if kept != value:
            same = [each == wanted for each, wanted in zip(keys, key, strict=True)]
            session.execute(update(table).where(*same).values({column.name: kept}))
            yield key[0]


def _without(said: re.Pattern[str], value: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return a value with a mark in the place of words, however deep in it they stand."""
    if isinstance(value, str):
        return said.sub(MARK, value)
    if isinstance(value, list):
        return [_without(said, one) for one in value]
    if isinstance(value, dict):
        return {
            _named_without(said, name): one if name in CHOSEN else _without(said, one)
            for name, one in value.items()
        }
    return value


def _named_without(said: re.Pattern[str], name: str) -> str:
    """Return a key of JSON with a mark in the place of words; those of a program's own it keeps."""
    table, between, key = name.partition(" ")
    if name in _OWN_NAMES:
        return name
    own = f"{table} " if between and table in Base.metadata.tables else ""
    return own + said.sub(MARK, key if own else name)


def _without_in_standing(said: re.Pattern[str], rows: Stands) -> Stands:
    """Return what is told of rows without words; dates and the like hold none of people's."""
    return {
        name: values
        if values is None or name.partition(" ")[0] in NO_WORDS
        else _columns_without(said, name, values)
        for name, values in rows.items()
    }


def _columns_without(said: re.Pattern[str], row: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column: _without(said, value) if _may_hold_words(row, column) else value
        for column, value in values.items()
    }


def _may_hold_words(row: str, column: str) -> bool:
    table = Base.metadata.tables.get(row.partition(" ")[0])
    known = None if table is None else table.columns.get(column)
    if column in CHOSEN:
        return False
    return known is None or isinstance(known.type, String | JSON)
