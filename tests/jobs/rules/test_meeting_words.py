"""When and where people meet, as they write it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.meeting_words import Slot, read_meeting, read_slot

SAID = [
    ("fri 14:00 for 45 minutes in Room 3", "fri", time(14), 45, "Room 3"),
    ("in Room 3 on Friday at 14:00 for half an hour", "Friday", time(14), 30, "Room 3"),
    ("friday at 2", "friday", time(14), None, ""),
    ("friday at two", "friday", time(14), None, ""),
    ("friday at two thirty in room two", "friday", time(14, 30), None, "room two"),
    ("fri ten o'clock", "fri", time(10), None, ""),
    ("fri from two to three", "fri", time(14), 60, ""),
    ("fri at ten to three", "fri", time(14, 50), None, ""),
    ("fri at five to two", "fri", time(13, 55), None, ""),
    ("fri at twenty to 4", "fri", time(15, 40), None, ""),
    ("fri from ten to three", "fri", time(10), 300, ""),
    ("fri at ten until 3pm", "fri", time(10), 300, ""),
    ("fri two to three", "fri", time(14), 60, ""),
    ("fri between two and three", "fri", time(14), 60, ""),
    ("fri ten minutes to three", "fri", None, None, "ten minutes to three"),
    ("fri one to one", "fri", None, None, "one to one"),
    ("our one to one fri at 3", "fri", time(15), None, "our one to one"),
    ("fri 2:30 am", "fri", time(2, 30), None, ""),
    ("fri 11.30 am", "fri", time(11, 30), None, ""),
    ("fri 11:30 am for a minute", "fri", time(11, 30), 1, ""),
    ("fri at one of our offices", "fri", None, None, "one of our offices"),
    ("fri 2.30", "fri", time(14, 30), None, ""),
    ("fri 2:30-3:15", "fri", time(14, 30), 45, ""),
    ("fri 02:30", "fri", time(2, 30), None, ""),
    ("fri at 1:15", "fri", time(13, 15), None, ""),
    ("tomorrow at 10", "tomorrow", time(10), None, ""),
    ("2pm friday", "friday", time(14), None, ""),
    ("14 Jan 10am for an hour", "14 Jan", time(10), 60, ""),
    ("14/1/2027 14:00-14:45", "14/1/2027", time(14), 45, ""),
    ("fri 2 to 3pm on Teams", "fri", time(14), 60, "Teams"),
    ("fri 11-12.30pm", "fri", time(11), 90, ""),
    ("Friday at half past 2 via Teams", "Friday", time(14, 30), None, "Teams"),
    ("Mon 7 Dec at quarter to ten in room 2.14, please", "Mon 7 Dec", time(9, 45), None,
     "room 2.14"),
    ("fri 1400", "fri", time(14), None, ""),
    ("fri 14.30", "fri", time(14, 30), None, ""),
    ("4 Dec 2026 at 9.15 for 1.5 hours at the Civic Centre", "4 Dec 2026", time(9, 15), 90,
     "the Civic Centre"),
    ("in 3 days at noon", "in 3 days", time(12), None, ""),
    ("fri 3pm for 1h30", "fri", time(15), 90, ""),
    ("fri 10:00 https://teams.example/l/12 45 mins", "fri", time(10), 45,
     "https://teams.example/l/12"),
    ("friday 14:00 with <@U05|sam>", "friday", time(14), None, ""),
    ("2026-12-04 10:00", "2026-12-04", time(10), None, ""),
    ("thu 14 jan", "thu 14 jan", None, None, ""),
    ("fri 14:00 for 0 minutes", "fri", time(14), 0, ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day", "starts", "minutes", "place"), SAID)
def test_the_day_the_hour_the_length_and_the_place_are_found_wherever_they_stand(
    words: str, day: str, starts: time | None, minutes: int | None, place: str
) -> None:
    found = read_meeting(words)
    assert (found.day, found.starts, found.minutes, found.place) == (day, starts, minutes, place)


@pytest.mark.parametrize(
    "words", ["4-11 Dec", "fri 4.12", "31 feb room 3", "fri 32 dec", "w/c 7 Dec"]
)
def test_a_date_that_looks_like_an_hour_or_names_no_day_is_left_to_the_reader_of_dates(
    words: str,
) -> None:
    found = read_meeting(words)
    assert (found.day, found.starts, found.place) == (words, None, "")


def test_a_part_of_the_day_names_no_hour_and_is_told() -> None:
    found = read_meeting("friday afternoon in the library")
    assert (found.day, found.starts, found.part) == ("friday", None, "afternoon")
    assert found.place == "the library"


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_read_and_no_long_word_is_lost(words: str) -> None:
    typed = f"friday {words}"
    found = read_meeting(typed)
    kept = f"{found.day} {found.place} {found.part}"
    assert "friday" in kept


@pytest.mark.parametrize(
    ("words", "slot"),
    [
        ("10:00 for 60 minutes", Slot(time(10))),
        ("Tuesdays at 2pm for 45 mins", Slot(time(14), 45, 1)),
        ("Fri", None),
        ("banana", None),
        ("10:00 in Room 3", None),
        ("10:00 for 0 minutes", None),
    ],
)
def test_a_usual_time_is_an_hour_and_perhaps_a_weekday(words: str, slot: Slot | None) -> None:
    assert read_slot(words) == slot
