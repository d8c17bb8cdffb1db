"""What Alembic runs for every command; `db.migrate` gives it the connection and the lock."""

from typing import Literal

from alembic import context

from db.models import Base
from db.models.base import UtcDateTime


def _written(kind: str, item: object, _: object) -> str | Literal[False]:
    """Name a type of ours by what the database has: a migration must outlive our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    render_item=_written,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
