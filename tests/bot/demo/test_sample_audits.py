"""The sample council's year of live audits: made by the engine, and lived."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from bot.demo.sample_audits import load_audits, load_this_month
from db.audits import auditor_pool
from db.audits import queries as audits
from db.models import AuditMonth, AuditState, LiveAudit, Message, MonthState
from db.session import Database, Session
from jobs.audits import moderating
from jobs.audits.drawing import replay
from tests.sample_year import CALENDAR, NOW, take_roster


@pytest.fixture
def sample(read_year: Database) -> Database:
    """Give the sample council with its year."""
    return read_year


def _filled(database: Database, now: datetime) -> int:
    take_roster(database)
    return load_audits(database, CALENDAR, lambda: now)


def _everything(session: Session) -> list[tuple[object, ...]]:
    return [
        (a.reference, a.auditor_id, a.practitioner_id, a.state, a.grade, a.booked_on, a.reason)
        for a in session.query(LiveAudit).order_by(LiveAudit.id)
    ]


def test_the_year_before_this_month_is_closed(sample: Database) -> None:
    with sample.read() as session:
        rounds = audits.latest_months(session, limit=99)
        assert [audit_month.month for audit_month in rounds] == [
            *(date(2026, month, 1) for month in range(10, 0, -1)),
            date(2025, 12, 1),
            date(2025, 11, 1),
        ]
        assert {audit_month.state for audit_month in rounds} == {MonthState.CLOSED}
        states = Counter(audit.state for audit in session.query(LiveAudit))
    assert states.keys() == {AuditState.CLOSED, AuditState.NOT_HELD}
    assert 0 < states[AuditState.NOT_HELD] < states[AuditState.CLOSED] / 3


def test_every_month_is_the_engines_own_plan(sample: Database) -> None:
    with sample.read() as session:
        months = [audit_month.month for audit_month in audits.latest_months(session)]
        for month in (months[0], months[-1]):
            again = replay(session, month)
            assert (again.same, again.problems) == (True, ())


def test_team_managers_audit_and_nobody_meets_their_own(sample: Database) -> None:
    with sample.read() as session:
        seats = {seat.person.role for seat in auditor_pool.auditors(session, NOW.date())}
        assert len(seats) == 6
        assert all(role.startswith("Team Manager, ") for role in seats)
        for audit in session.query(LiveAudit):
            assert audit.practitioner.manager_id != audit.auditor_id


def test_what_was_held_was_reflected_on_and_moderated_from_outside(sample: Database) -> None:
    with sample.read() as session:
        done = session.query(LiveAudit).where(LiveAudit.state == AuditState.CLOSED).all()
        for audit in done:
            assert audit.held_at is not None
            assert audit.reflected_at is not None
            assert audit.held_at <= audit.reflected_at
            assert audit.grade is not None
            if audit.needs_moderation:
                assert audit.moderator is not None
                assert moderating.may_be_asked(audit.moderator, audit)
        assert {audit.grade for audit in done} == {
            "Outstanding", "Good", "Requires improvement to be good", "Inadequate",
        }  # fmt: skip
        assert {audit.agrees for audit in done} == {True, False}


def test_an_inadequate_is_looked_at_again_the_month_after(sample: Database) -> None:
    with sample.read() as session:
        looks = [audit for audit in session.query(LiveAudit) if audit.re_audit_of_id]
        assert looks
        for look in looks:
            first = session.get_one(LiveAudit, look.re_audit_of_id)
            assert first.practitioner_id == look.practitioner_id
            assert "Inadequate" in (first.grade, first.moderated_grade)


def test_nobody_is_sent_anything(sample: Database) -> None:
    with sample.read() as session:
        assert session.query(Message).count() == 0


@pytest.mark.mostly_sqlite
def test_nothing_happens_later_than_now(database: Database) -> None:
    early = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
    _filled(database, early)
    with database.read() as session:
        october = session.query(AuditMonth).where(AuditMonth.month == date(2026, 10, 1)).one()
        assert october.closed_at == early
        for audit in audits.of_month(session, october.id):
            assert all(event.at <= early for event in audits.history(session, audit))


def test_a_second_load_adds_nothing(sample: Database) -> None:
    assert load_audits(sample, CALENDAR, lambda: NOW) == 0
    with sample.read() as session:
        assert session.query(LiveAudit).count() == 144


def test_the_same_day_and_roster_give_the_same_history(
    sample: Database, database: Database
) -> None:
    _filled(database, NOW)
    with sample.read() as session, database.read() as another:
        assert _everything(another) == _everything(session)


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize("day", [11, 30])
def test_begun_late_the_month_goes_on_with_things_left_to_do(database: Database, day: int) -> None:
    now = datetime(2026, 11, day, 9, tzinfo=UTC)
    _filled(database, now)

    assert load_this_month(database, CALENDAR, lambda: now) > 0

    with database.read() as session:
        (running,) = audits.latest_months(session, limit=1)
        assert (running.month, running.state) == (date(2026, 11, 1), MonthState.PUBLISHED)
        listed = audits.of_month(session, running.id)
        assert any(audit.is_open for audit in listed)
        assert all(audit.held_at is None or audit.held_at <= now for audit in listed)
        assert session.query(Message).count() == 0
    assert load_this_month(database, CALENDAR, lambda: now) == 0


def test_begun_early_the_bot_draws_the_month_itself(database: Database) -> None:
    early = datetime(2026, 11, 4, 9, tzinfo=UTC)
    assert load_this_month(database, CALENDAR, lambda: early) == 0
