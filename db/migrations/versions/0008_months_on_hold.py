"""Months of live audits that leave a service out, or that a lead keeps from being published.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    """Let a month say which services it leaves out, and since when it is on hold, and by whom."""
    with op.batch_alter_table("audit_round") as table:
        table.add_column(sa.Column("undrawn", sa.JSON, nullable=False, server_default="[]"))
        table.add_column(sa.Column("held_back_at", sa.DateTime))
        table.add_column(sa.Column("held_back_by_id", sa.Integer, sa.ForeignKey("person.id")))
    with op.batch_alter_table("audit_round") as table:
        table.alter_column("undrawn", server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("audit_round") as table:
        table.drop_constraint(op.f("fk_audit_round_held_back_by_id_person"), type_="foreignkey")
        table.drop_column("held_back_by_id")
        table.drop_column("held_back_at")
        table.drop_column("undrawn")
