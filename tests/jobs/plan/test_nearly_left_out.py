"""Rows and tables of a plan that are much like what is left out of it, and are taken in."""

import pytest

from tests.jobs.plan.plans import looked_at, xlsx, xlsx_of
from tests.jobs.plan.shapes import FIRST, HEADINGS, JAN, OFFICER, passed, read
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite
SECOND = ("A2", "Run the forum", OFFICER, JAN)


def test_a_copy_that_says_more_is_none_of_those_passed_over(council: Council) -> None:
    told = [("", *FIRST[1:], measure) for measure in ("Surveys", "Audits")]
    headings = (*HEADINGS, "Success measure")
    file = xlsx_of({"SEND": (headings, told[0]), "Permanence": (headings, told[1])})
    assert "copy" not in passed(looked_at(council.database, file))
    assert [each.title for each in read(council.database, file)] == [
        "Write the guide",
        "Write the guide",
    ]


def test_a_plan_that_weighs_the_risk_of_each_action_is_a_plan(council: Council) -> None:
    headings = (*HEADINGS, "Risk", "Risk score")
    weighed = (headings, (*SECOND, "Nobody comes", "12"))
    file = xlsx_of({"Quick wins": (HEADINGS, FIRST), "Tracker": weighed})
    assert [each.title for each in read(council.database, file)] == [
        "Write the guide",
        "Run the forum",
    ]


def test_an_action_about_no_further_action_is_one(council: Council) -> None:
    said = ("", "No further action for any referral without a reason", "", "")
    shown = looked_at(council.database, xlsx(HEADINGS, FIRST, SECOND, said))
    assert len(shown.outcome.new) == 3
