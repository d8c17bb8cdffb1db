"""Who may be drawn for a month, as the engine takes it: plain values, ids as text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from db.audits import auditor_pool
from db.audits import queries as audits
from db.models import Absence, AuditorPlace, Person
from db.session import Session
from jobs.audits.settings import service_of
from jobs.context import Council
from jobs.rules.audit_month import MonthDates
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_services import RuleSets
from jobs.rules.audit_texts import weeks_of
from jobs.rules.draw.answers import Diary
from jobs.rules.draw.draw_rules import Rules, ServiceRules
from jobs.rules.draw.model import Auditor, Days, DrawRequest, Month, PastAudit, Practitioner, Window
from jobs.rules.draw.sheet import Ids
from jobs.rules.working_days import Calendar
from jobs.solving import solved

NOTICE: Final = 3  # working days between hearing of an audit and the day proposed
NEAR: Final = timedelta(days=120)


@dataclass(frozen=True)
class AuditorPool:
    """The people of a window with their absences, read once."""

    places: Sequence[AuditorPlace]
    practitioners: Sequence[Person]
    absences: Sequence[Absence]
    window: Window

    @classmethod
    def of(cls, session: Session, window: Window) -> "AuditorPool":
        """Read the lists as they stand for a window: on its first day, and on its last."""
        days = (window.opens, window.due)
        places = [place for day in days for place in auditor_pool.auditors(session, day)]
        people = [person for day in days for person in auditor_pool.practitioners(session, day)]
        return cls(
            list({place.person_id: place for place in places}.values()),
            list({person.id: person for person in people}.values()),
            auditor_pool.absences(session, window.opens, window.due),
            window,
        )

    def auditors(self) -> tuple[Auditor, ...]:
        """Return the auditors; whoever takes nothing new has a quota of zero."""
        return tuple(self._auditor(place) for place in self.places)

    def people(self, besides: Iterable[Person] = ()) -> tuple[Practitioner, ...]:
        """Return the practitioners, and those `besides` who are no longer on the list."""
        everybody = {person.id: person for person in (*besides, *self.practitioners)}
        return tuple(self._practitioner(everybody[number]) for number in sorted(everybody))

    def names(self) -> Mapping[str, str]:
        """Return how sentences name everybody, by the engine's ids."""
        people = (*(place.person for place in self.places), *self.practitioners)
        return {str(person.id): person.called for person in people}

    def without_place(self, person: Person) -> Auditor:
        """Return somebody who is off the list of auditors, with nothing new to do."""
        return self._auditor(AuditorPlace(person=person, quota=0))

    def _auditor(self, place: AuditorPlace) -> Auditor:
        person = place.person
        return Auditor(
            id=str(person.id),
            team=team_of(person),
            service=service_of(person),
            line=line_of(person),
            weekdays=tuple(sorted(person.weekdays)),
            away=self._away(person),
            starts=max(filter(None, (person.starts_on, place.starts_on)), default=None),
            ends=min(filter(None, (person.last_on, place.ends_on)), default=None),
            quota=0 if self._only_finishes(person) else place.quota,
        )

    def _practitioner(self, person: Person) -> Practitioner:
        return Practitioner(
            id=str(person.id),
            team=team_of(person),
            service=service_of(person),
            line=line_of(person),
            weekdays=tuple(sorted(person.weekdays)),
            away=self._away(person),
            starts=person.starts_on,
            ends=person.last_on,
            finish_only=self._only_finishes(person),
        )

    def _away(self, person: Person) -> tuple[Days, ...]:
        mine = (one for one in self.absences if one.person_id == person.id and not one.can_finish)
        return tuple(sorted((one.first_on, one.last_on) for one in mine))

    def _only_finishes(self, person: Person) -> bool:
        return any(one.can_finish and one.person_id == person.id for one in self.absences)


def team_of(person: Person) -> str:
    """Return the name of somebody's team, empty where they are in none."""
    return person.team.name if person.team else ""


def line_of(person: Person) -> tuple[str, ...]:
    """Return the ids of the managers above somebody, nearest first."""
    return tuple(str(above.id) for above in person.line)


def history_of(session: Session, month: date) -> tuple[PastAudit, ...]:
    """Return the audits held before a month, as the engine reads them."""
    return tuple(
        PastAudit(str(audit.auditor_id), str(number), Month.of(audit.audit_month.month))
        for audit in audits.past(session, month)
        for number in (audit.practitioner_id, audit.second_practitioner_id)
        if number is not None
    )


def engine_rules(rules: AuditRules) -> Rules:
    """Return those of the rules that the draw obeys."""
    return Rules(
        quota=rules.quota,
        who_with_whom=rules.who_with_whom,
        never_own_supervisor=rules.never_own_supervisor,
        repeat_gap_months=rules.repeat_gap_months,
        days_apart=rules.days_apart,
    )


def engine_services(sets: RuleSets) -> tuple[ServiceRules, ...]:
    """Return the services that are drawn by rules of their own."""
    council = engine_rules(sets.council)
    own = (ServiceRules(service, engine_rules(sets.of(service))) for service in sets.own)
    return tuple(each for each in own if each.rules != council)


def holidays_near(window: Window, calendar: Calendar) -> tuple[date, ...]:
    """Return the bank holidays some months either side of a window."""
    first, last = window.opens - NEAR, window.due + NEAR
    return tuple(sorted(day for day in calendar.holidays if first <= day <= last))


def offered(
    request: DrawRequest, pairs: Iterable[Ids], booked: Mapping[Ids, date] | None = None
) -> Diary:
    """Return a day for every pair, some working days after they hear of each other.

    Where that leaves somebody without, any day of the window is good enough.
    """
    pairs, window = tuple(pairs), request.window
    kept = tuple(sorted((booked or {}).items()))
    heard = max(window.opens, window.today or window.opens)
    later = request.calendar.shift(heard, NOTICE)
    with_notice = replace(request, window=replace(window, today=later))
    diary = solved(_days_for, with_notice, pairs, kept)
    return solved(_days_for, request, pairs, kept) if diary.unplaced else diary


def _days_for(
    request: DrawRequest, pairs: tuple[Ids, ...], booked: tuple[tuple[Ids, date], ...]
) -> Diary:
    from jobs.rules.draw.days import offer_days

    return offer_days(request, pairs, dict(booked))


def window_of(dates: MonthDates, today: date, off: Sequence[Days] = ()) -> Window:
    """Return the days of a round, less those `off`; drawn late, only those to come count."""
    late = today if today > dates.opens_on else None
    within = tuple(span for span in off if span[0] <= dates.due_on and span[1] >= dates.opens_on)
    return Window(dates.opens_on, dates.due_on, off=within, today=late)


def days_off(council: Council, rules: AuditRules) -> tuple[Days, ...]:
    """Return the days on which no audit is proposed: quiet weeks, and weeks off by the rules."""
    return (*council.cadence.limits.quiet.spans, *weeks_of(rules.weeks_off))
