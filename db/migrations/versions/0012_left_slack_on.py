"""The day on which somebody left Slack, so that what was counted before does not change.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"

PEOPLE = sa.table(
    "person", sa.column("left_slack", sa.Boolean), sa.column("left_slack_on", sa.Date)
)


def upgrade() -> None:
    """Keep the day; for those who have left by now it is today, since nobody knows an earlier."""
    op.add_column("person", sa.Column("left_slack_on", sa.Date))
    left = PEOPLE.update().where(PEOPLE.c.left_slack.is_(True))
    op.execute(left.values(left_slack_on=sa.func.current_date()))


def downgrade() -> None:
    """Forget the day."""
    op.drop_column("person", "left_slack_on")
