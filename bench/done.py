"""What `/action done 12` costs beside a bare listener with a bare transaction, in one run.

    python -m bench.done [times]

Both are Bolt listeners in one app, reached by the same dispatch with the same payload, and both
answer through a response_url to a server that takes everything. The bare one writes one row. What
is counted is the processor's time of the whole process, and the statements that reach the database.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from statistics import median
from threading import Semaphore, Thread
from time import process_time
from urllib.parse import urlencode

from slack_bolt import Ack, App, BoltRequest, Respond
from slack_sdk import WebClient
from sqlalchemy import Engine, event, func, select, text

from bot import app
from bot.context import ContextFactory
from bot.people.directory import Directory
from bot.slack.fair_share import FairShare
from db.models import Action, Base, Person, Status
from db.session import Database, connect
from jobs.context import Council
from jobs.rules.working_days import Calendar

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LINE = ("Assistant Director", "Head of Service", "Team Manager", "Practitioner")
TIMES = 100
BATCH = 10
PATIENCE_S = 10
MOST_STATEMENTS, MOST_RATIO = 12, 2.0
_trigger = count(1)


class TakesAll(BaseHTTPRequestHandler):
    """Says yes to whatever is posted, and counts the answers to a response_url."""

    answered = Semaphore(0)

    def do_POST(self) -> None:
        """Answer as Slack does."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"ok":true,"bot_id":"B","user_id":"UBOT","team_id":"T"}')
        if self.path == "/response":
            self.answered.release()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def slack() -> Iterator[str]:
    """Give the address of a server that takes everything."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), TakesAll)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def council(database: Database, actions: int) -> None:
    """Fill a database with a line of four people, and actions of the last of them."""
    Base.metadata.create_all(database.engine)
    with database.begin() as session:
        above: Person | None = None
        for number, role in enumerate(LINE, 1):
            above = Person(
                name=role,
                email=f"person{number}@council.example",
                role=role,
                slack_id=f"U{number}",
                time_zone="Europe/London",
                manager=above,
                is_lead=number == 1,
            )
            session.add(above)
        for number in range(actions):
            due = NOW.date() + timedelta(days=number % 30)
            title = f"Action {number}"
            session.add(Action(title=title, owner=above, due_on=due, created_at=NOW))


def typed(command: str, words: str, url: str, who: str = f"U{len(LINE)}") -> BoltRequest:
    """Return a slash command as Slack sends it."""
    body = {
        "command": command,
        "text": words,
        "user_id": who,
        "channel_id": "C1",
        "team_id": "T",
        "trigger_id": f"{next(_trigger)}.bench",
        "response_url": f"{url}/response",
    }
    return BoltRequest(body=urlencode(body), mode="socket_mode")


def bare(made: App, engine: Engine) -> None:
    """Add the least that any bot does: acknowledge, write one row, answer."""

    def listener(ack: Ack, respond: Respond) -> None:
        ack()
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO bare (note) VALUES ('done')"))
        respond("Done.")

    made.command("/bare")(listener)
    # Bolt asks its listeners one after the other: it stands with the commands, not behind them all.
    listeners = made._listeners
    places = [n for n, one in enumerate(listeners) if one.ack_function.__name__ == "typed"]
    listeners.insert(places[-1], listeners.pop())


def carried_out(made: App, request: BoltRequest) -> None:
    """Dispatch a request, and wait until it is answered.

    Raises TimeoutError where it was not: on a machine so busy that Slack would have given it up.
    """
    made.dispatch(request)
    if not TakesAll.answered.acquire(timeout=PATIENCE_S):
        raise TimeoutError


def costs(
    bare: Callable[[], object], done: Callable[[], object], times: int
) -> tuple[float, float, float]:
    """Return the processor's seconds of one of each, and how many times the one the other is.

    They are taken in turn, and each number is the middle of the turns': a busy machine slows both.
    """
    bare(), done()
    batches = [(batch(bare), batch(done)) for _ in range(times // BATCH)]
    bare_s, done_s = (median(found) for found in zip(*batches, strict=True))
    return bare_s, done_s, median(ours / least for least, ours in batches)


def batch(dispatch: Callable[[], object]) -> float:
    """Return the processor's seconds of one, over a batch."""
    begun = process_time()
    for _ in range(BATCH):
        dispatch()
    return (process_time() - begun) / BATCH


def statements(engine: Engine, dispatch: Callable[[], object]) -> int:
    """Return how many statements one costs, transaction control aside."""
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    dispatch()
    event.remove(engine, "before_cursor_execute", note)
    return len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))])


def require_done(database: Database, how_many: int) -> None:
    """Raise ValueError unless so many actions are done: a refusal costs less, and is no measure."""
    with database.read() as session:
        found = session.scalar(select(func.count()).where(Action.status == Status.DONE))
    if found != how_many:
        raise ValueError(f"{found} of {how_many} actions are done")


@dataclass
class Ready:
    """A bot, its database, and what is to be measured: the least of listeners, and one action."""

    database: Database
    least: Callable[[], object]
    done: Callable[[], object]


@contextmanager
def ready(how_many: int) -> Iterator[Ready]:
    """Give a bot with so many actions to be done."""
    # SQLite takes its own files away when the last thread's connection ends.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, slack() as url:
        database = connect(f"sqlite:///{Path(folder)}/bot.db")
        council(database, how_many)
        with database.engine.begin() as connection:
            connection.execute(text("CREATE TABLE bare (id INTEGER PRIMARY KEY, note TEXT)"))
        contexts = ContextFactory(database, lambda: NOW, Council(Calendar.of("ENG")))
        made = app.build(
            WebClient("xoxb-bench", f"{url}/api/"),
            contexts,
            Directory(database, frozenset(), frozenset(), lambda: NOW),
            share=FairShare(most=how_many),  # else what is measured is refused at last
        )
        bare(made, database.engine)
        numbers = iter(range(1, how_many + 1))

        def done() -> None:
            carried_out(made, typed("/action", f"done {next(numbers)}", url))

        def least() -> None:
            carried_out(made, typed("/bare", "", url))

        yield Ready(database, least, done)
        contexts.notes.close()
        require_done(database, next(numbers, how_many + 1) - 1)
        database.close()


def main(times: int) -> None:
    """Measure both in turn, and print the table."""
    with ready(3 * times + 10) as bot:
        bare_s, done_s, ratio = costs(bot.least, bot.done, times)
        # Afterwards: an engine that was listened to is slower.
        counted = statements(bot.database.engine, bot.done)
    print(f"statements: {counted} (at most {MOST_STATEMENTS})")
    print(f"bare listener: {bare_s * 1000:.2f} ms of processor")
    print(f"/action done:  {done_s * 1000:.2f} ms of processor")
    print(f"ratio: {ratio:.2f} (at most {MOST_RATIO})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
