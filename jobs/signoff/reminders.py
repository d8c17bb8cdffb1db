"""The source of the morning's reminders of sign-offs that are waited for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from db.actions import signoff_queries
from db.actions.signoff_queries import Waiting
from db.outbox import reminders
from db.outbox.reminders import Heard
from db.session import Session
from jobs.reminders.daily_digest import ReminderRun
from jobs.rules.escalation import Step
from jobs.rules.working_days import Calendar

STEP: Final = "sign "  # apart from the steps of a due date, which may be the same day

Role = Literal["signer", "manager", "lead"]

SIGN_OFFS: Final = "sign_offs"  # the name of this source of the morning's reminders


@dataclass(frozen=True)
class DueSignOff:
    """A step towards a sign-off that somebody has not heard, and as what they hear it."""

    heard: Heard
    role: Role
    is_urgent: bool = False

    @property
    def person_id(self) -> int:
        """Return who hears it."""
        return self.heard.person_id

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        since = self.heard.due_on.isoformat()
        return {"id": self.heard.action_id, "since": since, "as": self.role}


class SignOffReminders:
    """The steps of `SIGN_OFF_STEPS`, as `Source`."""

    name: Final = SIGN_OFFS

    def pending(self, run: ReminderRun) -> Iterable[DueSignOff]:
        """Return the latest step of each sign-off waited for, for those who have not heard it."""
        waiting = signoff_queries.waiting(run.session)
        if not waiting:
            return []
        reached = list(_reached(waiting, run))
        heard = reminders.heard_of(run.session, {one.action_id for one in waiting})
        return [chased for chased in reached if chased.heard not in heard]

    def record(self, session: Session, message_id: int, told: Sequence[Any], at: datetime) -> None:
        """Write down which steps somebody hears in a message."""
        reminders.record(session, message_id, [chased.heard for chased in told])


def _reached(waiting: Iterable[Waiting], run: ReminderRun) -> Iterator[DueSignOff]:
    """Yield who of those who may hear now hears which step, heard before or not."""
    for one in waiting:
        for day, hears in run.recipients.items():
            step = _latest(one, run, day)
            # In this policy the "owner" is the owner of the sign-off: whoever is asked.
            hearing = hears.of(one.asked_id, step.recipients) if step else {}
            for person_id, recipient in hearing.items():
                if step and run.days.get(person_id) == day:
                    role: Role = "signer" if recipient == "owner" else recipient
                    heard = Heard(one.action_id, one.since, STEP + step.name, person_id)
                    yield DueSignOff(heard, role)


def _latest(one: Waiting, run: ReminderRun, today: date) -> Step | None:
    return run.cadence.sign_off.latest_step(one.since, today, _calendar(one, run))


def _calendar(one: Waiting, run: ReminderRun) -> Calendar:
    if one.asked_id is None:
        return run.calendar
    return run.calendar.with_weekdays(run.roster[one.asked_id].weekdays)
