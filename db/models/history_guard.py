"""The database's own guard: what is sealed is neither changed nor deleted, whoever asks.

A row is sealed seconds after it was committed; until then the unit of work that wrote it may still
add to it. The one way round is a row in `open_door`, which a transaction writes, and takes away
before it ends; so nobody else ever sees it: db/chain/erasing.py.
"""

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import DDL, Connection, MetaData, event, text

from db.models.sealed import SEALED

GUARDED: Final = (*SEALED, "link")
SAID: Final = "the history is never changed"
_OPEN: Final = "EXISTS (SELECT 1 FROM open_door)"
_UNSEALED: Final = (
    "NOT EXISTS (SELECT 1 FROM link"
    " WHERE table_name = {table} AND row_id = OLD.id AND salt IS NOT NULL)"
)
_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_pass boolean := {_OPEN};
BEGIN
    IF NOT may_pass AND TG_TABLE_NAME <> 'link' THEN
        may_pass := {_UNSEALED.format(table="TG_TABLE_NAME")};
    END IF;
    IF NOT may_pass THEN
        RAISE EXCEPTION '{SAID}';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$
"""


def names(tables: Collection[str] = GUARDED) -> list[str]:
    """Return what the triggers of tables are called."""
    return [f"keep_{name}_{what}" for name in tables for what in ("update", "delete")]


def put_up(dialect: str, tables: Collection[str] = GUARDED) -> Iterator[str]:
    """Yield the statements that guard tables."""
    if dialect == "postgresql":
        yield _FUNCTION
    for name in tables:
        for what in ("update", "delete"):
            begins = f"CREATE TRIGGER keep_{name}_{what} BEFORE {what.upper()} ON {name}"
            if dialect == "postgresql":
                yield f"{begins} FOR EACH ROW EXECUTE FUNCTION keep_history()"
            else:
                unsealed = _UNSEALED.format(table=f"'{name}'")
                passes = _OPEN if name == "link" else f"{_OPEN} OR {unsealed}"
                yield f"{begins} WHEN NOT ({passes}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"


def take_down(dialect: str, tables: Collection[str] = GUARDED) -> Iterator[str]:
    """Yield the statements that leave tables without a guard."""
    for name in tables:
        for trigger in names([name]):
            yield f"DROP TRIGGER {trigger}" + (f" ON {name}" if dialect == "postgresql" else "")
    if dialect == "postgresql":
        yield "DROP FUNCTION keep_history()"


def missing(connection: Connection) -> list[str]:
    """Return the triggers that should be there and are not, or that are switched off."""
    there = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    found = set(connection.execute(text(there[connection.dialect.name])).scalars())
    return [name for name in names() if name not in found]


def listen(metadata: MetaData) -> None:
    """Guard the tables wherever they are made, as the migrations do."""
    for dialect in ("sqlite", "postgresql"):
        for statement in put_up(dialect):
            made = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]  # SQLAlchemy's
            event.listen(metadata, "after_create", made.execute_if(dialect=dialect))
