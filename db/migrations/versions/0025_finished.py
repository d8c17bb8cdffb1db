"""Indexes that hold what the digest counts of finished actions: no row is looked up."""

from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"

_WIDER = {
    "done_at": ["status", "register", "original_due_on"],
    "signed_off_at": ["status", "register"],
}


def upgrade() -> None:
    """The two of when something was finished hold the rest as well; that by source is new."""
    for name, others in _WIDER.items():
        op.drop_index(f"ix_action_{name}", "action")
        op.create_index(f"ix_action_{name}", "action", [name, *others])
    columns = ["source", "status", "original_due_on", "done_at"]
    op.create_index("ix_action_source", "action", columns)


def downgrade() -> None:
    """Put the narrow ones back."""
    op.drop_index("ix_action_source", "action")
    for name in _WIDER:
        op.drop_index(f"ix_action_{name}", "action")
        op.create_index(f"ix_action_{name}", "action", [name])
