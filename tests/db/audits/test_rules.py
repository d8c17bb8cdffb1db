"""The rules of live audits as they are kept."""

import pytest

from bot.refusals import refusal_words
from db.audits import rules
from db.errors import RefusedError
from tests.contexts import by_itself, doing
from tests.db.audits.months import drawn, held, me
from tests.people import NOW, Council


def test_nothing_is_kept_until_somebody_changes_a_rule(council: Council) -> None:
    with council.database.read() as session:
        assert rules.values_of(session) == {}


def test_the_latest_rules_hold(council: Council) -> None:
    for quota in (3, 1):
        with council.database.begin() as session:
            rules.change(doing(me(session, council.director), NOW), {"quota": quota})
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 4, "themes": ["Planning"]})
    with council.database.read() as session:
        assert rules.values_of(session) == {"quota": 4, "themes": ["Planning"]}


def test_only_leads_and_administrators_change_them(council: Council) -> None:
    with council.database.begin() as session:
        rules.change(doing(me(session, council.officer), NOW), {"quota": 3})
    with council.database.begin() as session, pytest.raises(RefusedError) as caught:
        rules.change(doing(me(session, council.head), NOW), {"quota": 1})
    assert refusal_words(caught.value) == (
        "Only a lead or an administrator can change the rules of live audits."
    )
    with council.database.read() as session:
        assert rules.values_of(session) == {"quota": 3}


def test_a_service_keeps_its_own_beside_the_councils(council: Council) -> None:
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 3})
        rules.change(by_itself(session, NOW), {"quota": 1}, "Fostering")
        rules.change(by_itself(session, NOW), {"days_apart": 1}, "Adoption")
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {}, "Adoption")
    with council.database.read() as session:
        assert rules.values_of(session) == {"quota": 3}
        assert rules.own_values(session) == {"Fostering": {"quota": 1}}


def test_the_services_are_those_of_the_teams_and_those_with_rules(council: Council) -> None:
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 1}, "Adoption")
        rules.change(by_itself(session, NOW), {"quota": 3})
    with council.database.read() as session:
        assert rules.services(session) == ["Adoption", "Children"]


def test_once_audits_are_graded_the_usual_scale_can_be_kept_and_no_other(council: Council) -> None:
    (number,) = drawn(council, (council.other_manager, council.practitioner))
    held(council, number)
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 3, "grade_scale": "ofsted"})
    for service, scale in (("", "0-10"), ("Front door", "ofsted")):
        with council.database.begin() as session, pytest.raises(RefusedError) as caught:
            rules.change(by_itself(session, NOW), {"grade_scale": scale}, service)
        assert caught.value.about == "grade_scale"
    with council.database.read() as session:
        assert rules.values_of(session) == {"quota": 3, "grade_scale": "ofsted"}
