"""Dates, statuses and owners as councils write them: read by meaning, or asked about."""

from datetime import date

import pytest

from bot.plan.problem_words import error_words
from db.models import Due, Status
from db.plan.known import Colleague, Roster
from jobs.plan import owners, statuses
from jobs.plan.dates import ColumnOfDates, due
from jobs.plan.problems import CellProblemError
from jobs.rules.rag import Level
from tests.jobs.plan.plans import ENGLAND
from tests.people import TODAY

ASKED = ColumnOfDates(TODAY, ENGLAND)
JAN, MARCH = date(2027, 1, 29), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("said", "day", "precision", "original"),
    [
        ("31 March 27", MARCH, "day", None),
        ("31st March, 2027", MARCH, "day", None),
        ("Wed 31 March 2027", MARCH, "day", None),
        ("Revised to 31 January 2027", date(2027, 1, 31), "day", None),
        ("extended until 31/03/2027", MARCH, "day", None),
        ("Now 31/03/27", MARCH, "day", None),
        ("31/12/2026 (was 30/09/2026)", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("30/09/2026 revised to 31/12/2026", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("31/12/2026 (revised from 30/09/2026)", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("31/12/2026 (new date, was 30/09/2026)", date(2026, 12, 31), "day", date(2026, 9, 30)),
        (
            "31 Dec 2026 - moved, originally 30 Sep 2026",
            date(2026, 12, 31),
            "day",
            date(2026, 9, 30),
        ),
        (
            "31/12/2026 (originally 30/09/2026, revised in May)",
            date(2026, 12, 31),
            "day",
            date(2026, 9, 30),
        ),
        (
            "30/09/2026 (original), 31/12/2026 (revised)",
            date(2026, 12, 31),
            "day",
            date(2026, 9, 30),
        ),
        (
            "31/12/2026 (revised) 30/09/2026 (original)",
            date(2026, 12, 31),
            "day",
            date(2026, 9, 30),
        ),
        ("Revised from 30/09/2026 to 31/12/2026", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("29/Jan/27 12:00 AM", JAN, "day", None),
        ("29/01/2027 - subject to funding", JAN, "day", None),
        ("By 29 January 2027 if approved", JAN, "day", None),
        ("29/01/2027 (dependent on the budget)", JAN, "day", None),
        ("31 Dec 2026 (orig 30 Sep 2026)", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("30/09/2026 original, now 31/12/2026", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("30 Sept 2026 → 31 Dec 2026", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("30/09/2026\nRevised: 31/12/2026", date(2026, 12, 31), "day", date(2026, 9, 30)),
        ("31/03/2027 (first phase)", MARCH, "day", None),
        ("Mar-27", MARCH, "month", None),
        ("March 2027", MARCH, "month", None),
        ("03/2027", MARCH, "month", None),
        ("end of March 2027", MARCH, "day", None),
        ("End of FY 2026/27", MARCH, "month", None),
        ("Q3 2026/27", date(2026, 12, 31), "month", None),
        ("Q4 2026-27", MARCH, "month", None),
        ("w/c 12 October 2026", date(2026, 10, 12), "day", None),
        ("2027-01-29T00:00:00Z", JAN, "day", None),
        ("29/01/2027 17:00", JAN, "day", None),
        ("46416", JAN, "day", None),
        ("20270129", JAN, "day", None),
        ("29.1.27", JAN, "day", None),
        ("29 - 01 - 2027", JAN, "day", None),
    ],
)
def test_a_date_is_read_as_it_is_written(
    said: str, day: date, precision: str, original: date | None
) -> None:
    found = due(said, said, ASKED)
    assert found is not None
    assert (found.due, found.original) == (Due(day, precision), original)


@pytest.mark.parametrize(
    "said",
    [
        *("Ongoing", "TBC", "Q3 2026", "Autumn term", "Autumn term 2026", "end of FY", "2026/27"),
        *("2027", "mid March 2027", "From 1 April 2027", "ASAP", "Monthly"),
        *("Sept 2026 to March 2027", "30/09/2026 - 31/03/2027", "Summer 2027", "year end"),
        *("Quarterly from 29/01/2027", "29/01/2027 onwards", "29/01/27, then monthly"),
        *("over the next few months", "March 2027 onwards", "early 2027", "next board"),
    ],
)
def test_what_names_no_one_day_is_kept_as_words(said: str) -> None:
    found = due(said, said, ASKED)
    assert found is not None
    assert (found.due, found.said) == (Due(), said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("30/09", "has no year: write 30/09/2027"),
        ("31-Mar", "has no year: write 31 Mar 2027"),
        ("31st March", "has no year: write 31st March 2027"),
        ("29 Janury 2027", "is not a day in the calendar"),
        ("30/09/2026 original 31/12/2026 revised", "names two dates, and not which of them holds"),
        ("Sat 5 March 2027", "contradicts itself: the day is Fri 5 Mar 2027"),
        ("31/02/2027", "is not a day in the calendar"),
        ("31 June 2027", "is not a day in the calendar"),
        ("30/09/2026 31/12/2026", "names two dates, and not which of them holds"),
        ("Completed 12/10/2026", "says when it was completed"),
        ("31/03/2097", "more than 10 years ahead"),
        ("13/13/2027", "is not a day in the calendar"),
    ],
)
def test_a_date_that_cannot_be_says_the_true_reason(said: str, why: str) -> None:
    with pytest.raises(CellProblemError) as refused:
        due(said, said, ASKED)
    assert why in error_words(refused.value)


def test_a_number_counts_from_1904_where_the_book_does() -> None:
    asked = ColumnOfDates(TODAY, ENGLAND, is_1904=True)
    found = due("44954", "44954", asked)
    assert found is not None
    assert found.due.day == JAN


BY_STATUS = {
    Status.DONE: (
        *("Complete", "Completed", "Closed", "Embedded", "Achieved in full", "100%", "Delivered"),
        *("Completed Oct 2026", "Complete (12/10/2026)", "Complete – on time", "Fully implemented"),  # noqa: RUF001
        *("G - Complete", "Blue - complete", "Action complete", "Done and signed off", "4. Closed"),
    ),
    Status.IN_PROGRESS: (
        *("In progress", "In-progress", "2. In progress", "On target", "On track", "Off track"),
        *("Behind schedule", "Not complete", "Completed in part", "Nearly complete", "80%"),
        *("80% complete", "Partially achieved", "In progress - due to complete March", "WIP"),
        *("Overdue", "Slipped", "Open", "Underway", "Green - on track", "Not yet achieved"),
    ),
    Status.NOT_STARTED: (
        *("Not started", "Not yet due", "Pending", "Pending?", "To be started", "0%", "Planned"),
        *("Not started - awaiting funding", "Yet to start", "Unstarted", "New"),
    ),
    Status.DEFERRED: ("Deferred", "On hold", "On hold until April", "Paused", "Postponed"),
    Status.DROPPED: (
        *("Cancelled", "Withdrawn", "Superseded", "No longer required", "Closed – superseded"),  # noqa: RUF001
        "Not required",
    ),
}


@pytest.mark.parametrize("said", [(s, w) for s, each in BY_STATUS.items() for w in each])
def test_a_status_is_read_by_its_meaning(said: tuple[Status, str]) -> None:
    assert statuses.read(said[1]) == said[0]


@pytest.mark.parametrize(
    "said",
    [
        *("Complete by March 2027", "Closed - not achieved", "Complete?", "Started and completed"),
        *("Complete - ongoing monitoring", "To be completed", "Outstanding", "Awaiting approval"),
        *("Ongoing - complete", "Completed (except training)", "Complete subject to sign off"),
        *("Pending sign off", "Closed (not met)", "wobbly", "Done apart from the audit", "Yes"),
    ],
)
def test_a_status_that_may_mean_either_is_asked_about(said: str) -> None:
    with pytest.raises(CellProblemError) as refused:
        statuses.read(said)
    assert "is not" in error_words(refused.value)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("G", Level.ON_TRACK), ("Amber", Level.AT_RISK), ("RED", Level.LATE),
        ("RAG: Green", Level.ON_TRACK), ("B", Level.COMPLETE), ("Red - off track", Level.LATE),
        ("In progress", None), ("Board", None),
    ],
)  # fmt: skip
def test_a_colour_is_a_rating_and_no_status(said: str, level: Level | None) -> None:
    assert statuses.rating(said) == level
    if level and " - " not in said:
        assert statuses.read(said) is None


def test_a_tick_is_a_status_only_under_a_question() -> None:
    assert statuses.read("Yes", "Completed?") == Status.DONE
    assert statuses.read("No", "Completed?") is None
    assert statuses.read("50", "% complete") == Status.IN_PROGRESS


def colleague(number: int, name: str, role: str, *, is_here: bool = True) -> Colleague:
    return Colleague(number, name, role, f"person{number}@council.example", is_here)


ROSTER = Roster(
    [
        colleague(1, "Sam Birch", "Children's Services Manager"),
        colleague(2, "Alex O'Hara", "Head of Service, Fostering & Adoption"),
        colleague(3, "Jo Smith-Jones", "Assistant Director"),
        colleague(4, "Team Manager, MASH", "Team Manager, MASH"),
        colleague(5, "Team Manager, Assessment", "Team Manager, Assessment"),
        colleague(6, "Head of Service", "Head of Service"),
        colleague(7, "Kit Ash", "Practitioner"),
        colleague(8, "Lee Ash", "Practitioner"),
        colleague(9, "Mo Elm", "Practitioner", is_here=False),
        colleague(10, "Siân Nowak-Łęcka", "Service Manager, Leaving Care"),
        colleague(11, "Pat McOak", "Analyst"),
    ],
    {"the boss": 3},
)


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("Children’s Services Manager", [1]),  # noqa: RUF001 - as Word types it
        ("sam birch", [1]), ("Birch, Sam", [1]), ("BIRCH Sam", [1]), ("Mr Sam Birch", [1]),
        ("S. Birch", [1]), ("S Birch", [1]), ("SB", [1]), ("Lead: Sam Birch", [1]),
        ("Sam Birch (Children's Services Manager)", [1]), ("Sam Birch, CSM", [1]),
        ("Alex O’Hara", [2]),  # noqa: RUF001 - as Word types it
        ("Head of Service, Fostering and Adoption", [2]),
        ("HoS Fostering & Adoption", [2]), ("AD", [3]), ("J Smith-Jones", [3]),
        ("Team Manager, MASH <person4@council.example>", [4]), ("TM MASH", [4]),
        ("Team Manager - MASH", [4]), ("Team Manager (MASH)", [4]), ("The Boss", [3]),
        ("Team Manager, MASH / Team Manager, Assessment", [4, 5]),
        ("Team Manager, MASH\nTeam Manager, Assessment", [4, 5]),
        ("Team Manager, MASH; Sam Birch", [4, 1]), ("Sam Birch & Alex O'Hara", [1, 2]),
        ("Sam Birch and Jo Smith-Jones", [1, 3]), ("Sam Birch, Alex O'Hara, AD", [1, 2, 3]),
        ("Sam Birch + AD", [1, 3]),
        ("Sian Nowak-Lecka", [10]), ("SIÂN NOWAK-ŁĘCKA", [10]), ("Alex O Hara", [2]),
        ("Pat Mc Oak", [11]), ("Sam Birch;#12;#Pat McOak;#15", [1, 11]), ("Sam Birch;#12", [1]),
        ("Joint leads: Sam Birch and Pat McOak", [1, 11]), ("Sam Birch\nTBC", [1]),
        ("Support – Pat McOak\nLead – Sam Birch", [1, 11]),  # noqa: RUF001 - as Word types it
        ("Sam Birch (Children's Services Manager)\n"
         "Sian Nowak-Lecka (Service Manager, Leaving Care)", [1, 10]),
    ],
)  # fmt: skip
def test_an_owner_is_found_however_they_are_written(said: str, numbers: list[int]) -> None:
    assert [one.id for one in owners.find_all(said, ROSTER)] == numbers


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Head of Service and Care Leavers", "is nobody on the roster"),
        ("Head of Service, Residential", "is nobody on the roster"),
        ("Team Manager (Fostering)", "is nobody on the roster"),
        ("Practitioner", "is the role of 2 people"),
        ("Sam Birch / Somebody Else", "is nobody on the roster"),
        ("Mo Elm", "has left"),
        ("All managers", "is nobody on the roster"),
        ("head of servise", "Is it Head of Service"),
        ("Head of Service?", "is not certain"),
        ("TBC\nSam Birch", "is nobody on the roster"),
        ("Sam Birch\nSomebody Else", "is nobody on the roster"),
    ],
)
def test_who_is_not_sure_is_asked_about(said: str, why: str) -> None:
    with pytest.raises(owners.OwnerError) as refused:
        owners.find_all(said, ROSTER)
    assert why in error_words(refused.value)
