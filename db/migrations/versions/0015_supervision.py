"""What a supervisor was asked to talk about after an audit, and when they had."""

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"


def upgrade() -> None:
    """Give each audit the two days; of what is over nobody is asked any more."""
    op.add_column("live_audit", sa.Column("supervision_by", sa.Date))
    op.add_column("live_audit", sa.Column("talked_about_at", sa.DateTime))


def downgrade() -> None:
    """Forget them."""
    with op.batch_alter_table("live_audit") as audit:
        for name in ("talked_about_at", "supervision_by"):
            audit.drop_column(name)
