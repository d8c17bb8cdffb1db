from datetime import date, timedelta

import pytest

from bot.deadline_words import unreadable_words
from jobs.rules.deadlines import (
    Deadline,
    Precision,
    UnreadableDeadlineError,
    read,
    spell,
    spell_month,
    spell_with_distance,
)
from tests.jobs.rules.dates import ENGLAND, MONDAY


def reading(text: str, today: date = MONDAY) -> Deadline:
    return read(text, today, ENGLAND)


def refusal(text: str, today: date = MONDAY) -> str:
    with pytest.raises(UnreadableDeadlineError) as refused:
        reading(text, today)
    return unreadable_words(refused.value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 23)),
        ("Tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("end of today", date(2026, 11, 23)),
        ("friday", date(2026, 11, 27)),
        ("Fri", date(2026, 11, 27)),
        ("by Friday.", date(2026, 11, 27)),
        ("this friday", date(2026, 11, 27)),
        ("tues", date(2026, 11, 24)),
        ("weds", date(2026, 11, 25)),
        ("thurs", date(2026, 11, 26)),
        ("friday week", date(2026, 12, 4)),
        ("a week on tuesday", date(2026, 12, 1)),
        ("two weeks on Friday", date(2026, 12, 11)),
        ("tuesday fortnight", date(2026, 12, 8)),
        ("2 weeks today", date(2026, 12, 7)),
        ("2 weeks tomorrow", date(2026, 12, 8)),
        ("today week", date(2026, 11, 30)),
        ("a fortnight from tomorrow", date(2026, 12, 8)),
        ("friday next week", date(2026, 12, 4)),
        ("in 3 working days", date(2026, 11, 26)),
        ("3 working days", date(2026, 11, 26)),
        ("ten business days", date(2026, 12, 7)),
        ("in a working day's time", date(2026, 11, 24)),
        ("in 10 days", date(2026, 12, 3)),
        ("10 days from now", date(2026, 12, 3)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks' time", date(2026, 12, 7)),
        ("in two weeks\N{RIGHT SINGLE QUOTATION MARK} time", date(2026, 12, 7)),
        ("a fortnight", date(2026, 12, 7)),
        ("in a fortnight", date(2026, 12, 7)),
        ("fortnight", date(2026, 12, 7)),
        ("in 3 months", date(2027, 2, 23)),
        ("in a year", date(2027, 11, 23)),
        ("end of march", date(2027, 3, 31)),
        ("the end of March 2027", date(2027, 3, 31)),
        ("end of april 27", date(2027, 4, 30)),
        ("last day of february", date(2027, 2, 28)),
        ("end of the month", date(2026, 11, 30)),
        ("end of this month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of the week", date(2026, 11, 27)),
        ("end of next week", date(2026, 12, 4)),
        ("end of 2027", date(2027, 12, 31)),
        ("end of the financial year", date(2027, 3, 31)),
        ("end of next financial year", date(2028, 3, 31)),
        ("4 dec", date(2026, 12, 4)),
        ("4th of December", date(2026, 12, 4)),
        ("4th december 2026", date(2026, 12, 4)),
        ("dec 4", date(2026, 12, 4)),
        ("Dec. 4th", date(2026, 12, 4)),
        ("December 4th, 2026", date(2026, 12, 4)),
        ("4-Dec-26", date(2026, 12, 4)),
        ("4dec", date(2026, 12, 4)),
        ("dec 4 26", date(2026, 12, 4)),
        ("30 sept 2027", date(2027, 9, 30)),
        ("fri 4 dec", date(2026, 12, 4)),
        ("Friday, the 4th of December", date(2026, 12, 4)),
        ("fri 4/12/2026", date(2026, 12, 4)),
        ("friday the 4th", date(2026, 12, 4)),
        ("4/12/2026", date(2026, 12, 4)),
        ("04/12/2026", date(2026, 12, 4)),
        ("4-12-2026", date(2026, 12, 4)),
        ("4.12.26", date(2026, 12, 4)),
        ("4/12", date(2026, 12, 4)),
        ("4/3", date(2027, 3, 4)),
        ("2026-12-04", date(2026, 12, 4)),
        ("the 5th", date(2026, 12, 5)),
        ("24th", date(2026, 11, 24)),
        ("the 5th of next month", date(2026, 12, 5)),
        ("the 30th of this month", date(2026, 11, 30)),
        ("29 feb 2028", date(2028, 2, 29)),
        ("\N{FULLWIDTH DIGIT ONE} Dec", date(2026, 12, 1)),
    ],
)
def test_words_for_one_day_are_read_as_that_day_and_nothing_else(text: str, day: date) -> None:
    assert reading(text) == Deadline(day, Precision.DAY, (), past=False, said=text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("april", date(2027, 4, 30)),
        ("in November", date(2026, 11, 30)),
        ("by April 2027", date(2027, 4, 30)),
        ("apr '27", date(2027, 4, 30)),
        ("November", date(2026, 11, 30)),
        ("february 2028", date(2028, 2, 29)),
    ],
)
def test_a_month_is_kept_as_a_month_and_ends_on_its_last_day(text: str, day: date) -> None:
    found = reading(text)
    assert (found.day, found.precision, found.alternatives) == (day, Precision.MONTH, ())


