from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.draw.answers import Diary, Offer
from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.days import offer_days
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import DrawRequest, Plan, Window
from jobs.rules.draw.sheet import Ids
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.check_days import day_problems
from tests.jobs.rules.draw.councils import FIRST_WEEK, councils, examples, plain

Week = dict[Ids, date]


def days_of(diary: Diary) -> dict[Ids, date]:
    return {(offer.auditor, offer.practitioner): offer.day for offer in diary.offers}


def all_diaries(request: DrawRequest, pairs: tuple[Ids, ...]) -> Iterator[Week]:
    """Yield every way of giving pairs days, or none, with nobody twice in a day."""
    book = Rulebook(request)
    both = [book.worked(book.auditors[a]) & book.worked(book.everybody[p]) for a, p in pairs]
    for days in product(*([None, *sorted(common)] for common in both)):
        week = {ids: day for ids, day in zip(pairs, days, strict=True) if day is not None}
        taken = [(person, day) for ids, day in week.items() for person in ids]
        if len(set(taken)) == len(taken):
            yield week


def aims(request: DrawRequest, pairs: tuple[Ids, ...], week: Mapping[Ids, date]) -> tuple[int, ...]:
    """Return how good some days are: the least is the best."""
    apart = request.rules.days_apart
    between = request.calendar.between
    twos = [(one, two) for one, two in combinations(week, 2) if one[0] == two[0]]
    gaps = [abs(between(week[one], week[two])) for one, two in twos]
    book = Rulebook(request)
    suiting = {
        day
        for a, p in pairs
        for day in book.worked(book.auditors[a]) & book.worked(book.everybody[p])
    }
    load = Counter(week.values())
    heaviest, lightest = max(load.values(), default=0), min((load[d] for d in suiting), default=0)
    return -len(week), sum(max(0, apart - gap) for gap in gaps), heaviest, -lightest


@examples(60)
@given(councils(managers=3, people=5))
def test_the_days_are_the_best_of_all_possible_days(request: DrawRequest) -> None:
    request = replace(request, window=FIRST_WEEK)
    plan = draw(request)
    if not isinstance(plan, Plan) or len(plan.ids) > 4:
        return
    diary = offer_days(request, plan.ids)
    assert day_problems(request, plan.ids, diary) == ()
    best = min(aims(request, plan.ids, week) for week in all_diaries(request, plan.ids))
    assert aims(request, plan.ids, days_of(diary)) == best
    assert all(diary.proven)


@examples(20)
@given(councils(managers=6, people=15))
def test_the_checker_agrees_with_the_days_of_a_larger_council(request: DrawRequest) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        diary = offer_days(request, plan.ids)
        assert day_problems(request, plan.ids, diary) == ()
        assert diary == offer_days(request, plan.ids)


@examples(40)
@given(councils(managers=6, people=15), st.sampled_from([0.0, 1e-4, 1e-3]))
def test_whoever_waits_for_no_proof_has_days_that_can_be(
    request: DrawRequest, limit: float
) -> None:
    plan = draw(request)
    if isinstance(plan, Plan):
        diary = offer_days(request, plan.ids, limit=limit)
        assert day_problems(request, plan.ids, diary) == ()
        if all(diary.proven):
            best = days_of(offer_days(request, plan.ids))
            assert aims(request, plan.ids, days_of(diary)) == aims(request, plan.ids, best)
        booked = days_of(diary)
        again = offer_days(request, plan.ids, dict(list(booked.items())[::2]), limit)
        assert day_problems(request, plan.ids, again, dict(list(booked.items())[::2])) == ()


def test_the_days_of_the_largest_council_are_even_though_no_search_ends() -> None:
    request = plain(60, 200)
    plan = draw(request)
    assert isinstance(plan, Plan)
    diary = offer_days(request, plan.ids, limit=0.0)
    assert not diary.unplaced
    assert not diary.too_close
    load = [audits for _, audits in diary.load]
    assert max(load) - min(load) <= 1
    assert diary.proven == (False, False, True, True)


def test_an_auditors_audits_are_five_working_days_apart() -> None:
    request = plain(4, 10)
    plan = draw(request)
    assert isinstance(plan, Plan)
    days = days_of(offer_days(request, plan.ids))
    for auditor in request.auditors:
        first, second = sorted(day for ids, day in days.items() if ids[0] == auditor.id)
        assert request.calendar.between(first, second) >= 5


