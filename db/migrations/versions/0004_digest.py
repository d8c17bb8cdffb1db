"""The digest: subscriptions, messages to channels, forecasts, measures and their readings.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Create the tables, and let a message go to a channel."""
    op.add_column("message", sa.Column("channel", sa.String(20)))
    _create_subscriptions()
    _create_forecasts()
    _create_measures()


def downgrade() -> None:
    """Drop the tables, those that point at others first."""
    for table in ("measure_event", "reading", "measure", "forecast", "subscription"):
        op.drop_table(table)
    op.drop_column("message", "channel")


def _create_subscriptions() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_by_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("channel", sa.String(20)),
        sa.Column("view", sa.String(20), nullable=False),
        sa.Column("reach", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("about_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("weekday", sa.Integer),
        sa.Column("working_day", sa.Integer),
        sa.Column("at", sa.Time, nullable=False),
        sa.Column("time_zone", sa.String(60), nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("counts_from", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime),
        sa.Column("changed_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("last_on", sa.Date),
        sa.Column("last_told", sa.JSON, nullable=False),
    )


def _create_forecasts() -> None:
    op.create_table(
        "forecast",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("came_true", sa.Boolean),
        sa.Column("settled_on", sa.Date),
        sa.UniqueConstraint("action_id", "due_on"),
    )


def _create_measures() -> None:
    op.create_table(
        "measure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("computed", sa.String(20), nullable=False),
        sa.Column("theme", sa.String(120), nullable=False),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id")),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("target", sa.Double),
        sa.Column("target_out_of", sa.Double),
        sa.Column("more_is_better", sa.Boolean, nullable=False),
        sa.Column("made_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.UniqueConstraint("name", "theme", "team_id"),
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("measure_id", sa.Integer, sa.ForeignKey("measure.id"), nullable=False),
        sa.Column("read_on", sa.Date, nullable=False),
        sa.Column("number", sa.Double, nullable=False),
        sa.Column("out_of", sa.Double),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("recorded_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("measure_id", "read_on"),
    )
    op.create_table(
        "measure_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "measure_id", sa.Integer, sa.ForeignKey("measure.id"), nullable=False, index=True
        ),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
    )
