"""What was said of an audit written up late, corrected, reopened, and undone within its minute."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from db.actions.operations import UNDO_FOR, Draft
from db.audits import changes, queries
from db.audits.changes import Outcome
from db.models import Action, AuditEvent, AuditEventKind, AuditState, LiveAudit, Meeting, Status
from jobs.audits import booking, changing, correcting, month, outcomes, re_pairing
from jobs.rules.not_held import NO_WORD
from tests.contexts import COUNCIL, asking
from tests.jobs.audits.months import DECEMBER, DUE, MODERATED_BY, DrawnMonth, on
from tests.refusals import refused

PERMANENCE, LEAD = "Team Manager, Permanence", "Assistant Director"
HELD_ON = on(date(2026, 12, 9))
LATER = HELD_ON + timedelta(hours=1)
CLOSED = on(MODERATED_BY + timedelta(days=3))
GOOD = Outcome("Good", ("Permanence",))


@pytest.fixture
def audit(month: DrawnMonth) -> LiveAudit:
    return month.published().of(PERMANENCE)


def now(month: DrawnMonth, audit: LiveAudit) -> LiveAudit:
    return next(each for each in month.audits() if each.id == audit.id)


def hold(
    month: DrawnMonth, audit: LiveAudit, by: str, at: datetime, outcome: Outcome = GOOD
) -> AuditEvent:
    with month.database.begin() as session:
        row = month.load(session, audit)
        drafts = [Draft("Write down the plan", row.practitioner)]
        return outcomes.hold(asking(month.person(session, by), at), row, outcome, drafts)


def correct(
    month: DrawnMonth, audit: LiveAudit, outcome: Outcome, by: str = PERMANENCE
) -> AuditEvent:
    with month.database.begin() as session:
        row = month.load(session, audit)
        person = month.person(session, by)
        return correcting.correct(asking(person, LATER), row, outcome, "Ticked the wrong one")


def reopen(month: DrawnMonth, audit: LiveAudit, by: str, at: datetime = LATER) -> AuditEvent:
    with month.database.begin() as session:
        row = month.load(session, audit)
        return correcting.reopen(asking(month.person(session, by), at), row, "The wrong audit")


def undo(month: DrawnMonth, event: AuditEvent, by: str, at: datetime) -> None:
    with month.database.begin() as session:
        correcting.undo_last(asking(month.person(session, by), at), event.id)


def closed(month_: DrawnMonth) -> None:
    month.run_audit_months(month_.database, lambda: CLOSED, COUNCIL)


def test_what_was_held_and_forgotten_is_written_up_after_the_month_has_closed(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    closed(month)
    assert now(month, audit).not_held_reason == NO_WORD
    hold(month, audit, PERMANENCE, CLOSED, replace(GOOD, held_on=date(2026, 12, 16)))
    row = now(month, audit)
    assert (row.state, row.not_held_reason) == (AuditState.HELD, None)
    assert row.held_at is not None
    assert (row.held_at.date(), row.written_up_at) == (date(2026, 12, 16), CLOSED)
    with month.database.read() as session:
        assert queries.counts(session, row.audit_month_id).held == 1


def test_until_a_lead_says_no_and_again_when_they_say_yes(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    closed(month)

    def say(change: object) -> None:
        with month.database.begin() as session:
            ctx = asking(month.person(session, LEAD), CLOSED)
            found = queries.month_for(session, DECEMBER)
            assert callable(change)
            change(ctx, found)

    say(changes.stop_records)
    with refused(match="stopped late records of December 2026"):
        hold(month, audit, PERMANENCE, CLOSED)
    say(changes.allow_records)
    hold(month, audit, PERMANENCE, CLOSED)


def test_nobody_stops_the_records_of_a_month_that_still_runs(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    with month.database.begin() as session, refused(match="late records begin after that"):
        ctx = asking(month.person(session, LEAD), on(DUE))
        changes.stop_records(ctx, month.load(session, audit).audit_month)


@pytest.mark.parametrize("day", [date(2026, 12, 10), date(2026, 11, 30)])
def test_the_day_it_was_held_is_of_its_month_and_never_to_come(
    month: DrawnMonth, audit: LiveAudit, day: date
) -> None:
    with refused(match="Choose the day it took place", about="held_on"):
        hold(month, audit, PERMANENCE, HELD_ON, replace(GOOD, held_on=day))


def test_a_lead_writes_it_up_for_the_auditor_who_hears_of_it(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    before = len(month.messages())
    hold(month, audit, LEAD, HELD_ON)
    assert month.told(since=before) == sorted(
        [("held", PERMANENCE), ("held", audit.practitioner.role)]
    )


def test_a_correction_keeps_what_was_there_and_the_figures_follow(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    hold(month, audit, PERMANENCE, HELD_ON)
    event = correct(month, audit, Outcome("Good", ("Supervision",), held_on=date(2026, 12, 8)))
    assert event.changes["strengths"] == [["Permanence"], ["Supervision"]]
    assert event.changes["themes"] == [["Permanence"], ["Supervision"]]
    assert event.note == "Ticked the wrong one"
    row = now(month, audit)
    assert row.held_at is not None
    assert (row.strengths, row.held_at.date()) == (["Supervision"], date(2026, 12, 8))
    assert row.written_up_at == HELD_ON


def test_another_grade_is_reflected_on_again_and_its_clock_follows(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    hold(month, audit, PERMANENCE, HELD_ON)
    month.reflect(audit, HELD_ON)
    before = len(month.messages())
    correct(month, audit, replace(GOOD, grade="Inadequate"), LEAD)
    row = now(month, audit)
    assert (row.state, row.reflected_at, row.needs_moderation) == (AuditState.HELD, None, True)
    told = month.told(since=before)
    assert ("corrected", PERMANENCE) in told
    assert ("inadequate", "Head of Service") in told


def test_the_same_outcome_is_no_correction_and_one_needs_a_reason(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    hold(month, audit, PERMANENCE, HELD_ON)
    with refused(match="Nothing in LA-2026-12-"):
        correct(month, audit, GOOD)
    with month.database.begin() as session, refused(match="Say why"):
        row = month.load(session, audit)
        correcting.correct(asking(row.auditor, LATER), row, Outcome("Outstanding"), " ")


def test_an_audit_reopened_in_time_is_to_be_held_again(month: DrawnMonth, audit: LiveAudit) -> None:
    hold(month, audit, PERMANENCE, HELD_ON)
    before = len(month.messages())
    reopen(month, audit, LEAD)
    row = now(month, audit)
    assert (row.state, row.grade, row.strengths) == (AuditState.PUBLISHED, None, [])
    assert {event for event, _ in month.told(since=before)} == {"reopened"}


def test_what_was_cancelled_comes_back_without_its_hour(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    meeting = Meeting(date(2026, 12, 15), time(10), place="Room 3")
    with month.database.begin() as session:
        row = month.load(session, audit)
        booking.book(asking(row.auditor, HELD_ON), row, meeting)
        changing.cannot(asking(row.practitioner, HELD_ON), row, "workload", "")
    reopen(month, audit, LEAD)
    row = now(month, audit)
    assert (row.state, row.booked_on, row.place) == (AuditState.PUBLISHED, None, "")

    off = row.invite_sequence
    with month.database.begin() as session:
        again = month.load(session, audit)
        booking.book(asking(again.auditor, LATER), again, meeting)
    assert now(month, audit).invite_sequence >= off  # calendars take it for the newer one


def test_what_was_written_up_by_mistake_keeps_its_hour(month: DrawnMonth, audit: LiveAudit) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        booking.book(asking(row.auditor, HELD_ON), row, Meeting(HELD_ON.date(), time(15)))
    hold(month, audit, PERMANENCE, HELD_ON)
    reopen(month, audit, LEAD)
    assert (now(month, audit).state, now(month, audit).booked_at) == (AuditState.BOOKED, time(15))


def test_reopened_when_it_was_due_it_waits_to_be_written_up(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    hold(month, audit, PERMANENCE, HELD_ON)
    reopen(month, audit, PERMANENCE, CLOSED)
    assert now(month, audit).not_held_reason == NO_WORD
    hold(month, audit, PERMANENCE, CLOSED)


def test_what_a_lead_exempted_a_lead_alone_reopens(month: DrawnMonth, audit: LiveAudit) -> None:
    with month.database.begin() as session:
        lead = month.person(session, LEAD)
        changing.exempt(asking(lead, HELD_ON), month.load(session, audit), "vacancy")
    with refused(match="^Only"):
        reopen(month, audit, PERMANENCE)
    reopen(month, audit, LEAD)
    assert not now(month, audit).exempt


def test_what_is_undone_within_its_minute_reaches_nobody(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    before = len(month.messages())
    event = hold(month, audit, PERMANENCE, HELD_ON, replace(GOOD, grade="Inadequate"))
    assert {message.due_at for message in month.messages()[before:]} == {HELD_ON + UNDO_FOR}
    undo(month, event, PERMANENCE, HELD_ON + UNDO_FOR)
    row = now(month, audit)
    kept = (row.state, row.grade, row.held_at, row.themes, row.needs_moderation)
    assert kept == (AuditState.PUBLISHED, None, None, [], False)
    with month.database.read() as session:
        assert session.scalars(select(Action.status)).all() == [Status.DROPPED]
        kinds = [one.kind for one in queries.history(session, row)]
    assert kinds[0] == AuditEventKind.UNDONE


def test_it_is_undone_by_whoever_did_it_in_time_and_as_long_as_nothing_came_after(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    event = hold(month, audit, PERMANENCE, HELD_ON)
    with refused(match="Only the person who did that"):
        undo(month, event, LEAD, HELD_ON)
    with refused(match="minute for undoing is over"):
        undo(month, event, PERMANENCE, HELD_ON + UNDO_FOR + timedelta(seconds=1))
    month.reflect(audit, HELD_ON)
    with refused(match="has changed since"):
        undo(month, event, PERMANENCE, HELD_ON)


def test_a_cancelled_audit_is_undone_unless_another_pair_was_found(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    def cancel() -> AuditEvent:
        with month.database.begin() as session:
            row = month.load(session, audit)
            return changing.cannot(asking(row.auditor, HELD_ON), row, "case closed", "").event

    undo(month, cancel(), PERMANENCE, HELD_ON)
    assert now(month, audit).is_open
    again = cancel()
    with month.database.begin() as session:
        ctx = asking(month.person(session, LEAD), HELD_ON)
        re_pairing.apply_re_pair(ctx, month.load(session, audit))
    with refused(match="has changed since"):
        undo(month, again, PERMANENCE, HELD_ON)


def test_a_re_paired_audit_counts_once(month: DrawnMonth, audit: LiveAudit) -> None:
    expected = len(month.audits())
    with month.database.begin() as session:
        row = month.load(session, audit)
        changing.cannot(asking(row.auditor, HELD_ON), row, "case closed", "")
        ctx = asking(month.person(session, LEAD), HELD_ON)
        re_pairing.apply_re_pair(ctx, row)
    assert len(month.audits()) > expected
    with month.database.read() as session:
        assert queries.counts(session, audit.audit_month_id).expected == expected
