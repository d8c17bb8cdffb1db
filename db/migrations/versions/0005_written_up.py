"""What an audit is written up with: the day, three ticks, themes ticked instead of counted.

Also the link to the audit form, and the day on which a lead stopped late records of a month.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"

AUDITS = sa.table(
    "live_audit",
    sa.column("id", sa.Integer),
    sa.column("strengths", sa.JSON),
    sa.column("areas", sa.JSON),
    sa.column("held_at", sa.DateTime),
    sa.column("written_up_at", sa.DateTime),
)
NEW = ("written_up_at", "practitioner_there", "family_asked", "standards_met", "form_link")


def upgrade() -> None:
    """Add the columns; what was seen of a theme at least once is ticked."""
    with op.batch_alter_table("live_audit") as audits:
        audits.add_column(sa.Column("written_up_at", sa.DateTime))
        audits.add_column(sa.Column("practitioner_there", sa.Boolean))
        audits.add_column(sa.Column("family_asked", sa.String(20)))
        audits.add_column(sa.Column("standards_met", sa.Boolean))
        audits.add_column(sa.Column("form_link", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("live_audit") as audits:
        audits.alter_column("form_link", server_default=None)
    with op.batch_alter_table("audit_round") as months:
        months.add_column(sa.Column("records_closed_at", sa.DateTime))
        months.add_column(sa.Column("records_closed_by_id", sa.Integer, sa.ForeignKey("person.id")))
    _rewrite(_ticked)
    op.get_bind().execute(sa.update(AUDITS).values(written_up_at=AUDITS.c.held_at))


def downgrade() -> None:
    """Take the columns away; what was ticked was seen once."""
    _rewrite(_counted)
    with op.batch_alter_table("audit_round") as months:
        months.drop_constraint(
            op.f("fk_audit_round_records_closed_by_id_person"), type_="foreignkey"
        )
        months.drop_column("records_closed_by_id")
        months.drop_column("records_closed_at")
    with op.batch_alter_table("live_audit") as audits:
        for name in NEW:
            audits.drop_column(name)


def _rewrite(kept: Any) -> None:  # noqa: ANN401  (a function, of whatever JSON a column holds)
    bind = op.get_bind()
    rows = bind.execute(sa.select(AUDITS.c.id, AUDITS.c.strengths, AUDITS.c.areas)).all()
    for number, strengths, areas in rows:
        values = {"strengths": kept(strengths), "areas": kept(areas)}
        bind.execute(sa.update(AUDITS).where(AUDITS.c.id == number).values(values))


def _ticked(counts: Any) -> list[str]:  # noqa: ANN401
    return [theme for theme, number in counts.items() if number] if counts else []


def _counted(themes: Any) -> dict[str, int]:  # noqa: ANN401
    return dict.fromkeys(themes or (), 1)
