"""How often something comes round: read from words, said back, and counted on working days."""

from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.ordering_words import spell_recurrence
from bot.refusals import refusal_words
from db.errors import RefusedError
from jobs.rules.errors import UnreadableError
from jobs.rules.recurrence import Recurrence
from jobs.rules.recurrence_words import read_recurrence
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
READ = [
    ("monthly", "FREQ=MONTHLY", "every month"),
    ("Every month", "FREQ=MONTHLY", "every month"),
    ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
    ("fortnightly", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
    ("every two weeks", "FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
    ("every other month", "FREQ=MONTHLY;INTERVAL=2", "every 2 months"),
    ("quarterly", "FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
    ("every quarter", "FREQ=MONTHLY;INTERVAL=3", "every 3 months"),
    ("three times a year", "FREQ=MONTHLY;INTERVAL=4", "every 4 months"),
    ("3 times a year", "FREQ=MONTHLY;INTERVAL=4", "every 4 months"),
    ("twice a year", "FREQ=MONTHLY;INTERVAL=6", "every 6 months"),
    ("once a year", "FREQ=MONTHLY;INTERVAL=12", "every 12 months"),
    ("yearly", "FREQ=YEARLY", "every year"),
    ("every Monday", "FREQ=WEEKLY;BYDAY=MO", "every Monday"),
    ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
    ("every 2 weeks on fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
    (
        "the first Monday of every month",
        "FREQ=MONTHLY;BYDAY=1MO",
        "the first Monday of every month",
    ),
    ("last Friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "the last Friday of every month"),
    ("monthly on the 5th", "FREQ=MONTHLY;BYMONTHDAY=5", "every month, on day 5"),
    ("RRULE:FREQ=MONTHLY;INTERVAL=4", "FREQ=MONTHLY;INTERVAL=4", "every 4 months"),
    (
        "freq=yearly;bymonth=1,4,9;bymonthday=5",
        "FREQ=YEARLY;BYMONTH=1,4,9;BYMONTHDAY=5",
        "by the rule FREQ=YEARLY;BYMONTH=1,4,9;BYMONTHDAY=5",
    ),
]
REFUSED = [
    ("", "Say how often"),
    ("often", "I didn't understand how often"),
    ("every blue moon", "I didn't understand how often"),
    ("every term", "Terms begin on other days"),
    ("termly", "Terms begin on other days"),
    ("biweekly", "two different things"),
    ("bi-monthly", "two different things"),
    ("biannually", "two different things"),
    ("daily", "once a week at most"),
    ("every working day", "once a week at most"),
    ("every 3 days", "once a week at most"),
    ("five times a year", "cannot be shared out like that"),
    ("0 times a year", "cannot be shared out like that"),
    ("monthly on the 31st", "Not every month has that day"),
    ("every 0 weeks", "I count up to 60"),
    ("every 200 months", "I count up to 60"),
    ("FREQ=DAILY", "I cannot use that rule"),
    ("FREQ=MONTHLY;INTERVAL=0", "I cannot use that rule"),
    ("FREQ=MONTHLY;INTERVAL=x", "I cannot use that rule"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "I cannot use that rule"),
    ("FREQ=WEEKLY;BYHOUR=9", "I cannot use that rule"),
    ("FREQ=WEEKLY\nEXDATE:20270104", "I cannot use that rule"),
    ("FREQ=WEEKLY;" + "BYDAY=MO;" * 40, "I cannot use that rule"),
    ("FREQ=", "I cannot use that rule"),
]


@pytest.mark.parametrize(("words", "rule", "said"), READ)
def test_words_become_a_rule_and_are_said_back(words: str, rule: str, said: str) -> None:
    found = read_recurrence(words)
    assert (found.rule, spell_recurrence(found)) == (rule, said)


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_could_be_a_guess_is_refused_with_its_reason(words: str, why: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_recurrence(words)
    assert why in refusal_words(RefusedError(refused.value.kind, "repeats", **refused.value.facts))


def dates(words: str, start: date, number: int = 4) -> list[str]:
    rule = read_recurrence(words).counted_from(start, by_the_month=False)
    found = rule.between(start, start + timedelta(days=1500), ENGLAND)
    return [f"{day:%a} {day}" for day, _ in zip(found, range(number), strict=False)]


def test_three_times_a_year_is_every_four_months_and_never_at_the_weekend() -> None:
    assert dates("three times a year", date(2027, 1, 4)) == [
        "Tue 2027-05-04",  # the 3rd is a bank holiday, the 4th is not
        "Mon 2027-09-06",  # the 4th is a Saturday
        "Tue 2028-01-04",
        "Thu 2028-05-04",
    ]


def test_what_was_moved_past_a_weekend_goes_on_from_its_own_day() -> None:
    assert dates("monthly", date(2026, 12, 5), 2) == ["Tue 2027-01-05", "Fri 2027-02-05"]


def test_the_last_day_of_a_long_month_is_the_last_of_a_short_one() -> None:
    assert dates("monthly", date(2027, 3, 31), 3) == [
        "Fri 2027-04-30",
        "Tue 2027-06-01",  # Mon 31 May is a bank holiday
        "Wed 2027-06-30",
    ]


def test_a_leap_day_comes_round_each_year() -> None:
    assert dates("yearly", date(2028, 2, 29), 2) == ["Wed 2029-02-28", "Thu 2030-02-28"]


def test_an_action_due_by_the_end_of_a_month_stays_so() -> None:
    rule = read_recurrence("quarterly").counted_from(date(2027, 1, 31), by_the_month=True)
    assert rule.is_by_the_month
    assert spell_recurrence(rule) == "every 3 months, by the month's end"
    assert rule.next_after(date(2027, 1, 31), ENGLAND) == date(2027, 4, 30)
    assert rule.next_after(date(2027, 4, 30), ENGLAND) == date(2027, 7, 31)  # a Saturday


def test_a_rule_that_ends_has_no_next() -> None:
    rule = read_recurrence("FREQ=WEEKLY;UNTIL=20270131").counted_from(
        date(2027, 1, 4), by_the_month=False
    )
    assert rule.next_after(date(2027, 1, 4), ENGLAND) == date(2027, 1, 11)
    assert rule.next_after(date(2027, 1, 25), ENGLAND) is None


RULES = st.sampled_from([row[1] for row in READ])
STARTS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@given(RULES, STARTS, st.booleans(), st.integers(0, 2000))
def test_every_next_date_is_later_a_working_day_and_never_skips_one(
    rule: str, start: date, by_the_month: bool, days: int
) -> None:
    kept = Recurrence(rule).counted_from(start, by_the_month=by_the_month)
    after = start + timedelta(days=days)
    found = kept.next_after(after, ENGLAND)

    assert found is not None
    assert found > after
    assert kept.is_by_the_month or ENGLAND.is_working(found)
    assert list(kept.between(after, found - timedelta(days=1), ENGLAND)) == []


@given(RULES, st.none() | STARTS)
def test_what_is_kept_is_read_back_as_it_was_and_is_icalendar(
    rule: str, start: date | None
) -> None:
    kept = Recurrence(rule, start)
    assert Recurrence.parse(str(kept)) == kept
    assert len(str(kept)) <= 200
    if start:
        assert rrulestr(str(kept)).after(rrulestr(str(kept))[0]) is not None
