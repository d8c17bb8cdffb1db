"""A month's learning note, the teams it went to, and the channel of each team."""

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"


def upgrade() -> None:
    """Create the tables; of months that are over no note was ever written, and no team has one."""
    op.add_column("team", sa.Column("channel", sa.String(20)))
    op.create_table(
        "learning_note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("audit_round.id"), nullable=False),
        sa.Column("strengths", sa.JSON, nullable=False),
        sa.Column("areas", sa.JSON, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("posted_at", sa.DateTime),
        sa.Column("posted_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.UniqueConstraint("round_id"),
    )
    op.create_table(
        "learning_post",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("learning_note.id"), nullable=False),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id"), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("posted_at", sa.DateTime),
        sa.Column("refused", sa.String(80), nullable=False),
        sa.Column("discussed_at", sa.DateTime),
        sa.Column("discussed_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.UniqueConstraint("note_id", "team_id"),
    )
    op.create_table(
        "learning_event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("learning_note.id"), index=True),
        sa.Column("team_id", sa.Integer, sa.ForeignKey("team.id")),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Forget them."""
    for table in ("learning_event", "learning_post", "learning_note"):
        op.drop_table(table)
    with op.batch_alter_table("team") as team:
        team.drop_column("channel")
