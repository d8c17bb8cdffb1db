"""Rules show their dates as people read them, and take them as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.rule_dates import spelled, written
from bot.audits.rule_words import WORDS

LINES = {
    "2026-12-21..2027-01-01": "Mon 21 Dec 2026 to Fri 1 Jan 2027",
    "2027-04-01: Strong, Sound; good from Sound": "Thu 1 Apr 2027: Strong, Sound; good from Sound",
    "2028-04-01: 0-10; good from 7": "Sat 1 Apr 2028: 0-10; good from 7",
}


@pytest.mark.parametrize(("kept", "read"), LINES.items())
def test_a_line_is_read_in_words_and_kept_as_it_was(kept: str, read: str) -> None:
    assert spelled(kept) == read
    assert written(read) == written(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "21 Dec 2026 to 1 Jan 2027",
        "Monday 21 December 2026 until Friday 1 January 2027",
        "mon, 21 dec 2026  to  1 january 2027",
        "21 Dec 2026 .. 2027-01-01",
    ],
)
def test_weeks_are_taken_in_any_of_the_usual_words(typed: str) -> None:
    assert written(typed).replace(" ", "") == "2026-12-21..2027-01-01"


@pytest.mark.parametrize(
    "typed", ["31 Feb 2027", "Tue 21 Dec 2026", "0 Jan 2027", "12 Strong 2027"]
)
def test_a_day_that_is_none_is_never_another_one(typed: str) -> None:
    assert written(typed) == typed


@given(st.dates(), st.dates())
def test_what_is_read_is_always_kept_as_it_was(first: object, last: object) -> None:
    line = f"{first}..{last}"
    assert written(spelled(line)) == line


def test_the_effect_of_weeks_off_says_its_days_in_words() -> None:
    said = WORDS["weeks_off"].sentence(("2026-12-21..2027-01-01", "2027-08-02..2027-08-06"))
    assert said.endswith(": Mon 21 Dec 2026 to Fri 1 Jan 2027; Mon 2 Aug 2027 to Fri 6 Aug 2027")
