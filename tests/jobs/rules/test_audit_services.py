"""The council's rules and those that services have of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.rule_problems import problem_words
from bot.audits.rule_words import effect, own_sentences
from jobs.rules.audit_rules import AuditRules, RulesError, kept, read
from jobs.rules.audit_services import COUNCIL_ALONE, RuleSets, Values, read_file, read_sets

KNOWN = ("Assessment", "Fostering")
OWN = st.fixed_dictionaries(
    {},
    optional={
        "quota": st.integers(0, 10),
        "who_with_whom": st.sampled_from(["own team", "another team", "any"]),
        "grade_scale": st.sampled_from(["ofsted", "0-10", "none"]),
        "months_off": st.sampled_from([[], [8], [8, 12]]),
        "moderation": st.sampled_from(["all", "sample"]),
    },
)


def sets(council: Values | None = None, **own: Values) -> RuleSets:
    return read_sets(council or {}, own)


@given(OWN, OWN)
def test_a_service_has_its_own_rules_and_the_councils_for_the_rest(
    council: Values, own: Values
) -> None:
    found = sets(council, Fostering=own).of("Fostering")
    for name in ("quota", "who_with_whom", "grade_scale", "months_off", "moderation"):
        given_ = own.get(name, council.get(name, kept(AuditRules())[name]))
        assert kept(found)[name] == given_


@given(OWN, OWN)
def test_only_what_differs_is_kept_of_a_service(council: Values, own: Values) -> None:
    known = sets(council, Fostering=own)
    base = kept(known.council)
    assert all(value != base[name] for name, value in known.own_of("Fostering").items())
    assert read_sets(kept(known.council), known.own) == known


def test_a_service_without_rules_of_its_own_follows_the_council() -> None:
    assert sets({"quota": 3}, Fostering={}) == sets({"quota": 3})
    assert sets({"quota": 3}).of("Fostering").quota == 3


def test_a_scale_of_its_own_brings_its_own_lowest_grades() -> None:
    fostering = sets(Fostering={"grade_scale": "0-10"}).of("Fostering")
    assert fostering.inadequate_grades == ("0", "1", "2", "3")


@pytest.mark.parametrize("name", COUNCIL_ALONE)
def test_what_holds_for_the_whole_month_is_the_councils_alone(name: str) -> None:
    value = kept(AuditRules())[name]
    with pytest.raises(RulesError) as refused:
        sets(Fostering={name: value})
    assert [*map(problem_words, refused.value.problems)] == [
        f"Fostering: {name} is the council's alone."
    ]


def test_everything_that_is_wrong_in_a_file_is_named_at_once() -> None:
    given_ = {
        "quota": 99,
        "services": {
            "Fostering": {"days_apart": 99, "opens_on_working_day": 2},
            "Assessment": {"quotas": 1},
            "Nowhere": {},
        },
    }
    with pytest.raises(RulesError) as refused:
        read_file(given_, KNOWN)
    problems = [*map(problem_words, refused.value.problems)]
    assert problems[0] == "There is no service “Nowhere”: the services are Assessment, Fostering."
    assert problems[1] == "quota is 10 at most, such as 2."
    assert problems[2].startswith("Assessment: There is no rule “quotas”. The rules are: quota, ")
    assert problems[3:] == [
        "Fostering: opens_on_working_day is the council's alone.",
        "Fostering: days_apart is 15 at most, such as 5.",
    ]


def test_the_part_for_services_has_a_section_for_each() -> None:
    wrongs: tuple[object, ...] = ([], {"Fostering": 3})
    for wrong in wrongs:
        with pytest.raises(RulesError) as refused:
            read_file({"services": wrong}, KNOWN)
        [problem] = map(problem_words, refused.value.problems)
        assert 'such as [services."Fostering"]' in problem


def test_a_change_of_the_councils_that_a_service_cannot_follow_is_refused() -> None:
    known = sets(Fostering={"inadequate_grades": ["Requires improvement", "Inadequate"]})
    with pytest.raises(RulesError) as refused:
        known.with_council({"grade_scale": "0-10"})
    [problem] = map(problem_words, refused.value.problems)
    assert problem.startswith("Fostering: inadequate_grades has Requires improvement")


def test_the_effect_says_whose_rule_changes_and_when_it_is_the_councils_again() -> None:
    council = sets({"quota": 3})
    own = council.with_service("Fostering", {"quota": 1})
    assert effect(council, own) == [
        "Fostering: An auditor without a quota of their own has 1 audit a month "
        "(until now: 3 audits, as the council)."
    ]
    assert effect(own, council) == [
        "Fostering: An auditor without a quota of their own has 3 audits a month, as the council "
        "(until now: 1 audit)."
    ]
    assert effect(own, own) == []


def test_a_change_of_the_councils_is_not_told_for_each_service_that_follows() -> None:
    old = sets(Fostering={"days_apart": 2})
    [told] = effect(old, old.with_council({"quota": 4}))
    assert told.startswith("An auditor without a quota of their own has 4 audits")


def test_what_a_service_has_of_its_own_is_said_a_sentence_a_rule() -> None:
    known = sets(Fostering={"months_off": [8], "quota": 1})
    assert own_sentences(known, "Fostering") == [
        "An auditor without a quota of their own has 1 audit a month.",
        "Months in which nothing is drawn: August.",
    ]


def test_the_services_with_a_month_off_are_found() -> None:
    known = sets({"months_off": [8]}, Fostering={"months_off": []}, Assessment={"quota": 1})
    assert known.off_in(8, KNOWN) == ("Assessment",)
    assert known.off_in(9, KNOWN) == ()


def test_no_service_has_a_name_that_is_the_councils() -> None:
    assert sets({"quota": 3}, Fostering={"quota": 1}).of("") == read({"quota": 3})
