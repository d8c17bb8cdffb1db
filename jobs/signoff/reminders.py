"""The source of the morning's reminders of sign-offs that are waited for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from db.actions import signoff_queries
from db.actions.signoff_queries import Waiting
from db.outbox import reminders
from db.outbox.reminders import Heard
from db.session import Session
from jobs.reminders.daily_digest import ESCALATED, HeardByOne, ReminderRun
from jobs.reminders.recipients import Hearing
from jobs.rules.escalation import Step
from jobs.rules.quiet import roll_up_day
from jobs.rules.working_days import Calendar

STEP: Final = "sign "  # apart from the steps of a due date, which may be the same day

Role = Literal["signer", "manager", "lead"]

SIGN_OFFS: Final = "sign_offs"  # the name of this source of the morning's reminders


@dataclass(frozen=True)
class DueSignOff(HeardByOne):
    """A step towards a sign-off that somebody has not heard, and as what they hear it."""

    heard: Heard
    role: Role
    is_urgent: bool = False
    is_escalated: bool = False

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        since = self.heard.due_on.isoformat()
        told = {"id": self.heard.action_id, "since": since, "as": self.role}
        return {**told, ESCALATED: True} if self.is_escalated else told


class SignOffReminders:
    """The steps of `SIGN_OFF_STEPS`, as `Source`."""

    name: Final = SIGN_OFFS

    def pending(self, run: ReminderRun) -> Iterable[DueSignOff]:
        """Return the latest step of each sign-off waited for, for those who have not heard it."""
        waiting = signoff_queries.waiting(run.session)
        reached = list(_reached((one for one in waiting if run.concerns(one.asked_id)), run))
        heard = reminders.heard_of(run.session, {one.heard.action_id for one in reached})
        return [chased for chased in reached if chased.heard not in heard]

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Write down which steps somebody hears in a message."""
        reminders.record(session, message_id, [chased.heard for chased in told])


def _reached(waiting: Iterable[Waiting], run: ReminderRun) -> Iterator[DueSignOff]:
    """Yield who of those who may hear now hears which step, heard before or not."""
    for one in waiting:
        for day, hears in run.recipients.items():
            # In this policy the "owner" is the owner of the sign-off: whoever is asked.
            asked = hears.of_duty(one.asked_id)
            told = (*_told_asked(one, asked, run, day), *_told_above(one, asked, run, day))
            yield from (each for each in told if run.days.get(each.person_id) == day)


def _told_asked(one: Waiting, asked: Hearing, run: ReminderRun, day: date) -> Iterator[DueSignOff]:
    step = _latest(one, run, day)
    if step and ("owner" in step.recipients or one.asked_id is None):
        for person_id, recipient in asked.items():
            role: Role = "signer" if recipient == "owner" else recipient
            yield DueSignOff(_heard(one, step, person_id), role)


def _told_above(one: Waiting, asked: Hearing, run: ReminderRun, day: date) -> Iterator[DueSignOff]:
    """Yield who hears of it besides: the step as it was at the beginning of the week."""
    as_of = roll_up_day(day, run.calendar)
    step = _latest(one, run, as_of)
    if step is None or not run.cadence.still_escalates(run.calendar.between(one.since, as_of)):
        return
    for person_id, recipient in run.recipients[day].of(one.asked_id, step.recipients).items():
        if person_id not in asked and recipient != "owner":
            yield DueSignOff(_heard(one, step, person_id), recipient, is_escalated=True)


def _heard(one: Waiting, step: Step, person_id: int) -> Heard:
    return Heard(one.action_id, one.since, STEP + step.name, person_id)


def _latest(one: Waiting, run: ReminderRun, today: date) -> Step | None:
    return run.cadence.sign_off.latest_step(one.since, today, _calendar(one, run))


def _calendar(one: Waiting, run: ReminderRun) -> Calendar:
    if one.asked_id is None:
        return run.calendar
    return run.calendar.with_weekdays(run.roster[one.asked_id].weekdays)
