from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.blocked import Blocked
from jobs.rules.draw.check import problems
from jobs.rules.draw.model import Plan, Request
from jobs.rules.draw.solve import BadPins, draw
from tests.jobs.rules.draw.brute import allowed_draws, most_audits, score
from tests.jobs.rules.draw.councils import councils, examples


@examples(400)
@given(councils(pins=1, most=st.sampled_from([None, None, 1])))
def test_a_draw_is_the_best_of_all_possible_draws(request: Request) -> None:
    plan = draw(request)
    every = allowed_draws(request)
    if not isinstance(plan, Plan):
        assert not every
        return
    best = min(score(request, drawn) for drawn in every)
    assert score(request, plan.ids) == best
    assert most_audits(request, plan.ids) <= plan.most
    assert problems(request, plan) == ()
