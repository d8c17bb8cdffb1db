"""What the bot costs before it does anything, beside the least that any such bot costs.

    python -m bench.start [runs]

Both start as processes of their own, in turn, and each says what it took: the processor's time
until it is put together, and the memory it then holds. The least is a bare Bolt app with SQLAlchemy
and APScheduler, which is what this bot is made of. The middle of the runs counts; the first is not
counted, for it writes the byte code down, as an installation does.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Final

from db.migrate import upgrade

ROOT: Final = Path(__file__).parents[1]
MOST: Final[Mapping[str, float]] = {"mib": 90.0, "seconds": 0.9}

# Memory is what is resident at the end, as the system counts it (Linux: pages of /proc/self/statm).
TOLD: Final = """
import json, os, time
mib = int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
print(json.dumps({"mib": mib, "seconds": time.process_time()}))
"""
BARE: Final = """
import os
from apscheduler.schedulers.background import BackgroundScheduler
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Session
with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
    connection.exec_driver_sql("SELECT 1")
BackgroundScheduler()
SocketModeHandler(App(client=WebClient("xoxb-none", os.environ["SLACK_API_URL"])), "xapp-none")
"""
# As `live-audit run` does it, all but the connection to Slack.
BOT: Final = """
import gc
gc.disable()
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from bot.cli.speak import refuse_old_tables, settings_or_fail
settings = settings_or_fail()
refuse_old_tables(settings.database_url.get_secret_value())
from bot import app, logs, main
from jobs import scheduler
logs.configure(settings.log_level)
parts = main.build(settings)
scheduler.build(parts.scheduled_jobs(), parts.watchdog)
SocketModeHandler(app.build(parts.client, parts.contexts, parts.directory), "xapp-none")
"""


def main(runs: int = 5) -> None:
    """Measure both and print them with how many times the one is the other."""
    with tempfile.TemporaryDirectory() as folder, _slack() as address:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": f"{folder}/byte-code",
            "SLACK_API_URL": address,
            "DATABASE_URL": f"sqlite:///{folder}/bot.db",
        }
        upgrade(environment["DATABASE_URL"])
        tokens = "SLACK_BOT_TOKEN=xoxb-none\nSLACK_APP_TOKEN=xapp-none\n"
        Path(folder, ".env").write_text(tokens, "utf-8")
        taken = [
            (_started(BARE, folder, environment), _started(BOT, folder, environment))
            for _ in range(1 + runs)
        ][1:]
    print(f"{'':8}{'bare Bolt app':>16}{'this bot':>12}{'times':>8}{'at most':>10}")
    for name, most in MOST.items():
        bare, bot = (median(each[name] for each in ones) for ones in zip(*taken, strict=True))
        print(f"{name:8}{bare:16.2f}{bot:12.2f}{bot / bare:8.2f}{most:10.2f}")


def _started(program: str, folder: str, environment: Mapping[str, str]) -> Mapping[str, float]:
    """Run a program in a process of its own and return what it says that it took."""
    ran = subprocess.run(
        [sys.executable, "-c", program + TOLD],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: Mapping[str, float] = json.loads(ran.stdout)
    return told


class _Slack(BaseHTTPRequestHandler):
    """Says yes to whatever a starting app asks."""

    def do_POST(self) -> None:
        """Answer as auth.test does."""
        answer = b'{"ok": true, "user_id": "UBOT", "bot_id": "BBOT", "team_id": "T1"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def _slack() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Slack) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/"
        server.shutdown()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
