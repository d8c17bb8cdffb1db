"""The source of the morning's reminders of actions: which step each has reached, and for whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from db import chases
from db.chases import Heard, OpenAction
from db.session import Session
from jobs.mornings import Look, Roster
from jobs.rules.escalation import Policy, Recipient, Step
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Chased:
    """A step that somebody has not heard, and as what they hear it."""

    heard: Heard
    role: Recipient
    is_urgent: bool = False

    @property
    def person_id(self) -> int:
        """Return who hears it."""
        return self.heard.person_id

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        heard = self.heard
        due = heard.due_on.isoformat()
        return {"id": heard.action_id, "due": due, "step": heard.step, "as": self.role}


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


class ActionReminders:
    """The steps of the chasing policy, as `Source`."""

    name: Final = "actions"

    def unheard(self, look: Look) -> Iterable[Chased]:
        """Return the latest step of each open action for those who have not heard it."""
        steps = Steps(look.policy, look.calendar, look.roster)
        due = chases.open_until(look.session, steps.horizon(max(look.days.values())))
        reached = list(_reached(due, steps, look))
        heard = chases.heard(look.session, {chased.heard.step for chased in reached})
        return [chased for chased in reached if chased.heard not in heard]

    def record(self, session: Session, message_id: int, told: Sequence[Any], at: datetime) -> None:
        """Write down which steps somebody hears in a message."""
        chases.record(session, message_id, [chased.heard for chased in told])


def _reached(due: Iterable[OpenAction], steps: Steps, look: Look) -> Iterator[Chased]:
    """Yield who of those who may hear now hears which step, heard before or not."""
    for action in due:
        for day, hears in look.hearers.items():
            step = steps.latest(action, day)
            hearing = hears.of(action.owner_id, step.recipients) if step else {}
            for person_id, role in hearing.items():
                if step and look.days.get(person_id) == day:
                    yield Chased(Heard(action.id, action.due_on, step.name, person_id), role)
