"""Seal the history, and guard it: each event has a link that is hashed with the one before."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.chain.sealing import seal
from db.models import history_guard

revision: str = "0019"
down_revision: str | None = "0018"

TABLES: Sequence[str] = (
    "event",
    "audit_event",
    "measure_event",
    "plan_event",
    "learning_event",
    "council_event",
    "guard_pass",
    "erasure",
)
GUARDED = (*TABLES, "link")


def upgrade() -> None:
    """Add the events of the council and the links, and seal what is there."""
    op.add_column("erasure", sa.Column("links", sa.JSON))
    _council_events()
    op.create_table(
        "link",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("table_name", sa.String(30), nullable=False),
        sa.Column("row_id", sa.Integer, nullable=False),
        sa.Column("salt", sa.String(32)),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, index=True),
        sa.Column(
            "erased_by_id",
            sa.Integer,
            sa.ForeignKey("erasure.id", name="fk_link_erased_by_id_erasure"),
        ),
    )
    op.create_index("ix_link_row", "link", ["table_name", "row_id"])
    op.create_table("open_door", sa.Column("id", sa.Integer, primary_key=True))
    connection = op.get_bind()
    seal(connection, datetime.now(UTC), TABLES)
    for statement in history_guard.put_up(connection.dialect.name, GUARDED):
        op.execute(statement)


def downgrade() -> None:
    """Take the guard away, and the links."""
    for statement in history_guard.take_down(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    for name in ("open_door", "link", "council_event"):
        op.drop_table(name)
    with op.batch_alter_table("erasure") as erasure:
        erasure.drop_column("links")


def _council_events() -> None:
    op.create_table(
        "council_event",
        sa.Column("id", sa.Integer, primary_key=True),
        _link("person_id", "person"),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        _link("about_id", "person"),
        _link("audit_id", "live_audit"),
        sa.Column("changes", sa.JSON, nullable=False),
    )


def _link(name: str, table: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", name=f"fk_council_event_{name}_{table}")
    return sa.Column(name, sa.Integer, key, index=True)
