"""Which conversation the bot has opened with somebody, so that it is opened once."""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"


def upgrade() -> None:
    """Add it, not known yet."""
    op.add_column("person", sa.Column("opened", sa.String(50)))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("person", "opened")
