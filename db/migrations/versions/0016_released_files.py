"""A file that is closed for good is released from the look it is owed: when, and by whom."""

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"


def upgrade() -> None:
    """Give each file that is owed a look room for its release; none was released before."""
    with op.batch_alter_table("case_debt") as debt:
        debt.add_column(sa.Column("released_at", sa.DateTime))
        debt.add_column(sa.Column("released_by_id", sa.Integer))
        debt.create_foreign_key(
            "fk_case_debt_released_by_id_person", "person", ["released_by_id"], ["id"]
        )


def downgrade() -> None:
    """Owe every file that was released its look again."""
    with op.batch_alter_table("case_debt") as debt:
        debt.drop_constraint("fk_case_debt_released_by_id_person", type_="foreignkey")
        for name in ("released_by_id", "released_at"):
            debt.drop_column(name)
