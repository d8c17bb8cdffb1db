"""The live audits of a month as they may be told."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.audit_tallies import MonthTally, tallies
from jobs.rules.distance import AuditFact
from jobs.rules.small_numbers import Mark

MONTH = date(2026, 11, 1)


def month(held: int, **missed: int) -> MonthTally:
    due = date(2026, 11, 30)
    facts = [AuditFact(due, due, "Good", "MASH")] * held
    for reason, number in missed.items():
        facts += [AuditFact(due, None, None, "MASH", reason=reason)] * number
    [found] = tallies(facts, [MONTH])
    return found


def test_what_is_large_enough_is_told() -> None:
    found = month(20, leave=6, sickness=5)
    assert (found.held_words, str(found.missed)) == ("20 of 31", "11")
    assert {why: str(cell) for why, cell in found.by_reason.items()} == {
        "leave": "6",
        "sickness": "5",
    }


def test_few_that_were_not_held_are_told_as_at_least_so_many_that_were() -> None:
    found = month(10, leave=1, sickness=1)
    assert found.held_words == "at least 8 of 12"
    assert found.missed.mark is Mark.FEWER


def test_a_month_in_which_all_were_held_says_so() -> None:
    assert month(12).held_words == "12 of 12"


def test_a_reason_that_is_left_over_hides_with_another() -> None:
    found = month(20, leave=6, sickness=1)
    assert found.missed.number == 7
    assert not [cell for cell in found.by_reason.values() if cell.mark is Mark.SHOWN]


@given(st.integers(0, 40), st.integers(0, 12), st.integers(0, 12))
def test_no_more_is_said_to_be_held_than_was(held: int, leave: int, sickness: int) -> None:
    found = month(held, leave=leave, sickness=sickness)
    assert found.surely_held <= held
    shown = [cell.number for cell in (found.held, found.missed, *found.by_reason.values())]
    assert not [number for number in shown if number is not None and 0 < number < 5]
