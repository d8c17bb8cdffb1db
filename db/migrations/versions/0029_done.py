"""An index of when a message was done with: who was written to a moment ago is looked for there."""

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"

DONE = sa.text("done_at IS NOT NULL")


def upgrade() -> None:
    """Without it each claim would read every message that was ever sent."""
    op.create_index(
        "ix_message_done", "message", ["done_at"], sqlite_where=DONE, postgresql_where=DONE
    )


def downgrade() -> None:
    """Drop it again."""
    op.drop_index("ix_message_done", "message")
