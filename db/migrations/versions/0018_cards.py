"""Which messages show what, and which of them must be rewritten."""

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    """Make the register; the messages of before keep their buttons, which answer as they did."""
    op.create_table(
        "card",
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime),
        sa.Column("not_before", sa.DateTime, nullable=False),
        sa.Column("shown", sa.String(64)),
        sa.Column("action_event_id", sa.Integer),
        sa.Column("audit_event_id", sa.Integer),
        sa.Column("undo_until", sa.DateTime),
        sa.PrimaryKeyConstraint("message_id", name="pk_card"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name="fk_card_message_id_message", ondelete="CASCADE"
        ),
    )
    waiting = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_card_due", "card", ["due_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "card_item",
        sa.Column("message_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "kind", "number", name="pk_card_item"),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["card.message_id"],
            name="fk_card_item_message_id_card",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_card_item_subject", "card_item", ["kind", "number"])


def downgrade() -> None:
    """Forget it."""
    op.drop_table("card_item")
    op.drop_table("card")
