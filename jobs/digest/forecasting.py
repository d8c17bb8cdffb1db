"""The drift forecast's own record: made once a day, and settled when the date has come.

What a digest shows is reckoned afresh each time; what is kept here is the first forecast made of an
action and its date, so that anybody can see how often the rule is right.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from db.days import day_in
from db.digest import risk_forecast as forecasts
from db.digest.scope import ALL
from db.models import Action, Forecast, Status
from db.session import Database, Session
from jobs.context import Council
from jobs.digest.digest import AHEAD
from jobs.digest.month_ago import keep_month_ago
from jobs.digest.risks import Risks
from jobs.rules import risk_forecast
from jobs.rules.risk_forecast import ForecastOutcome
from jobs.rules.working_days import Calendar


@dataclass
class Forecaster:
    """Looks once a day; looking twice, or in two bots at once, changes nothing."""

    database: Database
    now: Callable[[], datetime]
    council: Council
    _looked_on: date | None = field(default=None, init=False)

    def tick(self) -> None:
        """Settle what has become known, forecast, and look a month back, unless done today."""
        today = self.council.day_of(self.now())
        if self._looked_on == today:
            return
        with self.database.begin() as session:
            settle(session, today)
            make(session, today, self.council.calendar)
        keep_month_ago(self.database, today, self.council)
        self._looked_on = today


def make(session: Session, today: date, calendar: Calendar) -> None:
    """Write down which of the actions due soon will probably drift; what is known is left out."""
    until = today + AHEAD
    known = forecasts.known(session, today, until)
    records = [
        one
        for one in forecasts.due_between(session, ALL, today, until)
        if (one.id, one.due_on) not in known
    ]
    due = {one.id: one.due_on for one in records}
    found = Risks(session, today, calendar).drifting(records)
    forecasts.add(session, ((number, due[number], why) for number, why in found.items()), today)


def settle(session: Session, today: date) -> None:
    """Write down of each forecast whether it came true, as soon as that is known.

    One whose action was dropped before its date is settled as neither.
    """
    for forecast, action in forecasts.unsettled(session):
        _settle(forecast, _outcome(action), today)


def _settle(forecast: Forecast, outcome: ForecastOutcome, today: date) -> None:
    verdict = risk_forecast.came_true(forecast.due_on, outcome, today)
    if verdict is not None or risk_forecast.is_void(outcome):
        forecast.came_true, forecast.settled_on = verdict, today


def _outcome(action: Action) -> ForecastOutcome:
    done_on = day_in(action, action.done_at) if action.is_done else None
    return ForecastOutcome(action.due_on, done_on, is_dropped=action.status == Status.DROPPED)
