"""A booked audit as a calendar file that calendars add, move and take out again by its UID.

RFC 5545 for the format; RFC 5546, 3.2.1 and 3.2.5, for what makes a later file change or cancel an
earlier one: the same UID and a higher SEQUENCE.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from db.models import AuditState, LiveAudit, Person

A_DAY: Final = timedelta(days=1)
LINE_OCTETS: Final = 75
FILE_TYPE: Final = "text/calendar"
_ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": ""})
_OFF: Final = frozenset({AuditState.NOT_HELD, AuditState.REPLACED})


@dataclass(frozen=True)
class Invite:
    """A calendar file: its name, its title and its text."""

    filename: str
    title: str
    text: str


def invite(audit: LiveAudit, reader: Person, at: datetime) -> Invite | None:
    """Return the file that puts a booked audit into `reader`'s calendar, or takes it out again.

    None where no day was ever booked, so that no calendar can have it.
    """
    if audit.booked_on is None:
        return None
    is_off = audit.state in _OFF
    rows = list(_rows(audit, reader, audit.booked_on, at, is_off=is_off))
    return Invite(
        filename=f"{audit.reference}.ics",
        title=f"{audit.reference}: {'take out of' if is_off else 'for'} your calendar",
        text="".join(f"{folded}\r\n" for row in rows for folded in _folded(row)),
    )


def _rows(
    audit: LiveAudit, reader: Person, day: date, at: datetime, *, is_off: bool
) -> Iterator[str]:
    # No further change can follow a cancellation, so one step past the last booking outranks all.
    sequence = audit.invite_sequence + is_off
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Live audit//EN", "CALSCALE:GREGORIAN")
    yield f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}"
    yield "BEGIN:VEVENT"
    yield f"UID:{audit.reference}@live-audit"
    yield f"SEQUENCE:{sequence}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + A_DAY:%Y%m%d}"
    if audit.auditor.email:
        yield f"ORGANIZER;CN={_quoted(audit.auditor.name)}:mailto:{audit.auditor.email}"
    yield f"SUMMARY:{_summary(audit, reader).translate(_ESCAPES)}"
    # The pair agree the hour between them, so the day stays free for other bookings.
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _summary(audit: LiveAudit, reader: Person) -> str:
    other = audit.practitioner if reader.id == audit.auditor_id else audit.auditor
    return f"Live audit {audit.reference} with {other.called}"


def _quoted(name: str) -> str:
    # RFC 5545, 3.2: a parameter in quotes may hold anything but a quote or a control character.
    return '"' + "".join(each for each in name if each.isprintable() and each != '"') + '"'


def _folded(row: str) -> Iterator[str]:
    """Yield a content line in pieces of 75 octets at most, no character cut (RFC 5545, 3.1)."""
    piece = ""
    for character in row:
        if len((piece + character).encode()) > LINE_OCTETS:
            yield piece
            piece = " "
        piece += character
    yield piece
