"""The cases of a draw: dealt out by lot, one audit a case, and read again by the checker."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.cases import Cases
from jobs.rules.draw.check import problems
from jobs.rules.draw.draw_rules import CaseRules, Rules
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.fairness import fairness
from jobs.rules.draw.model import DrawRequest, Month, PastAudit, PastCase, Plan
from jobs.rules.draw.repair import Cannot, RePaired, re_pair, swap
from jobs.rules.draw.sheet import CaseLine, CaseOf
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import SERVICES, TEAMS, councils, examples, plain

KEYS = ("", "a" * 64, "b" * 64, "c" * 64)
THEMES = ("", "Planning", "Recording")


@st.composite
def sheets(make: st.DrawFn, *, pins: int = 0) -> DrawRequest:
    """Return a council with a sheet of up to fifteen lines."""
    request = make(councils(managers=4, people=9, pins=pins))
    people = [person.id for person in request.practitioners]
    holders = st.lists(st.sampled_from([*people, "gone"]), min_size=1, max_size=2, unique=True)
    team = st.tuples(st.sampled_from(SERVICES[:2]), st.sampled_from(TEAMS))
    held = st.one_of(holders.map(tuple), holders.map(tuple), st.none())
    lines = []
    for number in range(1, make(st.integers(0, 15)) + 1):
        who = make(held)
        lines.append(
            CaseLine(
                line=number * 3,
                holders=who or (),
                team=None if who else make(team),
                theme=make(st.sampled_from(THEMES)),
                key=make(st.sampled_from(KEYS)),
            )
        )
    rules = (
        CaseRules(SERVICES[0], theme=make(st.sampled_from(THEMES)), gap_months=6),
        CaseRules(SERVICES[1], drawn=make(st.booleans())),
    )
    past = st.builds(PastCase, st.sampled_from(KEYS[1:]), st.builds(Month, st.just(2026), _MONTHS))
    looked = make(st.lists(past, max_size=3))
    return replace(request, cases=tuple(lines), case_rules=rules, looked_at=tuple(looked))


_MONTHS = st.integers(1, 12)


@examples(60)
@given(sheets(pins=2))
def test_whatever_the_sheet_the_checker_agrees_with_the_draw(request: DrawRequest) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        assert problems(request, plan) == ()
        again = draw(DrawRequest.from_json(request.to_json()))
        assert isinstance(again, Plan)
        assert again.digest == plan.digest == Plan.from_json(plan.to_json()).digest


@examples(60)
@given(sheets())
def test_no_case_has_two_audits_and_none_comes_again_too_soon(request: DrawRequest) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan):
        return
    lines = {case.line: case for case in request.cases}
    assert max(Counter(one.line for one in plan.cases).values(), default=1) == 1
    keys = [lines[one.line].key for one in plan.cases if lines[one.line].key]
    assert len(keys) == len(set(keys))
    gaps = {rules.service: rules.gap_months for rules in request.case_rules}
    people = {person.id: person for person in request.practitioners}
    for one in plan.cases:
        case, person = lines[one.line], people[one.practitioner]
        assert one.practitioner in case.holders or case.team == person.team_key
        for past in request.looked_at:
            if past.key == case.key:
                assert request.month.since(past.month) >= min(gaps.values())


@examples(40)
@given(sheets(), st.integers(0, 3))
def test_a_plan_with_another_case_is_found_out(request: DrawRequest, which: int) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan) or len(plan.cases) <= which:
        return
    one = plan.cases[which]
    others = [case for case in plan.cases if case != one]
    for wrong in (others, [*others, replace(one, line=one.line + 1)], [*plan.cases, one]):
        assert problems(request, replace(plan, cases=tuple(wrong)))


@examples(30)
@given(sheets())
def test_a_re_pair_and_a_swap_keep_the_case_with_its_practitioner(request: DrawRequest) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan) or len(plan.ids) < 2:
        return
    month = replace(request, settled=plan.cases, pins=())
    lines = {(one.practitioner, one.line) for one in plan.cases}
    swapped = swap(month, plan.ids, plan.ids[0], plan.ids[-1])
    if isinstance(swapped, RePaired):
        assert problems(swapped.request, swapped.plan) == ()
        assert {(one.practitioner, one.line) for one in swapped.plan.cases} >= lines
    repaired = re_pair(month, plan.ids, Cannot(plan.ids[0]))
    if isinstance(repaired, RePaired):
        assert problems(repaired.request, repaired.plan) == ()


def sheet(*lines: CaseLine, **changes: object) -> DrawRequest:
    request = plain(managers=1, people=2, rules=Rules(quota=1))
    return replace(request, cases=lines, **changes)  # type: ignore[arg-type]


def case_of(request: DrawRequest) -> list[tuple[str, int]]:
    plan = draw(request)
    assert isinstance(plan, Plan)
    assert problems(request, plan) == ()
    return [(one.practitioner, one.line) for one in plan.cases]


def test_whoever_has_a_case_on_the_sheet_is_drawn_before_who_has_none() -> None:
    for holder in ("p0", "p1"):
        assert case_of(sheet(CaseLine(7, (holder,)))) == [(holder, 7)]


def test_whoever_is_passed_over_for_want_of_a_case_is_told_so() -> None:
    waited = (PastAudit("m0", "p1", Month(2026, 12)),)
    request = sheet(CaseLine(7, ("p1",)), history=waited).in_order()
    plan = draw(request)
    assert isinstance(plan, Plan)
    told = fairness(request, plan)
    assert [(left.practitioner, left.why) for left in told.left_out] == [
        ("p0", "no case on the sheet")
    ]
    assert (told.with_case, told.audits) == (1, 1)


def test_a_service_that_does_not_draw_its_cases_needs_none() -> None:
    request = sheet(CaseLine(7, ("p0",)), case_rules=(CaseRules(SERVICES[0], drawn=False),))
    assert case_of(request) == []


def test_a_case_that_was_looked_at_in_the_last_twelve_months_is_passed_over() -> None:
    lines = CaseLine(7, ("p0",), key="k"), CaseLine(8, ("p1",))
    for month, line in ((Month(2026, 2), 8), (Month(2026, 1), None)):
        found = case_of(sheet(*lines, looked_at=(PastCase("k", month),)))
        assert line is None or found == [("p1", line)]
    assert case_of(sheet(lines[0], looked_at=(PastCase("k", Month(2026, 1)),))) == [("p0", 7)]


def test_lines_of_the_months_theme_come_first_and_the_rest_is_the_reserve() -> None:
    lines = [CaseLine(n, ("p0",), theme="Planning" if n == 4 else "") for n in range(1, 6)]
    request = sheet(*lines, case_rules=(CaseRules(SERVICES[0], theme="Planning"),))
    dealt = Cases(Eligibility(request.in_order())).dealt["p0"]
    assert dealt[0] == 4
    assert sorted(dealt) == [1, 2, 3, 4, 5]
    assert case_of(request) == [("p0", 4)]


def test_a_line_of_a_team_goes_to_whoever_in_it_has_fewest() -> None:
    team = (SERVICES[0], "Permanence")
    request = sheet(CaseLine(1, ("p0",)), CaseLine(2, team=team))
    dealt = Cases(Eligibility(request.in_order())).dealt
    assert dealt == {"p0": (1,), "p1": (2,)}


def test_two_who_hold_one_case_have_one_audit_between_them() -> None:
    request = sheet(CaseLine(1, ("p0", "p1")))
    request = replace(request, rules=Rules(quota=2))
    [(holder, line)] = case_of(request)
    assert line == 1
    assert holder in {"p0", "p1"}


def test_a_file_to_be_looked_at_again_is_drawn_whenever_it_was_last() -> None:
    request = sheet(CaseLine(9, ("p1",), key="k"), looked_at=(PastCase("k", Month(2026, 12)),))
    [auditor] = [each.id for each in request.auditors]
    request = replace(request, pins=((auditor, "p1"),), settled=(CaseOf(auditor, "p1", 9),))
    assert case_of(request) == [("p1", 9)]


def test_what_was_kept_before_there_were_cases_has_the_digest_it_had() -> None:
    request = plain(managers=1, people=2, rules=Rules(quota=1))
    assert '"cases"' not in request.to_json()
    plan = draw(request)
    assert isinstance(plan, Plan)
    assert '"cases"' not in plan.to_json()


def test_a_line_that_is_on_the_sheet_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        sheet(CaseLine(1, ("p0",)), CaseLine(1, ("p1",)))


def test_another_seed_deals_other_cases() -> None:
    lines = [CaseLine(number, ("p0",)) for number in range(1, 30)]
    found = {case_of(replace(sheet(*lines), seed=seed))[0][1] for seed in range(12)}
    assert len(found) > 3
    assert date(2027, 1, 4) == sheet().window.opens
