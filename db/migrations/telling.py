"""How a migration tells of rows that were there before anything told of them."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.chain.sealing import seal
from db.chain.standing import named
from db.chain.written import stands
from db.history import told
from db.models.base import UtcDateTime

AT_ONCE = 1000


def stand_each(
    names: Collection[str],
    without: Collection[str] = (),
    beside: Mapping[str, object] | None = None,
) -> None:
    """Write into `standing` how each row of some tables stands, and seal it.

    With something to tell beside each row, nothing is told of what is empty.
    """
    bind = op.get_bind()
    standing = sa.table("standing", sa.column("rows", sa.JSON))
    for name in names:
        table = sa.Table(name, sa.MetaData(), autoload_with=bind, resolve_fks=False)
        keys = table.primary_key.columns.keys()
        columns = [one.name for one in table.columns if one.name not in (*keys, *without)]
        empty = {one.name: (None,) if one.nullable else ("",) for one in table.columns}
        with bind.execute(sa.select(table).execution_options(yield_per=AT_ONCE)) as found:
            for part in found.mappings().partitions():
                rows = {}
                for row in part:
                    said = stands(table, columns, {one: _aware(row[one]) for one in row})
                    if beside:
                        full = {one: said[one] for one in said if said[one] not in empty[one]}
                        said = {**full, **beside}
                    rows[named(name, " ".join(str(row[key]) for key in keys))] = said
                bind.execute(sa.insert(standing), {"rows": rows})
    seal(bind, datetime.now(UTC), (standing.name,))


def _aware(value: object) -> object:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


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
