"""What is held on somebody in rows that do not point at them: for the council's answer alone.

It may tell of others as well, and what the person may not see in Slack: whoever answers for the
council reads it before it is given away (UK GDPR, article 15(4)).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from db.chain.sealing import AT_ONCE
from db.chain.standing import named
from db.chain.written import DIGESTED
from db.models import Base, Person, Standing
from db.people.about import Held
from db.people.forgetting import known_by, saying, texts_of

TEXTS: Final = "texts in which they are named"
EARLIER: Final = "what their own row said earlier"
SHORTEST_NAME: Final = 2  # an initial is looked for by nobody
_PEOPLE: Final = Person.__tablename__


def naming(session: Session, person: Person) -> Held:
    """Return the texts that name somebody, by table, row and column, and what their row once said.

    They are found by what `forget` takes out: name, e-mail and Slack account, as they are written.
    """
    said = [saying(words) for words in known_by(person)]
    texts = [
        {"table": table.name, "row": row, "column": column.name, "text": text}
        for table in Base.metadata.sorted_tables
        for column in texts_of(table)
        for row, text in _in_column(session, table, column, said)
    ]
    earlier = [*_earlier(session, person)]
    return {name: rows for name, rows in ((TEXTS, texts), (EARLIER, earlier)) if rows}


@dataclass(frozen=True)
class NamedInPart:
    """A text in which one word of somebody's name stands alone: it may mean them, or another."""

    word: str
    table: str
    row: object
    text: str


def named_in_part(session: Session, person: Person) -> Iterator[NamedInPart]:
    """Yield the texts with a word of somebody's name alone, which nothing takes out unasked."""
    whole = [saying(words) for words in known_by(person)]
    for word in parts_of(person):
        said = saying(word)
        for table in Base.metadata.sorted_tables:
            for column in texts_of(table) if table is not Standing.__table__ else ():
                for row, text in _in_column(session, table, column, [said]):
                    if said.search(_without_all(whole, text)):
                        yield NamedInPart(word, table.name, row, text)


def parts_of(person: Person) -> Sequence[str]:
    """Return the words of somebody's name by which they may be called."""
    return [word for word in person.name.split() if len(word) >= SHORTEST_NAME]


def called_so_too(session: Session, person: Person, word: str) -> Sequence[Person]:
    """Return the others in whose name a word stands, too."""
    everybody = session.scalars(select(Person).where(Person.id != person.id).order_by(Person.id))
    return [one for one in everybody if saying(word).search(one.name)]


def _without_all(said: Collection[re.Pattern[str]], text: str) -> str:
    for one in said:
        text = one.sub("", text)
    return text


def _in_column(
    session: Session, table: Table, column: Column[Any], said: Collection[re.Pattern[str]]
) -> Iterator[tuple[object, str]]:
    key = next(iter(table.primary_key.columns))
    rows = session.execute(select(key, column).where(column.is_not(None)))
    for row, value in rows.yield_per(AT_ONCE):
        for text in _strings(value):
            if any(one.search(text) for one in said):
                yield row, text


def _strings(value: object) -> Iterator[str]:
    """Yield the words in a value, however deep in its JSON they stand."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield name
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _earlier(session: Session, person: Person) -> Iterator[dict[str, object]]:
    own, hidden = named(_PEOPLE, person.id), DIGESTED[_PEOPLE]
    told = session.scalars(select(Standing.rows).order_by(Standing.id))
    for rows in told.yield_per(AT_ONCE):
        values = {name: one for name, one in (rows.get(own) or {}).items() if name not in hidden}
        if values:
            yield values
