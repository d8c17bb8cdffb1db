"""Who belonged where, from when to when, so that past months stay as they were.

Nobody wrote it down before: of what is past, the roster as it stands now is all that is known.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"

_COPIED = "role, manager_id, team_id, starts_on, ends_on, left_slack, left_slack_on"


def upgrade() -> None:
    """Write down where everybody is now, and the service of each audit's team."""
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
        sa.Column("role", sa.String(120), nullable=False),
        sa.Column("manager_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id")),
        sa.Column("team", sa.String(120), nullable=False),
        sa.Column("service", sa.String(120), nullable=False),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("left_slack", sa.Boolean, nullable=False),
        sa.Column("left_slack_on", sa.Date),
    )
    for name in ("person_id", "manager_id", "team_id"):
        op.create_index(f"ix_membership_{name}", "membership", [name])
    team = "SELECT {} FROM team WHERE team.id = {}.team_id"
    name, service = (team.format(column, "person") for column in ("name", "service"))
    op.execute(
        f"INSERT INTO membership (person_id, team, service, {_COPIED}) "
        f"SELECT id, COALESCE(({name}), ''), COALESCE(({service}), ''), {_COPIED} FROM person"
    )
    op.add_column("live_audit", sa.Column("service", sa.String(120)))
    op.execute(f"UPDATE live_audit SET service = ({team.format('service', 'live_audit')})")


def downgrade() -> None:
    """Forget it: the roster as it stands is all that is known again."""
    with op.batch_alter_table("live_audit") as audit:
        audit.drop_column("service")
    op.drop_table("membership")
