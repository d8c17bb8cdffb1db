"""Grades as dated labels: an audit keeps the words of its time, and nothing crosses a change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.audit_rules import DEFAULTS, RulesError, read, scale_on
from jobs.rules.grade_profile import Graded, GradeProfile, first_counted, hidden_too, profiles
from jobs.rules.grade_scales import SCALES, dated, holding, preset
from jobs.rules.small_numbers import LEAST_SHOWN

OWN = "2027-04-01: Strong, Sound, Fragile, Unsafe; good from Sound; alarm Fragile, Unsafe"
MARCH, APRIL, MAY = date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)


def test_own_labels_hold_from_their_day_and_what_was_before_keeps_its_words() -> None:
    rules = read({"grade_changes": [OWN, "2027-05-01: none"]})
    assert scale_on(rules, MARCH).labels == SCALES["ofsted"]
    own = scale_on(rules, APRIL)
    assert own.labels == ("Strong", "Sound", "Fragile", "Unsafe")
    assert own.alarming == {"Fragile", "Unsafe"}
    assert own.good == {"Strong", "Sound"}
    assert scale_on(rules, MAY).labels == ()


def test_the_third_of_ofsteds_four_is_called_as_it_is_now_also_where_it_was_kept_before() -> None:
    assert SCALES["ofsted"][2] == "Requires improvement to be good"
    kept = read({"inadequate_grades": ["Requires improvement", "Inadequate"]})
    assert kept.inadequate_grades == ("Requires improvement to be good", "Inadequate")


def test_presets_say_what_is_good_and_what_alarms() -> None:
    assert scale_on(DEFAULTS, MARCH).good == {"Outstanding", "Good"}
    scaling = dated("2027-04-01: 0-10; good from 8; alarm 0, 1")
    assert scaling.good == {"8", "9", "10"}
    assert scaling.alarming == {"0", "1"}


@pytest.mark.parametrize(
    "line",
    [
        "Strong, Sound",
        "2027-13-01: Strong, Sound",
        "2027-04-01: Strong",
        "2027-04-01: Strong, strong",
        "2027-04-01: Strong, Sound; good from Fair",
        "2027-04-01: Strong, Sound; alarm Strong, Sound",
        "2027-04-01: Strong, Sound; better than before",
        f"2027-04-01: Strong, {'x' * 41}",
    ],
)
def test_a_line_that_is_no_scale_is_refused(line: str) -> None:
    with pytest.raises(RulesError) as refused:
        read({"grade_changes": [line]})
    assert [one.kind for one in refused.value.problems] == ["no_scale"]


@given(st.lists(st.dates(date(2026, 1, 1), date(2029, 1, 1)), max_size=5, unique=True), st.dates())
def test_the_latest_scale_that_has_begun_holds(days: list[date], month: date) -> None:
    lines = [f"{day}: A{number}, B{number}" for number, day in enumerate(days)]
    found = holding(preset("ofsted"), lines, month)
    begun = [day for day in days if day <= month]
    assert found.starts == max(begun, default=date.min)


def test_a_profile_counts_audits_and_adds_nothing_across_a_change() -> None:
    rules = read({"grade_changes": [OWN]})
    rows = [(MARCH, "Good", 12), (MARCH, "Requires improvement", 4), (MARCH, "Inadequate", 2)]
    rows += [(MARCH, "Outstanding", 1), (APRIL, "Sound", 5)]
    found = profiles(
        MARCH, [Graded(month, "MASH", grade, n, scale_on(rules, month)) for month, grade, n in rows]
    )
    later, earlier = found.whole
    assert (later.of, earlier.of) == (5, 19)
    assert list(earlier.counts.values()) == [1, 12, 4, 2]
    assert [one.month for one in found.by_month] == [APRIL, MARCH]
    assert later.is_public
    assert not earlier.is_public


def test_quarters_are_those_of_the_councils_year_and_whole_with_the_one_before() -> None:
    months = [date(2026, number, 1) for number in (9, 10, 11, 12)]
    since, scale = date(2026, 11, 1), scale_on(read({}), MARCH)
    found = profiles(since, [Graded(month, "", "Good", 6, scale) for month in months])
    assert [one.of for one in found.whole] == [12]
    assert [(one.quarter.name, one.of) for one in found.by_quarter if one.quarter] == [
        ("quarter 3 of 2026-27 (October to December 2026)", 18),
        ("quarter 2 of 2026-27 (July to September 2026)", 6),
    ]
    assert first_counted(since) == date(2026, 7, 1)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_no_quarter_less_the_months_that_are_told_tells_of_few(numbers: list[int]) -> None:
    scale = scale_on(read({}), MARCH)
    months = [date(2026, number, 1) for number in (10, 11, 12)]
    rows = [
        Graded(month, "", "Good", number, scale)
        for month, number in zip(months, numbers, strict=True)
        if number
    ]
    few = [number for number in numbers if 0 < number < LEAST_SHOWN]
    for one in profiles(months[0], rows).by_quarter:
        if one.is_enough and few:
            assert len(few) > 1
            assert sum(few) >= LEAST_SHOWN


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_what_is_hidden_cannot_be_worked_out_from_the_whole_and_the_others(of: list[int]) -> None:
    parts = hidden_too([GradeProfile(("Good",), {"Good": number}) for number in of])
    hidden = [one.of for one in parts if not one.is_enough]
    assert all(number in hidden for number in of if number < LEAST_SHOWN)
    assert not hidden or len(hidden) == len(of) or (len(hidden) > 1 and sum(hidden) >= LEAST_SHOWN)
