"""The first tables: people and teams, actions and their events, the outbox.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None

WAITING = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Create the tables."""
    _create_people()
    _create_actions()
    _create_outbox()


def downgrade() -> None:
    """Drop the tables, those that point at others first."""
    for table in ("seen", "chase", "message", "event", "action", "person", "team"):
        op.drop_table(table)


def _create_people() -> None:
    op.create_table(
        "team",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False, unique=True),
        sa.Column("service", sa.String(120), nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), unique=True),
        sa.Column("slack_id", sa.String(20), unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(120), nullable=False),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id"), index=True),
        sa.Column("manager_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
        sa.Column("time_zone", sa.String(60), nullable=False),
        sa.Column("works", sa.String(7), nullable=False),
        sa.Column("day_starts", sa.Time, nullable=False),
        sa.Column("day_ends", sa.Time, nullable=False),
        sa.Column("starts_on", sa.Date),
        sa.Column("ends_on", sa.Date),
        sa.Column("is_lead", sa.Boolean, nullable=False),
        sa.Column("is_admin", sa.Boolean, nullable=False),
        sa.Column("left_slack", sa.Boolean, nullable=False),
    )


def _create_actions() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("reference", sa.String(40), unique=True),
        sa.Column("success_measure", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
        sa.Column("due_on", sa.Date, index=True),
        sa.Column("due_precision", sa.String(10), nullable=False),
        sa.Column("due_as_given", sa.String(120), nullable=False),
        sa.Column("original_due_on", sa.Date),
        sa.Column("due_known_since", sa.Date),
        sa.Column("status", sa.String(30), nullable=False, index=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("done_at", sa.DateTime),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("action_id", sa.Integer, sa.ForeignKey("action.id"), nullable=False, index=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("undoes_id", sa.Integer, sa.ForeignKey("event.id"), unique=True),
    )


def _create_outbox() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("dedupe_key", sa.String(200), nullable=False, unique=True),
        sa.Column("token", sa.String(32), nullable=False, unique=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("first_try_at", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("maybe_sent", sa.Boolean, nullable=False),
        sa.Column("resend_after", sa.DateTime),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("lease", sa.Integer, nullable=False),
        sa.Column("slack_channel", sa.String(20)),
        sa.Column("slack_ts", sa.String(20)),
        sa.Column("last_error", sa.Text),
        sa.Column("outcome", sa.String(10)),
        sa.Column("done_at", sa.DateTime),
    )
    op.create_index(
        "ix_message_waiting", "message", ["due_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "chase",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "action_id",
            sa.Integer,
            sa.ForeignKey("action.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("message.id"), nullable=False),
        sa.UniqueConstraint("action_id", "due_on", "step", "person_id"),
    )
    op.create_table(
        "seen",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
    )
