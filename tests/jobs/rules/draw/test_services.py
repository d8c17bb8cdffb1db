"""Councils whose services have rules of their own."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.draw_words import bad_pin_words, fairness_words, too_many_words
from jobs.rules.draw.answers import BadPin, BadPins, TooManyPairsError
from jobs.rules.draw.check import problems
from jobs.rules.draw.days import days_apart, offer_days
from jobs.rules.draw.draw_rules import Rules, ServiceRules, WhoWithWhom
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.fairness import OffService, fairness
from jobs.rules.draw.flow import cheapest, parts_of
from jobs.rules.draw.model import Auditor, DrawRequest, PastAudit, Plan, Practitioner
from jobs.rules.draw.network import DrawNetwork, supply_of
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.rules.draw.sheet import Ids
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.brute import allowed_draws, most_audits, score
from tests.jobs.rules.draw.check_days import day_problems
from tests.jobs.rules.draw.councils import (
    JANUARY,
    SERVICES,
    councils,
    councils_of_services,
    examples,
    held,
    mostly,
)

CARE, ASSESSMENT, EARLY_HELP = SERVICES
KEPT = Path(__file__).with_name("first_form.json").read_text("utf-8").strip()


def two_services(
    managers: int = 2, people: int = 6, history: tuple[PastAudit, ...] = (), **own: object
) -> DrawRequest:
    """Return Children in care and Assessment of the same size; `own` are Assessment's rules."""
    return DrawRequest(
        tuple(
            Auditor(f"{service[0]}m{place}", f"Team {place % 2}", service)
            for service in (CARE, ASSESSMENT)
            for place in range(managers)
        ),
        tuple(
            Practitioner(f"{service[0]}p{place}", f"Team {place % 2}", service)
            for service in (CARE, ASSESSMENT)
            for place in range(people)
        ),
        JANUARY,
        history=history,
        services=(ServiceRules(ASSESSMENT, Rules(**own)),),  # type: ignore[arg-type]  # Rules'
    )


def planned(request: DrawRequest) -> Plan:
    plan = draw(request)
    assert isinstance(plan, Plan)
    assert problems(request, plan) == ()
    return plan


@examples(200)
@given(councils_of_services(pins=1, most=st.sampled_from([None, None, 1, 2])))
def test_a_draw_by_different_rules_is_the_best_of_all_possible_draws(request: DrawRequest) -> None:
    plan = draw(request)
    every = allowed_draws(request)
    if not isinstance(plan, Plan):
        assert not every
        return
    assert score(request, plan.ids) == min(score(request, other) for other in every)
    assert most_audits(request, plan.ids) <= plan.most


@examples(60)
@given(
    councils_of_services(managers=8, people=25, pins=3, most=mostly(None, st.sampled_from([1, 2])))
)
def test_the_checker_agrees_with_every_plan_drawn_by_different_rules(request: DrawRequest) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        assert problems(request, plan) == ()


@examples(60)
@given(councils_of_services(managers=5, people=12))
def test_a_re_pair_by_different_rules_is_proven_too(request: DrawRequest) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan) or not plan.ids:
        return
    outcome = re_pair(request, plan.ids, Cannot(plan.ids[0]))
    if isinstance(outcome, RePaired):
        assert problems(outcome.request, outcome.plan) == ()


@examples(60)
@given(councils_of_services(managers=6, people=12))
def test_the_days_offered_keep_the_rules_of_each_auditors_service(request: DrawRequest) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        diary = offer_days(request, plan.ids)
        assert day_problems(request, plan.ids, diary) == ()
        asked = days_apart(request)
        assert all(close.apart < asked[close.auditor] for close in diary.too_close)


@examples(60)
@given(councils(managers=6, people=15, pins=1))
def test_services_that_say_what_the_council_says_change_nothing(request: DrawRequest) -> None:
    own = tuple(ServiceRules(service, request.rules) for service in SERVICES)
    as_council, as_services = draw(request), draw(replace(request, services=own))
    if isinstance(as_council, Plan):
        assert isinstance(as_services, Plan)
        assert as_services.ids == as_council.ids
        assert as_services.certificate == as_council.certificate
    else:
        assert as_services == as_council


@examples(100)
@given(councils_of_services(pins=2, most=st.sampled_from([None, 2])))
def test_a_request_of_services_comes_back_from_json_as_it_was(request: DrawRequest) -> None:
    assert DrawRequest.from_json(request.to_json()) == request.in_order()


def test_the_digest_changes_with_the_rules_of_a_service() -> None:
    request = two_services()
    others = [two_services(quota=1), replace(request, services=()), replace(request, off=(CARE,))]
    assert len({request.digest, *(other.digest for other in others)}) == 4


