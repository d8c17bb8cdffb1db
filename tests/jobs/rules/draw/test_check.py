"""The checker refuses every kind of wrong plan, and only those."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jobs.rules.draw.check import blocking_problems, problems
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.model import Blocking, Certificate, DrawRequest, Pair, Plan, Reason
from jobs.rules.draw.reasons import reasoned
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import held, plain, practitioner

HISTORY = tuple(held(f"m{n % 3}", f"p{n}", 2026, 4 + n % 7) for n in range(9))
REQUEST = plain(3, 10, history=HISTORY)
CROWDED = plain(3, 4, history=HISTORY[:4])


def plan_of(request: DrawRequest) -> Plan:
    plan = draw(request)
    assert isinstance(plan, Plan)
    return plan


PLAN = plan_of(REQUEST)
STRETCHED = plan_of(CROWDED)


def with_pairs(plan: Plan, pairs: tuple[Pair, ...]) -> Plan:
    return replace(plan, pairs=pairs)


def with_reason(**changes: object) -> Plan:
    first, *rest = PLAN.pairs
    return with_pairs(PLAN, (replace(first, reason=_changed(first.reason, changes)), *rest))


def _changed(reason: Reason, changes: dict[str, Any]) -> Reason:
    return replace(reason, **changes)


def with_partner(practitioner_id: str) -> Plan:
    """Give the first pair another practitioner, with the reasons true of the new pairs."""
    first, *rest = PLAN.ids
    ids = [(first[0], practitioner_id), *rest]
    return with_pairs(PLAN, reasoned(Eligibility(REQUEST.in_order()), ids))


def left_out() -> list[str]:
    """Return the practitioners not drawn, those who waited the longest last."""
    here = {practitioner_id for _, practitioner_id in PLAN.ids}
    waits = {audit.practitioner: REQUEST.month.since(audit.month) for audit in HISTORY}
    people = [p.id for p in REQUEST.practitioners if p.id not in here]
    return sorted(people, key=lambda id_: waits.get(id_, 99))


def with_price(certificate: Certificate, field: str, change: int) -> Certificate:
    prices = getattr(certificate, field)
    if field == "sink":
        return replace(certificate, sink=(prices[0] + change, *prices[1:]))
    first = (prices[0][0] + change, *prices[0][1:])
    return replace(certificate, **{field: (first, *prices[1:])})


def test_right_plans_pass() -> None:
    assert problems(REQUEST, PLAN) == ()
    assert problems(CROWDED, STRETCHED) == ()


@pytest.mark.parametrize(
    ("corrupt", "said"),
    [
        (lambda: replace(PLAN, request="0" * 64), "another request"),
        (lambda: with_pairs(PLAN, PLAN.pairs[1:]), "has 1 audits and should have 2"),
        (lambda: with_pairs(PLAN, (*PLAN.pairs, PLAN.pairs[0])), "in the plan twice"),
        (lambda: with_partner(left_out()[0]), "does not prove the plan best"),
        (lambda: with_partner(PLAN.ids[-1][1]), "the plan says 1 at most"),
        (lambda: replace(PLAN, absent=("m0",)), "absent auditors"),
        (lambda: replace(PLAN, most=2), "Nothing shows"),
        (lambda: replace(PLAN, stretched=STRETCHED.stretched), "not stretched"),
        (lambda: with_reason(months_waited=11), "is not true"),
        (lambda: with_reason(rank_in_team=9), "is not true"),
        (lambda: with_reason(tied=9), "is not true"),
        (lambda: with_reason(last_met=REQUEST.month), "is not true"),
        (lambda: with_reason(repeat=True), "is not true"),
        (lambda: with_reason(nth=2), "is not true"),
        (lambda: with_reason(pinned=True), "is not true"),
        (lambda: with_reason(kept=True), "is not true"),
    ],
)
def test_a_corrupted_plan_is_refused(corrupt: Callable[[], Plan], said: str) -> None:
    found = problems(REQUEST, corrupt())
    assert found
    assert said in found[0]


@pytest.mark.parametrize("field", ["auditors", "practitioners", "teams", "sink"])
@pytest.mark.parametrize("change", [-(10**6), 10**6])
def test_a_corrupted_price_is_refused(field: str, change: int) -> None:
    certificate = with_price(PLAN.certificate, field, change)
    assert "does not prove" in problems(REQUEST, replace(PLAN, certificate=certificate))[0]


@pytest.mark.parametrize("field", ["levels", "auditors", "practitioners", "teams", "sink"])
def test_a_certificate_that_lacks_something_is_refused(field: str) -> None:
    shorter = replace(PLAN.certificate, **{field: getattr(PLAN.certificate, field)[1:]})
    assert "does not fit" in problems(REQUEST, replace(PLAN, certificate=shorter))[0]


def test_two_pairs_that_cross_over_are_refused() -> None:
    (one, other), (two, another), *rest = (PLAN.ids[0], PLAN.ids[2], *PLAN.ids[1:2], *PLAN.ids[3:])
    crossed = reasoned(Eligibility(REQUEST.in_order()), [(one, another), (two, other), *rest])
    assert "does not prove" in problems(REQUEST, with_pairs(PLAN, crossed))[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"forbids": (PLAN.ids[0],)},
        {"rules": Rules(who_with_whom="another team")},
        {"window": replace(REQUEST.window, off=((REQUEST.window.opens, REQUEST.window.due),))},
        {"practitioners": tuple(practitioner(f"p{n}", line=("m0",)) for n in range(10))},
        {"held": (PLAN.ids[0],)},
    ],
)
def test_a_pair_that_a_rule_keeps_apart_is_refused(changes: dict[str, Any]) -> None:
    request = replace(REQUEST, **changes)
    found = problems(request, replace(PLAN, request=request.digest))
    assert any("may not audit" in sentence for sentence in found)


def test_a_plan_without_a_pinned_pair_is_refused() -> None:
    request = replace(REQUEST, pins=((PLAN.ids[0][0], left_out()[0]),))
    found = problems(request, replace(PLAN, request=request.digest))
    assert any("is pinned but not in the plan" in sentence for sentence in found)


def test_a_stretched_plan_must_show_that_it_had_to_be() -> None:
    assert STRETCHED.stretched is not None
    fewer = replace(STRETCHED.stretched, auditors=STRETCHED.stretched.auditors[1:])
    for shown in (None, fewer):
        found = problems(CROWDED, replace(STRETCHED, stretched=shown))
        assert "Nothing shows that somebody must have 2 audits." in found


def test_a_plan_past_the_ceiling_is_refused() -> None:
    request = replace(CROWDED, rules=Rules(most_audits=1))
    found = problems(request, replace(STRETCHED, request=request.digest))
    assert "p0 has 2 audits and the rules allow 1." in found


def test_auditors_with_room_enough_do_not_block() -> None:
    people = tuple(person.id for person in REQUEST.practitioners)
    claimed = Blocking(("m0",), people, 2, 1, 1, True)
    assert blocking_problems(REQUEST, claimed)
