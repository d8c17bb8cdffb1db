"""Days away go from what a month was drawn with, and what was proved of it before stays."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.audits import auditor_pool
from db.audits.auditor_pool import Days
from db.chain.checking import check
from db.chain.replaying import replay as replay_history
from db.chain.sealing import seal
from db.models import Base, Erasure
from db.models.erasure import ErasedKind
from db.retention import Periods
from db.session import Session
from jobs.audits.days_away import CheckedBefore
from jobs.audits.drawing import replay
from jobs.retention import due, erase_all
from jobs.rules.draw.days_let_go import days_away_told, without_days_away
from jobs.rules.draw.model import DrawRequest, Plan
from tests.contexts import doing
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, DUE, OPENS, DrawnMonth, on
from tests.refusals import refused

KEPT = Periods(absences=12)
AWAY, AUDITOR_AWAY, FINISHES = (
    "Practitioner 1, Assessment", "Team Manager, Assessment", "Practitioner 3, Assessment",
)  # fmt: skip
BACK_ON, SINCE = OPENS + timedelta(days=9), OPENS + timedelta(days=20)
TOO_OLD = on(BACK_ON + timedelta(days=370))


@pytest.fixture
def past(month: DrawnMonth) -> DrawnMonth:
    """Return a month that was drawn while some were away."""
    days = {AWAY: Days(SINCE, DUE), AUDITOR_AWAY: Days(OPENS, BACK_ON), FINISHES: Days(OPENS, DUE)}
    with month.database.begin() as session:
        for role, away in days.items():
            person = month.person(session, role)
            ctx = doing(person, DRAW_DAY)
            auditor_pool.record_absence(ctx, person, away, can_finish=role == FINISHES)
    return month.published()


def told_and_due(session: Session, at: date, periods: Periods = KEPT) -> int:
    found = {each.kind: each.rows for each in due(session, periods, on(at))}
    return found[ErasedKind.DRAW]


def every_value(session: Session) -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for row in session.execute(select(table)):
            yield from map(str, row)


def test_days_away_go_from_a_draw_as_soon_as_one_of_them_is_too_old(past: DrawnMonth) -> None:
    kept = past.round().request
    with past.database.read() as session:
        assert told_and_due(session, OPENS + timedelta(days=360)) == 0
        assert told_and_due(session, TOO_OLD.date()) == 3
    erase_all(past.database, KEPT, on(OPENS + timedelta(days=360)))
    assert past.round().request == kept
    erase_all(past.database, KEPT, TOO_OLD)
    request = DrawRequest.from_json(past.round().request)
    assert days_away_told(DrawRequest.from_json(kept))
    assert not days_away_told(request)
    assert without_days_away(DrawRequest.from_json(kept)) == request
    with past.database.read() as session:
        assert told_and_due(session, TOO_OLD.date()) == 0
        draws = select(Erasure.rows).where(Erasure.kind == ErasedKind.DRAW)
        assert session.scalars(draws).all() == [3]
    before = past.round()
    erase_all(past.database, KEPT, TOO_OLD)  # once is enough
    assert past.round().request == before.request


def test_what_the_checker_said_before_stays_and_what_can_be_checked_still_is(
    past: DrawnMonth,
) -> None:
    with past.database.read() as session:
        assert replay(session, DECEMBER).same
    erase_all(past.database, KEPT, TOO_OLD)
    with past.database.begin() as session:
        again = replay(session, DECEMBER)
        assert (again.same, again.problems) == (False, ())
        assert again.before == CheckedBefore(TOO_OLD.date(), 0)
        audit_month = session.get_one(type(past.round()), past.round().id)
        plan = audit_month.plan
        first, second = [pair.ids for pair in Plan.from_json(plan).pairs][:2]
        audit_month.plan = plan.replace(
            f'"practitioner":"{first[1]}"', f'"practitioner":"{second[0]}"', 1
        )
        assert replay(session, DECEMBER).problems
        session.rollback()


def test_a_plan_that_was_wrong_before_is_told_as_such_afterwards(past: DrawnMonth) -> None:
    with past.database.begin() as session:
        audit_month = session.get_one(type(past.round()), past.round().id)
        audit_month.plan = audit_month.plan.replace('"nth":1', '"nth":2', 1)
    erase_all(past.database, KEPT, TOO_OLD)
    with past.database.read() as session:
        before = replay(session, DECEMBER).before
    assert before is not None
    assert before.problems == 1


def test_nothing_is_left_by_which_somebody_could_find_the_days_by_trying(past: DrawnMonth) -> None:
    request, plan = past.round().request, Plan.from_json(past.round().plan)
    with past.database.begin() as session:
        seal(session, DRAW_DAY)
        assert any(plan.request in value for value in every_value(session))
    erase_all(past.database, KEPT, on(DUE + timedelta(days=370)))
    assert DrawRequest.from_json(request).digest == plan.request
    with past.database.begin() as session:
        seal(session, TOO_OLD)
        told = [*every_value(session)]
        connection = session.connection()
        assert check(connection).faults == []
        assert replay_history(connection).unlike == []
    for gone in (plan.request, plan.digest, BACK_ON.isoformat()):
        assert not [value for value in told if gone in value]


def test_a_month_that_is_not_over_keeps_them_and_under_a_hold_all_do(past: DrawnMonth) -> None:
    short = Periods(absences=1)
    with past.database.read() as session:
        assert told_and_due(session, DUE, short) == 0
        assert told_and_due(session, DUE + timedelta(days=20), short) == 3
        assert not [each for each in due(session, Periods(), TOO_OLD) if each.rows]
    with refused(match="LEGAL_HOLD"):
        erase_all(past.database, Periods(absences=12, hold=True), TOO_OLD)
    assert days_away_told(DrawRequest.from_json(past.round().request))
