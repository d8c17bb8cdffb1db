"""The log as the bot's process writes it, and what must not stand in it."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from io import StringIO
from typing import Any

from sqlalchemy import JSON, Dialect, Text, cast, literal, select, union_all

from bot import logs
from db.models import Base, Person, Team
from db.people.forgetting import texts_of
from db.session import Database


@contextmanager
def logged_at_debug() -> Iterator[StringIO]:
    """Give what everybody logs, at the most talkative level, as the bot's process writes it."""
    root, handler = logging.getLogger(), logs.handler()
    log, level = StringIO(), root.level
    handler.setStream(log)
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield log
    root.setLevel(level)
    root.removeHandler(handler)


def words_held(database: Database) -> set[str]:
    """Return every name, e-mail, title, note and other text in a database: two words at the least.

    A single word may be the log's own, and so are those of what Slack did not take.
    """
    found = set[str]()
    with database.look() as connection:
        for is_json, written in connection.exec_driver_sql(_what_is_held(connection.dialect)):
            texts = strings_in(json.loads(written) if is_json else written)
            found |= {text for text in texts if " " in text or "@" in text}
    return found


@cache  # a question of each of these columns takes a hundred times as long as one of them all
def _what_is_held(dialect: Dialect) -> str:
    """Return the question for all that is written in columns of words, JSON as it is written."""
    columns: list[Any] = [Person.name, Person.email, Person.role, Team.name, Team.service]
    texts = (column for table in Base.metadata.sorted_tables for column in texts_of(table))
    columns += [column for column in texts if column.name != "last_error"]
    asked = [
        select(literal(isinstance(one.type, JSON)), cast(one, Text)).where(one.is_not(None))
        for one in columns
    ]
    return str(union_all(*asked).compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def strings_in(value: object) -> Iterator[str]:
    """Yield every text in what was read of JSON, without the blanks around it."""
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)
