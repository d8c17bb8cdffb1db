from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import Auditor, DrawRequest, Month, Plan, Window
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import auditor, councils, examples, plain


@examples(60)
@given(councils(pins=2))
def test_a_request_comes_back_from_json_as_it_was(request: DrawRequest) -> None:
    assert DrawRequest.from_json(request.to_json()) == request.in_order()


def test_a_plan_comes_back_from_json_as_it_was() -> None:
    plan = draw(plain(2, 3))
    assert isinstance(plan, Plan)
    assert Plan.from_json(plan.to_json()) == plan


def test_the_digest_changes_with_anything_in_the_request() -> None:
    request = plain(2, 5)
    others = [
        replace(request, seed=1),
        replace(request, rules=Rules(quota=1)),
        replace(request, forbids=(("m0", "p0"),)),
        replace(request, holidays=(date(2027, 1, 5),)),
    ]
    assert len({request.digest, *(other.digest for other in others)}) == 5


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert Month(2027, 1).since(Month(2026, 11)) == 2


def test_a_window_must_open_before_it_is_due() -> None:
    with pytest.raises(ValueError, match="such as 2027-01-04 to 2027-01-29"):
        Window(date(2027, 1, 29), date(2027, 1, 4))


def test_a_window_is_not_a_year() -> None:
    with pytest.raises(ValueError, match="62 days at most"):
        Window(date(2027, 1, 1), date(2027, 12, 31))


def test_a_person_is_on_a_list_once() -> None:
    with pytest.raises(ValueError, match="list each person once"):
        replace(plain(1, 2), auditors=(auditor("m0"), auditor("m0", "Duty")))


def test_an_absence_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="put the earlier first"):
        Auditor("m0", "Duty", "Care", away=((date(2027, 1, 9), date(2027, 1, 8)),))


@pytest.mark.parametrize("rules", [{"quota": -1}, {"days_apart": -1}, {"most_audits": 0}])
def test_rules_count_from_nought(rules: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="such as"):
        Rules(**rules)  # type: ignore[arg-type]  # numbers all


def test_a_quota_is_not_negative() -> None:
    with pytest.raises(ValueError, match="use 0 or more, such as 2"):
        auditor("m0", quota=-1)
