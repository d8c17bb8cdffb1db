"""On which days something is due that somebody asks for."""

from datetime import date

import pytest

from jobs.rules.due_windows import cut_window, read_window
from jobs.rules.working_days import Calendar

MONDAY = date(2026, 11, 23)
NEW_YEARS_EVE = date(2026, 12, 31)
WEEK = (date(2026, 11, 23), date(2026, 11, 29))
NEXT_WEEK = (date(2026, 11, 30), date(2026, 12, 6))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("asked", "rest", "days"),
    [
        ("what's due this week", "what's", WEEK),
        ("team due this week", "team", WEEK),
        ("what is due next wk for the team", "what for the team", NEXT_WEEK),
        ("due the week after next", "", (date(2026, 12, 7), date(2026, 12, 13))),
        ("my actions due in december", "my actions", DECEMBER),
        ("due next month", "", DECEMBER),
        ("coming up in the next month", "", (MONDAY, date(2026, 12, 23))),
        ("due this quarter", "", (date(2026, 10, 1), date(2026, 12, 31))),
        ("due within 10 working days", "", (MONDAY, date(2026, 12, 7))),
        ("due in the next two weeks", "", (MONDAY, date(2026, 12, 7))),
        ("due today", "", (MONDAY, MONDAY)),
        ("due by today", "", (None, MONDAY)),
        ("anything due by friday?", "anything", (None, date(2026, 11, 27))),
        ("due by COP Friday", "", (None, date(2026, 11, 27))),
        ("due by the end of next week", "", (None, date(2026, 12, 4))),
        ("due before 4 December", "", (None, date(2026, 12, 3))),
        ("is anything of due before the 5th", "is anything", (None, date(2026, 12, 4))),
        ("due before Christmas", "", (None, date(2026, 12, 24))),
        ("due on 11 December", "", (date(2026, 12, 11), date(2026, 12, 11))),
        ("due w/c 14 Dec", "", (date(2026, 12, 14), date(2026, 12, 20))),
        ("due between 1 and 11 December", "", (date(2026, 12, 1), date(2026, 12, 11))),
        ("due by December", "", (None, DECEMBER[1])),
        ("due before December", "", (None, date(2026, 11, 30))),
        ("due by march 2027", "", (None, date(2027, 3, 31))),
        ("due in march 2027", "", (date(2027, 3, 1), date(2027, 3, 31))),
        ("my overdue actions", "my actions", (None, date(2026, 11, 22))),
    ],
)
def test_a_question_with_a_time_is_about_that_time(
    asked: str, rest: str, days: tuple[date | None, date]
) -> None:
    left, when = cut_window(asked)
    found = read_window(when, MONDAY, Calendar())
    assert (left, (found.first, found.last)) == (rest, days)


def test_at_the_end_of_the_year_next_is_of_the_next_year() -> None:
    found = read_window("due next month", NEW_YEARS_EVE, Calendar())
    assert (found.first, found.last) == (date(2027, 1, 1), date(2027, 1, 31))
    before = read_window("due before christmas", NEW_YEARS_EVE, Calendar())
    assert before.last == date(2027, 12, 24)


@pytest.mark.parametrize(
    "words", ["", "mine", "team all", "12", "may", "march", "the plan", "everything I have"]
)
def test_words_that_name_no_time_are_left_whole(words: str) -> None:
    assert cut_window(words) == (words, "")


@pytest.mark.parametrize(
    ("words", "today", "days"),
    [
        ("due between Monday and Friday", MONDAY, (MONDAY, date(2026, 11, 27))),
        ("due between Friday and Monday", MONDAY, (date(2026, 11, 27), date(2026, 11, 30))),
        ("due between 11 and 1 December", MONDAY, (date(2026, 12, 1), date(2026, 12, 11))),
        (
            "due from 20 November to 5 December",
            date(2026, 12, 1),
            (date(2026, 11, 20), date(2026, 12, 5)),
        ),
        ("due from 20 December to 5 January", MONDAY, (date(2026, 12, 20), date(2027, 1, 5))),
        ("due from 1 to 20 November", date(2026, 11, 10), (date(2026, 11, 1), date(2026, 11, 20))),
    ],
)
def test_from_one_day_to_another_is_never_the_other_way_round(
    words: str, today: date, days: tuple[date, date]
) -> None:
    found = read_window(words, today, Calendar())
    assert (found.first, found.last) == days
