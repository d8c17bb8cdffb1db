"""What holds of every deadline text, whatever the day."""

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.deadline_words import unreadable_words
from jobs.rules.deadline_words import MONTH_NAMES, WEEKDAY_NAMES
from jobs.rules.deadlines import Deadline, Precision, UnreadableDeadlineError, read, spell
from jobs.rules.months import months_after
from tests.jobs.rules.dates import ENGLAND, days

A_WEEK = timedelta(weeks=1)
TEN_YEARS = 120
UNITS = ("days", "weeks", "months", "years", "fortnights", "working days")

WORDS = (
    *("today", "tomorrow", "yesterday", "next", "this", "end", "of", "the", "in", "on", "by", "a"),
    *("day", "days", "week", "weeks", "month", "year", "fortnight", "working", "financial", "time"),
    *(
        "last",
        "after",
        "from",
        "now",
        "1st",
        "2",
        "5th",
        "29",
        "30",
        "31",
        "31st",
        "'27",
        "26",
        "0",
    ),
    *("4/12", "4/12/2026", "12/25/2026", "2026-12-04", "2026", "2027", "9999", "0000", "99999"),
    *(name.lower() for name in WEEKDAY_NAMES),
    *(name[:3] for name in MONTH_NAMES),
)
phrases = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
numeric = st.from_regex(r"\A\d{1,4}[-./ ]\d{1,2}([-./ ]\d{1,4})?\Z")
texts = phrases | numeric | st.text(max_size=100)
weekdays = st.sampled_from(WEEKDAY_NAMES)


def attempt(text: str, today: date) -> Deadline | UnreadableDeadlineError:
    try:
        return read(text, today, ENGLAND)
    except UnreadableDeadlineError as refused:
        return refused


def reading(text: str, today: date) -> Deadline | None:
    found = attempt(text, today)
    return found if isinstance(found, Deadline) else None


@given(texts, days)
def test_any_text_is_read_or_refused_and_nothing_else(text: str, today: date) -> None:
    found = reading(text, today)
    if found is not None:
        assert found.past == (found.day < today)
        assert found.day <= months_after(today, TEN_YEARS)
        assert found.day not in found.alternatives
        assert len(set(found.alternatives)) == len(found.alternatives)


@given(texts, days)
def test_every_example_in_a_refusal_can_be_read(text: str, today: date) -> None:
    found = attempt(text, today)
    if isinstance(found, UnreadableDeadlineError):
        examples = re.findall("“(.+?)”", unreadable_words(found))
        assert examples
        assert all(reading(example, today) for example in examples), unreadable_words(found)


@given(phrases | numeric, days)
def test_capitals_and_spaces_make_no_difference(text: str, today: date) -> None:
    found = reading(text, today)
    louder = reading("  " + text.upper().replace(" ", "   ") + " ", today)
    assert (found and found.day) == (louder and louder.day)
    assert (found and found.alternatives) == (louder and louder.alternatives)


@given(days, st.integers(-7000, 3600))
def test_a_spelled_date_reads_back_as_itself(today: date, offset: int) -> None:
    day = today + timedelta(days=offset)
    forms = (
        spell(day),
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}",
        f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}",
    )
    for form in forms:
        assert read(form, today, ENGLAND) == Deadline(day, Precision.DAY, (), day < today, form)


@given(days, st.integers(1, 2400))
def test_working_days_ahead_are_counted_by_the_calendar(today: date, number: int) -> None:
    found = read(f"in {number} working days", today, ENGLAND)
    assert found.day == ENGLAND.shift(today, number)


@given(days, weekdays)
def test_a_weekday_is_within_the_next_seven_days(today: date, name: str) -> None:
    found = read(name, today, ENGLAND)
    assert WEEKDAY_NAMES[found.day.weekday()] == name
    assert today <= found.day < today + A_WEEK
    assert found.alternatives == ((today + A_WEEK,) if found.day == today else ())


@given(days, weekdays)
def test_next_weekday_offers_the_coming_one_wherever_it_is_another(today: date, name: str) -> None:
    found = read(f"next {name}", today, ENGLAND)
    named = {found.day, *found.alternatives}
    coming = read(name, today, ENGLAND).day
    assert {WEEKDAY_NAMES[day.weekday()] for day in named} == {name}
    assert today < min(named) <= today + A_WEEK
    assert coming in named or coming == today


@given(days, st.sampled_from(UNITS), st.integers(1, 9))
def test_a_larger_number_is_never_a_nearer_day(today: date, unit: str, number: int) -> None:
    sooner = read(f"in {number} {unit}", today, ENGLAND)
    later = read(f"in {number + 1} {unit}", today, ENGLAND)
    assert today < sooner.day < later.day


@given(days, st.integers(1, 31), st.sampled_from(MONTH_NAMES))
def test_a_date_without_a_year_is_the_next_such_day(today: date, number: int, month: str) -> None:
    found = reading(f"{number} {month}", today)
    if found is not None:
        assert today <= found.day <= months_after(today, 12)
        assert (found.day.day, MONTH_NAMES[found.day.month - 1]) == (number, month)


@given(days, st.sampled_from(MONTH_NAMES))
def test_the_end_of_a_month_is_the_day_before_another_begins(today: date, month: str) -> None:
    found = read(f"end of {month}", today, ENGLAND)
    assert (found.day + timedelta(days=1)).day == 1
    assert MONTH_NAMES[found.day.month - 1] == month
    assert found.day >= today
