from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.answers import Blocked, Fix
from jobs.rules.draw.check import blocking_problems
from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import Auditor, Blocking, DrawRequest, Plan, Practitioner
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import (
    JANUARY,
    SERVICES,
    auditor,
    councils,
    examples,
    plain,
    practitioner,
)


def blocks(book: Rulebook, auditors: Iterable[str], most: int) -> bool:
    """Say whether some auditors need more than the room of those they reach, by counting."""
    chosen = set(auditors)
    pins = book.pins
    need = sum(book.quotas[a] for a in chosen) - sum(a in chosen for a, _ in pins)
    room = 0
    for person in book.people:
        reach = sum(person in set(book.reach(a)) and (a, person) not in pins for a in chosen)
        room += min(reach, max(most - book.taken[person], 0))
    return need > room


def assert_smallest(request: DrawRequest, blocking: Blocking) -> None:
    book = Rulebook(request)
    assert blocking_problems(request, blocking) == ()
    assert blocking.smallest
    for size in range(len(blocking.auditors)):
        for fewer in combinations(book.quotas, size):
            assert not blocks(book, fewer, blocking.most)


@examples(250)
@given(councils(managers=5, people=5, pins=1, most=st.sampled_from([None, 1, 1, 2])))
def test_a_draw_that_cannot_be_met_names_the_smallest_blocking_set(request: DrawRequest) -> None:
    answer = draw(request)
    if isinstance(answer, Blocked):
        assert_smallest(request, answer.blocking)
    elif isinstance(answer, Plan) and answer.stretched is not None:
        assert_smallest(request, answer.stretched)


@examples(60)
@given(councils(managers=4, people=5, most=st.sampled_from([1, 1, 2, None])))
def test_every_fix_makes_the_draw_possible(request: DrawRequest) -> None:
    answer = draw(request)
    if isinstance(answer, Blocked):
        ceiling = replace(request.rules, most_audits=answer.blocking.most)
        for fix in answer.fixes:
            assert possible_after(fix, replace(request, rules=ceiling))


@examples(100)
@given(councils(managers=4, people=5, most=st.sampled_from([1, 1, 2])))
def test_as_many_practitioners_as_said_are_enough_and_fewer_are_not(request: DrawRequest) -> None:
    request = replace(request, rules=replace(request.rules, who_with_whom="any"))
    answer = draw(request)
    if isinstance(answer, Blocked):
        needed = next(fix.number for fix in answer.fixes if fix.kind == "add")
        assert isinstance(draw(with_more(request, needed)), Plan)
        assert isinstance(draw(with_more(request, needed - 1)), Blocked)


def with_more(request: DrawRequest, number: int) -> DrawRequest:
    more = tuple(practitioner(f"new{place}") for place in range(number))
    return replace(request, practitioners=(*request.practitioners, *more))


def possible_after(fix: Fix, request: DrawRequest) -> bool:
    rules = request.rules
    match fix.kind:
        case "any team or service":
            rules = replace(rules, who_with_whom="any")
        case "own supervisor":
            rules = replace(rules, never_own_supervisor="off")
        case "more audits":
            rules = replace(rules, most_audits=fix.number)
        case "fewer audits":
            return audits_missing(request) == fix.number
        case "add":
            return fix.number > 0
    return isinstance(draw(replace(request, rules=rules)), Plan)


def audits_missing(request: DrawRequest) -> int:
    """Return how many audits must go, asking for fewer and fewer until a draw is possible."""
    book = Rulebook(request)
    left = [(auditor, audits) for auditor, audits in book.quotas.items()]
    total = sum(audits for _, audits in left)
    for placed in range(total, -1, -1):
        if any(isinstance(draw(fewer), Plan) for fewer in _with_total(request, left, placed)):
            return total - placed
    raise AssertionError("A draw of nothing is always possible")


def _with_total(
    request: DrawRequest, left: list[tuple[str, int]], total: int
) -> Iterable[DrawRequest]:
    for quotas in _shared_out([audits for _, audits in left], total):
        asked = dict(zip([auditor for auditor, _ in left], quotas, strict=True))
        yield replace(
            request,
            auditors=tuple(
                replace(a, quota=asked.get(a.id, 0) + request.given[a.id]) for a in request.auditors
            ),
        )


def _shared_out(limits: list[int], total: int) -> Iterable[list[int]]:
    if not limits:
        if total == 0:
            yield []
        return
    for here in range(min(limits[0], total) + 1):
        for rest in _shared_out(limits[1:], total - here):
            yield [here, *rest]


def test_three_auditors_with_four_practitioners_between_them_are_named() -> None:
    other = tuple(Practitioner(f"q{place}", "Duty", SERVICES[1]) for place in range(6))
    far = Auditor("m9", "Duty", SERVICES[1])
    near = plain(3, 4, rules=Rules(who_with_whom="another team", most_audits=1))
    near_people = tuple(practitioner(f"p{place}", "Fostering") for place in range(4))
    request = replace(
        near,
        auditors=(*near.auditors, replace(far, team="Fostering")),
        practitioners=(*near_people, *other),
    )
    answer = draw(request)
    assert isinstance(answer, Blocked)
    assert answer.blocking == Blocking(
        ("m0", "m1", "m2"), ("p0", "p1", "p2", "p3"), need=6, room=4, most=1, smallest=True
    )
    assert answer.fixes == (
        Fix("any team or service"),
        Fix("more audits", 2),
        Fix("add", 2),
        Fix("fewer audits", 2),
    )


def test_an_auditor_with_nobody_to_audit_blocks_alone() -> None:
    request = plain(2, 3, practitioners=(practitioner("p0", line=("m0",)), practitioner("p1")))
    answer = draw(request)
    assert isinstance(answer, Blocked)
    assert answer.blocking.auditors == ("m0",)
    assert Fix("own supervisor") in answer.fixes


@pytest.mark.parametrize("people", [3, 60])
def test_a_large_council_gets_a_set_from_which_nobody_can_be_dropped(people: int) -> None:
    managers = tuple(auditor(f"m{place:03}") for place in range(400))
    request = DrawRequest(
        managers,
        tuple(practitioner(f"p{place:03}") for place in range(people)),
        JANUARY,
        Rules(most_audits=1),
    )
    answer = draw(request)
    assert isinstance(answer, Blocked)
    assert len(answer.blocking.auditors) == people // 2 + 1
    assert blocking_problems(request, answer.blocking) == ()
