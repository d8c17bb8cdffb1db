"""What waits for its reader's morning, and how somebody wants that morning to be."""

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"

_CHOICES = (
    ("morning_level", sa.String(10)),
    ("morning_at", sa.Time),
    ("morning_days", sa.String(7)),
)


def upgrade() -> None:
    """Nothing waits yet, and everybody's morning is as the council has it."""
    op.add_column("message", sa.Column("morning", sa.String(10)))
    for name, kind in _CHOICES:
        op.add_column("person", sa.Column(name, kind))


def downgrade() -> None:
    """Forget it; what waits for a morning is posted by itself."""
    with op.batch_alter_table("message") as message:
        message.drop_column("morning")
    with op.batch_alter_table("person") as person:
        for name, _ in reversed(_CHOICES):
            person.drop_column(name)
