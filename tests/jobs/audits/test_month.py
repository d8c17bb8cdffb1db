"""What a month does by itself."""

from datetime import date, datetime, timedelta

import pytest

from db.audits import auditor_pool, booking, changes
from db.models import AuditState, LiveAudit, Meeting, MonthState
from jobs.audits.letters import send_invites
from jobs.audits.month import run_audit_months
from jobs.context import Council
from tests.at_once import at_once
from tests.contexts import doing
from tests.jobs.audits.months import (
    DECEMBER,
    DRAW_DAY,
    ENGLAND,
    JANUARY,
    MODERATED_BY,
    OPENS,
    DrawnMonth,
    on,
)

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

DIRECTOR = "Assistant Director"
PERMANENCE = "Team Manager, Permanence"
CLOSES = on(MODERATED_BY) + timedelta(days=1)
LEAD_HEARS = [("drawn", DIRECTOR)]


def look(month: DrawnMonth, at: datetime) -> None:
    run_audit_months(month.database, lambda: at, Council(ENGLAND))


def rounds_told(month: DrawnMonth) -> list[tuple[str, str]]:
    return month.told("audit round")


def test_a_month_is_drawn_on_its_day_and_the_lead_is_told(month: DrawnMonth) -> None:
    look(month, DRAW_DAY - timedelta(days=1))
    assert rounds_told(month) == []
    look(month, DRAW_DAY)
    assert len(month.pairs()) == 4
    assert rounds_told(month) == LEAD_HEARS
    assert month.messages() == []


