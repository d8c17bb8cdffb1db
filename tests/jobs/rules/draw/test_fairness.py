from dataclasses import replace
from datetime import date

from hypothesis import given

from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.fairness import Fairness, LeftOut, WaitShare, fairness
from jobs.rules.draw.model import DrawRequest, Plan
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.brute import allowed_draws
from tests.jobs.rules.draw.councils import councils, examples, held, plain, practitioner


def assessed(request: DrawRequest) -> Fairness:
    plan = draw(request)
    assert isinstance(plan, Plan)
    return fairness(request, plan)


def test_waits_are_counted_from_the_longest() -> None:
    history = (held("m0", "p0", 2026, 12), held("m0", "p1", 2026, 6), held("m0", "p2", 2026, 12))
    fair = assessed(plain(1, 4, history=history))
    assert fair.waits == (WaitShare(None, 1, 1), WaitShare(7, 1, 1), WaitShare(1, 0, 2))


def test_teams_are_counted_with_their_sizes() -> None:
    people = (practitioner("p0"), practitioner("p1"), practitioner("d0", "Duty"))
    fair = assessed(plain(1, 0, practitioners=people))
    assert {(share.team, share.of) for share in fair.teams} == {("Permanence", 2), ("Duty", 1)}
    assert sum(share.audits for share in fair.teams) == 2


def test_forced_repeats_are_told_from_chosen_ones() -> None:
    history = (held("m0", "p0", 2026, 12),)
    forced = assessed(plain(1, 1, history=history, rules=Rules(quota=1)))
    assert (forced.repeats, forced.chosen_repeats) == (1, 0)
    chosen = assessed(plain(1, 2, history=history, rules=Rules(quota=1), pins=(("m0", "p0"),)))
    assert (chosen.repeats, chosen.chosen_repeats) == (0, 1)


def test_everybody_left_out_is_told_why() -> None:
    request = plain(1, 3, history=(held("m0", "p2", 2026, 12),))
    away = replace(practitioner("p3"), away=((date(2027, 1, 1), date(2027, 1, 31)),))
    finishing = replace(practitioner("p4"), finish_only=True)
    own = practitioner("p5", line=("m0",))
    fair = assessed(replace(request, practitioners=(*request.practitioners, away, finishing, own)))
    assert fair.left_out == (
        LeftOut("p2", 1, "others waited as long"),
        LeftOut("p3", None, "not at work"),
        LeftOut("p4", None, "finish only"),
        LeftOut("p5", None, "nobody may audit them"),
    )


def test_somebody_passed_over_for_the_published_plan_is_told_so() -> None:
    history = (held("m0", "p0", 2026, 12), held("m0", "p1", 2026, 12))
    request = plain(1, 2, history=history)
    plan = draw(request)
    assert isinstance(plan, Plan)
    request = replace(request, practitioners=(*request.practitioners, practitioner("new")))
    outcome = re_pair(request, plan.ids, Cannot(("m0", "nobody")))
    assert isinstance(outcome, RePaired)
    fair = fairness(outcome.request, outcome.plan)
    assert fair.left_out == (LeftOut("new", None, "already settled"),)
    assert fair.settled


@examples(100)
@given(councils(pins=1))
def test_no_draw_could_cover_more_people_and_everybody_is_accounted_for(
    request: DrawRequest,
) -> None:
    request = replace(request, held=())
    plan = draw(request)
    if not isinstance(plan, Plan):
        return
    fair = fairness(request, plan)
    covered = [len({practitioner_id for _, practitioner_id in o}) for o in allowed_draws(request)]
    assert fair.people == max(covered)
    assert fair.people + len(fair.left_out) == len(request.practitioners)
