"""How things stood a month ago, by whom they were owned: what the status screen compares with."""

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"

_COUNTED = ("open", "overdue", "due_soon", "at_risk", "moved", "without_date")


def upgrade() -> None:
    """Make the table; the bot fills it by itself, out of the history."""
    op.create_table(
        "month_ago",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("person.id")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTED),
        sa.UniqueConstraint("day", "owner_id"),
    )


def downgrade() -> None:
    """Drop it: it is made anew out of the history."""
    op.drop_table("month_ago")
