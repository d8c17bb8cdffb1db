"""Sees to it that nothing stays with somebody who leaves, nor waits for an answer for ever.

The rule: 10 working days and 1 before somebody's last day their manager hears what they still
hold; from the day after it every 5 working days, and a lead with them. An offer that nobody has
answered is asked about after 3 working days, and from the 5th on the giver's manager hears too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final

from db import handovers
from db.models import Handover, MessageName, Person
from db.outbox import queries as outbox
from db.outbox import reminders
from db.outbox.queries import NewMessage
from db.session import Database, Session
from jobs.context import Council
from jobs.reminders.hours import hears_on
from jobs.reminders.recipients import Recipients
from jobs.rules.escalation import Policy, Step

EVERY: Final = 5
FIRST: Final = -10
LEAVER: Final = Policy.of(
    [Step(FIRST, ("manager",)), Step(-1, ("manager",)), Step(1, ("manager", "lead"))], EVERY
)
UNANSWERED: Final = Policy.of([Step(3, ("owner",)), Step(5, ("owner", "manager"))], EVERY)


@dataclass
class HandoverRun:
    """One run: the people, and who of them may hear now."""

    session: Session
    at: datetime
    council: Council

    @cached_property
    def roster(self) -> Mapping[int, Person]:
        """Return everybody by id, read once something has come due: most times nothing has."""
        return {person.id: person for person in reminders.roster(self.session)}

    @cached_property
    def recipients(self) -> Recipients:
        """Return who hears a step about whom today."""
        return Recipients(self.roster, self.today)

    @property
    def today(self) -> date:
        """Return the date at the council."""
        return self.council.day_of(self.at)

    def hears_today(self, person: Person) -> date | None:
        """Return the date where somebody is, if they may hear now."""
        return hears_on(person, self.at, self.council)

    def hearing(self, about: Person, step: Step) -> Iterator[Person]:
        """Yield who hears a step about somebody, of those who may now."""
        told = self.recipients.of(about.id, step.recipients)
        told = told or self.recipients.of(about.id, ("lead",))
        for person_id in told:
            if person_id != about.id and self.hears_today(self.roster[person_id]):
                yield self.roster[person_id]


def enqueue_handover_reminders(
    database: Database, now: Callable[[], datetime], council: Council
) -> int:
    """Write to the outbox what has come due and nobody was told; count it.

    Nobody is chased in quiet weeks: the latest step is told afterwards.
    """
    at = now()
    if council.cadence.limits.quiet.cover(council.day_of(at)):
        return 0
    with database.read() as session:
        run = HandoverRun(session, at, council)
        due = [*_of_leavers(run), *_of_unanswered(run)]
        known = outbox.known_keys(session, [each.key for each in due])
    new = [each for each in due if each.key not in known]
    if not new:
        return 0
    with database.begin() as session:
        written = [outbox.add(session, each) for each in sorted(new, key=lambda each: each.key)]
    return sum(number is not None for number in written)


def _of_leavers(run: HandoverRun) -> Iterator[NewMessage]:
    leaving = handovers.leavers(run.session, run.council.calendar.shift(run.today, -FIRST))
    for person in leaving:
        step = LEAVER.latest_step(_last_day(person, run), run.today, run.council.calendar)
        if step is None:
            continue
        for hearer in run.hearing(run.roster[person.id], step):
            mark = step.name if person.ends_on else _week(run.today)
            key = f"{MessageName.LEAVING}:{person.id}:{person.ends_on}:{mark}:{hearer.id}"
            yield NewMessage(key, hearer, MessageName.LEAVING, {"person": person.id}, run.at)


def _last_day(person: Person, run: HandoverRun) -> date:
    """Return the last day; for whoever has none on the roster, yesterday."""
    return person.ends_on or run.council.calendar.shift(run.today, -1)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-{week}"


def _of_unanswered(run: HandoverRun) -> Iterator[NewMessage]:
    for offer in handovers.unanswered(run.session):
        asked_on = run.council.day_of(offer.asked_at)
        step = UNANSWERED.latest_step(asked_on, run.today, run.council.calendar)
        if step is None:
            continue
        yield from _taker(run, offer, step)
        if "manager" in step.recipients:
            manager_step = Step(step.offset, ("manager",))
            for hearer in run.hearing(run.roster[offer.giver_id], manager_step):
                yield _asking(offer, step, hearer, "unanswered", run.at)


def _taker(run: HandoverRun, offer: Handover, step: Step) -> Iterator[NewMessage]:
    taker = run.roster[offer.taker_id]
    if run.hears_today(taker):
        yield _asking(offer, step, taker, "offered", run.at)


def _asking(offer: Handover, step: Step, hearer: Person, event: str, at: datetime) -> NewMessage:
    key = f"handover:{event}:{offer.id}:{step.name}:{hearer.id}"
    about = {"handover": offer.id, "event": event}
    return NewMessage(key, hearer, MessageName.HANDOVER, about, at)
