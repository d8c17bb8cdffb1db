"""Decides who hears of which actions and live audits this morning, and writes it to the outbox.

Nothing here asks whether a step falls today: each look asks which step was reached last and who has
not heard it, so that a missed tick or a week's outage is made up by the next look.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from db import audit_chases, audit_lists, chases, outbox, seen
from db.chases import Heard, OpenAction
from db.models import Person
from db.session import Database, Session
from jobs.audits.steps import AuditStep, AuditSteps
from jobs.hearers import Hearers
from jobs.rules.escalation import Policy, Recipient, Step
from jobs.rules.schedule import Hours, may_hear_now
from jobs.rules.working_days import Calendar

MORNING: Final = "morning"

Roster = Mapping[int, Person]
HearersByDay = Mapping[date, Hearers]
Days = Mapping[int, date]  # who may hear now, by id, with the date where they are


@dataclass(frozen=True)
class Chased:
    """A step that somebody has not heard, and as what they hear it."""

    heard: Heard
    role: Recipient

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        heard = self.heard
        due = heard.due_on.isoformat()
        return {"id": heard.action_id, "due": due, "step": heard.step, "as": self.role}


@dataclass
class Morning:
    """What one person has still to hear, soonest first."""

    actions: list[Chased] = field(default_factory=list)
    audits: list[AuditStep] = field(default_factory=list)

    def about(self, day: date) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        return {
            "actions": [step.told() for step in self.actions],
            "audits": [step.told() for step in self.audits],
            "day": day.isoformat(),
        }


Mornings = Mapping[int, Morning]  # by person


@dataclass(frozen=True)
class Steps:
    """Which step an action has reached, counted in the working days of whoever owns it."""

    policy: Policy
    calendar: Calendar
    roster: Roster
    _calendars: dict[frozenset[int], Calendar] = field(default_factory=dict)

    def latest(self, action: OpenAction, today: date) -> Step | None:
        """Return the latest step of the policy that an action has reached, or None."""
        theirs = self._calendar_of(action.owner_id)
        return self.policy.latest_step(action.due_on, today, theirs, action.known_since)

    def horizon(self, today: date) -> date:
        """Return the latest due date for which any owner's action can have reached a step."""
        owners: list[int | None] = [None, *self.roster]
        calendars = {self._calendar_of(owner) for owner in owners}
        return max(self.policy.horizon(today, calendar) for calendar in calendars)

    def _calendar_of(self, owner_id: int | None) -> Calendar:
        if owner_id is None:
            return self.calendar
        weekdays = self.roster[owner_id].weekdays
        if weekdays not in self._calendars:
            self._calendars[weekdays] = self.calendar.with_weekdays(weekdays)
        return self._calendars[weekdays]


def enqueue_due(
    database: Database,
    now: Callable[[], datetime],
    policy: Policy,
    remind_at: time,
    calendar: Calendar,
) -> int:
    """Write one message for each person who may hear now and has steps to hear; count them.

    A person hears once a day at most: what is reached after that waits for their next working day.
    """
    at = now()
    with database.read() as session:
        roster = {person.id: person for person in chases.roster(session)}
        working = _may_hear(roster, at, remind_at, calendar)
        days = _not_away(session, _not_served(session, working))
        unheard = _unheard(session, Steps(policy, calendar, roster), days)
    if not unheard:
        return 0
    with database.begin() as session:
        # In the order of ids, so that two replicas wait for each other rather than deadlock.
        written = [
            _write(session, roster[id_], days[id_], unheard[id_], at) for id_ in sorted(unheard)
        ]
    return sum(written)


def forget_old(database: Database, before: datetime) -> None:
    """Delete the notes of requests from Slack that are older than any that it delivers again."""
    with database.begin() as session:
        seen.forget(session, before)


def _may_hear(roster: Roster, at: datetime, remind_at: time, calendar: Calendar) -> Days:
    days = {}
    for person in roster.values():
        hours = Hours(person.day_starts, person.day_ends, person.weekdays)
        day = may_hear_now(at, ZoneInfo(person.time_zone), hours, remind_at, calendar)
        if day is not None and person.is_reachable(day):
            days[person.id] = day
    return days


def _not_served(session: Session, days: Days) -> Days:
    if not days:
        return {}
    keys = {_key(person_id, day): person_id for person_id, day in days.items()}
    served = {keys[key] for key in outbox.known_keys(session, list(keys))}
    return {person_id: day for person_id, day in days.items() if person_id not in served}


def _not_away(session: Session, days: Days) -> Days:
    """Leave out whoever is on leave; somebody who only takes nothing new still hears."""
    if not days:
        return {}
    absences = audit_lists.absences(session, min(days.values()), max(days.values()))
    away = {
        absence.person_id
        for absence in absences
        if not absence.can_finish
        and absence.person_id in days
        and absence.first_on <= days[absence.person_id] <= absence.last_on
    }
    return {person_id: day for person_id, day in days.items() if person_id not in away}


def _unheard(session: Session, steps: Steps, days: Days) -> Mornings:
    """Return what each person has still to hear."""
    if not days:
        return {}
    mornings: defaultdict[int, Morning] = defaultdict(Morning)
    hearers = {day: Hearers(steps.roster, day) for day in set(days.values())}
    for chased in _unheard_actions(session, steps, days, hearers):
        mornings[chased.heard.person_id].actions.append(chased)
    for step in _unheard_audits(session, steps, days, hearers):
        mornings[step.heard.person_id].audits.append(step)
    return mornings


def _unheard_audits(
    session: Session, steps: Steps, days: Days, hearers: HearersByDay
) -> list[AuditStep]:
    waiting = audit_chases.waiting(session)
    if not waiting:
        return []
    reaching = AuditSteps(steps.calendar, steps.roster)
    heard = audit_chases.heard(session, {audit.id for audit in waiting})
    return [
        step
        for day, hears in hearers.items()
        for step in reaching.reached(waiting, hears, day)
        if days.get(step.heard.person_id) == day and step.heard not in heard
    ]


def _unheard_actions(
    session: Session, steps: Steps, days: Days, hearers: HearersByDay
) -> list[Chased]:
    due = chases.open_until(session, steps.horizon(max(days.values())))
    reached = list(_reached(due, steps, days, hearers))
    heard = chases.heard(session, {chased.heard.step for chased in reached})
    return [chased for chased in reached if chased.heard not in heard]


def _reached(
    due: Iterable[OpenAction], steps: Steps, days: Days, hearers: HearersByDay
) -> Iterator[Chased]:
    """Yield who of those who may hear now hears which step, heard before or not."""
    for action in due:
        for day, hears in hearers.items():
            step = steps.latest(action, day)
            hearing = hears.of(action.owner_id, step.recipients) if step else {}
            for person_id, role in hearing.items():
                if step and days.get(person_id) == day:
                    yield Chased(Heard(action.id, action.due_on, step.name, person_id), role)


def _write(session: Session, person: Person, day: date, morning: Morning, at: datetime) -> bool:
    """Write a person's message, unless another replica has; say whether it is new."""
    about = morning.about(day)
    number = outbox.add(session, _key(person.id, day), person, MORNING, about=about, at=at)
    if number is None:
        return False
    if morning.actions:
        chases.record(session, number, [step.heard for step in morning.actions])
    audit_chases.record(session, number, [step.heard for step in morning.audits])
    return True


def _key(person_id: int, day: date) -> str:
    return f"{MORNING}:{person_id}:{day.isoformat()}"
