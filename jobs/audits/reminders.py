"""The source of the morning's reminders of live audits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from db.audits import reminders
from db.session import Session
from jobs.audits import naming
from jobs.audits.steps import AuditStep, AuditSteps
from jobs.reminders.daily_digest import ReminderRun


class AuditReminders:
    """The steps of live audits, as `Source`."""

    name: Final = "audits"

    def pending(self, run: ReminderRun) -> Iterable[AuditStep]:
        """Return the latest step of each audit that waits, for those who have not heard it."""
        found = reminders.waiting(run.session)
        if not found:
            return []
        asked = naming.choosers_by_audit(run.session, max(run.recipients))
        waiting = [replace(audit, choosers=asked.get(audit.id, ())) for audit in found]
        reaching = AuditSteps(run.calendar, run.roster, run.cadence)
        heard = reminders.heard(run.session, {audit.id for audit in waiting})
        return [
            step
            for day, hears in run.recipients.items()
            for step in reaching.reached(waiting, hears, day)
            if run.days.get(step.person_id) == day and step.heard not in heard
        ]

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Write down which steps somebody hears in a message."""
        reminders.record(session, message_id, [step.heard for step in told])
