"""Keep who was sure that what the guard asked about is no child's.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "guard_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_guard_pass_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guard_pass")),
    )
    op.create_index(op.f("ix_guard_pass_person_id"), "guard_pass", ["person_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f("ix_guard_pass_person_id"), "guard_pass")
    op.drop_table("guard_pass")
