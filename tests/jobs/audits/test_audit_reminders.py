"""Live audits in the one message of the morning."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from db.audits import booking, changes
from db.models import AuditChase, LiveAudit, Meeting, Message
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from tests.contexts import by_itself_with, doing
from tests.jobs.audits.months import ENGLAND, DrawnMonth, on

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
HEAD = "Head of Service"
DAY = date(2026, 12, 16)  # a Wednesday

Heard = set[tuple[str, str, str]]  # role, step, as what


@pytest.fixture
def audit(month: DrawnMonth) -> LiveAudit:
    """Publish the month and book one audit; the others are out of the way."""
    month.published()
    audit = month.of(PERMANENCE)
    with month.database.begin() as session:
        for other in month.audits():
            row = month.load(session, other)
            if row.id == audit.id:
                booking.book(doing(row.auditor, on(date(2026, 12, 2))), row, Meeting(DAY))
            else:
                changes.not_held(by_itself_with(row, on(date(2026, 12, 2))), row, "workload")
    look(month, on(date(2026, 12, 2)))
    return audit


def look(month: DrawnMonth, at: datetime) -> int:
    return enqueue_reminders(month.database, lambda: at, Council(ENGLAND))


def mornings(month: DrawnMonth) -> list[Message]:
    return month.messages("morning")


def heard(month: DrawnMonth) -> Heard:
    """Return all that was ever heard of audits."""
    roles = {person.id: role for role, person in month.council.people.items()}
    return {
        (roles[message.person_id], step["step"], step["as"])
        for message in mornings(month)
        for step in message.about["audits"]
        if step["step"] != "opened 0"
    }


def from_day(number: int, day: date = DAY) -> datetime:
    return on(ENGLAND.shift(day, number))


def test_nobody_hears_before_three_working_days_are_left(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    look(month, from_day(-4))
    assert heard(month) == set()


def test_both_hear_three_working_days_before_and_on_the_day(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    practitioner = audit.practitioner.role
    look(month, from_day(-3))
    both = {(PERMANENCE, "-3", "auditor"), (practitioner, "-3", "practitioner")}
    assert heard(month) == both
    look(month, from_day(0))
    on_the_day = {(PERMANENCE, "0", "auditor"), (practitioner, "0", "practitioner")}
    assert heard(month) == both | on_the_day


def test_the_day_after_the_auditor_is_asked_whether_it_happened(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    for days in (-3, 0, 1, 2, 5):
        look(month, from_day(days))
    later = {(role, step) for role, step, _ in heard(month) if step not in {"-3", "0"}}
    assert later == {(PERMANENCE, "+1")}


def test_then_every_five_working_days_with_the_line_manager_after_ten(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    for days in range(1, 21):  # the last is a Monday, on which the manager hears
        look(month, from_day(days))
    late = {each for each in heard(month) if each[0] in {PERMANENCE, HEAD}}
    assert late == {
        *((PERMANENCE, step, "auditor") for step in ("+1", "+6", "+11", "+16")),
        (HEAD, "+11", "manager"),
        (HEAD, "+16", "manager"),
    }


def test_nobody_hears_the_same_step_twice(month: DrawnMonth, audit: LiveAudit) -> None:
    assert look(month, from_day(-3)) == 2
    assert look(month, from_day(-3)) == 0
    assert look(month, from_day(-2)) == 0


def test_actions_and_audits_come_in_one_message(month: DrawnMonth, audit: LiveAudit) -> None:
    day = ENGLAND.shift(DAY, -3)
    number = month.council.action(month.council.manager, due=ENGLAND.shift(day, 1))
    look(month, on(day))
    message = [m for m in mornings(month) if m.person_id == month.council.manager.id][-1]
    assert [each["id"] for each in message.about["actions"]] == [number]
    assert message.about["audits"] == [
        {"id": audit.id, "due": DAY.isoformat(), "step": "-3", "as": "auditor"}
    ]


def test_whoever_books_a_day_is_not_told_that_it_is_near(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        booking.book(doing(row.auditor, on(date(2026, 12, 7))), row, Meeting(date(2026, 12, 9)))
    look(month, on(date(2026, 12, 8)))
    assert heard(month) == set()
    look(month, on(date(2026, 12, 9)))
    assert {step for _, step, _ in heard(month)} == {"0"}


def test_an_audit_nobody_booked_is_reminded_of_by_the_day_proposed(month: DrawnMonth) -> None:
    month.published()
    proposed = min(audit.proposed_on for audit in month.audits() if audit.proposed_on)
    look(month, on(proposed))
    assert "0" in {step for _, step, _ in heard(month)}


def test_a_practitioner_who_has_not_reflected_is_asked_after_three_working_days(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    month.hold(audit, on(DAY))
    look(month, from_day(2))
    assert heard(month) == set()
    for days in (3, 13, 15):  # the manager hears on the Monday after
        look(month, from_day(days))
    assert heard(month) == {
        (audit.practitioner.role, "reflect +3", "practitioner"),
        (audit.practitioner.role, "reflect +13", "practitioner"),
        (ASSESSMENT, "reflect +13", "manager"),
    }


def test_a_moderator_is_reminded_before_the_month_closes(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    month.rules(moderation="all")
    with month.database.begin() as session:
        officer = month.person(session, "Improvement Officer")
        officer.role, officer.manager = "Quality Assurance Lead", None
    month.hold(audit, on(DAY))
    month.reflect(audit, on(DAY))
    look(month, from_day(-3, month.round().moderate_by))
    assert heard(month) == {("Improvement Officer", "moderate -3", "moderator")}


def test_what_is_not_held_is_not_asked_about(month: DrawnMonth, audit: LiveAudit) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        changes.not_held(doing(row.auditor, on(date(2026, 12, 7))), row, "sickness")
    for days in range(-3, 12):
        look(month, from_day(days))
    assert heard(month) == set()


def test_a_week_without_the_bot_is_made_up_by_the_latest_step_alone(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    look(month, from_day(7))
    assert {each for each in heard(month) if each[0] == PERMANENCE} == {
        (PERMANENCE, "+6", "auditor")
    }


def test_what_was_heard_goes_with_its_message(month: DrawnMonth, audit: LiveAudit) -> None:
    look(month, from_day(-3))
    with month.database.read() as session:
        chases = list(session.scalars(select(AuditChase).where(AuditChase.step != "opened 0")))
    assert {(chase.audit_id, chase.due_on, chase.step) for chase in chases} == {
        (audit.id, DAY, "-3")
    }
    told = {m.id for m in mornings(month) if m.about["audits"][-1]["step"] == "-3"}
    assert {chase.message_id for chase in chases} == told
