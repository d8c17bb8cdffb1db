"""Of every table in which facts of the council stand it is told what is written into it."""

import secrets
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from alembic import op

from db.migrations.telling import stand_each
from db.models import history_guard
from db.models.base import UtcDateTime

revision: str = "0030"
down_revision: str | None = "0029"

_KEYED: Final = ("person", "audit_round", "live_audit")
_TOLD: Final = (
    "person", "team", "membership", "audit_round", "sample_line", "answering", "dependency",
    "item_link", "snooze", "measure", "reading", "learning_note", "learning_post", "plan_item",
    "date_move", "live_audit",
)  # fmt: skip
_NOT_TOLD: Final = ("opened", "seal_key")
_LINK: Final = sa.table("link", *map(sa.column, ("number", "table_name", "salt", "erased_by_id")))


def upgrade() -> None:
    """Tell of each row how it stands, so that from now on a change behind it shows."""
    bind = op.get_bind()
    op.create_table(
        "standing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("rows", sa.JSON, nullable=False),
    )
    for name in _KEYED:
        op.add_column(name, sa.Column("seal_key", sa.String(32)))
        table = sa.table(name, sa.column("id"), sa.column("seal_key"))
        one = sa.update(table).where(table.c.id == sa.bindparam("one"))
        keys = [
            {"one": number, "key": secrets.token_hex(16)}
            for number in bind.execute(sa.select(table.c.id)).scalars().all()
        ]
        if keys:
            bind.execute(one.values(seal_key=sa.bindparam("key")), keys)
    _let_go()
    stand_each(_TOLD, _NOT_TOLD)
    last = bind.execute(sa.text("SELECT coalesce(max(id), 0) FROM event")).scalar_one()
    stand_each(("action",), beside={"after event": last})
    for statement in history_guard.put_up(bind.dialect.name, ("standing",)):
        op.execute(statement)


def downgrade() -> None:
    """Drop what was told; its links stay."""
    for trigger in history_guard.names(["standing"]):
        op.execute(f"DROP TRIGGER {trigger}" + _on())
    op.drop_table("standing")
    for name in _KEYED:
        with op.batch_alter_table(name) as table:
            table.drop_column("seal_key")


def _on() -> str:
    return " ON standing" if op.get_bind().dialect.name == "postgresql" else ""


def _let_go() -> None:
    """Where the tables went back to the version before, write down that what was told then went."""
    bind = op.get_bind()
    theirs = (_LINK.c.table_name == "standing", _LINK.c.salt.is_not(None))
    numbers = bind.execute(sa.select(_LINK.c.number).where(*theirs)).scalars().all()
    if not numbers:
        return
    bind.execute(sa.text("INSERT INTO open_door (id) VALUES (1)"))
    erasure = sa.table(
        "erasure",
        sa.column("id", sa.Integer),
        sa.column("at", UtcDateTime),
        sa.column("kind", sa.String),
        sa.column("rows", sa.Integer),
        sa.column("links", sa.JSON),
    )
    said = {"kind": "downgrade", "rows": len(numbers), "links": numbers, "at": datetime.now(UTC)}
    made = bind.execute(sa.insert(erasure).values(said).returning(erasure.c.id)).scalar_one()
    bind.execute(sa.update(_LINK).where(*theirs).values(salt=None, erased_by_id=made))
    bind.execute(sa.text("DELETE FROM open_door"))
