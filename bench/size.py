"""What a large council costs a bot: 5,000 people and 100,000 actions, unless told others.

`python -m bench.size [people actions] [--postgres]` writes the council down and lets a process of
its own use it, so that its memory is the bot's. What is told is processor time of that process, for
a machine is seldom idle; what PostgreSQL works is not in it.
"""

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from time import process_time

from sqlalchemy import insert, select, update

from bench.status import ENGLAND, MATES, TODAY, at, fill, opened, typed
from bot.context import ContextFactory
from bot.delivery.render import MessageRenderer
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.main import COUNCIL_JOBS
from bot.registry import ACTIONS
from db.models import Action, Forecast, Message, MessageName, Person, ReminderSent, Status
from db.models.outbox import SENT
from db.outbox import queries as outbox
from db.retention import Periods, erase_all
from db.session import Database, connect
from jobs.context import Council

PEOPLE, COUNTED = 5_000, 100_000
LEAD, MANAGER = "U1", "U2"
RUNS = 5
MIXED = 10  # rounds of everything, before the memory is told
MORNINGS = 50
UNASKED = 300  # sign-offs for which nobody was asked yet
OLD = 4  # messages for each person that have been kept long enough, with the steps they told
EVENING = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=UTC)  # nobody hears any more
LONG_AGO = at(TODAY) - timedelta(days=400)


def main() -> None:
    """Write the council down, and let another process use it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("people", type=int, nargs="?", default=PEOPLE)
    asked.add_argument("actions", type=int, nargs="?", default=COUNTED)
    asked.add_argument("--postgres", action="store_true")
    asked.add_argument("--use", help=argparse.SUPPRESS)
    wanted = asked.parse_args()
    if wanted.use:
        use(wanted.use)
        return
    teams = max(2, wanted.people // (MATES + 1))
    with opened(postgres=wanted.postgres) as database:
        fill(database, wanted.actions, teams)
        ask_for_sign_offs(database, teams)
        keep_old_messages(database, wanted.people, wanted.actions)
        url = database.engine.url.render_as_string(hide_password=False)
        print(f"{wanted.people:,} people, {wanted.actions:,} actions", flush=True)
        subprocess.run([sys.executable, "-m", "bench.size", "--use", url], check=True)


def ask_for_sign_offs(database: Database, teams: int) -> None:
    """Let the managers of other teams be asked for most of what is done, as in a year of use."""
    team = select(Person.team_id).where(Person.id == Action.owner_id).scalar_subquery()
    done = (Action.status == Status.DONE, Action.owner_id.is_not(None), Action.id > UNASKED * 10)
    asked = {"sign_off_asked_id": 2 + team % teams, "sign_off_asked_on": TODAY}
    with database.begin() as session:
        session.execute(update(Action).where(*done).values(asked))


def keep_old_messages(database: Database, people: int, actions: int) -> None:
    """Write down what was sent long ago, which steps it told, and what was forecast."""
    with database.begin() as session:
        for first in range(1, OLD * people + 1, people):
            numbers = range(first, first + people)
            session.execute(insert(Message), [old_message(one, people) for one in numbers])
            told = [(one, step) for one in numbers for step in range(4)]
            session.execute(insert(ReminderSent), [old_step(*one, actions) for one in told])
            made = {"due_on": LONG_AGO.date(), "made_on": LONG_AGO.date(), "reason": "moved twice"}
            settled = {**made, "settled_on": LONG_AGO.date()}
            session.execute(insert(Forecast), [{"action_id": one, **settled} for one in numbers])


def old_message(number: int, people: int) -> dict[str, object]:
    """Return a row of the outbox that is done with."""
    return {
        "dedupe_key": f"old:{number}",
        "token": f"old:{number}",
        "person_id": 1 + number % (people - people % (MATES + 1)),
        "kind": MessageName.DAILY_DIGEST,
        "outcome": SENT,
        "due_at": LONG_AGO,
        "done_at": LONG_AGO,
    }


def old_step(message: int, step: int, actions: int) -> dict[str, object]:
    """Return a step that a message told."""
    about = {"action_id": 1 + (message * 4 + step) % actions, "due_on": LONG_AGO.date()}
    return {**about, "step": f"{message}.{step}", "person_id": 1, "message_id": message}


def use(url: str) -> None:
    """Do what a bot does in a day, and print what each part took."""
    database, council = connect(url), Council(ENGLAND)
    contexts = ContextFactory(database, lambda: at(TODAY), council)
    tell("the first tick, with everybody's morning", took(lambda: tick(database, council)))
    tell("a later tick, with sign-offs to be asked for", took(lambda: tick(database, council)))
    while COUNCIL_JOBS["sign-offs"](database, lambda: at(TODAY), council):
        pass
    for name, job in COUNCIL_JOBS.items():
        tell(f"  {name}, later", usual(partial(job, database, lambda: at(TODAY), council)))
    tell("every later tick", usual(lambda: tick(database, council)))
    tell("every tick in the evening", usual(lambda: tick(database, council, EVENING)))
    looks = looks_of(contexts)
    for what, work in looks.items():
        tell(what, usual(work))
    numbers, render = morning_messages(database), MessageRenderer(council).render
    worded = took(lambda: mornings(database, numbers, render))
    tell("the morning of one person", worded / max(1, len(numbers)))
    erased = took(lambda: erase_all(database, Periods(messages=12), at(TODAY)))
    tell(f"erase {OLD} old messages for each person, and what they told", erased)
    print(f"memory before mixed use, at most: {memory():,.0f} MiB", flush=True)
    for _ in range(MIXED):
        tick(database, council)
        for work in looks.values():
            work()
        mornings(database, numbers, render)
    print(f"memory after mixed use, at most: {memory():,.0f} MiB")
    database.close()


def memory() -> float:
    """Return the most memory that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    """Return the numbers of some people's mornings, from the first to the last."""
    with database.read() as session:
        query = select(Message.id).where(
            Message.kind == MessageName.DAILY_DIGEST, Message.done_at.is_(None)
        )
        found = session.scalars(query.order_by(Message.id)).all()
        return found[:: max(1, len(found) // MORNINGS)]


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


def usual(work: Callable[[], object]) -> float:
    """Return the median of several runs."""
    return median(took(work) for _ in range(RUNS))


def tell(what: str, seconds: float) -> None:
    """Print a line."""
    print(f"{what}: {seconds * 1000:,.0f} ms", flush=True)


if __name__ == "__main__":
    main()
