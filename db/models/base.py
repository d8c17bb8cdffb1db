"""What every table shares, and times that stay in UTC."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Index,
    MetaData,
    TextClause,
    TypeDecorator,
    event,
)
from sqlalchemy.orm import DeclarativeBase

# Named constraints, so that a migration on SQLite can find them again.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The metadata that every table shares."""

    metadata = MetaData(naming_convention=NAMES)


def index_of_some(name: str, column: str, where: TextClause) -> Index:
    """Return an index of the rows for which something holds.

    PostgreSQL is told when it is created there: an argument of it loads all that SQLAlchemy knows
    of that database.
    """
    index = Index(name, column, sqlite_where=where)

    def tell(index: Index, connection: Connection, **_: object) -> None:
        if connection.dialect.name == "postgresql":
            index.dialect_options["postgresql"]["where"] = where

    event.listen(index, "before_create", tell)
    return index


def new_seal_key() -> str:
    """Return a key for the digests that a row is told by: db/chain/written.py."""
    return secrets.token_hex(16)


class UtcDateTime(TypeDecorator[datetime]):
    """Store an aware datetime as UTC and give it back aware, on SQLite too."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into naive UTC; refuse a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Mark what was read as UTC."""
        return value.replace(tzinfo=UTC) if value else None
