"""How long everybody's mornings take to reach Slack, by one sender and by several.

`python -m bench.senders [people actions] [--postgres]` writes a council down, lets it decide who
hears this morning, and delivers that to the local Slack, which takes a tenth of a second for each
post, as often as there are numbers of senders. Meanwhile somebody changes a row four times a
second: what is told is how long they wait for it. What a claim costs is told first.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter, process_time
from typing import Final
from urllib.request import Request, urlopen

from sqlalchemy import func, select, update

from bench.size import COUNTED, PEOPLE, tick
from bench.status import ENGLAND, MATES, TODAY, at, fill, opened
from bot.delivery.render import MessageRenderer
from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import SENDERS, Delivery
from bot.delivery.transport import outbox_client
from bot.delivery.turns import LOOKED_UP
from db.models import Action, Message, MessageName, Person
from db.outbox import claims
from db.session import Database
from jobs.context import Council

POSTS_TAKE_S: Final = 0.1
CHANGES_EVERY_S: Final = 0.25
CLAIMS: Final = 100
TERMS: Final = RetryPolicy().terms


def main() -> None:
    """Write the council down, and deliver its mornings once for each number of senders."""
    asked = argparse.ArgumentParser()
    asked.add_argument("people", type=int, nargs="?", default=PEOPLE)
    asked.add_argument("actions", type=int, nargs="?", default=COUNTED)
    asked.add_argument("--postgres", action="store_true")
    wanted = asked.parse_args()
    with opened(postgres=wanted.postgres) as database:
        fill(database, wanted.actions, max(2, wanted.people // (MATES + 1)))
        tick(database, Council(ENGLAND))
        with database.begin() as session:
            # As after the first message that anybody gets.
            conversation = Person.slack_id.concat(" D").concat(func.substr(Person.slack_id, 2))
            session.execute(update(Person).values(opened=conversation))
            everybody = session.scalars(select(Person.slack_id)).all()
        claiming(database)
        for senders in (1, SENDERS):
            let_wait(database)
            with slack([str(one) for one in everybody]) as url:
                deliver(database, url, senders)


def let_wait(database: Database) -> None:
    """Let the mornings alone wait, as if nobody had been at them."""
    begun = {"done_at": None, "outcome": None, "held": False, "attempts": 0, "due_at": at(TODAY)}
    others = Message.kind != MessageName.DAILY_DIGEST
    with database.begin() as session:
        session.execute(update(Message).values(**begun, slack_channel=None, slack_ts=None))
        session.execute(update(Message).where(others).values(done_at=at(TODAY), outcome="stale"))


def claiming(database: Database) -> None:
    """Tell what it costs to look whose turn it is, and to claim one."""
    let_wait(database)
    looked, claimed = [], []
    with database.read() as session:
        waiting = session.scalar(select(func.count()).where(Message.done_at.is_(None)))
    for number in range(CLAIMS):
        now, begun = at(TODAY) + timedelta(milliseconds=30 * number), process_time()
        with database.read() as session:
            chosen = claims.due(session, now, TERMS.pace, LOOKED_UP)[0]
        looked.append(process_time() - begun)
        begun = process_time()
        with database.begin() as session:
            assert claims.claim(session, chosen, now, TERMS) is not None
        claimed.append(process_time() - begun)
    told = " and ".join(f"{1000 * median(each):.1f} ms" for each in (looked, claimed))
    print(f"{waiting:,} wait: to look, and to claim one, took {told} of processor", flush=True)


@contextmanager
def slack(slack_ids: Sequence[str]) -> Iterator[str]:
    """Run a local Slack of these people in a process of its own; give its address."""
    users = [{"id": one, "name": one.lower()} for one in slack_ids]
    bot = {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Live audit"}
    team, scopes = {"id": "T1", "name": "Sample Council"}, ["chat:write", "im:write"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "workspace.json"
        known = {"team": team, "bot": bot, "scopes": scopes, "users": users, "channels": []}
        file.write_text(json.dumps(known), "utf-8")
        command = [sys.executable, "-m", "localslack", "--port", "0", "--workspace", str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            url = process.stdout.readline().split()[1]
            late = {"method": "chat.postMessage", "kind": "delayed", "seconds": POSTS_TAKE_S}
            often = {**late, "times": 2 * len(slack_ids)}
            urlopen(Request(f"{url}control/faults", json.dumps(often).encode())).close()
            yield f"{url}api/"
            process.terminate()


def deliver(database: Database, url: str, senders: int) -> None:
    """Deliver all that waits, and tell how long that took and how long a change had to wait."""
    begun, worked = perf_counter(), process_time()

    def now() -> datetime:
        return at(TODAY) + timedelta(seconds=perf_counter() - begun)

    render = MessageRenderer(Council(ENGLAND)).render
    client = outbox_client("xoxb-local", url)
    delivery = Delivery(database, client, render, now, perf_counter, senders=senders)
    with changes(database) as waits:
        while any_wait(database):
            delivery.send_pending()
    took, count = perf_counter() - begun, sent(database)
    each = 1000 * (process_time() - worked) / count
    print(
        f"{senders} at once: {count:,} mornings in {took:,.0f} s, {60 * count / took:,.0f} a "
        f"minute, {each:.0f} ms of processor each; a change took {1000 * median(waits):.0f} ms, "
        f"the longest of {len(waits)} {1000 * max(waits):,.0f} ms",
        flush=True,
    )


def any_wait(database: Database) -> bool:
    """Say whether anything is still to be sent."""
    with database.read() as session:
        waiting = select(Message.id).where(Message.done_at.is_(None), Message.morning.is_(None))
        return session.scalar(waiting.limit(1)) is not None


def sent(database: Database) -> int:
    """Count what has arrived."""
    with database.read() as session:
        return session.scalar(select(func.count()).where(Message.outcome == "sent")) or 0


@contextmanager
def changes(database: Database) -> Iterator[list[float]]:
    """Change a row again and again for the block; give how long each change took, in seconds."""
    waits, over = list[float](), Event()

    def change() -> None:
        while not over.wait(CHANGES_EVERY_S):
            begun = perf_counter()
            with database.begin() as session:
                title = f"Changed {len(waits)} times"
                session.execute(update(Action).where(Action.id == 1).values(title=title))
            waits.append(perf_counter() - begun)

    thread = Thread(target=change)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
