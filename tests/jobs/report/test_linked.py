"""What was graded is of what was held: a hidden month stays hidden beside it."""

from dataclasses import replace
from datetime import date

import pytest

from db.digest.audits import AuditMonthCounts
from jobs.report.audience import Audience
from jobs.report.values import Report
from jobs.report.versions import version
from jobs.rules.distance import MeasureTrack, Share
from jobs.rules.measure_words import COMPUTED
from jobs.rules.periods import QUARTER, Period
from tests.reports import Named, board, named

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

__all__ = ["board", "named"]
QUARTER_END = date(2026, 12, 31)


def month(number: int, held: int) -> AuditMonthCounts:
    return AuditMonthCounts(date(2026, number, 1), held + 6, held, {"leave": 6}, 0, 0, 0, 0, True)


def told(named: Named, held: dict[int, int], graded: int, today: date = QUARTER_END) -> str:
    good = MeasureTrack(COMPUTED["good"], {0: Share(graded - 6, graded)})
    facts = replace(
        named.facts(),
        period=Period.of(QUARTER_END, QUARTER),
        today=today,
        months=tuple(month(number, held[number]) for number in held),
        tracks=(good,),
    )
    made: Report = version(facts, Audience.SCRUTINY)
    return str(next(row.looks[0] for row in made.tracks if row.name == good.name))


def test_grades_are_told_where_every_month_is(named: Named) -> None:
    assert told(named, {10: 12, 11: 12, 12: 11}, 35) == "29 of 35"


def test_a_month_with_few_audits_is_not_given_away_by_the_grades(named: Named) -> None:
    assert told(named, {10: 12, 11: 12, 12: 3}, 27) == "not shown"


@pytest.mark.parametrize(("graded", "words"), [(25, "19 of 25"), (28, "not shown")])
def test_a_month_that_lies_partly_in_the_days_stays_open(
    named: Named, graded: int, words: str
) -> None:
    # From 11 September: of September's four, one or all could be among the graded.
    held = {9: 4, 10: 12, 11: 12, 12: 0}
    assert told(named, held, graded, date(2026, 12, 10)) == words
