"""The source of the morning's reminders of months that were drawn and are not published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.audits import queries as audits
from db.days import day_of
from db.models import AuditMonth
from db.people import queries as people
from db.session import Session
from jobs.reminders.daily_digest import ReminderRun

MONTHS: Final = "months"  # the name of this source of the morning's reminders


@dataclass(frozen=True)
class UnpublishedMonth:
    """A drawn month that one lead hears of this morning; urgent once it has opened."""

    month: str
    person_id: int
    is_urgent: bool

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        return {"month": self.month}


class MonthReminders:
    """The months that nobody has been told of, as `Source`: every morning until published."""

    name: Final = MONTHS

    def pending(self, run: ReminderRun) -> Iterable[UnpublishedMonth]:
        """Return each drawn month for each lead who may hear now.

        The day on which they are told that it is drawn is left out.
        """
        drawn = audits.drawn_months(run.session)
        if not drawn:
            return []
        told = people.leads_or_admins(run.session, max(run.recipients))
        leads = {lead.id for lead in told}
        return [
            UnpublishedMonth(each.month.isoformat(), lead, _has_opened(each, run, lead))
            for each in drawn
            for lead in sorted(leads & run.days.keys())
            if run.calendar.next_working(day_of(run.session, each.drawn_at))
            < run.days[lead]
            <= each.moderate_by
        ]

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Keep nothing: it is told again tomorrow, if it is still so."""


def _has_opened(audit_month: AuditMonth, run: ReminderRun, lead: int) -> bool:
    """Say whether it can wait no longer: its days have begun, or it is on hold."""
    return audit_month.is_held_back or audit_month.opens_on <= run.days[lead]
