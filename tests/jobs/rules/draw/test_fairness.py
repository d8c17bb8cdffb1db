from dataclasses import replace
from datetime import date

from hypothesis import given

from jobs.rules.draw.fairness import Fairness, LeftOut, WaitShare, fairness
from jobs.rules.draw.model import Plan, Request, Rules
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.brute import allowed_draws
from tests.jobs.rules.draw.councils import councils, examples, held, plain, practitioner


def assessed(request: Request) -> Fairness:
    plan = draw(request)
    assert isinstance(plan, Plan)
    return fairness(request, plan)


def test_waits_are_counted_from_the_longest() -> None:
    history = (held("m0", "p0", 2026, 12), held("m0", "p1", 2026, 6), held("m0", "p2", 2026, 12))
    fair = assessed(plain(1, 4, history=history))
    assert fair.waits == (WaitShare(None, 1, 1), WaitShare(7, 1, 1), WaitShare(1, 0, 2))
    assert fair.covered_from == 7


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
def test_the_numbers_are_the_best_that_any_draw_could_show(request: Request) -> None:
    plan = draw(request)
    if not isinstance(plan, Plan):
        return
    fair = fairness(request, plan)
    everybody = [{p for _, p in {*other, *request.held}} for other in allowed_draws(request)]
    here = {person.id for person in request.practitioners if person.id not in _not_here(fair)}
    assert fair.people == max(len(people & here) for people in everybody)
    assert fair.people + len(fair.left_out) == len(
        {person.id for person in request.practitioners} - _away_but_held(request, fair)
    )


def _not_here(fair: Fairness) -> set[str]:
    return {
        left.practitioner for left in fair.left_out if left.why in ("not at work", "finish only")
    }


def _away_but_held(request: Request, fair: Fairness) -> set[str]:
    """Return those who held their audit before they went: neither counted nor left out."""
    left = {person.practitioner for person in fair.left_out}
    plan = draw(request)
    assert isinstance(plan, Plan)
    in_it = {p for _, p in plan.ids}
    here = {id_ for _, id_ in request.held if id_ not in left and id_ not in in_it}
    return {id_ for id_ in here if not _counted(request, id_)}


def _counted(request: Request, id_: str) -> bool:
    person = next(p for p in request.practitioners if p.id == id_)
    days = {day for day in _days(request) if person.at_work(day)}
    return bool(days) and not person.finish_only


def _days(request: Request) -> list[date]:
    window = request.window
    span = range(window.opens.toordinal(), window.due.toordinal() + 1)
    return [date.fromordinal(n) for n in span if date.fromordinal(n) not in request.holidays]