def test_a_request_kept_before_services_had_rules_gives_the_plan_it_gave() -> None:
    request = DrawRequest.from_json(KEPT)
    assert request.to_json() == KEPT
    assert request.digest == "28304f7dd7c48cfcdabe78199f0c4da71d732964b729e55165abccfce4fd43b3"
    plan = planned(request)
    assert plan.digest == "7ea514983e7a8e8f5d2dbac1cc43c985a57bb640d2e7f9da2451ad3af5dde1d0"


def test_a_request_of_a_later_form_is_not_read_by_guessing() -> None:
    with pytest.raises(ValueError, match="form 4; 3 is the latest known here"):
        DrawRequest.from_json(two_services().to_json().replace('"version":2', '"version":4'))


def test_a_service_has_one_set_of_rules() -> None:
    request = two_services()
    with pytest.raises(ValueError, match="give each service one"):
        replace(request, services=request.services * 2)


def test_an_auditor_has_the_quota_of_their_own_service() -> None:
    plan = planned(two_services(quota=1))
    assert Counter(auditor for auditor, _ in plan.ids) == {"Cm0": 2, "Cm1": 2, "Am0": 1, "Am1": 1}


def test_an_auditor_meets_whom_their_own_service_lets_them_meet() -> None:
    request = two_services(who_with_whom="own team")
    plan = planned(replace(request, rules=Rules(who_with_whom="another service")))
    assert {(a[0], p[0]) for a, p in plan.ids} == {("C", "A"), ("A", "A")}
    assert all(int(a[-1]) % 2 == int(p[-1]) % 2 for a, p in plan.ids if a[0] == "A")


def test_the_supervisor_rule_is_that_of_the_auditors_service() -> None:
    request = two_services(never_own_supervisor="off")
    managed = tuple(replace(p, line=("Cm0", "Am0")) for p in request.practitioners)
    request = replace(request, rules=Rules(never_own_supervisor="whole line"))
    eligible = Eligibility(replace(request, practitioners=managed))
    manager = {auditor.id: auditor for auditor in request.auditors}
    assert eligible.why_not(manager["Cm0"], managed[0]) == "supervisor"
    assert eligible.why_not(manager["Am0"], managed[0]) is None


def test_two_meet_again_after_the_months_that_the_auditors_service_says() -> None:
    request = replace(
        two_services(managers=1, people=1, repeat_gap_months=0, who_with_whom="own team", quota=1),
        rules=Rules(quota=1, who_with_whom="own team"),
        history=(held("Cm0", "Cp0", 2026, 12), held("Am0", "Ap0", 2026, 12)),
    )
    repeats = {pair.auditor: pair.reason.repeat for pair in planned(request).pairs}
    assert repeats == {"Cm0": True, "Am0": False}


def test_a_practitioner_has_no_more_audits_than_their_own_service_allows() -> None:
    request = two_services(people=3, most_audits=1)
    audits = Counter(practitioner for _, practitioner in planned(request).ids)
    assert all(audits[f"Ap{place}"] == 1 for place in range(3))
    assert sum(audits.values()) == 8


def test_nobody_of_a_service_with_the_month_off_is_drawn_and_the_plan_says_so() -> None:
    request = replace(two_services(), off=(ASSESSMENT,))
    plan = planned(request)
    assert {id_[0] for ids in plan.ids for id_ in ids} == {"C"}
    assert plan.absent == ()
    fair = fairness(request, plan)
    assert fair.off == (OffService(ASSESSMENT, 2, 6),)
    assert fair.available == 6
    assert not [left for left in fair.left_out if left.practitioner.startswith("A")]
    told = "A month off, so nothing is drawn for Assessment (2 auditors, 6 practitioners)."
    assert told in fairness_words(fair, {})


def test_a_pin_of_a_service_with_the_month_off_is_refused() -> None:
    for ids in (("Cm0", "Ap0"), ("Am0", "Cp0")):
        answer = draw(replace(two_services(), off=(ASSESSMENT,), pins=(ids,)))
        assert answer == BadPins((BadPin(*ids, "month off"),))
        assert "a month off in the service of one of them" in bad_pin_words(answer.pins[0], {})


def test_what_was_published_stays_when_somebody_moves_into_a_service_with_the_month_off() -> None:
    request = replace(two_services(), off=(ASSESSMENT,))
    published = planned(request).ids
    moved = tuple(
        replace(p, service=ASSESSMENT) if p.id == published[0][1] else p
        for p in request.practitioners
    )
    outcome = re_pair(replace(request, practitioners=moved), published, Cannot(published[-1]))
    assert isinstance(outcome, RePaired)
    assert published[0] in outcome.kept
    assert problems(outcome.request, outcome.plan) == ()


