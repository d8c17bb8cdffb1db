"""The rules of live audits as they are kept."""

import pytest

from db import audit_rules
from db.errors import RefusedError
from tests.db.rounds import me
from tests.people import NOW, Council


def test_nothing_is_kept_until_somebody_changes_a_rule(council: Council) -> None:
    with council.database.read() as session:
        assert audit_rules.values_of(session) == {}


def test_the_latest_rules_hold(council: Council) -> None:
    for quota in (3, 1):
        with council.database.begin() as session:
            audit_rules.change(session, {"quota": quota}, me(session, council.director), NOW)
    with council.database.begin() as session:
        audit_rules.change(session, {"quota": 4, "themes": ["Planning"]}, None, NOW)
    with council.database.read() as session:
        assert audit_rules.values_of(session) == {"quota": 4, "themes": ["Planning"]}


def test_only_leads_and_administrators_change_them(council: Council) -> None:
    with council.database.begin() as session:
        audit_rules.change(session, {"quota": 3}, me(session, council.officer), NOW)
    with council.database.begin() as session, pytest.raises(RefusedError) as refused:
        audit_rules.change(session, {"quota": 1}, me(session, council.head), NOW)
    assert str(refused.value) == (
        "Only a lead or an administrator can change the rules of live audits."
    )
    with council.database.read() as session:
        assert audit_rules.values_of(session) == {"quota": 3}
