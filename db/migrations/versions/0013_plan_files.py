"""Plans: what words in a file were said to mean, the shape of a plan, and choices being made.

Actions that a file gave no reference got one made of its name and their words. They go by their
own number now, and are known again by their words.
"""

import re

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"

MADE = re.compile(r"(?:[a-z0-9]{1,16}-)?(?:[a-z0-9]{1,8}-)?[0-9a-f]{8}")


def upgrade() -> None:
    """Create the tables, and take away the references that were made of words."""
    op.create_table(
        "plan_answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("said", sa.String(200), nullable=False),
        sa.Column("means", sa.String(40), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), index=True),
        sa.Column("answered_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("answered_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("field", "said"),
    )
    op.create_table(
        "plan_shape",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("tables", sa.JSON, nullable=False),
        sa.Column("imported_by_id", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("imported_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "plan_draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False, index=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("choices", sa.JSON, nullable=False),
    )
    _forget_made_references()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("plan_draft", "plan_shape", "plan_answer"):
        op.drop_table(table)


def _forget_made_references() -> None:
    action = sa.table("action", sa.column("id", sa.Integer), sa.column("reference", sa.String))
    connection = op.get_bind()
    named = connection.execute(
        sa.select(action.c.id, action.c.reference).where(action.c.reference.is_not(None))
    )
    made = [row.id for row in named if MADE.fullmatch(row.reference)]
    for number in made:
        connection.execute(action.update().where(action.c.id == number).values(reference=None))
