"""Live audits have an hour, a length and a place, and a time that one of the two suggests."""

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"

AN_HOUR = "60"


def upgrade() -> None:
    """Give each audit the columns; what is booked keeps its day, without an hour."""
    with op.batch_alter_table("live_audit") as audit:
        audit.add_column(sa.Column("booked_at", sa.Time))
        audit.add_column(sa.Column("minutes", sa.Integer, nullable=False, server_default=AN_HOUR))
        audit.add_column(sa.Column("place", sa.String(200), nullable=False, server_default=""))
        audit.add_column(sa.Column("suggested_on", sa.Date))
        audit.add_column(sa.Column("suggested_at", sa.Time))
        audit.add_column(
            sa.Column("suggested_minutes", sa.Integer, nullable=False, server_default=AN_HOUR)
        )
        audit.add_column(
            sa.Column("suggested_place", sa.String(200), nullable=False, server_default="")
        )
        audit.add_column(sa.Column("suggested_by_id", sa.Integer))
        audit.create_foreign_key(
            "fk_live_audit_suggested_by_id_person", "person", ["suggested_by_id"], ["id"]
        )
    with op.batch_alter_table("live_audit") as audit:
        for name in ("minutes", "place", "suggested_minutes", "suggested_place"):
            audit.alter_column(name, server_default=None)


def downgrade() -> None:
    """Keep the days and the history; the hours and places are forgotten."""
    with op.batch_alter_table("live_audit") as audit:
        audit.drop_constraint("fk_live_audit_suggested_by_id_person", type_="foreignkey")
        for name in (
            "suggested_by_id",
            "suggested_place",
            "suggested_minutes",
            "suggested_at",
            "suggested_on",
            "place",
            "minutes",
            "booked_at",
        ):
            audit.drop_column(name)
