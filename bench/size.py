"""What a large council costs a bot on SQLite: 5,000 people and 100,000 actions, unless told others.

`python -m bench.size [people actions]` writes the council down and lets a process of its own use
it, so that its memory is the bot's. What is told is processor time, for a machine is seldom idle.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from time import process_time

from sqlalchemy import select

from bench.status import ENGLAND, MATES, TODAY, at, fill, typed
from bot.context import ContextFactory
from bot.delivery.render import MessageRenderer
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.main import COUNCIL_JOBS
from bot.registry import ACTIONS
from db.models import Base, Message, MessageName
from db.outbox import queries as outbox
from db.session import Database, connect
from jobs.context import Council

PEOPLE, COUNTED = 5_000, 100_000
LEAD, MANAGER = "U1", "U2"
RUNS = 5
MIXED = 20  # rounds of everything, before the memory is told
MORNINGS = 50
EVENING = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=UTC)  # nobody hears any more


def main() -> None:
    """Write the council down, and let another process use it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("people", type=int, nargs="?", default=PEOPLE)
    asked.add_argument("actions", type=int, nargs="?", default=COUNTED)
    asked.add_argument("--use", help=argparse.SUPPRESS)
    wanted = asked.parse_args()
    if wanted.use:
        use(wanted.use)
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bot.db"
        database = connect(url)
        Base.metadata.create_all(database.engine)
        fill(database, wanted.actions, teams=max(1, wanted.people // (MATES + 1)))
        database.close()
        print(f"{wanted.people:,} people, {wanted.actions:,} actions", flush=True)
        subprocess.run([sys.executable, "-m", "bench.size", "--use", url], check=True)


def use(url: str) -> None:
    """Do what a bot does in a day, and print what each part took."""
    database, council = connect(url), Council(ENGLAND)
    contexts = ContextFactory(database, lambda: at(TODAY), council)
    tell("the first tick, with everybody's morning", took(lambda: tick(database, council)))
    tell(
        "a later tick, with sign-offs still to be asked for", took(lambda: tick(database, council))
    )
    asked_for = 0
    while COUNCIL_JOBS["sign-offs"](database, lambda: at(TODAY), council):
        asked_for += 1
    print(f"looks until every sign-off was asked for: {asked_for + 2:,}", flush=True)
    for name, job in COUNCIL_JOBS.items():
        tell(f"  {name}, later", least(lambda: job(database, lambda: at(TODAY), council)))  # noqa: B023  (called at once)
    tell("every later tick", least(lambda: tick(database, council)))
    tell("every tick in the evening", least(lambda: tick(database, council, EVENING)))
    looks = looks_of(contexts)
    for what, work in looks.items():
        tell(what, least(work))
    render = MessageRenderer(council).render
    numbers = morning_messages(database)
    worded = took(lambda: mornings(database, numbers, render))
    tell("the morning of one person", worded / max(1, len(numbers)))
    for _ in range(MIXED):
        tick(database, council)
        for work in looks.values():
            work()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory after mixed use, at most: {most:,.0f} MiB")
    database.close()


def tick(database: Database, council: Council, now: datetime | None = None) -> None:
    """Let every job of the council look once."""
    for job in COUNCIL_JOBS.values():
        job(database, lambda: now or at(TODAY), council)


def looks_of(contexts: ContextFactory) -> dict[str, Callable[[], object]]:
    """Return what a lead and a manager look at, each with what it takes."""
    found: dict[str, Callable[[], object]] = {}
    for who, slack_id in (("a lead", LEAD), ("a manager", MANAGER)):
        for words in ("list", "list all"):
            found[f"/action {words}, {who}"] = partial(typed, contexts, slack_id, words, ACTIONS)
        found[f"/status, {who}"] = partial(typed, contexts, slack_id)
        found[f"Home, {who}"] = home(contexts, slack_id)
    return found


def home(contexts: ContextFactory, slack_id: str) -> Callable[[], object]:
    """Return what draws somebody's App Home."""

    def work() -> object:
        with contexts.look({"user_id": slack_id}) as ctx:
            return home_view(ctx, Choice())

    return work


def morning_messages(database: Database) -> Sequence[int]:
    """Return the numbers of some people's mornings."""
    with database.read() as session:
        query = select(Message.id).where(Message.kind == MessageName.DAILY_DIGEST)
        return session.scalars(query.order_by(Message.id).limit(MORNINGS)).all()


def mornings(database: Database, numbers: Sequence[int], render: Callable[..., object]) -> None:
    """Word mornings, each as when it is sent."""
    for number in numbers:
        with database.read() as session:
            render(session, outbox.find(session, number), at(TODAY))


def took(work: Callable[[], object]) -> float:
    """Return the seconds of processor it takes."""
    begun = process_time()
    work()
    return process_time() - begun


def least(work: Callable[[], object]) -> float:
    """Return the least of several runs."""
    return min(took(work) for _ in range(RUNS))


def tell(what: str, seconds: float) -> None:
    """Print a line."""
    print(f"{what}: {seconds * 1000:,.0f} ms", flush=True)


if __name__ == "__main__":
    main()
