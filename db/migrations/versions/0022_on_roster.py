"""Who is on the roster, and who is known from Slack alone."""

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"


def upgrade() -> None:
    """Take everybody who has a place here for somebody on the roster."""
    with op.batch_alter_table("person") as added:
        added.add_column(
            sa.Column("on_roster", sa.Boolean, nullable=False, server_default=sa.false())
        )
    person = sa.table(
        "person",
        sa.column("id", sa.Integer),
        sa.column("team_id", sa.Integer),
        sa.column("manager_id", sa.Integer),
        sa.column("slack_id", sa.String),
        sa.column("on_roster", sa.Boolean),
    )
    below = person.alias()
    has_place = sa.or_(
        person.c.team_id.is_not(None),
        person.c.manager_id.is_not(None),
        person.c.slack_id.is_(None),  # nobody but the roster knows of them
        sa.exists().where(below.c.manager_id == person.c.id),
    )
    op.execute(person.update().where(has_place).values(on_roster=True))
    with op.batch_alter_table("person") as changed:
        changed.alter_column("on_roster", server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("person") as person:
        person.drop_column("on_roster")
