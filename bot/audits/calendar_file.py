"""The scrutiny calendar as a file for Outlook and other calendars (RFC 5545).

An entry keeps its UID, and its SEQUENCE grows when the rules change, so that a file that is
imported again moves entries and adds none.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.audits.invite import FILE_TYPE, printable
from bot.audits.look_words import look_words
from bot.slack.file_answer import File
from jobs.rules.looks import Look
from jobs.rules.months import A_DAY

if TYPE_CHECKING:
    from icalendar import Event

NAME: Final = "Who looks at performance, and when"
# Whole minutes since then count up for long enough, and stay within the integer that RFC 5545 has.
COUNTED_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)


def looks_file(looks: Sequence[Look], at: datetime, changed_at: datetime | None) -> File:
    """Return the file; `at` is when it is made, `changed_at` when the rules were last changed."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Live audit//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", NAME)
    sequence = 0 if changed_at is None else (changed_at - COUNTED_FROM) // timedelta(minutes=1)
    for look in looks:
        made.add_component(_event(look, at, sequence))
    return File("scrutiny.ics", NAME, made.to_ical(), FILE_TYPE)


def _event(look: Look, at: datetime, sequence: int) -> "Event":
    from icalendar import TRANSP, Event

    return Event.new(
        uid=f"{look.name}@live-audit",
        sequence=sequence,
        stamp=at,
        start=look.on,
        end=look.on + A_DAY,
        summary=printable(look_words(look)),
        transparency=TRANSP.TRANSPARENT,  # somebody looks; nobody's day is taken by it
    )
