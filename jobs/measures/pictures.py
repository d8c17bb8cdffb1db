"""Reads from the tables what the pictures are drawn from."""

from collections.abc import Callable, Mapping
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
from jobs.rules.small_numbers import protect_row
from jobs.rules.working_days import Calendar


def distance_by_theme(session: Session, today: date, _: Calendar) -> DistanceChart:
    """Return how practice was graded at the start and now: as a whole, and by theme."""
    name, found = COMPUTED["good"], travelled(session, today)
    tracks = [one for one in (*found.whole, *found.by_theme) if one.name == name]
    return DistanceChart(f"{name}, by theme", tracks)


def actions_burn_up(session: Session, today: date, _: Calendar) -> BurnUp:
    """Return how the actions burn up."""
    return burn_up(action_facts(session), today)


def audits_by_month(session: Session, today: date, _: Calendar) -> AuditsChart:
    """Return the live audits of the year before this month, and of this month if it has any."""
    months = [first_of(months_before(today, A_YEAR))]
    while months[-1] < first_of(today):
        months.append(next_month(months[-1]))
    facts = audit_facts(session, months[0] - A_DAY)
    begun = {first_of(fact.due_on) for fact in facts}
    return AuditsChart(tallies(facts, [month for month in months if month in begun]))


def months_calendar(session: Session, today: date, calendar: Calendar) -> MonthChart:
    """Return the month that today falls in; the next one when this one's last looks are over."""
    rules = settings.rules_of(session)
    month = first_of(today)
    if not looks(rules, today, next_month(month) - A_DAY, calendar):
        month = next_month(month)
    last = next_month(month) - A_DAY
    booked = measures.booked_days(session, month, last)
    told = {day: protect_row([number]).total for day, number in booked.items()}
    return MonthChart(month, today, looks(rules, month, last, calendar), told)


DRAWINGS: Mapping[str, Callable[[Session, date, Calendar], Drawing]] = {
    "distance": distance_by_theme,
    "burn-up": actions_burn_up,
    "audits": audits_by_month,
    "calendar": months_calendar,
}
