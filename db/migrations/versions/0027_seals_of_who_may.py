"""What the lists of auditors, of rules and of days away hold is told whole, to be compared."""

from typing import Any, Final

import sqlalchemy as sa

from db.migrations.telling import tell_each
from db.models.base import UtcDateTime

revision: str = "0027"
down_revision: str | None = "0026"

_COLUMNS: Final[dict[str, Any]] = {
    "id": sa.Integer, "service": sa.String, "person_id": sa.Integer, "quota": sa.Integer,
    "starts_on": sa.Date, "ends_on": sa.Date, "first_on": sa.Date, "last_on": sa.Date,
    "can_finish": sa.Boolean, "recorded_by_id": sa.Integer, "recorded_at": UtcDateTime,
    "values": sa.JSON, "changed_at": UtcDateTime, "changed_by_id": sa.Integer,
}  # fmt: skip


def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(one, _COLUMNS[one]) for one in columns.split()))


def upgrade() -> None:
    """Tell of each row how it stands, so that from now on a change behind it shows."""
    seats = _table("auditor_seat", "id person_id quota starts_on ends_on")
    tell_each("auditor", seats, ("quota", "starts_on", "ends_on"))
    rules = _table("audit_rules", "service values changed_at changed_by_id")
    tell_each("rules", rules, ("service",))
    columns = "id person_id first_on last_on can_finish recorded_by_id recorded_at"
    tell_each("away", _table("absence", columns), ("first_on", "last_on"))


def downgrade() -> None:
    """Change nothing: what was told was so."""