def test_in_a_short_window_they_are_as_far_apart_as_can_be_and_it_is_said() -> None:
    request = plain(1, 2, window=FIRST_WEEK)
    diary = offer_days(request, (("m0", "p0"), ("m0", "p1")))
    assert {offer.day for offer in diary.offers} == {date(2027, 1, 4), date(2027, 1, 8)}
    assert [two.apart for two in diary.too_close] == [4]


def test_the_month_is_evenly_loaded() -> None:
    request = plain(10, 20)
    plan = draw(request)
    assert isinstance(plan, Plan)
    diary = offer_days(request, plan.ids)
    assert {audits for _, audits in diary.load} == {1}


def test_an_audit_without_a_day_is_named_with_the_days_that_were_taken() -> None:
    request = plain(2, 1, window=Window(date(2027, 1, 4), date(2027, 1, 4)), rules=Rules(quota=1))
    diary = offer_days(request, (("m0", "p0"), ("m1", "p0")))
    (unplaced,) = diary.unplaced
    assert unplaced.common == unplaced.practitioner_busy == (date(2027, 1, 4),)
    assert unplaced.auditor_busy == ()


def test_two_who_are_never_in_together_have_no_day_in_common() -> None:
    request = plain(1, 1)
    mondays = replace(request.auditors[0], weekdays=(0,))
    fridays = replace(request.practitioners[0], weekdays=(4,))
    request = replace(request, auditors=(mondays,), practitioners=(fridays,))
    (unplaced,) = offer_days(request, (("m0", "p0"),)).unplaced
    assert unplaced.common == ()


def test_booked_days_are_kept_and_others_fit_in_around_them() -> None:
    request = plain(1, 3, window=FIRST_WEEK)
    booked = {("m0", "p0"): date(2027, 1, 8)}
    pairs = (("m0", "p0"), ("m0", "p1"))
    diary = offer_days(request, pairs, booked)
    assert days_of(diary) == {("m0", "p0"): date(2027, 1, 8), ("m0", "p1"): date(2027, 1, 4)}
    assert day_problems(request, pairs, diary, booked) == ()


def test_days_gone_by_are_not_offered() -> None:
    request = plain(1, 1, window=replace(FIRST_WEEK, today=date(2027, 1, 8)))
    diary = offer_days(request, (("m0", "p0"),))
    assert days_of(diary) == {("m0", "p0"): date(2027, 1, 8)}


def test_no_audits_need_no_days() -> None:
    assert offer_days(plain(1, 1), ()).offers == ()


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ((Offer("m0", "p0", date(2027, 1, 9)), Offer("m0", "p1", date(2027, 1, 8))), "not both"),
        ((Offer("m0", "p0", date(2027, 1, 8)), Offer("m0", "p1", date(2027, 1, 8))), "another"),
        ((Offer("m0", "p0", date(2027, 1, 8)),), "other audits than the plan's"),
        ((Offer("m0", "p0", date(2027, 1, 7)), Offer("m0", "p1", date(2027, 1, 5))), "had booked"),
    ],
)
def test_corrupted_days_are_refused(offers: tuple[Offer, ...], said: str) -> None:
    request = plain(1, 2, window=FIRST_WEEK)
    pairs = (("m0", "p0"), ("m0", "p1"))
    diary = replace(offer_days(request, pairs), offers=offers)
    booked = {("m0", "p1"): date(2027, 1, 6)} if said == "had booked" else None
    assert said in day_problems(request, pairs, diary, booked)[0]


def test_an_audit_left_without_a_day_that_it_could_have_is_refused() -> None:
    request = plain(1, 1, window=FIRST_WEEK)
    pairs = (("m0", "p0"),)
    sunday = replace(request, window=Window(date(2027, 1, 3), date(2027, 1, 3)))
    nowhere = offer_days(sunday, pairs)
    assert "have a day that suits both" in day_problems(request, pairs, nowhere)[0]


@given(st.integers(0, 6))
@examples(7)
def test_two_audits_are_as_far_apart_as_the_setting_asks(apart: int) -> None:
    request = plain(1, 2, rules=Rules(days_apart=apart))
    diary = offer_days(request, (("m0", "p0"), ("m0", "p1")))
    assert diary.too_close == ()
