"""How a migration tells of rows that were there before events told them whole."""

from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.chain.sealing import seal
from db.history import told
from db.models.base import UtcDateTime


def tell_each(kind: str, table: sa.TableClause, beside: Collection[str] = ()) -> None:
    """Write an event of a kind for each row, and seal it; the first column is the key.

    Besides the row it tells what events of that kind tell anyway.
    """
    bind, (key, *others) = op.get_bind(), table.columns.keys()
    events = sa.table(
        "council_event",
        sa.column("at", UtcDateTime),
        sa.column("kind", sa.String),
        sa.column("about_id", sa.Integer),
        sa.column("changes", sa.JSON),
    )
    made = []
    for row in bind.execute(sa.select(table)).mappings():
        changes = {name: [None, told(row[name])] for name in beside if row[name]}
        whole = {f"{table.name} {row[key]}": {name: told(row[name]) for name in others}}
        about = row.get("person_id")
        said = {"at": datetime.now(UTC), "kind": kind, "about_id": about}
        made.append({**said, "changes": {**changes, "rows": [None, whole]}})
    if made:
        bind.execute(sa.insert(events), made)
        seal(bind, datetime.now(UTC), (events.name,))