@pytest.mark.parametrize(
    ("text", "today", "day", "alternatives"),
    [
        ("next friday", date(2026, 11, 23), date(2026, 12, 4), [date(2026, 11, 27)]),
        ("next friday", date(2026, 11, 27), date(2026, 12, 4), []),
        ("next tuesday", date(2026, 11, 25), date(2026, 12, 1), []),
        ("next friday", date(2026, 11, 28), date(2026, 12, 4), [date(2026, 12, 11)]),
        ("friday", date(2026, 11, 27), date(2026, 11, 27), [date(2026, 12, 4)]),
        ("this friday", date(2026, 11, 27), date(2026, 11, 27), [date(2026, 12, 4)]),
        ("friday week", date(2026, 11, 27), date(2026, 12, 4), [date(2026, 12, 11)]),
        ("end of the week", date(2026, 11, 28), date(2026, 12, 4), [date(2026, 11, 29)]),
        ("end of next week", date(2026, 11, 29), date(2026, 12, 4), [date(2026, 12, 11)]),
        ("end of the year", MONDAY, date(2026, 12, 31), [date(2027, 3, 31)]),
        ("end of next year", MONDAY, date(2027, 12, 31), [date(2028, 3, 31)]),
        ("end of the year", date(2027, 2, 1), date(2027, 12, 31), [date(2027, 3, 31)]),
        ("the 23rd", MONDAY, MONDAY, [date(2026, 12, 23)]),
        ("31st", date(2027, 1, 31), date(2027, 1, 31), [date(2027, 3, 31)]),
        ("1 november", MONDAY, date(2027, 11, 1), [date(2026, 11, 1)]),
        ("1/9", MONDAY, date(2027, 9, 1), [date(2026, 9, 1)]),
        ("4 dec", date(2027, 1, 5), date(2027, 12, 4), [date(2026, 12, 4)]),
        ("end of october", MONDAY, date(2027, 10, 31), [date(2026, 10, 31)]),
        ("october", MONDAY, date(2027, 10, 31), [date(2026, 10, 31)]),
        ("april 27", MONDAY, date(2027, 4, 27), [date(2027, 4, 30)]),
    ],
)
def test_words_that_could_name_another_day_offer_it(
    text: str, today: date, day: date, alternatives: list[date]
) -> None:
    found = reading(text, today)
    assert (found.day, list(found.alternatives), found.past) == (day, alternatives, False)


def test_a_day_that_passed_longer_than_three_months_ago_is_next_years_without_asking() -> None:
    assert reading("22 august").alternatives == ()
    assert reading("23 august").alternatives == (date(2026, 8, 23),)


def test_a_day_and_month_said_on_that_day_is_today() -> None:
    assert reading("23 nov") == Deadline(MONDAY, Precision.DAY, (), past=False, said="23 nov")


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("yesterday", date(2026, 11, 22), Precision.DAY),
        ("by April 2020", date(2020, 4, 30), Precision.MONTH),
        ("30 April 2020", date(2020, 4, 30), Precision.DAY),
        ("2026-11-22", date(2026, 11, 22), Precision.DAY),
        ("the 5th of this month", date(2026, 11, 5), Precision.DAY),
    ],
)
def test_a_day_that_is_gone_is_said_to_be_past(text: str, day: date, precision: Precision) -> None:
    found = reading(text)
    assert (found.day, found.precision, found.past) == (day, precision, True)


def test_a_weekday_settles_which_year_a_date_without_one_means() -> None:
    found = reading("fri 4 dec", today=date(2027, 1, 5))
    assert (found.day, found.past, found.alternatives) == (date(2026, 12, 4), True, ())


def test_a_weekday_that_is_another_names_both_days() -> None:
    assert refusal("thu 4 dec") == (
        "4 December 2026 is a Friday, not a Thursday; "
        "write, for example, “Fri 4 Dec 2026” or “Thu 3 Dec 2026”."
    )


