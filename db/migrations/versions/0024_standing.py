"""Indexes of what is counted of the actions: how they stand, and what was finished lately."""

from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"

_LATELY = ("created_at", "done_at", "signed_off_at")


def upgrade() -> None:
    """One index holds all that is counted; it begins with the register, as the old one did."""
    columns = ["register", "status", "due_on", "owner_id", "original_due_on"]
    op.create_index("ix_action_standing", "action", columns)
    for name in _LATELY:
        op.create_index(f"ix_action_{name}", "action", [name])
    op.drop_index("ix_action_register", "action")


def downgrade() -> None:
    """Put the old one back."""
    op.create_index("ix_action_register", "action", ["register"])
    for name in ("standing", *_LATELY):
        op.drop_index(f"ix_action_{name}", "action")
