"""What the lists of auditors, of rules and of days away hold is told whole, to be compared."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from db.chain.sealing import seal
from db.history import told
from db.models.base import UtcDateTime

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | None = None
depends_on: str | None = None

_COLUMNS: Final[dict[str, Any]] = {
    "id": sa.Integer, "service": sa.String, "person_id": sa.Integer, "quota": sa.Integer,
    "starts_on": sa.Date, "ends_on": sa.Date, "first_on": sa.Date, "last_on": sa.Date,
    "can_finish": sa.Boolean, "recorded_by_id": sa.Integer, "recorded_at": UtcDateTime,
    "values": sa.JSON, "changed_at": UtcDateTime, "changed_by_id": sa.Integer,
}  # fmt: skip
_OWN: Final = {  # the key first, and what is told beside the whole row, as always
    "auditor_seat": ("auditor", "id person_id quota starts_on ends_on", "quota starts_on ends_on"),
    "audit_rules": ("rules", "service values changed_at changed_by_id", "service"),
    "absence": (
        "away", "id person_id first_on last_on can_finish recorded_by_id recorded_at",
        "first_on last_on",
    ),
}  # fmt: skip


def _table(name: str, columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(one, _COLUMNS[one]) for one in columns.split()))


def _events(bind: sa.Connection) -> Iterator[dict[str, object]]:
    for name, (kind, columns, beside) in _OWN.items():
        for row in bind.execute(sa.select(_table(name, columns))).mappings():
            key, *others = columns.split()
            values = {one: told(row[one]) for one in others}
            changes = {one: [None, told(row[one])] for one in beside.split() if row[one]}
            changes["rows"] = [None, {f"{name} {row[key]}": values}]
            about = row.get("person_id")
            yield {"at": datetime.now(UTC), "kind": kind, "about_id": about, "changes": changes}


def upgrade() -> None:
    """Tell of each row how it stands, so that from now on a change behind it shows."""
    bind = op.get_bind()
    events = sa.table(
        "council_event",
        sa.column("at", UtcDateTime),
        sa.column("kind", sa.String),
        sa.column("about_id", sa.Integer),
        sa.column("changes", sa.JSON),
    )
    if made := list(_events(bind)):
        bind.execute(sa.insert(events), made)
        seal(bind, datetime.now(UTC), (events.name,))


def downgrade() -> None:
    """Change nothing: what was told was so."""
