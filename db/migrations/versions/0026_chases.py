"""Indexes of which message told of a step: each message that is erased is looked for there."""

from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"


def upgrade() -> None:
    """Without them each message that is erased was looked for in every row."""
    op.create_index("ix_chase_message_id", "chase", ["message_id"])
    op.create_index("ix_audit_chase_message_id", "audit_chase", ["message_id"])


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("ix_audit_chase_message_id", "audit_chase")
    op.drop_index("ix_chase_message_id", "chase")
