"""Three registers of actions: the plan, those from audits, and teams' own.

An action whose source is a live audit's reference arises from that audit. Everything else stays in
the plan: until now every report listed all there was, and what a committee has seen does not leave
its list by an upgrade. What is a team's own, a lead moves by editing it or with a file.

Constraints and indexes get their names from `db.models.base.NAMES`.
"""

import re
from datetime import date
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"

LIKE_A_REFERENCE: Final = "LA-____-__-___%"
REFERENCE: Final = re.compile(r"LA-(\d{4})-(\d\d)-(\d{3,6})")


def upgrade() -> None:
    """Give each action its register, its audit, and whether somebody signs it off."""
    with op.batch_alter_table("action") as action:
        action.add_column(
            sa.Column("register", sa.String(10), nullable=False, server_default="plan")
        )
        action.add_column(sa.Column("audit_id", sa.Integer))
        action.add_column(
            sa.Column("needs_sign_off", sa.Boolean, nullable=False, server_default=sa.true())
        )
        action.create_foreign_key(
            "fk_action_audit_id_live_audit", "live_audit", ["audit_id"], ["id"]
        )
        action.create_index("ix_action_audit_id", ["audit_id"])
        action.create_index("ix_action_register", ["register"])
    _sort()
    with op.batch_alter_table("action") as action:
        action.alter_column("register", server_default=None)
        action.alter_column("needs_sign_off", server_default=None)


def downgrade() -> None:
    """Forget the registers; where an action came from is still told by its source."""
    with op.batch_alter_table("action") as action:
        action.drop_index("ix_action_register")
        action.drop_index("ix_action_audit_id")
        action.drop_constraint("fk_action_audit_id_live_audit", type_="foreignkey")
        for name in ("needs_sign_off", "audit_id", "register"):
            action.drop_column(name)


def _sort() -> None:
    action = sa.table("action", *map(sa.column, ("id", "source", "register", "audit_id")))
    audit = sa.table("live_audit", *map(sa.column, ("id", "round_id", "serial")))
    month = sa.table("audit_round", sa.column("id"), sa.column("month", sa.Date))
    bind = op.get_bind()
    named = sa.select(action.c.id, action.c.source).where(action.c.source.like(LIKE_A_REFERENCE))
    sources = [(number, REFERENCE.fullmatch(source)) for number, source in bind.execute(named)]
    if not sources:
        return
    known: dict[tuple[date, int], int] = {
        (first, serial): number
        for number, serial, first in bind.execute(
            sa.select(audit.c.id, audit.c.serial, month.c.month).join(
                month, month.c.id == audit.c.round_id
            )
        )
    }
    for number, found in sources:
        if found is not None:
            year, first, serial = map(int, found.groups())
            its_audit = known.get((date(year, first, 1), serial))
            bind.execute(
                sa.update(action)
                .where(action.c.id == number)
                .values(register="audits", audit_id=its_audit)
            )
