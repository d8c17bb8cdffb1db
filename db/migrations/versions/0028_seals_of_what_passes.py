"""Files that are owed, digests that come by themselves and handovers are told whole, too."""

from typing import Any, Final

import sqlalchemy as sa

from db.migrations.telling import tell_each
from db.models.base import UtcDateTime

revision: str = "0028"
down_revision: str | None = "0027"

_OWN: Final = {
    "case_debt": (
        "file", "id first_audit_id holder_id holder_said_by_id holder_said_at owed_at withdrawn_at "
        "released_at released_by_id",
    ),
    "subscription": (
        "subscription", "id made_by_id channel view reach name about_id weekday working_day at "
        "time_zone paused made_at counts_from changed_at changed_by_id ended_at",
    ),
    "handover": ("handover", "id giver_id taker_id asked_by_id asked_at reason"),
    "handover_item": ("handover", "id handover_id kind subject_id state decided_at note"),
}  # fmt: skip
_WORDS: Final = frozenset({
    "channel", "view", "reach", "name", "time_zone", "reason", "kind", "state", "note",
})  # fmt: skip
_NUMBERS: Final = frozenset({"id", "weekday", "working_day"})


def _column(name: str) -> sa.ColumnClause[Any]:
    if name in _WORDS:
        return sa.column(name, sa.String)
    if name in _NUMBERS or name.endswith("_id"):
        return sa.column(name, sa.Integer)
    others: dict[str, Any] = {"at": sa.Time, "paused": sa.Boolean}
    return sa.column(name, others.get(name, UtcDateTime))


def upgrade() -> None:
    """Tell of each row how it stands, so that from now on a change behind it shows."""
    for name, (kind, columns) in _OWN.items():
        tell_each(kind, sa.table(name, *map(_column, columns.split())))


def downgrade() -> None:
    """Change nothing: what was told was so."""
