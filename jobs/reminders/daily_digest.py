"""What a morning's message is made of, and where that comes from.

A source is one kind of thing to be reminded of: the steps of actions, those of live audits. Each
look asks every source what whoever may hear now has not heard; another kind is another source.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from db.models import MorningShare, Person
from db.session import Session
from jobs.reminders.recipients import Recipients
from jobs.rules.escalation import RECIPIENTS
from jobs.rules.quiet import Cadence
from jobs.rules.registers import RegisterRules
from jobs.rules.working_days import Calendar

# In what a message keeps of a reminder: its reader is told as somebody above whoever sees to it.
ESCALATED: Final = "escalated"

Roster = Mapping[int, Person]
RecipientsByDay = Mapping[date, Recipients]
Days = Mapping[int, date]  # who may hear now, by id, with the date where they are


class Reminder(Protocol):
    """One thing that one person has still to hear."""

    @property
    def person_id(self) -> int:
        """Return who hears it."""

    @property
    def is_urgent(self) -> bool:
        """Say whether it goes out even to somebody who has heard enough this week."""

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""


class HeardByOne:
    """A reminder of which `heard` says who hears it."""

    heard: Any

    @property
    def person_id(self) -> int:
        """Return who hears it."""
        return int(self.heard.person_id)


@dataclass(frozen=True)
class ReminderRun:
    """One look at who has what still to hear."""

    session: Session
    calendar: Calendar
    cadence: Cadence
    roster: Roster
    days: Days
    recipients: RecipientsByDay
    registers: RegisterRules = field(default_factory=RegisterRules)
    _concerned: dict[tuple[int | None, int | None], bool] = field(default_factory=dict)

    def concerns(self, owner_id: int | None, deputy_id: int | None = None) -> bool:
        """Say whether anybody who may hear now could hear of what somebody owns, at any step."""
        hands = (owner_id, deputy_id)
        if hands not in self._concerned:
            told = (
                (id_, day)
                for day, hears in self.recipients.items()
                for id_ in (*hears.of(owner_id, RECIPIENTS), *hears.of_action(*hands, RECIPIENTS))
            )
            self._concerned[hands] = any(self.days.get(id_) == day for id_, day in told)
        return self._concerned[hands]


class Source(Protocol):
    """One kind of reminder; `name` is where the outbox keeps them."""

    @property
    def name(self) -> str:
        """Return under which name a message keeps them."""

    def pending(self, run: ReminderRun) -> Iterable[Reminder]:
        """Return what those who may hear now have not heard, in the order it is shown in."""

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Write down what somebody hears in a message; never nothing."""


@dataclass
class DailyDigest:
    """What one person has still to hear, by source."""

    reminders: dict[str, list[Reminder]] = field(default_factory=dict)
    shares: frozenset[MorningShare] = frozenset()  # what waits in the outbox to go with it

    def add(self, name: str, reminder: Reminder) -> None:
        """Add something from the source of that name."""
        self.reminders.setdefault(name, []).append(reminder)

    @property
    def is_urgent(self) -> bool:
        """Say whether anything in it must not wait, or somebody waits for an answer."""
        is_due = any(one.is_urgent for told in self.reminders.values() for one in told)
        return is_due or MorningShare.ASKS in self.shares

    def about(self, day: date, names: Iterable[str]) -> dict[str, object]:
        """Return it as the outbox keeps it, every source by its name."""
        told = {name: [one.told() for one in self.reminders.get(name, [])] for name in names}
        return {**told, "day": day.isoformat()}
