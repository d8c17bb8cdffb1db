"""Each value that is told by a digest alone has a key of its own for it; live audits keep one."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from alembic import op

from db.chain.sealing import seal
from db.chain.standing import Stands, named
from db.chain.written import in_rows, last_told, stands

revision: str = "0031"
down_revision: str | None = "0030"

_STANDING: Final = sa.table("standing", sa.column("rows", sa.JSON))
_SHARED: Final = ("seal_key",)
_DIGESTED: Final = {"person": ("name", "email", "slack_id"), "audit_round": ("request", "plan")}


def upgrade() -> None:
    """Give each such value a key, and take away the one that they shared."""
    _change({name: (_SHARED, _own(columns)) for name, columns in _DIGESTED.items()})


def downgrade() -> None:
    """Let them share a key again."""
    _change({name: (_own(columns), _SHARED) for name, columns in _DIGESTED.items()})


def _own(columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{one}_seal_key" for one in columns)


def _change(keys: dict[str, tuple[Sequence[str], Sequence[str]]]) -> None:
    """Put other keys in the place of those that are there, and tell anew what was as it was told.

    What was forged stays as it was told, and stays named.
    """
    bind = op.get_bind()
    said, told = last_told(bind), Stands()
    for name, (old, new) in keys.items():
        for key in new:
            op.add_column(name, sa.Column(key, sa.String(32)))
        told |= _under_other_keys(bind, name, said, old, new)
        for key in old:
            op.drop_column(name, key)
    if told:
        bind.execute(sa.insert(_STANDING), list(in_rows(told)))
        seal(bind, datetime.now(UTC), ("standing",))


def _under_other_keys(
    bind: sa.Connection, name: str, said: Stands, old: Sequence[str], new: Sequence[str]
) -> Stands:
    """Write other keys into each row of a table; return what is to be told of it."""
    table = sa.Table(name, sa.MetaData(), autoload_with=bind, resolve_fks=False)
    told: Stands = {}
    for row in bind.execute(sa.select(table)).mappings().all():
        before = {one: row[one] for one in row if one not in new}
        keys = {key: secrets.token_hex(16) for key in new}
        known = said.get(named(name, row["id"])) or {}
        here = stands(table, _DIGESTED[name], before)
        right = [one for one in here if one in known and known[one] == here[one]]
        if right:
            after = {one: row[one] for one in row if one not in old} | keys
            told[named(name, row["id"])] = stands(table, right, after)
        bind.execute(sa.update(table).where(table.c.id == row["id"]).values(keys))
    return told
