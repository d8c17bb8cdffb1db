"""The calendar file: what a calendar needs to add an audit, move it and take it out again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import PARTSTAT, STATUS, TRANSP, Calendar, Event

from bot.audits.invite import Invite, invite
from db.models import AuditMonth, AuditState, LiveAudit, Person
from tests.contexts import COUNCIL

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
IN_JANUARY = datetime(2027, 1, 14, 14, 0, tzinfo=UTC)
AUDITOR = Person(id=1, name="Team Manager", role="Team Manager", email="manager@council.example")
PRACTITIONER = Person(id=2, name="Practitioner", role="Practitioner")


def _audit(**fields: object) -> LiveAudit:
    month = AuditMonth(month=date(2027, 1, 1))
    made = LiveAudit(audit_month=month, serial=17, auditor=AUDITOR, practitioner=PRACTITIONER)
    made.auditor_id, made.practitioner_id = AUDITOR.id, PRACTITIONER.id
    given = {"state": AuditState.BOOKED, "invite_sequence": 0, "booked_on": date(2027, 1, 14)}
    given |= {"booked_at": time(14), "minutes": 60, "place": ""}
    for name, value in (given | fields).items():
        setattr(made, name, value)
    return made


def _made(audit: LiveAudit, reader: Person = PRACTITIONER) -> Invite:
    found = invite(audit, reader, AT, COUNCIL)
    assert found is not None
    return found


def _calendar(audit: LiveAudit, reader: Person = PRACTITIONER) -> Calendar:
    return Calendar.from_ical(_made(audit, reader).text)


def _event(audit: LiveAudit, reader: Person = PRACTITIONER) -> Event:
    [event] = _calendar(audit, reader).events
    return event


def test_a_booked_time_becomes_an_appointment_that_keeps_the_hour_free_of_others() -> None:
    event = _event(_audit(minutes=45, place="Room 3"))
    assert (event.start, event.end) == (IN_JANUARY, IN_JANUARY + timedelta(minutes=45))
    assert event.transparency == TRANSP.OPAQUE
    assert event["x-microsoft-cdo-busystatus"] == "BUSY"
    assert (event.status, event.location) == (STATUS.CONFIRMED, "Room 3")
    assert event.stamp == AT
    assert _calendar(_audit()).method == "REQUEST"
    [alarm] = event.alarms.times
    assert alarm.trigger == IN_JANUARY - timedelta(minutes=15)


def test_the_hour_is_by_the_clock_of_the_council_in_summer_too() -> None:
    event = _event(_audit(booked_on=date(2027, 7, 1)))
    assert event.start == datetime(2027, 7, 1, 13, 0, tzinfo=UTC)


def test_a_link_to_join_is_the_place_and_the_address() -> None:
    event = _event(_audit(place="https://meet.council.example/12"))
    assert event.location == event["url"] == "https://meet.council.example/12"


def test_the_description_says_with_whom_which_case_and_where_it_is_changed() -> None:
    text = str(_event(_audit(case_line=17)).description)
    assert "Your live audit with the Team Manager" in text
    assert "Case: line 17 of January's sheet." in text
    assert "/audit show LA-2027-01-017." in text


def test_what_was_booked_before_audits_had_an_hour_stays_a_whole_day_that_blocks_nothing() -> None:
    event = _event(_audit(booked_at=None))
    assert (event.start, event.end) == (date(2027, 1, 14), date(2027, 1, 15))
    assert event.transparency == TRANSP.TRANSPARENT
    assert list(event.alarms.times) == []


def test_the_file_is_the_same_however_often_it_is_made() -> None:
    assert _made(_audit()) == _made(_audit())


def test_each_of_the_two_reads_who_the_other_is() -> None:
    assert "the Team Manager" in str(_event(_audit()).summary)
    assert "the Practitioner" in str(_event(_audit(), AUDITOR).summary)


@pytest.mark.parametrize("reader", [AUDITOR, PRACTITIONER])
def test_nobody_is_the_organiser_of_the_file_they_open(reader: Person) -> None:
    """Outlook lets nobody accept, or change by a file, what it takes for their own meeting."""
    other = PRACTITIONER if reader is AUDITOR else AUDITOR
    for state in (AuditState.BOOKED, AuditState.NOT_HELD):
        organiser = _event(_audit(state=state), reader).organizer
        assert organiser is not None
        assert other.name == organiser.CN
        assert reader.email is None or reader.email not in str(organiser)


def test_whoever_else_looks_at_it_has_the_auditor_for_the_organiser() -> None:
    manager = Person(id=3, name="Head of Service", role="Head of Service")
    assert _event(_audit(), manager).organizer == "mailto:manager@council.example"


def test_the_auditor_invites_and_both_have_agreed_already() -> None:
    event = _event(_audit())
    assert event.organizer == "mailto:manager@council.example"
    assert [(who.CN, who.PARTSTAT) for who in event.attendees] == [
        ("Team Manager", PARTSTAT.ACCEPTED),
        ("Practitioner", PARTSTAT.ACCEPTED),
    ]


def test_whoever_has_no_address_is_invited_by_name() -> None:
    _, practitioner = _event(_audit()).attendees
    assert (practitioner, practitioner.CN) == ("invalid:nomail", "Practitioner")


def test_both_have_the_same_event() -> None:
    assert _event(_audit()).uid == _event(_audit(), AUDITOR).uid


@pytest.mark.parametrize("state", [AuditState.NOT_HELD, AuditState.REPLACED])
def test_what_is_off_cancels_the_same_event_with_a_higher_sequence(state: AuditState) -> None:
    booked = _event(_audit(invite_sequence=3))
    off = _event(_audit(invite_sequence=3, state=state))
    assert off.uid == booked.uid
    assert (booked.sequence, off.sequence) == (3, 4)
    assert off.status == STATUS.CANCELLED
    assert _calendar(_audit(state=state)).method == "CANCEL"


def test_where_no_day_was_ever_booked_there_is_nothing_to_put_in_a_calendar() -> None:
    assert invite(_audit(booked_on=None), PRACTITIONER, AT, COUNCIL) is None


@given(st.text(min_size=1, max_size=120))
@example(r"Team\Nine; North, South")
def test_no_name_can_break_the_format(name: str) -> None:
    auditor = Person(id=1, name=name, role=name, email="manager@council.example")
    audit = _audit(auditor=auditor)
    text = _made(audit).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n", "").isprintable()
    event = _event(audit)
    said = f"Live audit with {auditor.called}"
    assert event.summary == "".join(each for each in said if each.isprintable() and each != "\\")
    assert event.uid == "LA-2027-01-017@live-audit"
