"""The tables that are sealed, with the columns that a seal covers: one list for seal and guard.

It is not made of the models: a migration seals too, whatever a model has become by then.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import JSON, ColumnClause, Integer, String, TableClause, Text, column, table

from db.models.base import UtcDateTime


def _table(name: str, **columns: Any) -> TableClause:  # noqa: ANN401  (SQLAlchemy's own types)
    own: list[ColumnClause[Any]] = [column(each, kind) for each, kind in columns.items()]
    return table(name, column("id", Integer), *own)


_AT: Final = {"at": UtcDateTime}
_WHAT: Final = {**_AT, "person_id": Integer, "kind": String, "changes": JSON}
# The tables that are sealed, with the columns that the seal covers. Neither is taken away or added
# to, or what was sealed before could be worked out no more: a new column is a new table's.
SEALED: Final[Mapping[str, TableClause]] = {
    one.name: one
    for one in (
        _table("event", action_id=Integer, note=Text, undoes_id=Integer, **_WHAT),
        _table("audit_event", audit_id=Integer, note=Text, **_WHAT),
        _table("measure_event", measure_id=Integer, **_WHAT),
        _table("plan_event", item_id=Integer, **_WHAT),
        _table("learning_event", note_id=Integer, team_id=Integer, **_WHAT),
        _table("council_event", about_id=Integer, audit_id=Integer, **_WHAT),
        _table("guard_pass", **_AT, person_id=Integer, kind=String),
        _table("erasure", **_AT, kind=String, rows=Integer, person_id=Integer, links=JSON),
        _table("standing", rows=JSON),
    )
}
