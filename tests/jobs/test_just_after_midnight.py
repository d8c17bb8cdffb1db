"""In a British summer the first hour of a day is, in UTC, the last of the day before: as counted.

What people read of it is in tests/bot/test_just_after_midnight.py.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.people.directory import profile_of
from db.actions import deferral, signoff
from db.digest import risk_forecast
from db.digest.scope import ALL
from db.models import Action, AuditMonth, Forecast, Person, Status
from db.people import accounts
from jobs.actions.recurring import create_next_occurrences, repeat
from jobs.audits.publishing import publishes_on
from jobs.digest.digest import Digest
from jobs.digest.forecasting import Forecaster
from jobs.measures.distance import action_facts
from jobs.plan.columns import COLUMNS
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.values import ReportFacts
from jobs.rules.periods import MONTH, Period
from tests.contexts import COUNCIL, by_itself
from tests.jobs.audits.months import DrawnMonth, month
from tests.people import Council, acting, becomes

__all__ = ("month",)

JUNE, JULY, AUGUST = date(2027, 6, 1), date(2027, 7, 1), date(2027, 8, 1)
LAST_OF_JUNE = date(2027, 6, 30)
HALF_PAST_MIDNIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # in Britain, of 1 July
A_DAY = timedelta(days=1)
IN_MAY = datetime(2027, 5, 10, 9, tzinfo=UTC)


def at_nine(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


@pytest.fixture
def done(council: Council) -> int:
    """Close an action in the first hour after its date."""
    number = council.action(council.practitioner, due=LAST_OF_JUNE, at=IN_MAY)
    with council.database.begin() as session:
        by = session.get_one(Person, council.practitioner.id)
        signoff.close(acting(by, HALF_PAST_MIDNIGHT), session.get_one(Action, number))
    return number


def reported(council: Council, month: date, today: date) -> ReportFacts:
    with council.database.read() as session:
        period = Period.of(month, MONTH)
        return facts_of(session, ReportScope(period, today, at_nine(today), COUNCIL))


@pytest.mark.parametrize("today", [JULY, AUGUST], ids=["while it runs", "afterwards"])
def test_a_report_has_it_in_the_new_month(council: Council, done: int, today: date) -> None:
    before, after = reported(council, JUNE, today), reported(council, JULY, today)
    assert (before.done.number, after.done.number) == (0, 1)
    assert [one.is_open for one in before.actions] == [True]
    assert [one.done_on for one in after.actions] == [JULY]


def test_it_is_an_hour_late_and_not_on_time(council: Council, done: int) -> None:
    with council.database.read() as session:
        finished = Digest(session, ALL, JULY, COUNCIL).finished
        [facts] = action_facts(session)
        becomes_late = risk_forecast.sources(session, [""])
    assert (finished.dated, finished.on_time) == (1, 0)
    assert facts.steps[-1].on == JULY
    assert becomes_late == {"": (1, 1)}


def test_a_digest_since_the_day_before_leaves_out_what_was_done_then(
    council: Council, done: int
) -> None:
    with council.database.read() as session:
        since = [Digest(session, ALL, JULY, COUNCIL, day) for day in (JULY, JULY + A_DAY)]
        assert [digest.finished.number for digest in since] == [1, 0]


def test_a_forecast_that_it_would_be_late_came_true(council: Council, done: int) -> None:
    with council.database.begin() as session:
        risk_forecast.add(session, [(done, LAST_OF_JUNE, "nothing heard")], date(2027, 6, 14))
    Forecaster(council.database, lambda: HALF_PAST_MIDNIGHT, COUNCIL).tick()
    with council.database.read() as session:
        made = session.scalars(select(Forecast)).one()
    assert (made.came_true, made.settled_on) == (True, JULY)


def test_what_comes_round_from_when_it_was_done_is_counted_from_the_new_day(
    council: Council,
) -> None:
    number = council.action(council.practitioner, due=LAST_OF_JUNE, at=IN_MAY)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        manager = session.get_one(Person, council.manager.id)
        repeat(acting(manager, IN_MAY), action, "every 3 months", from_completion=True)
        signoff.close(acting(manager, HALF_PAST_MIDNIGHT), action)
    later = HALF_PAST_MIDNIGHT + timedelta(minutes=29)
    assert create_next_occurrences(council.database, lambda: later, COUNCIL) == 1
    with council.database.read() as session:
        following = session.scalars(select(Action).where(Action.previous_id == number)).one()
    assert (following.due_on, following.due_known_since) == (date(2027, 10, 1), JULY)


def test_a_plan_that_is_written_out_has_the_new_day(council: Council, done: int) -> None:
    completed = next(column for column in COLUMNS if column.name == "completed")
    with council.database.read() as session:
        assert completed.of(session.get_one(Action, done)) == JULY


def test_what_wakes_then_is_known_since_the_new_day(council: Council) -> None:
    number = council.action(council.practitioner, due=LAST_OF_JUNE, at=IN_MAY)
    becomes(council, number, IN_MAY, status=Status.DEFERRED, deferred_until=JULY)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        deferral.wake(action, HALF_PAST_MIDNIGHT, Status.NOT_STARTED)
        assert action.due_known_since == JULY


def test_leads_have_a_working_day_to_look_at_what_was_drawn_then(month: DrawnMonth) -> None:
    month.rules(publishing="by itself")
    month.drawn(JULY, HALF_PAST_MIDNIGHT)
    with month.database.read() as session:
        drawn = session.scalars(select(AuditMonth)).one()
        assert publishes_on(by_itself(session, HALF_PAST_MIDNIGHT), drawn) == date(2027, 7, 2)


def test_an_account_that_was_closed_then_was_closed_on_the_new_day(council: Council) -> None:
    user = {
        "id": council.colleague.slack_id,
        "deleted": True,
        "updated": int(HALF_PAST_MIDNIGHT.timestamp()),
    }
    with council.database.begin() as session:
        accounts.sync_user(session, profile_of(user), HALF_PAST_MIDNIGHT)
        assert session.get_one(Person, council.colleague.id).left_slack_on == JULY
