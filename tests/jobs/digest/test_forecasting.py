"""The forecast's record: made before the date, kept as it was made, settled when it is known."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from db.digest import risk_forecast
from db.digest.scope import ALL, own
from db.models import Action, Event, Forecast, Status
from jobs.digest.forecasting import Forecaster
from tests.contexts import COUNCIL
from tests.people import NOW, TODAY, Council
from tests.plans import Story

SILENT_SINCE = date(2026, 10, 1)
DUE = date(2026, 12, 4)


class Days:
    """A council's mornings: each look is a day later."""

    def __init__(self, council: Council) -> None:
        self.council, self.now = council, NOW
        self.bot = Forecaster(council.database, lambda: self.now, COUNCIL)

    def go_to(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        self.bot.tick()


def silent(council: Council, due: date = DUE, source: str = "") -> int:
    with council.database.begin() as session:
        told = Story.begins(
            session, "Write it", council.practitioner, due, SILENT_SINCE, source=source
        )
        return told.action.id


def forecasts(council: Council) -> Sequence[Forecast]:
    with council.database.read() as session:
        return session.scalars(select(Forecast).order_by(Forecast.id)).all()


def hits(council: Council) -> tuple[int, int]:
    with council.database.read() as session:
        return risk_forecast.hits(session, ALL)


def test_a_forecast_is_made_once_for_an_action_and_its_date(council: Council) -> None:
    number = silent(council)
    days = Days(council)
    days.go_to(TODAY)
    days.go_to(TODAY + timedelta(days=1))
    Days(council).go_to(TODAY + timedelta(days=1))  # another bot, on the same day

    (made,) = forecasts(council)
    assert (made.action_id, made.due_on, made.made_on) == (number, DUE, TODAY)
    assert made.reason == "due in 9 working days, nothing heard for 37 working days"
    assert hits(council) == (0, 0)


def test_what_somebody_spoke_of_lately_is_not_forecast(council: Council) -> None:
    number = silent(council)
    with council.database.begin() as session:
        Story(session, session.get_one(Action, number)).noted(date(2026, 11, 20))
    Days(council).go_to(TODAY)
    assert forecasts(council) == []


def test_what_the_bot_wrote_itself_breaks_no_silence(council: Council) -> None:
    number = silent(council)
    with council.database.begin() as session:
        session.add(Event(action_id=number, at=NOW, kind="imported", changes={}))
    Days(council).go_to(TODAY)
    assert len(forecasts(council)) == 1


def test_it_came_true_when_the_date_has_passed_with_the_work_open(council: Council) -> None:
    silent(council)
    days = Days(council)
    days.go_to(TODAY)
    days.go_to(DUE)
    assert hits(council) == (0, 0)
    days.go_to(DUE + timedelta(days=1))
    assert hits(council) == (1, 1)


def test_it_did_not_come_true_when_it_was_done_in_time(council: Council) -> None:
    number = silent(council)
    days = Days(council)
    days.go_to(TODAY)
    with council.database.begin() as session:
        Story(session, session.get_one(Action, number)).done(DUE)
    days.go_to(DUE + timedelta(days=1))
    assert hits(council) == (0, 1)


def test_it_came_true_when_the_date_was_moved_away(council: Council) -> None:
    number = silent(council)
    days = Days(council)
    days.go_to(TODAY)
    with council.database.begin() as session:
        story = Story(session, session.get_one(Action, number))
        story.moves(date(2027, 2, 1), date(2026, 11, 24), "The panel was cancelled")
    days.go_to(TODAY + timedelta(days=2))
    assert hits(council) == (1, 1)
    assert forecasts(council)[0].settled_on == TODAY + timedelta(days=2)


def test_what_was_dropped_counts_neither_way(council: Council) -> None:
    number = silent(council)
    days = Days(council)
    days.go_to(TODAY)
    with council.database.begin() as session:
        session.get_one(Action, number).status = Status.DROPPED
    days.go_to(DUE + timedelta(days=1))
    assert hits(council) == (0, 0)
    assert forecasts(council)[0].settled_on is not None


def test_days_on_which_the_bot_was_stopped_are_made_up_for(council: Council) -> None:
    silent(council)
    days = Days(council)
    days.go_to(TODAY)
    days.go_to(DUE + timedelta(days=40))
    assert hits(council) == (1, 1)


def test_a_source_that_was_late_before_is_a_sign(council: Council) -> None:
    with council.database.begin() as session:
        for _ in range(4):
            done = Story.begins(
                session, "Before", None, date(2026, 9, 1), date(2026, 8, 3), source="Review"
            )
            done.done(date(2026, 10, 1))
        heard = Story.begins(
            session, "Now", council.practitioner, DUE, date(2026, 11, 2), source="Review"
        )
        number = heard.action.id
    Days(council).go_to(TODAY)
    (made,) = forecasts(council)
    assert made.action_id == number
    assert made.reason.endswith("4 of 4 actions of its source were done late")


def test_each_hears_of_the_forecasts_of_their_own_work(council: Council) -> None:
    silent(council)
    days = Days(council)
    days.go_to(TODAY)
    days.go_to(DUE + timedelta(days=1))
    with council.database.read() as session:
        assert risk_forecast.hits(session, own(council.practitioner)) == (1, 1)
        assert risk_forecast.hits(session, own(council.colleague)) == (0, 0)
