"""A booked audit as an appointment that calendars add, move and take out again by its UID.

RFC 5545 for the format; RFC 5546, 3.2.2 and 3.2.5, for what makes a later file change or cancel an
earlier one: the same UID and a higher SEQUENCE, from an organiser to attendees. The hours are
written in UTC, which every calendar shows by its own clock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.audits.case_words import line_words
from bot.audits.meeting_words import WEB, with_whom
from bot.capital import capital
from bot.vocabulary import our
from db.models import LiveAudit, Meeting, Person
from jobs.context import Council
from jobs.rules.months import A_DAY

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vCalAddress

FILE_TYPE: Final = "text/calendar"
# Calendars take any URI for an address; this one is what they write themselves for having none.
NO_ADDRESS: Final = "invalid:nomail"
REMINDED: Final = timedelta(minutes=15)


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


def invite(audit: LiveAudit, reader: Person, at: datetime, council: Council) -> Invite | None:
    """Return the file that puts a booked audit into `reader`'s calendar, or takes it out again.

    `at` is when it is made (DTSTAMP). None where no day was ever booked, so that no calendar can
    have it.
    """
    from icalendar import Calendar

    if audit.booked is None:
        return None
    made = Calendar()
    made.add("prodid", "-//Live audit//EN")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if audit.is_off else "REQUEST")
    made.add_component(_event(audit, reader, at, council))
    whither = "take out of" if audit.is_off else "for"
    return Invite(
        filename=f"{audit.reference}.ics",
        title=f"{capital(with_whom(audit, reader))}: {whither} your calendar",
        text=made.to_ical().decode(),
    )


def _event(audit: LiveAudit, reader: Person, at: datetime, council: Council) -> "Event":
    """Return the appointment; what was booked without an hour is a day that stays free."""
    from icalendar import STATUS, TRANSP, Event

    meeting = audit.booked or Meeting(audit.due_on)
    begins = meeting.begins(council.zone)
    start = begins.astimezone(UTC) if begins else meeting.day
    made = Event.new(
        uid=f"{audit.reference}@live-audit",
        sequence=audit.calendar_sequence,
        stamp=at,
        start=start,
        end=start + (timedelta(minutes=meeting.minutes) if begins else A_DAY),
        organizer=_address(_organiser(audit, reader)),
        attendees=[_attendee(one) for one in audit.people],
        summary=_summary(audit, reader),
        location=printable(meeting.place) or None,
        description=_description(audit, reader, council),
        transparency=TRANSP.OPAQUE if begins else TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if audit.is_off else STATUS.CONFIRMED,
    )
    if meeting.place.startswith(WEB):
        made.add("url", meeting.place)
    if begins and not audit.is_off:
        # Outlook shows an entry as busy by this property of its own.
        made.add("x-microsoft-cdo-busystatus", "BUSY")
        made.add_component(_alarm(audit, reader))
    return made


def _alarm(audit: LiveAudit, reader: Person) -> "Alarm":
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("trigger", -REMINDED)
    made.add("description", _summary(audit, reader))
    return made


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
    return printable(f"{our.live_audit:C} with {others}")


def _description(audit: LiveAudit, reader: Person, council: Council) -> str:
    """Say what it is, which case, what they work with, and where it is changed."""
    named, line = printable(with_whom(audit, reader)), audit.case_line
    said = [f"{capital(named)}: one case, looked at together."]
    if line is not None:
        said.append(f"Case: {line_words(line, audit.audit_month.month)}.")
    tools = (
        (f"{our.audit:C} tool", council.audit_tool),
        ("Practice standards", council.practice_standards),
    )
    said += [f"{name}: {address}" for name, address in tools if address]
    said.append(
        f"To change or cancel it, use Slack: {council.commands.audit} show {audit.reference}. "
        "Then you'll both get an updated invite."
    )
    return "\n".join(said)


def printable(words: str) -> str:
    """Return words as a line of a calendar file may hold them."""
    # RFC 5545, 3.1: no control character has a place in a line; and of a backslash before an N,
    # icalendar makes a line break.
    return "".join(each for each in words if each.isprintable() and each != "\\")
