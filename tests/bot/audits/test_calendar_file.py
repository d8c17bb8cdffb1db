"""The scrutiny calendar as a file."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from bot.audits.calendar_file import looks_file
from jobs.rules.looks import Look

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BOARD = Look(date(2027, 1, 12), "Scrutiny board", "board", "board-scrutiny-board-2027-01-12")


def read(*looks: Look, changed_at: datetime | None = None) -> Any:  # noqa: ANN401  (its entries)
    made = looks_file(looks, AT, changed_at)
    assert (made.filename, made.media_type) == ("scrutiny.ics", "text/calendar")
    return Calendar.from_ical(made.content)


def test_an_entry_lasts_a_day_and_takes_nobodys_time() -> None:
    found = read(BOARD)
    [event] = found.walk("VEVENT")
    assert found["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "Scrutiny board"
    assert event["DTSTART"].dt == date(2027, 1, 12)
    assert event["DTEND"].dt == date(2027, 1, 13)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["UID"] == "board-scrutiny-board-2027-01-12@live-audit"
    assert event.stamp == AT


def test_a_change_of_the_rules_makes_a_later_file_outrank_an_earlier_one() -> None:
    def sequence(changed_at: datetime | None) -> int:
        [event] = read(BOARD, changed_at=changed_at).walk("VEVENT")
        return int(str(event["SEQUENCE"]))

    later = AT + timedelta(minutes=1)
    assert 0 == sequence(None) < sequence(AT) < sequence(later) < 2**31
    assert sequence(AT) == sequence(AT)


def test_what_a_calendar_line_cannot_hold_is_left_out() -> None:
    [event] = read(Look(BOARD.on, "Board\\n\nBEGIN:VEVENT", "board", "x")).walk("VEVENT")
    assert "\n" not in str(event["SUMMARY"])
