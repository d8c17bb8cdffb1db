"""The calendar file: what a calendar needs to add an audit, move it and take it out again."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.invite import Invite, invite
from db.models import AuditRound, AuditState, LiveAudit, Person

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
AUDITOR = Person(id=1, name="Team Manager", role="Team Manager", email="manager@council.example")
PRACTITIONER = Person(id=2, name="Practitioner", role="Practitioner")


def _audit(**fields: object) -> LiveAudit:
    month = AuditRound(month=date(2027, 1, 1))
    made = LiveAudit(round=month, serial=17, auditor=AUDITOR, practitioner=PRACTITIONER)
    made.auditor_id, made.practitioner_id = AUDITOR.id, PRACTITIONER.id
    given = {"state": AuditState.BOOKED, "invite_sequence": 0, "booked_on": date(2027, 1, 14)}
    for name, value in (given | fields).items():
        setattr(made, name, value)
    return made


def _made(audit: LiveAudit, reader: Person = PRACTITIONER) -> Invite:
    found = invite(audit, reader, AT)
    assert found is not None
    return found


def _lines(audit: LiveAudit, reader: Person = PRACTITIONER) -> dict[str, str]:
    unfolded = _made(audit, reader).text.replace("\r\n ", "")
    pairs = (line.partition(":") for line in unfolded.split("\r\n") if line)
    return {name: value for name, _, value in pairs}


def test_a_booked_day_becomes_a_whole_day_that_blocks_nothing() -> None:
    lines = _lines(_audit())
    assert lines["DTSTART;VALUE=DATE"] == "20270114"
    assert lines["DTEND;VALUE=DATE"] == "20270115"
    assert lines["TRANSP"] == "TRANSPARENT"
    assert lines["METHOD"] == "PUBLISH"
    assert lines["DTSTAMP"] == "20261201T090000Z"


def test_each_of_the_two_reads_who_the_other_is() -> None:
    assert "the Team Manager" in _lines(_audit())["SUMMARY"]
    assert "the Practitioner" in _lines(_audit(), AUDITOR)["SUMMARY"]


def test_both_have_the_same_event() -> None:
    assert _lines(_audit())["UID"] == _lines(_audit(), AUDITOR)["UID"]


@pytest.mark.parametrize("state", [AuditState.NOT_HELD, AuditState.REPLACED])
def test_what_is_off_cancels_the_same_event_with_a_higher_sequence(state: AuditState) -> None:
    booked = _lines(_audit(invite_sequence=3))
    off = _lines(_audit(invite_sequence=3, state=state))
    assert off["UID"] == booked["UID"]
    assert int(off["SEQUENCE"]) > int(booked["SEQUENCE"])
    assert (off["METHOD"], off["STATUS"]) == ("CANCEL", "CANCELLED")


def test_where_no_day_was_ever_booked_there_is_nothing_to_put_in_a_calendar() -> None:
    assert invite(_audit(booked_on=None), PRACTITIONER, AT) is None


@given(st.text(min_size=1, max_size=120))
def test_no_name_can_break_the_format(name: str) -> None:
    auditor = Person(id=1, name=name, role="Team Manager", email="manager@council.example")
    audit = _audit(auditor=auditor)
    text = _made(audit).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("BEGIN:") for line in lines) == 2
    assert "\n" not in text.replace("\r\n", "")
