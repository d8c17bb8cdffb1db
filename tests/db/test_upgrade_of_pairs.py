"""A council that has had a year of pairs and no cases: who was owed a second look owes a file's."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, create_engine, insert, select

from db.migrate import upgrade
from tests.rows import needed_row

BEFORE = "0005"
HELD_AT = datetime(2026, 9, 9, 9, 0)  # noqa: DTZ001  (as the column keeps it: UTC)
WHY = '{"how":"drawn","after":"LA-2026-09-001","team":"Permanence"}'
OLD_WHY = "A second look, as promised after LA-2026-09-001. Not audited for 1 month."


class _Old:
    """The tables as they were, to be filled in."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.tables = MetaData()
        self.tables.reflect(connection)

    def put(self, table: str, **values: Any) -> None:  # noqa: ANN401  (whatever a column holds)
        self.connection.execute(insert(self.tables.tables[table]).values(**values))

    def audit(self, number: int, practitioner: int, grade: str | None, **more: Any) -> None:  # noqa: ANN401
        usual = {
            "round_id": 1, "serial": number, "auditor_id": 1, "state": "closed", "reason": "",
            "pinned": False, "due_on": date(2026, 9, 30), "invite_sequence": 0, "exempt": False,
            "themes": [], "strengths": [], "areas": [], "reflection": "", "needs_moderation": False,
            "held_at": HELD_AT, "form_link": "",
        }  # fmt: skip
        fields = usual | {"id": number, "practitioner_id": practitioner, "grade": grade} | more
        self.put("live_audit", **fields)


def _filled(old: _Old) -> None:
    old.put("team", id=1, name="Permanence", service="Children in care")
    old.put("team", id=2, name="Duty", service="Front door")
    for number, team in ((1, 1), (2, 1), (3, 1), (4, 2), (5, 1)):
        old.put(
            "person", id=number, name=f"Role {number}", role=f"Role {number}", team_id=team,
            is_lead=False, is_admin=False, left_slack=False,
            **_hours(old),
        )  # fmt: skip
    for number, month in ((1, 9), (2, 10), (3, 11)):
        day = date(2026, month, 1)
        old.put(
            "audit_round", id=number, month=day, state="closed", opens_on=day, due_on=day,
            moderate_by=day, request="{}", plan="{}", rules={}, drawn_at=HELD_AT,
        )  # fmt: skip
    own = {"grade_scale": "0-10", "inadequate_grades": ["2"]}
    old.put("audit_rules", service="Front door", values=own, changed_at=HELD_AT)
    old.audit(1, 2, "Inadequate")
    old.audit(2, 3, "Inadequate")
    old.audit(3, 3, "Good", moderated_grade="Inadequate")
    old.audit(4, 4, "2")
    old.audit(5, 4, "Inadequate")  # no grade of theirs
    old.audit(6, 5, "Inadequate", moderated_grade="Good")
    old.audit(7, 2, "Good", round_id=2, re_audit_of_id=1, reason=WHY)
    old.audit(8, 5, "Inadequate")
    old.audit(9, 5, None, round_id=3, re_audit_of_id=8, state="published", reason=OLD_WHY)


def _hours(old: _Old) -> dict[str, Any]:
    """Return what else a person needs, as the table itself says."""
    given = {"id", "name", "role", "team_id", "is_lead", "is_admin", "left_slack"}
    needed = needed_row(old.tables.tables["person"])
    return {name: value for name, value in needed.items() if name not in given}


@pytest.fixture
def upgraded(database_url: str) -> Iterator[_Old]:
    upgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        _filled(_Old(connection))
    upgrade(database_url)
    with engine.begin() as connection:
        yield _Old(connection)
    engine.dispose()


def test_each_inadequate_with_no_look_since_owes_one_by_its_own_audit(upgraded: _Old) -> None:
    debt = upgraded.tables.tables["case_debt"]
    rows = upgraded.connection.execute(select(debt.c.first_audit_id, debt.c.holder_id)).all()
    # The first had its own look; the third one's two owe two; the scale is the service's own.
    assert sorted(map(tuple, rows)) == [(1, 2), (2, 3), (3, 3), (4, 4), (8, 5)]


def test_nothing_says_any_more_why_a_look_was_drawn(upgraded: _Old) -> None:
    audit = upgraded.tables.tables["live_audit"]
    kept = dict(upgraded.connection.execute(select(audit.c.id, audit.c.reason)).all())
    assert kept[7] == '{"how":"drawn","team":"Permanence"}'
    assert kept[9] == "Not audited for 1 month."


def test_every_audit_keeps_the_team_its_practitioner_was_of(upgraded: _Old) -> None:
    audit = upgraded.tables.tables["live_audit"]
    teams = dict(upgraded.connection.execute(select(audit.c.id, audit.c.team_id)).all())
    assert teams == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 1, 7: 1, 8: 1, 9: 1}
