"""What was asked and not answered yet, so that whoever lives answers it.

A bot of an older version writes none of it: nothing then waits for an answer.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"

UNANSWERED = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Add who asked, until when they are to be answered, and what is still to be done."""
    op.add_column("seen", sa.Column("slack_id", sa.String(20)))
    op.add_column("seen", sa.Column("due_at", sa.DateTime))
    op.add_column("seen", sa.Column("work", sa.JSON))
    op.add_column("seen", sa.Column("attempts", sa.Integer, nullable=False, server_default="0"))
    op.create_index(
        "ix_seen_unanswered",
        "seen",
        ["due_at"],
        sqlite_where=UNANSWERED,
        postgresql_where=UNANSWERED,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_seen_unanswered", "seen")
    for column in ("attempts", "work", "due_at", "slack_id"):
        op.drop_column("seen", column)
