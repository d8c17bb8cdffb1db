"""A booked audit as a calendar file that calendars add, move and take out again by its UID.

RFC 5545 for the format; RFC 5546, 3.2.2 and 3.2.5, for what makes a later file change or cancel an
earlier one: the same UID and a higher SEQUENCE, from an organiser to attendees.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.audits.case_words import line_words
from db.models import LiveAudit, Person

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

A_DAY: Final = timedelta(days=1)
FILE_TYPE: Final = "text/calendar"
# Calendars take any URI for an address; this one is what they write themselves for having none.
NO_ADDRESS: Final = "invalid:nomail"


@dataclass(frozen=True)
class Invite:
    """A calendar file: its name, its title and its text."""

    filename: str
    title: str
    text: str
    alt: str = ""
    media_type: str = FILE_TYPE

    @property
    def content(self) -> bytes:
        return self.text.encode()


def invite(audit: LiveAudit, reader: Person, at: datetime) -> Invite | None:
    """Return the file that puts a booked audit into `reader`'s calendar, or takes it out again.

    `at` is when it is made (DTSTAMP). None where no day was ever booked, so that no calendar can
    have it.
    """
    from icalendar import Calendar

    if audit.booked_on is None:
        return None
    made = Calendar()
    made.add("prodid", "-//Live audit//EN")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if audit.is_off else "REQUEST")
    made.add_component(_event(audit, reader, audit.booked_on, at))
    return Invite(
        filename=f"{audit.reference}.ics",
        title=f"{audit.reference}: {'take out of' if audit.is_off else 'for'} your calendar",
        text=made.to_ical().decode(),
    )


def _event(audit: LiveAudit, reader: Person, day: date, at: datetime) -> "Event":
    from icalendar import STATUS, TRANSP, Event

    return Event.new(
        uid=f"{audit.reference}@live-audit",
        sequence=audit.calendar_sequence,
        stamp=at,
        start=day,
        end=day + A_DAY,
        organizer=_address(_organiser(audit, reader)),
        attendees=[_attendee(one) for one in audit.people],
        summary=_summary(audit, reader),
        description=_case(audit),
        # The pair agree the hour between them, so the day stays free for other bookings.
        transparency=TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if audit.is_off else STATUS.CONFIRMED,
    )


def _organiser(audit: LiveAudit, reader: Person) -> Person:
    """Return who invites: the auditor, and the auditor's own file is from the practitioner.

    A calendar that finds its owner to be the organiser takes the meeting for one of theirs, which
    it will not let them accept, nor change by a file.
    """
    others = (one for one in audit.people if one.id != reader.id)
    return next(others, audit.auditor)


def _address(person: Person) -> "vCalAddress":
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{printable(person.email)}" if person.email else NO_ADDRESS)
    address.params["CN"] = printable(person.name)
    return address


def _attendee(person: Person) -> "vCalAddress":
    # The day was agreed in Slack, so no calendar is to mail an answer.
    from icalendar import PARTSTAT

    address = _address(person)
    address.params["PARTSTAT"] = PARTSTAT.ACCEPTED
    address.params["RSVP"] = "FALSE"
    return address


def _summary(audit: LiveAudit, reader: Person) -> str:
    others = " and ".join(one.called for one in audit.people if one.id != reader.id)
    return printable(f"Live audit {audit.reference} with {others}")


def _case(audit: LiveAudit) -> str | None:
    line = audit.case_line
    return None if line is None else f"Case: {line_words(line, audit.audit_month.month)}."


def printable(words: str) -> str:
    """Return words as a line of a calendar file may hold them."""
    # RFC 5545, 3.1: no control character has a place in a line; and of a backslash before an N,
    # icalendar makes a line break.
    return "".join(each for each in words if each.isprintable() and each != "\\")
