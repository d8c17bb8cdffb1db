"""Who is asked to agree when a date is moved again, and who has kept somebody waiting."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from db.actions import date_changes
from db.actions import queries as actions
from db.actions.roles import may_see
from db.days import day_of
from db.errors import RefusedError
from db.models import Action, DateMove, MessageName, Person
from db.outbox import queries as outbox
from db.outbox import reminders
from db.outbox.reminders import Heard
from db.people import queries as people
from db.session import Session
from jobs.reminders.daily_digest import HeardByOne, ReminderRun

APPROVER: Final = "approver"
WAITING: Final = "approvals"  # the name of this source of the morning's reminders
CHASED_AFTER: Final = 3  # working days


def approvers(session: Session, action: Action, day: date) -> list[Person]:
    """Return who is asked: the manager of the owner's manager, else the leads.

    Whoever cannot be reached on `day` is passed over, for the next one up the line; and so is
    whoever may not know of what came from an audit.
    """
    above = [person for person in _above(action.owner, day) if may_see(person, action)]
    return above or list(people.leads(session, day))


def waiting_for(session: Session, person: Person, day: date) -> Iterator[tuple[Action, DateMove]]:
    """Yield the actions whose new date waits for this person to agree, each with its move."""
    waiting = date_changes.waiting(session)
    found = actions.several(session, waiting) if waiting else {}
    for number, line in waiting.items():
        if person in approvers(session, found[number], day):
            yield found[number], line


def ask(session: Session, action: Action, line: DateMove, at: datetime) -> None:
    """Write to those who may agree, `at` a time; refuse where there is nobody to ask."""
    asked = approvers(session, action, day_of(session, at))
    if not asked:
        raise RefusedError("due_date.nobody_to_agree", number=action.number)
    for person in asked:
        key, about = f"move:{line.id}:{person.id}", {"move": line.id}
        outbox.add(session, outbox.NewMessage(key, person, MessageName.APPROVAL, about, at))


@dataclass(frozen=True)
class KeptWaiting(HeardByOne):
    """An ask that somebody has left unanswered."""

    heard: Heard
    move_id: int
    is_urgent: bool = False

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        due = self.heard.due_on.isoformat()
        return {"id": self.heard.action_id, "due": due, "as": APPROVER, "move": self.move_id}


class ApprovalReminders:
    """What waits too long for approval, once for each who could give it, as `Source`."""

    name: Final = WAITING

    def pending(self, run: ReminderRun) -> Iterable[KeptWaiting]:
        """Return what was left unanswered, for those who have not been reminded of it."""
        reached = list(_kept_waiting(run))
        if not reached:
            return []
        heard = reminders.heard_of(run.session, {each.heard.action_id for each in reached})
        return [each for each in reached if each.heard not in heard]

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Write down of what somebody is reminded in a message."""
        reminders.record(session, message_id, [each.heard for each in told])


def _kept_waiting(run: ReminderRun) -> Iterator[KeptWaiting]:
    waiting = date_changes.waiting(run.session)
    asked_of = actions.several(run.session, waiting) if waiting else {}
    for number, line in waiting.items():
        for day in run.recipients:
            waited = run.calendar.between(day_of(run.session, line.asked_at), day)
            for person in _late(run, asked_of[number], day) if waited >= CHASED_AFTER else []:
                due = line.from_on or day  # only what has a date is moved
                yield KeptWaiting(Heard(number, due, f"ask{line.id}", person.id), line.id)


def _late(run: ReminderRun, action: Action, day: date) -> list[Person]:
    asked = approvers(run.session, action, day)
    return [person for person in asked if run.days.get(person.id) == day]


def _above(owner: Person | None, day: date) -> list[Person]:
    if owner is None or owner.manager is None:
        return []
    return [above for above in owner.manager.line_on(day) if above is not owner][:1]
