"""The rules of live audits: their defaults, what is refused, and a change in words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.rule_problems import problem_words
from bot.audits.rule_words import WORDS, sentences
from bot.audits.rule_words import council_effect as effect
from jobs.rules.audit_rules import DEFAULTS, AuditRules, RulesError, kept, read, scale_on
from jobs.rules.grade_scales import SCALES

NAMES = st.text(
    st.characters(categories=["L", "Nd", "Zs", "P", "S"]), min_size=1, max_size=40
).filter(str.strip)
LISTS = st.lists(NAMES, min_size=1, max_size=25, unique_by=lambda text: text.strip().lower())
SCALE_AND_WORST = st.sampled_from(list(SCALES)).flatmap(
    lambda scale: st.tuples(
        st.just(scale),
        st.sets(st.sampled_from(SCALES[scale]), max_size=len(SCALES[scale]) - 1)
        if SCALES[scale]
        else st.just(set()),
    )
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "quota": st.integers(0, 10),
        "who_with_whom": st.sampled_from(["own team", "another team", "another service", "any"]),
        "never_own_supervisor": st.sampled_from(["immediate", "whole line", "off"]),
        "repeat_gap_months": st.integers(0, 36),
        "moderation": st.sampled_from(["all", "sample", "inadequate"]),
        "months_off": st.lists(st.integers(1, 11)),
        "themes": LISTS,
        "not_held_reasons": LISTS,
        "scrutiny_dates": st.lists(
            st.fixed_dictionaries({"date": st.dates(), "who": st.sampled_from(["Board", "Panel"])}),
            max_size=5,
        ),
    },
)
RULES = st.builds(
    lambda changes, graded: read(
        changes | {"grade_scale": graded[0], "inadequate_grades": sorted(graded[1])}
    ),
    CHANGES,
    SCALE_AND_WORST,
)

SUCH_AS = 'such as [{date = 2027-02-11, who = "Scrutiny panel"}].'


def test_the_defaults_are_those_of_the_domain_notes() -> None:
    assert (DEFAULTS.quota, DEFAULTS.who_with_whom, DEFAULTS.never_own_supervisor) == (
        2,
        "any",
        "immediate",
    )
    assert (DEFAULTS.repeat_gap_months, DEFAULTS.case_gap_months) == (6, 12)
    assert (DEFAULTS.opens_on_working_day, DEFAULTS.draw_working_days_before) == (1, 5)
    assert (DEFAULTS.moderation_by_working_day, DEFAULTS.extension_working_days) == (10, 5)
    assert DEFAULTS.not_held_reasons == (
        "leave", "sickness", "vacancy", "case closed", "workload", "other",
    )  # fmt: skip
    assert scale_on(DEFAULTS, date(2027, 1, 1)).labels == (
        "Outstanding", "Good", "Requires improvement to be good", "Inadequate",
    )  # fmt: skip
    assert DEFAULTS.inadequate_grades == ("Inadequate",)
    assert read({}) == DEFAULTS


@given(RULES)
def test_what_is_kept_reads_as_it_was(rules: AuditRules) -> None:
    assert read(kept(rules)) == rules


@given(RULES, RULES)
def test_an_effect_names_each_rule_that_changes_and_no_other(
    old: AuditRules, new: AuditRules
) -> None:
    differing = [name for name in WORDS if getattr(old, name) != getattr(new, name)]
    told = effect(old, new)
    assert len(told) == len(differing)
    for name, sentence in zip(differing, told, strict=True):
        assert sentence.startswith(WORDS[name].sentence(getattr(new, name)))
        assert WORDS[name].value(getattr(old, name)) in sentence


def test_every_rule_has_its_words() -> None:
    assert list(WORDS) == list(AuditRules.model_fields)


def test_a_change_is_told_as_a_sentence() -> None:
    new = read({"quota": 1, "months_off": [12, 8], "case_number_pattern": r"\d{7}"})
    assert effect(DEFAULTS, new) == [
        "An auditor without a quota of their own has 1 audit a month (until now: 2 audits).",
        "Months in which nothing is drawn: August, December (until now: none).",
        r"Case numbers: “\d{7}” (until now: none are taken).",
    ]


@given(RULES)
def test_every_rule_is_said_in_one_sentence(rules: AuditRules) -> None:
    told = sentences(dict(rules))
    assert len(told) == len(AuditRules.model_fields)
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize(
    ("given_rules", "problem"),
    [
        ({"quota": 11}, "quota is 10 at most, such as 2."),
        ({"quota": -1}, "quota is 0 at least, such as 2."),
        ({"quota": "two"}, "quota is a whole number, such as 2."),
        ({"quota": True}, "quota is a whole number, such as 2."),
        ({"months_off": 8}, "months_off is a list, such as 8."),
        ({"months_off": [0]}, "months_off takes the numbers of months, from 1 to 12, such as 8."),
        ({"months_off": range(1, 13)}, "months_off has every month of the year in it, such as 8."),
        (
            {"who_with_whom": "all"},
            "who_with_whom is one of 'own team', 'another team', 'another service' or 'any', "
            "such as any.",
        ),
        (
            {"themes": ["Plan", "plan "]},
            "themes has the same words twice, such as Decision making and threshold, "
            "Care planning and challenge, Exploitation and missing.",
        ),
        (
            {"not_held_reasons": []},
            "not_held_reasons needs one line at least, such as leave, sickness, vacancy.",
        ),
        (
            {"case_number_pattern": "(a+)+"},
            "case_number_pattern repeats a group, which a case number does not need, "
            r"such as \d{7}.",
        ),
        (
            {"case_number_pattern": r"\d*"},
            r"case_number_pattern would take an empty case number, such as \d{7}.",
        ),
        ({"scrutiny_dates": "soon"}, f"scrutiny_dates is a list, {SUCH_AS}"),
        (
            {"scrutiny_dates": [{"date": "2027-02-11"}]},
            "scrutiny_dates needs a date and who looks, and nothing else, in every entry, "
            + SUCH_AS,
        ),
        (
            {"scrutiny_dates": [{"date": "2027-02-30", "who": "Panel"}]},
            f"scrutiny_dates has a date that is no day of the calendar, {SUCH_AS}",
        ),
        (
            {"scrutiny_dates": [{"date": "2027-02-11", "who": " "}]},
            "scrutiny_dates needs who looks in every entry, in 60 characters at most, " + SUCH_AS,
        ),
        (
            {"scrutiny_dates": [{"date": date(2027, 1, day), "who": "P"} for day in range(1, 32)]},
            f"scrutiny_dates has 31 dates, and 30 are the most, {SUCH_AS}",
        ),
        (
            {"grade_scale": "0-10", "inadequate_grades": ["Poor"]},
            "inadequate_grades has Poor, which the scale 0-10 has not: use 0, 1, 2, 3, 4, 5, 6, "
            "7, 8, 9 or 10.",
        ),
        (
            {"grade_scale": "none", "inadequate_grades": ["Inadequate"]},
            "inadequate_grades has Inadequate, which the scale none has not: leave it empty.",
        ),
        (
            {"inadequate_grades": list(SCALES["ofsted"])},
            "inadequate_grades has every grade of the scale: leave the better ones out.",
        ),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_with_an_example(
    given_rules: dict[str, Any], problem: str
) -> None:
    with pytest.raises(RulesError) as refused:
        read(given_rules)
    assert [*map(problem_words, refused.value.problems)] == [problem]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(RulesError) as refused:
        read({"quota": 11, "rota": 1, "themes": "Planning"})
    told = [*map(problem_words, refused.value.problems)]
    assert [problem.split(" ")[0] for problem in told] == [
        "quota", "themes", "There",
    ]  # fmt: skip
    assert "There is no rule “rota”" in told[-1]


@pytest.mark.parametrize(
    ("scale", "worst"), [("ofsted", ("Inadequate",)), ("0-10", ("0", "1", "2", "3")), ("none", ())]
)
def test_another_scale_brings_its_own_lowest_grades(scale: str, worst: tuple[str, ...]) -> None:
    assert read({"grade_scale": scale}).inadequate_grades == worst
