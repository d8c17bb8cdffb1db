"""A service that cannot be drawn keeps no other waiting."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.answers import BadPins, Blocked
from jobs.rules.draw.around import DrawnAround, draw_around
from jobs.rules.draw.check import problems
from jobs.rules.draw.draw_rules import Rules, ServiceRules
from jobs.rules.draw.model import Auditor, DrawRequest, Practitioner
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import JANUARY, SERVICES, councils, examples

CARE, FRONT_DOOR, EARLY_HELP = SERVICES


def apart(quota: int, **more: object) -> DrawRequest:
    """Return two services that audit themselves; Front door has room for three audits."""
    auditors = (Auditor("care", "A", CARE), Auditor("door", "B", FRONT_DOOR, quota=quota))
    people = (
        *(Practitioner(f"c{number}", "C", CARE) for number in range(4)),
        *(Practitioner(f"d{number}", "D", FRONT_DOOR) for number in range(3)),
    )
    rules = Rules(who_with_whom="another team")
    return DrawRequest(auditors, people, JANUARY, rules, **more)  # type: ignore[arg-type]


def test_a_service_without_a_plan_is_named_with_its_fix_and_the_others_are_drawn() -> None:
    found = draw_around(apart(quota=5))
    assert isinstance(found, DrawnAround)
    [undrawn] = found.undrawn
    assert undrawn.service == FRONT_DOOR
    assert (undrawn.why.blocking.auditors, undrawn.why.blocking.need) == (("door",), 5)
    assert ("fewer audits", 2) in {(fix.kind, fix.number) for fix in undrawn.why.fixes}
    assert {auditor for auditor, _ in found.plan.ids} == {"care"}


def test_a_pin_of_the_service_that_is_left_out_is_left_out_with_it() -> None:
    found = draw_around(apart(quota=5, pins=(("door", "d0"), ("care", "c0"))))
    assert isinstance(found, DrawnAround)
    assert found.request.pins == (("care", "c0"),)


def test_several_services_may_be_left_out() -> None:
    request = apart(quota=5)
    early = Auditor("early", "E", EARLY_HELP, quota=1)  # with nobody to audit
    found = draw_around(replace(request, auditors=(*request.auditors, early)))
    assert isinstance(found, DrawnAround)
    assert {one.service for one in found.undrawn} == {FRONT_DOOR, EARLY_HELP}


def test_where_nobody_can_be_served_what_blocks_it_first_is_told() -> None:
    request = apart(quota=5)
    alone = replace(request, auditors=request.auditors[1:])
    assert draw_around(alone) == draw(alone)


@examples(100)
@given(councils(managers=6, people=10, pins=2), st.sampled_from([None, 1, 6]))
def test_whatever_can_be_drawn_is_drawn_proven_and_nothing_else_is_left_out(
    request: DrawRequest, too_much: int | None
) -> None:
    if too_much is not None:
        own = ServiceRules(SERVICES[1], replace(request.rules, quota=too_much, most_audits=1))
        request = replace(request, services=(own,))
    whole, found = draw(request), draw_around(request)
    if isinstance(found, Blocked | BadPins):
        assert isinstance(whole, Blocked | BadPins)
        return
    assert problems(found.request, found.plan) == ()
    gone = {one.service for one in found.undrawn}
    assert bool(gone) is isinstance(whole, Blocked)
    services = {auditor.id: auditor.service for auditor in request.auditors}
    assert not gone & {services[auditor] for auditor, _ in found.plan.ids}
    kept = {auditor.id for auditor in found.request.auditors}
    assert kept == {id_ for id_, service in services.items() if service not in gone}