def test_a_second_look_changes_nothing(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    numbers = [audit.id for audit in month.audits()]
    look(month, DRAW_DAY + timedelta(minutes=1))
    assert [audit.id for audit in month.audits()] == numbers
    assert rounds_told(month) == LEAD_HEARS


@pytest.mark.parametrize("late_by", [2, 10])
def test_an_outage_over_the_day_is_made_up_for(month: DrawnMonth, late_by: int) -> None:
    look(month, DRAW_DAY + timedelta(days=late_by))
    assert ("drawn", DIRECTOR) in rounds_told(month)
    assert len(month.pairs()) == 4


def test_a_month_long_begun_is_left_to_the_lead(month: DrawnMonth) -> None:
    look(month, on(date(2026, 12, 9)))
    assert rounds_told(month) == []


def test_a_month_off_is_passed_over(month: DrawnMonth) -> None:
    month.rules(months_off=[12])
    look(month, DRAW_DAY)
    assert rounds_told(month) == []


def test_a_month_that_cannot_be_drawn_is_told_once(month: DrawnMonth) -> None:
    month.rules(quota=4, never_own_supervisor="whole line")
    look(month, DRAW_DAY)
    look(month, DRAW_DAY + timedelta(days=1))
    assert rounds_told(month) == [("not drawn", DIRECTOR)]


def test_without_auditors_nobody_is_bothered(month: DrawnMonth) -> None:
    with month.database.begin() as session:
        lead = month.person(session, DIRECTOR)
        for role in (PERMANENCE, "Team Manager, Assessment"):
            auditor_pool.remove_auditor(doing(lead, DRAW_DAY), month.person(session, role))
    look(month, DRAW_DAY)
    assert rounds_told(month) == []


def test_a_month_closes_the_day_after_its_moderation_was_due(month: DrawnMonth) -> None:
    month.published()
    look(month, on(MODERATED_BY))
    assert month.round().state == MonthState.PUBLISHED
    look(month, CLOSES)
    assert (month.round().state, month.round().closed_at) == (MonthState.CLOSED, CLOSES)
    assert ("closed", DIRECTOR) in rounds_told(month)


def test_what_nobody_spoke_of_is_counted_as_not_held(month: DrawnMonth) -> None:
    month.published()
    look(month, CLOSES)
    assert {(a.state, a.not_held_reason) for a in month.audits()} == {
        (AuditState.NOT_HELD, "no word")
    }


def test_a_day_that_is_over_is_not_called_off_in_anybodys_calendar(month: DrawnMonth) -> None:
    month.published()
    with month.database.begin() as session:
        audit = month.load(session, month.audits()[0])
        booking.book(doing(audit.auditor, on(date(2026, 12, 1))), audit, Meeting(date(2026, 12, 9)))
        send_invites(session, audit, on(date(2026, 12, 1)))
    look(month, CLOSES)
    assert month.audits()[0].not_held_reason == "no word"
    sequences = [each.about["sequence"] for each in month.messages("audit invite")]
    assert sequences == [0, 0]


def test_what_is_finished_is_closed_and_what_waits_for_somebody_stays(month: DrawnMonth) -> None:
    month.rules(moderation="inadequate")
    month.published()
    done, waiting = month.audits()[:2]
    for audit in (done, waiting):
        month.hold(audit, on(date(2026, 12, 9)))
    month.reflect(done, on(date(2026, 12, 10)))
    look(month, CLOSES)
    states = {audit.id: audit.state for audit in month.audits()}
    assert (states[done.id], states[waiting.id]) == (AuditState.CLOSED, AuditState.HELD)
    month.reflect(waiting, CLOSES + timedelta(days=3))
    states = {audit.id: audit.state for audit in month.audits()}
    assert states[waiting.id] == AuditState.CLOSED


def test_what_has_more_time_is_left_until_it_is_over(month: DrawnMonth) -> None:
    month.published()
    audit = month.of(PERMANENCE)
    with month.database.begin() as session:
        row, lead = month.load(session, audit), month.person(session, DIRECTOR)
        changes.extend(doing(lead, DRAW_DAY), row, date(2027, 1, 29))
    for at, state in ((CLOSES, AuditState.PUBLISHED), (on(date(2027, 2, 1)), AuditState.NOT_HELD)):
        look(month, at)
        assert next(a.state for a in month.audits() if a.id == audit.id) == state
    assert rounds_told(month).count(("closed", DIRECTOR)) == 1


def test_when_somebody_leaves_before_their_audit_a_re_pair_is_offered_once(
    month: DrawnMonth,
) -> None:
    audit = month.published().of(PERMANENCE)
    with month.database.begin() as session:
        month.person(session, audit.practitioner.role).ends_on = OPENS
    before = len(month.messages())
    for days in (0, 1):
        look(month, on(OPENS) + timedelta(days=days))
    assert month.told(since=before) == [
        ("re-pair offered", "Head of Service"),
        ("re-pair offered", "Team Manager, Assessment"),
    ]


def test_an_audit_that_had_no_moderator_gets_one_when_there_is_one(month: DrawnMonth) -> None:
    month.rules(moderation="all")
    audit = month.published().of(PERMANENCE)
    month.hold(audit, on(date(2026, 12, 9)))
    month.reflect(audit, on(date(2026, 12, 9)))
    assert not any(event == "moderate" for event, _ in month.told())
    with month.database.begin() as session:
        officer = month.person(session, "Improvement Officer")
        officer.role, officer.manager = "Quality Assurance Lead", None
    for hour in (10, 11):
        look(month, on(date(2026, 12, 10), hour))
    assert [role for event, role in month.told() if event == "moderate"] == ["Improvement Officer"]


def test_the_leads_hear_once_that_nobody_is_far_enough_to_moderate(month: DrawnMonth) -> None:
    month.rules(moderation="all")
    audit = month.published().of(PERMANENCE)
    month.hold(audit, on(date(2026, 12, 9)))
    month.reflect(audit, on(date(2026, 12, 9)))
    for hour in (10, 11):
        look(month, on(date(2026, 12, 10), hour))
    assert [role for event, role in month.told() if event == "no moderator"] == [DIRECTOR]


def ended_inadequate(month: DrawnMonth) -> LiveAudit:
    """Hold an audit of December with the worst grade, and let nobody be drawn again."""
    audit = month.published().of(PERMANENCE)
    month.hold(audit, on(date(2026, 12, 9)), "Inadequate")
    with month.database.begin() as session:
        lead = month.person(session, DIRECTOR)
        for role in (PERMANENCE, "Team Manager, Assessment"):
            auditor_pool.remove_auditor(doing(lead, DRAW_DAY), month.person(session, role))
    return audit


def overdue_told(month: DrawnMonth) -> int:
    return rounds_told(month).count(("re-audits overdue", DIRECTOR))


def test_a_second_look_that_was_not_drawn_in_time_is_told_once_a_month(month: DrawnMonth) -> None:
    ended_inadequate(month)
    for day, times in (
        (date(2027, 2, 26), 0),  # the second month after December is still February
        (date(2027, 3, 1), 1),
        (date(2027, 3, 31), 1),
        (date(2027, 4, 1), 2),
    ):
        look(month, on(day))
        assert overdue_told(month) == times


def test_a_second_look_that_was_drawn_in_time_is_not_overdue(month: DrawnMonth) -> None:
    month.published()
    month.hold(month.of(PERMANENCE), on(date(2026, 12, 9)), "Inadequate")
    month.draw(JANUARY, on(date(2026, 12, 23)))
    assert any(audit.re_audit_of_id for audit in month.audits(JANUARY))
    look(month, on(date(2027, 3, 1)))
    assert overdue_told(month) == 0


def test_a_file_is_owed_its_look_when_its_holder_has_left(month: DrawnMonth) -> None:
    audit = ended_inadequate(month)
    with month.database.begin() as session:
        month.person(session, audit.practitioner.role).ends_on = date(2027, 1, 29)
    look(month, on(date(2027, 2, 1)))
    assert overdue_told(month) == 1


def test_two_months_run_beside_each_other(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    month.publish()
    look(month, on(ENGLAND.shift(JANUARY, -5)))
    assert len(month.pairs(JANUARY)) == 4
    assert month.round(DECEMBER).state == MonthState.PUBLISHED


def test_replicas_that_look_at_once_draw_a_month_once(month: DrawnMonth) -> None:
    at_once(month.database, *[lambda: look(month, DRAW_DAY)] * 2)
    assert [audit.serial for audit in month.audits()] == [1, 2, 3, 4]
    assert rounds_told(month) == LEAD_HEARS
