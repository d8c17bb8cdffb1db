"""An index of what waits for a sign-off: whoever asks where things stand hears how much of it."""

from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"

_COLUMNS = ["status", "needs_sign_off", "sign_off_asked_id"]


def upgrade() -> None:
    """Without it each of them would be read; a status alone is found in it too."""
    op.create_index("ix_action_to_sign", "action", _COLUMNS)
    op.drop_index("ix_action_status", "action")


def downgrade() -> None:
    """Leave the index of the status alone."""
    op.create_index("ix_action_status", "action", ["status"])
    op.drop_index("ix_action_to_sign", "action")
