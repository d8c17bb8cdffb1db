"""Reads from the tables what the pictures are drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from db import measures
from db.session import Session
from jobs.audits import settings
from jobs.measures.distance import action_facts, audit_facts, travelled
from jobs.rules.audit_tallies import tallies
from jobs.rules.burn_up import BurnUp, burn_up
from jobs.rules.looks import looks
from jobs.rules.measure_words import COMPUTED
from jobs.rules.months import A_DAY, A_YEAR, first_of, months_before, next_month
from jobs.rules.pictures import AuditsChart, DistanceChart, Drawing, MonthChart
from jobs.rules.small_numbers import Cell, protect_row, shown
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class PictureAsked:
    """For which day a picture is drawn, and whether for somebody who may see every number."""

    today: date
    calendar: Calendar
    is_exact: bool = False


def distance_by_theme(session: Session, asked: PictureAsked) -> DistanceChart:
    """Return how practice was graded at the start and now: as a whole, and by theme."""
    name, found = COMPUTED["good"], travelled(session, asked.today)
    tracks = [one for one in (*found.whole, *found.by_theme) if one.name == name]
    return DistanceChart(f"{name}, by theme", tracks, asked.is_exact)


def actions_burn_up(session: Session, asked: PictureAsked) -> BurnUp:
    """Return how the actions burn up."""
    return burn_up(action_facts(session), asked.today, is_exact=asked.is_exact)


def audits_by_month(session: Session, asked: PictureAsked) -> AuditsChart:
    """Return the live audits of the year before this month, and of this month if it has any."""
    today = asked.today
    months = [first_of(months_before(today, A_YEAR))]
    while months[-1] < first_of(today):
        months.append(next_month(months[-1]))
    facts = audit_facts(session, months[0] - A_DAY)
    begun = {first_of(fact.due_on) for fact in facts}
    told = tallies(facts, [month for month in months if month in begun], is_exact=asked.is_exact)
    return AuditsChart(told, asked.is_exact)


def months_calendar(session: Session, asked: PictureAsked) -> MonthChart:
    """Return the month that today falls in; the next one when this one's last looks are over."""
    today, calendar = asked.today, asked.calendar
    rules = settings.rules_of(session)
    month = first_of(today)
    if not looks(rules, today, next_month(month) - A_DAY, calendar):
        month = next_month(month)
    last = next_month(month) - A_DAY
    booked = measures.booked_days(session, month, last)
    tell = shown if asked.is_exact else _careful
    told = {day: tell(number) for day, number in booked.items()}
    return MonthChart(month, today, looks(rules, month, last, calendar), told, asked.is_exact)


def _careful(number: int) -> Cell:
    return protect_row([number]).total


DRAWINGS: Mapping[str, Callable[[Session, PictureAsked], Drawing]] = {
    "distance": distance_by_theme,
    "burn-up": actions_burn_up,
    "audits": audits_by_month,
    "calendar": months_calendar,
}
