"""What can be typed of reports."""

from datetime import date

import pytest

from bot.registry import STATUS
from bot.report.verbs import MakePack, MakeReport
from db.errors import RefusedError
from jobs.report.audience import Audience
from tests.bot.typed import parse_action

SCRUTINY = Audience.SCRUTINY


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("report", MakeReport()),
        ("report month", MakeReport()),
        ("report quarter", MakeReport("quarter")),
        ("report scrutiny", MakeReport(audience=SCRUTINY)),
        ("report for scrutiny", MakeReport(audience=SCRUTINY)),
        ("Report Quarter Scrutiny", MakeReport("quarter", SCRUTINY)),
        ("report last month", MakeReport(is_last=True)),
        ("report the last quarter for officers", MakeReport("quarter", is_last=True)),
        ("report 2026-10", MakeReport(day=date(2026, 10, 1))),
        ("report October 2026 scrutiny", MakeReport("month", SCRUTINY, date(2026, 10, 1))),
        ("report quarter of oct 2026", MakeReport("quarter", day=date(2026, 10, 1))),
        ("report may 2026", MakeReport(day=date(2026, 5, 1))),
        ("pack", MakePack()),
        ("inspector", MakePack()),
    ],
)
def test_a_report_can_be_asked_for_in_many_words(typed: str, asked: object) -> None:
    assert STATUS.parse(typed, "/status") == asked
    assert parse_action(typed) == asked
    assert parse_action(f"status {typed}") == asked


@pytest.mark.parametrize("typed", ["report yearly", "report 2026-13", "report team Permanence"])
def test_what_is_no_report_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(RefusedError, match="`/status report quarter scrutiny`"):
        STATUS.parse(typed, "/status")