@pytest.mark.parametrize(
    "own",
    [{"quota": 1}, {"who_with_whom": "another service"}, {"repeat_gap_months": 0}],
)
def test_the_checker_refuses_a_plan_drawn_by_the_councils_rules_alone(
    own: dict[str, object],
) -> None:
    met = (held("Am0", "Ap0", 2026, 12), held("Am1", "Ap1", 2026, 12))
    council = Rules(who_with_whom="own team")
    service = ServiceRules(ASSESSMENT, replace(council, **own))  # type: ignore[arg-type]  # Rules'
    request = replace(two_services(people=4), history=met, rules=council, services=(service,))
    wrong = draw(replace(request, services=()))
    assert isinstance(wrong, Plan)
    assert problems(request, replace(wrong, request=request.digest))


def test_the_checker_refuses_a_plan_that_forgets_a_month_off() -> None:
    request = two_services()
    wrong = planned(request)
    off = replace(request, off=(ASSESSMENT,))
    found = problems(off, replace(wrong, request=off.digest))
    assert any("a service has the month off" in problem for problem in found)


def test_somebody_away_in_a_service_with_the_month_off_is_not_called_absent() -> None:
    request = replace(two_services(), off=(ASSESSMENT,))
    away = ((date(2027, 1, 4), date(2027, 1, 29)),)
    gone = tuple(replace(auditor, away=away) for auditor in request.auditors)
    assert planned(replace(request, auditors=gone)).absent == ("Cm0", "Cm1")


@examples(100)
@given(councils_of_services(managers=6, people=12), st.data())
def test_services_that_share_nobody_are_drawn_together_as_each_would_be_alone(
    request: DrawRequest, data: st.DataObject
) -> None:
    choices: tuple[WhoWithWhom, ...] = ("own team", "another team")
    within = st.sampled_from(choices)
    request = request.with_rules(lambda rules: replace(rules, who_with_whom=data.draw(within)))
    request = replace(request, held=within_services(request))  # else two of them share somebody
    together = draw(request)
    if not isinstance(together, Plan):
        return
    assert problems(request, together) == ()
    apart = [draw(alone(request, service)) for service in SERVICES]
    assert all(isinstance(plan, Plan) for plan in apart)
    pairs = [ids for plan in apart if isinstance(plan, Plan) for ids in plan.ids]
    assert tuple(sorted(pairs)) == together.ids


def within_services(request: DrawRequest) -> tuple[Ids, ...]:
    """Return the audits held this month whose two people are of one service."""
    auditors = {each.id: each.service for each in request.auditors}
    people = {each.id: each.service for each in request.practitioners}
    return tuple(ids for ids in request.held if auditors.get(ids[0]) == people.get(ids[1]))


def alone(request: DrawRequest, service: str) -> DrawRequest:
    """Return what a council of this one service would ask."""
    auditors = tuple(a for a in request.auditors if a.service == service)
    people = tuple(p for p in request.practitioners if p.service == service)
    return replace(request, auditors=auditors, practitioners=people)


def test_people_past_what_a_draw_has_room_for_are_refused_in_one_sentence() -> None:
    request = two_services(managers=1000, people=2000)
    with pytest.raises(TooManyPairsError) as refused:
        draw(replace(request, services=()))
    assert too_many_words(refused.value) == (
        "2,000 auditors and 4,000 practitioners can make 8,000,000 pairs, and a draw has room for "
        "3,000,000: let auditors meet their own service alone, or draw fewer people at once."
    )


@examples(60)
@given(councils_of_services(managers=4, people=10))
def test_the_pairs_that_may_meet_are_never_more_than_counted(request: DrawRequest) -> None:
    eligible = Eligibility(request)
    assert len(eligible.arcs()[0]) <= eligible.most_pairs()


@examples(100)
@given(councils_of_services(managers=6, people=12))
def test_solved_in_parts_a_draw_is_what_it_is_solved_whole(request: DrawRequest) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        eligible = Eligibility(request.in_order())
        drawing = DrawNetwork(eligible, supply_of(request, eligible), plan.most)
        levels = list(drawing.levels.values())
        parts, whole = (cheapest(drawing.network, levels, divided=d) for d in (True, False))
        assert np.array_equal(parts.flow, whole.flow)
        assert all(np.array_equal(*two) for two in zip(parts.prices, whole.prices, strict=True))


def test_services_that_share_nobody_are_parts_and_others_are_not() -> None:
    request = two_services(who_with_whom="any")
    within = replace(request, rules=Rules(who_with_whom="own team"))
    both = within.with_rules(lambda rules: replace(rules, who_with_whom="own team"))
    assert [_parts(each) for each in (request, within, both)] == [1, 1, 4]


def _parts(request: DrawRequest) -> int:
    eligible = Eligibility(request)
    drawing = DrawNetwork(eligible, supply_of(request, eligible), 1)
    return len(list(parts_of(drawing.network)))