def test_a_date_written_the_american_way_is_told_to_write_the_day_first() -> None:
    assert refusal("12/25/2026") == (
        "There is no month 25; write the day first, for example “25/12/2026”."
    )
    assert "for example “25/12/2026”" in refusal("12/25")
    assert "for example “07/12/2026”" in refusal("12/25/2050")
    assert "for example “2026-12-25”" in refusal("2026-25-12")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 april", "April 2027 has 30 days"),
        ("31 feb", "February 2027 has 28 days"),
        ("29 feb", "February 2027 has 28 days"),
        ("29 feb 2027", "February 2027 has 28 days"),
        ("30/2/2028", "February 2028 has 29 days"),
        ("0 dec", "December 2026 has 31 days"),
        ("the 31st", "November 2026 has 30 days"),
        ("31st of this month", "November 2026 has 30 days"),
    ],
)
def test_a_day_the_month_does_not_have_is_told_how_long_the_month_is(text: str, said: str) -> None:
    assert refusal(text).startswith(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Which day?"),
        ("  , on the ", "Which day?"),
        ("next week", "Which day?"),
        ("next month", "Which day?"),
        ("soon", "Which day?"),
        ("ASAP", "Which day?"),
        ("end of Q3 2026/27", "Which day?"),
        ("in the spring", "I didn't understand the date."),
        ("friday 5pm", "only store dates"),
        ("4 dec 17:30", "only store dates"),
        ("noon tomorrow", "only store dates"),
        ("1 jan 2037", "more than ten years ahead"),
        ("in 11 years", "more than ten years ahead"),
        ("in 99999999999 days", "more than ten years ahead"),
        ("in 3000 working days", "more than ten years ahead"),
        ("in 0 days", "For today, write “today”."),
        ("4/0/2026", "There is no month 0"),
        ("45/45/2026", "There is no month 45"),
        ("4 dec 0026", "dates in the year 0026"),
        ("april 0000", "dates in the year 0000"),
        ("2027", "I didn't understand the date."),
        ("5", "I didn't understand the date."),
        ("4.12", "I didn't understand the date."),
        ("4/12-2026", "I didn't understand the date."),
        ("early april", "Which day?"),
        ("by christmas", "Which day?"),
        ("a couple of weeks", "I didn't understand the date."),
        ("friday or monday", "I didn't understand the date."),
        ("4 decembre", "I didn't understand the date."),
        ("friday" + " " * 80, "I didn't understand the date."),
    ],
)
def test_what_names_no_one_day_is_refused_and_never_guessed(text: str, said: str) -> None:
    assert said in refusal(text)


def test_the_financial_year_ends_in_march() -> None:
    said = "end of the financial year"
    assert reading(said, today=date(2027, 3, 31)).day == date(2027, 3, 31)
    assert reading(said, today=date(2027, 4, 1)).day == date(2028, 3, 31)


def test_ten_years_to_the_day_is_near_enough() -> None:
    assert reading("in 10 years").day == date(2036, 11, 23)
    assert "more than ten years ahead" in refusal("24 nov 2036")


def test_an_alternative_out_of_reach_is_not_offered() -> None:
    assert reading("april 26", today=date(2016, 5, 1)).alternatives == (
        date(2016, 4, 26),
        date(2026, 4, 30),
    )
    assert reading("april 26", today=date(2016, 4, 1)).alternatives == ()
    assert reading("april 15").alternatives == ()


def test_what_was_typed_is_kept_with_single_spaces() -> None:
    assert reading("  by   Friday ").said == "by Friday"


def test_a_date_is_spelled_with_its_weekday() -> None:
    assert spell(date(2026, 12, 4)) == "Fri 4 Dec 2026"
    assert spell_month(date(2020, 4, 30)) == "by the end of April 2020"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 4), "Fri 4 Dec 2026, in 9 working days"),
        (MONDAY, "Mon 23 Nov 2026, today"),
        (date(2026, 11, 24), "Tue 24 Nov 2026, tomorrow"),
        (date(2026, 11, 25), "Wed 25 Nov 2026, in 2 working days"),
        (date(2026, 12, 5), "Sat 5 Dec 2026 (not a working day), in 9 working days"),
        (date(2026, 12, 25), "Fri 25 Dec 2026 (not a working day), in 23 working days"),
        (date(2026, 11, 22), "Sun 22 Nov 2026 (not a working day), yesterday"),
        (date(2026, 11, 20), "Fri 20 Nov 2026, 1 working day ago"),
        (date(2020, 4, 30), "Thu 30 Apr 2020, 1,658 working days ago"),
    ],
)
def test_a_date_says_how_far_it_is(day: date, words: str) -> None:
    assert spell_with_distance(day, MONDAY, ENGLAND) == words


def test_a_weekend_between_is_counted_in_days_where_no_working_day_lies() -> None:
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    assert spell_with_distance(sunday, friday, ENGLAND).endswith("(not a working day), in 2 days")
    assert spell_with_distance(friday, sunday, ENGLAND) == "Fri 27 Nov 2026, 2 days ago"


def test_one_working_day_is_singular() -> None:
    friday = date(2026, 11, 27)
    monday = friday + timedelta(days=3)
    assert spell_with_distance(monday, friday, ENGLAND) == "Mon 30 Nov 2026, in 1 working day"


def test_a_month_is_spelled_as_a_month() -> None:
    words = spell_with_distance(date(2020, 4, 30), MONDAY, ENGLAND, Precision.MONTH)
    assert words == "by the end of April 2020, 1,658 working days ago"
