"""The sample council's year of actions: what it set itself to do, lived from day to day.

All of it comes from a table and a fixed seed: the same day and roster give the same history. The
report's own actions are left as they are, and nobody is sent anything.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Final

from db import measures
from db.actions import deferral, due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.actions.operations import Draft
from db.audits import queries as audits
from db.context import ChangeContext
from db.history import put
from db.models import Action, Due, LiveAudit, Measure, Person, Register, Status
from db.outbox import reminders
from db.session import Database, Session
from jobs.rules.measure_words import COMPUTED
from jobs.rules.months import months_before
from jobs.rules.registers import PLAN_ALONE
from jobs.rules.working_days import Calendar

SEED: Final = 2020
TEN: Final = time(10)
SOURCE: Final = "arising from the live audits of {:%B %Y}"
OF_THE_YEAR: Final = "arising from "
# Of eight actions that went as planned, which one an audit led to, and which is a team's own.
EIGHT, OF_AN_AUDIT, OF_A_TEAM = 8, 5, 2
MOVED_BY: Final = (14, 35)  # days
MONTHS_LATER: Final = 6  # when what was deferred is looked at again
OFFICER: Final = "Improvement Officer"
LEAD: Final = "Assistant Director"
SIGNERS: Final = ("Quality Assurance Lead", OFFICER)
STILL_OPEN: Final = frozenset({"on track", "drifts", "late"})
SEEN: Final = "Seen in the minutes."
PUT_ASIDE: Final = "The board agreed that other work comes first."
EVIDENCE: Final = "Minutes of the improvement board"
WHY_MOVED: Final = (
    "The group that agrees it meets a month later.",
    "Two of the people it needs were away.",
    "Partners asked for more time to read it.",
    "The first draft was longer than one page.",
)
NOTES: Final = (
    "First draft shared with the managers.",
    "Talked through in the team meeting; two changes wanted.",
    "Tried in one team, and it works.",
)
# What leads write down by hand: a name, a target of 100, and readings of 80, a quarter apart.
BY_HAND: Final = (
    ("Supervision on time", 90, (58, 61, 66, 70, 72)),
    ("Plans with a date in them", 85, (49, 55, 54, 63, 68)),
)
READ_BEFORE: Final = (355, 270, 180, 92, 4)  # days before today
READ_OF: Final = 80
TARGETS: Final = {"good": 75, "held": 95, "signed": 80}


@dataclass(frozen=True)
class Planned:
    """One action of the table: what, its theme, who has it, how it went, and when.

    `opened` and `due` count days before today, and a negative `due` is still to come. `went` is
    signed off, done, on track, drifts, late, deferred or dropped.
    """

    title: str
    theme: str
    owner: str
    opened: int
    due: int
    went: str
    moves: int


def load_year(
    database: Database, path: Path, calendar: Calendar, now: Callable[[], datetime]
) -> int:
    """Let the sample council have worked on its own actions for a year; return how many.

    Does nothing where there are any already, or where the roster is another one.
    """
    table = _read(path)
    with database.begin() as session:
        people = {key: one for one in reminders.roster(session) for key in (one.role, one.name)}
        needed = {LEAD, *SIGNERS, *(planned.owner for planned in table)}
        there = any(source.startswith(OF_THE_YEAR) for source in actions.sources(session))
        if there or needed - people.keys():
            return 0
        year = _Year(session, people, calendar, now(), Random(SEED))
        for number, planned in enumerate(table, start=1):
            year.live(number, planned)
        year.measure()
    return len(table)


def _read(path: Path) -> list[Planned]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Planned(
                row["title"],
                row["theme"],
                row["owner"],
                int(row["opened"]),
                int(row["due"]),
                row["went"],
                int(row["moves"]),
            )
            for row in csv.DictReader(file)
        ]


def _register(number: int, planned: Planned) -> Register:
    """Return in which register an action of the table stands; what moved or drifts is the plan."""
    if planned.moves or planned.went in STILL_OPEN - {"on track"}:
        return Register.PLAN
    registers = {OF_AN_AUDIT: Register.AUDITS, OF_A_TEAM: Register.TEAM}
    return registers.get(number % EIGHT, Register.PLAN)


@dataclass
class _Year:
    """How the actions of the year went."""

    session: Session
    people: dict[str, Person]  # by name, and by role
    calendar: Calendar
    now: datetime
    chance: Random
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = self.now.date()

    def live(self, number: int, planned: Planned) -> None:
        owner, officer = self.people[planned.owner], self.people[OFFICER]
        opened, due = self._day(planned.opened), self._day(planned.due)
        audited = months_before(opened, 1)
        register = _register(number, planned)
        audit = self._audit(audited, number) if register == Register.AUDITS else None
        source = audit.reference if audit else SOURCE.format(audited)
        draft = Draft(
            planned.title,
            owner,
            Due.on(due),
            source=source,
            register=register,
            audit_id=audit.id if audit else None,
        )
        action, added = operations.write(self._by(officer, opened), draft)
        added.changes = added.changes | put(action, {"theme": planned.theme})
        noted = self._between(opened, due, 1, 4)
        operations.note(self._by(owner, noted), action, self.chance.choice(NOTES))
        self._move(action, planned, owner)
        self._end(action, planned, owner)
        self.session.flush()

    def _audit(self, month: date, number: int) -> LiveAudit | None:
        """Return one of a month's audits, if the sample has any in that month."""
        found = audits.month_for(self.session, month)
        rows = audits.of_month(self.session, found.id) if found else []
        return rows[number % len(rows)] if rows else None

    def measure(self) -> None:
        """Write the measures down that leads keep by hand, with their readings of the year."""
        lead = self.people[LEAD]
        for name, target, numbers in BY_HAND:
            made = Measure(name=name, computed="", theme="", target=target, target_out_of=100)
            made.more_is_better = True
            measures.add(self._by(lead, self._day(READ_BEFORE[0] + 3)), made)
            for number, before in zip(numbers, READ_BEFORE, strict=True):
                day = self._day(before)
                measures.record_reading(self._by(lead, day), made, day, number, READ_OF)

        for key, aim in TARGETS.items():
            made = Measure(
                name=COMPUTED[key], computed=key, theme="", target=aim, target_out_of=100
            )
            made.more_is_better = True
            measures.add(self._by(lead, self._day(READ_BEFORE[0])), made)

    def _move(self, action: Action, planned: Planned, owner: Person) -> None:
        """Move its date as often as it moved, each time shortly before it was due."""
        terms = MoveTerms(self.calendar.between, PLAN_ALONE)
        for number in range(planned.moves):
            if action.due_on is None:
                return
            to = self._later(action.due_on, planned, is_last=number == planned.moves - 1)
            if to == action.due_on:  # what is late by now can only be moved there once
                continue
            asked = min(action.due_on - timedelta(days=6), self.today - timedelta(days=2))
            asked = asked if self.calendar.is_working(asked) else self.calendar.shift(asked, -1)
            why = WHY_MOVED[(action.id + number) % len(WHY_MOVED)]
            due_dates.move(self._by(owner, asked), action, Due.on(to), why, terms)
            self.session.flush()
            if action.waiting_move is not None:  # a second move goes a level up
                due_dates.approve(self._by(self.people[LEAD], asked), action)
                self.session.flush()

    def _later(self, due: date, planned: Planned, *, is_last: bool) -> date:
        later = due + timedelta(days=self.chance.randint(*MOVED_BY))
        if planned.went == "drifts" and is_last:
            later = max(later, self.today + timedelta(days=12))
        if planned.went == "late":
            later = self.today - timedelta(days=6)
        to = self.calendar.next_working(later)
        return to if to != due else self.calendar.next_working(due + timedelta(days=1))

    def _end(self, action: Action, planned: Planned, owner: Person) -> None:
        if planned.went in STILL_OPEN:
            return
        if planned.went in {Status.DROPPED, Status.DEFERRED}:
            self._set_aside(action, Status(planned.went))
            return
        due = action.due_on or self.today
        near = due - timedelta(days=self.chance.randint(-9, 9))
        done = self.calendar.next_working(min(near, self.today - timedelta(days=5)))
        wanted = action.register == Register.PLAN
        signoff.close(self._by(owner, done), action, EVIDENCE, wanted=wanted)
        if wanted and planned.went == Status.SIGNED_OFF:
            signed = self.calendar.shift(done, self.chance.randint(3, 12))
            ctx = self._by(self._signer(owner), min(signed, self.today))
            signoff.sign_off(ctx, action, "", SEEN)

    def _set_aside(self, action: Action, status: Status) -> None:
        day = min(action.due_on or self.today, self.today - timedelta(days=10))
        later = months_before(self.today, -MONTHS_LATER) if status == Status.DEFERRED else None
        ctx = self._by(self.people[LEAD], day)
        if status == Status.DEFERRED:
            deferral.defer(ctx, action, later, PUT_ASIDE)
        else:
            deferral.drop(ctx, action, PUT_ASIDE)

    def _by(self, person: Person, day: date) -> ChangeContext:
        return ChangeContext(self.session, person, self._at(day))

    def _signer(self, owner: Person) -> Person:
        """Return somebody who is neither the owner nor in their line."""
        for role in SIGNERS:
            person = self.people[role]
            if person.id != owner.id and not person.manages(owner) and not owner.manages(person):
                return person
        raise LookupError(f"nobody can sign off for {owner.role}")

    def _between(self, first: date, last: date, part: int, parts: int) -> date:
        day = first + timedelta(days=max(2, (last - first).days * part // parts))
        return self.calendar.next_working(min(day, self.today - timedelta(days=4)))

    def _day(self, before: int) -> date:
        """Return the working day so many days before today."""
        return self.calendar.next_working(self.today - timedelta(days=before))

    def _at(self, day: date) -> datetime:
        return min(datetime.combine(day, TEN, UTC), self.now)
