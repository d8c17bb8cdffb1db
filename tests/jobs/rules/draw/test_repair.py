from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.check import problems
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import DrawRequest, Plan
from jobs.rules.draw.repair import (
    BadSwap,
    Cannot,
    Change,
    FinishOnly,
    Left,
    PersonAway,
    RePaired,
    changed,
    re_pair,
    swap,
)
from jobs.rules.draw.sheet import Ids
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.brute import allowed_draws, score
from tests.jobs.rules.draw.councils import DAYS, councils, examples, plain, practitioner

DUE = date(2027, 1, 29)
TODAY = date(2027, 1, 11)


def published(request: DrawRequest) -> Plan:
    plan = draw(request)
    assert isinstance(plan, Plan)
    return plan


def repaired(request: DrawRequest, ids: tuple[Ids, ...], change: Change) -> RePaired:
    outcome = re_pair(request, ids, change, TODAY)
    assert isinstance(outcome, RePaired)
    assert problems(outcome.request, outcome.plan) == ()
    return outcome


def changes(plan: Plan) -> st.SearchStrategy[Change]:
    people = st.sampled_from(sorted({id_ for ids in plan.ids for id_ in ids}))
    days = st.sampled_from(DAYS)
    return st.one_of(
        st.sampled_from(plan.ids).map(Cannot),
        st.builds(Left, people, days),
        people.map(FinishOnly),
        st.tuples(people, days, days).map(lambda a: PersonAway(a[0], min(a[1:]), max(a[1:]))),
    )


@examples(150)
@given(councils(pins=1), st.data())
def test_a_re_pair_changes_as_few_pairs_as_any_plan_and_is_the_best_of_those(
    request: DrawRequest, data: st.DataObject
) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan) or not plan.ids:
        return
    change = data.draw(changes(plan))
    today = data.draw(st.none() | st.sampled_from(DAYS[:20]))
    outcome = re_pair(request, plan.ids, change, today)
    every = allowed_draws(changed(request, plan.ids, change, today))
    if not isinstance(outcome, RePaired):
        assert not every
        return
    assert problems(outcome.request, outcome.plan) == ()
    assert len(outcome.added) == min(len(set(other) - set(plan.ids)) for other in every)
    best = min(score(outcome.request, other) for other in every)
    assert score(outcome.request, outcome.plan.ids) == best


@examples(60)
@given(councils(managers=8, people=25, pins=2), st.data())
def test_a_re_pair_of_a_larger_council_is_proven_too(
    request: DrawRequest, data: st.DataObject
) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan) or not plan.ids:
        return
    outcome = re_pair(request, plan.ids, data.draw(changes(plan)))
    if isinstance(outcome, RePaired):
        assert problems(outcome.request, outcome.plan) == ()


def test_a_pair_that_cannot_meet_costs_one_new_pair_where_somebody_is_free() -> None:
    request = plain(3, 7)
    plan = published(request)
    outcome = repaired(request, plan.ids, Cannot(plan.ids[0]))
    assert outcome.dropped == (plan.ids[0],)
    assert len(outcome.added) == 1
    assert outcome.kept == plan.ids[1:]


def test_when_nobody_else_is_free_two_auditors_exchange_practitioners() -> None:
    request = plain(2, 2, rules=Rules(quota=1))
    plan = published(request)
    outcome = repaired(request, plan.ids, Cannot(plan.ids[0]))
    assert len(outcome.added) == 2
    assert not outcome.kept


def test_when_an_auditor_leaves_nobody_else_hears_anything() -> None:
    request = plain(3, 8)
    plan = published(request)
    outcome = repaired(request, plan.ids, Left("m1", date(2027, 1, 5)))
    assert {auditor for auditor, _ in outcome.dropped} == {"m1"}
    assert outcome.added == ()


def test_an_audit_held_before_somebody_left_stays_held() -> None:
    request = plain(2, 6)
    first, *rest = published(request).ids
    outcome = repaired(replace(request, held=(first,)), tuple(rest), Left("m0", TODAY))
    assert first not in outcome.plan.ids
    assert len(outcome.plan.ids) == 3


def test_published_pairs_stay_even_where_their_days_have_passed() -> None:
    monday_only = replace(practitioner("p0"), weekdays=(0,), ends=date(2027, 1, 4))
    request = plain(2, 6)
    request = replace(request, practitioners=(monday_only, *request.practitioners[1:]))
    request = replace(request, pins=(("m0", "p0"),))
    plan = published(request)
    other = next(ids for ids in plan.ids if ids[0] == "m1")
    assert ("m0", "p0") in repaired(request, plan.ids, Cannot(other)).kept


def test_somebody_who_only_finishes_keeps_their_audit_and_gets_no_other() -> None:
    request = plain(2, 4)
    plan = published(request)
    outcome = repaired(request, plan.ids, FinishOnly("p0"))
    assert outcome.plan.ids == plan.ids
    fresh = published(replace(outcome.request, published=()))
    assert "p0" not in {practitioner_id for _, practitioner_id in fresh.ids}


def test_a_pin_that_has_become_impossible_gives_way() -> None:
    request = plain(2, 6, pins=(("m0", "p0"),))
    plan = published(request)
    outcome = repaired(request, plan.ids, PersonAway("p0", TODAY, DUE))
    assert ("m0", "p0") in outcome.dropped


def test_two_auditors_swap_and_every_other_pair_stays() -> None:
    request = plain(3, 8)
    plan = published(request)
    one, other = plan.ids[0], plan.ids[2]
    outcome = swap(request, plan.ids, one, other)
    assert isinstance(outcome, RePaired)
    crossed = {(one[0], other[1]), (other[0], one[1])}
    assert set(outcome.plan.ids) == set(plan.ids) - {one, other} | crossed
    assert problems(outcome.request, outcome.plan) == ()


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("m1", "p2"), ("m1", "p3"), "same auditor"),
        (("m0", "p0"), ("m1", "p5"), "not published"),
        (("m0", "p0"), ("m1", "p2"), "supervisor"),
        (("m0", "p1"), ("m1", "p3"), "pinned"),
        (("m0", "p0"), ("m1", "p1"), "already paired"),
        (("m2", "p4"), ("m1", "p3"), "no common day"),
    ],
)
def test_a_swap_that_breaks_a_rule_is_refused_with_the_rule(one: Ids, other: Ids, why: str) -> None:
    request = plain(3, 6, pins=(("m0", "p1"),))
    people = list(request.practitioners)
    people[0] = replace(people[0], line=("m1",))
    people[4] = replace(people[4], weekdays=(0,))
    auditors = list(request.auditors)
    auditors[1] = replace(auditors[1], weekdays=(3,))
    request = replace(request, auditors=tuple(auditors), practitioners=tuple(people))
    ids = (("m0", "p0"), ("m0", "p1"), ("m1", "p1"), ("m1", "p2"), ("m1", "p3"), ("m2", "p4"))
    answer = swap(request, ids, one, other)
    assert isinstance(answer, BadSwap)
    assert answer.why == why
