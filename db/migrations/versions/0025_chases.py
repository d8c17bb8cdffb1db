"""Indexes of which message told of a step: each message that is erased is looked for there."""

from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | None = None
depends_on: str | None = None

_CHASES = ("chase", "audit_chase")


def upgrade() -> None:
    """Without one, each message erased was looked for in every row."""
    for name in _CHASES:
        op.create_index(f"ix_{name}_message_id", name, ["message_id"])


def downgrade() -> None:
    """Drop them again."""
    for name in _CHASES:
        op.drop_index(f"ix_{name}_message_id", name)
