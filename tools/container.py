"""Builds the containers, uses them as docs/install.md says, and stops them: `make container`.

Slack is the local one; it shares the bot's network, so that both are this machine to each other.
Needs an engine of Docker with compose; where none answers it says so, and nothing was tried. With
`--images-here` Python's and PostgreSQL's images are taken by their tags, as they are on this
machine, and not by digest: for where no registry of images can be reached.
"""

import json
import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.demo.prepare import environment
from bot.demo.workspace import workspace
from bot.settings import read
from jobs.people import roster

ROOT: Final = Path(__file__).parents[1]
# What a council has of a clone, as far as compose needs it; its settings are put beside it.
NEEDED: Final = (".dockerignore", "Dockerfile", "compose.yaml", "pyproject.toml", "requirements")
PACKAGES: Final = ("bot", "jobs", "db")
DIGEST: Final = re.compile(r"@sha256:[0-9a-f]{64}")
PORT: Final = 8765
WEB_PORT: Final = 8080
STOPS_WITHIN_S: Final = 10
PATIENCE_S: Final = 120
MOST_OF_ITS_MEMORY: Final = 50.0
LEAD: Final = "U01"
CHANNEL: Final = "C01"
SAID: Final = "Try the container"
BESIDE: Final = """
services:
  slack:
    build: {{context: ., network: host}}
    command: [python, -m, localslack, --workspace, /workspace.json, --port, "{port}"]
    working_dir: /tried
    environment: {{PYTHONPATH: /packages}}
    volumes:
      - {packages}:/packages:ro
      - {root}/localslack:/tried/localslack:ro
      - ./workspace.json:/workspace.json:ro
    healthcheck:
      test: [CMD, python, -c, 'import socket; socket.create_connection(("127.0.0.1", {port}))']
      interval: 2s
  bot:
    build: {{network: host}}
    network_mode: service:slack
"""
ASK: Final = """
import sys, urllib.request
path, body = sys.argv[1:]
headers = {"Content-Type": "application/json"}
asked = urllib.request.Request(path, body.encode() or None, headers)
print(urllib.request.urlopen(asked).read().decode())
"""
RIGHTS: Final = """
import os
status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
print("uid", os.getuid())
print("capabilities", int(status["CapBnd"], 16))
print("new privileges", 1 - int(status["NoNewPrivs"]))
for folder in ("/", "/venv", "/etc", "/tmp", "/data"):
    try:
        open(folder + "/tried", "w").close()
        print("writes", folder)
    except OSError:
        pass
"""
LAST_OF_THE_LOG: Final = "docker compose logs --tail 40"
HELD: Final = "uid 10001\ncapabilities 0\nnew privileges 0\nwrites /tmp\nwrites /data\n"


class NotSoError(Exception):
    """What was seen instead of what should be."""


@dataclass(frozen=True)
class Trial:
    """The folder of a council that tries it, and the shell in which it types."""

    folder: Path

    def types(self, command: str) -> str:
        """Run a line as it stands in the documents; return what it prints. Raises NotSoError."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env={
                **os.environ,
                "COMPOSE_PROJECT_NAME": "live-audit-tried",
                "COMPOSE_FILE": "compose.yaml:beside.yaml",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = "\n".join(f"{done.stdout}\n{done.stderr}".strip().splitlines()[-20:])
            raise NotSoError(f"{command}\nended with {done.returncode}:\n{last}")
        return done.stdout

    def follows(self, page: str, heading: str) -> str:
        """Run all that a section has people type; return what the last line printed."""
        return [self.types(command) for command in documented(page, heading)][-1]

    def asks(self, path: str, body: object = None, port: int = PORT) -> str:
        """Ask the local Slack, or at another port the bot, from where both run."""
        sent = "" if body is None else json.dumps(body)
        asked = shlex.join(["python", "-c", ASK, f"http://127.0.0.1:{port}{path}", sent])
        return self.types(f"docker compose exec -T slack {asked}")

    def is_told(self, command: str, wanted: str) -> None:
        """Type a command in Slack, and wait until its answer has what is wanted."""
        before = len(self._answers())
        self.asks("/page/command", {"user": LEAD, "channel": CHANNEL, "text": command})
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            told = self._answers()[before:]
            if wanted in json.dumps(told):
                return
            time.sleep(1)
        raise NotSoError(f"{command} was not answered with {wanted!r} but with {told}")

    def _answers(self) -> list[Any]:
        told = json.loads(self.asks(f"/page/messages?user={LEAD}&channel={CHANNEL}"))
        return [message for message in told if message["is_bot"]]

    def state(self, service: str) -> Any:  # noqa: ANN401  (whatever Docker tells of a container)
        """Return what Docker tells of a service's container, running or not."""
        name = self.types(f"docker compose ps --all --quiet {service}").strip()
        return json.loads(self.types(f"docker inspect {name}"))[0]


def starts(trial: Trial) -> None:
    """What docs/install.md says starts it, takes the roster, and finds that all is well."""
    said = trial.follows("install.md", "With Docker")
    if "All is well." not in said:
        raise NotSoError(said)


def answers(trial: Trial) -> None:
    """A command typed in Slack is answered, and HTTP_PORT tells how the bot is."""
    trial.is_told(f"/action add {SAID}", SAID)
    trial.is_told("/action list all", SAID)
    trial.asks("/healthz", port=WEB_PORT)


def is_healthy(trial: Trial) -> None:
    """Docker finds both healthy, and neither was started twice."""
    for service in ("bot", "database"):
        until = time.monotonic() + PATIENCE_S  # beside much else a look may take too long
        while (state := trial.state(service))["State"]["Health"]["Status"] != "healthy":
            if time.monotonic() > until:
                raise NotSoError(f"{service}: {state['State']['Health']}")
            time.sleep(1)
        if state["RestartCount"]:
            raise NotSoError(f"{service} was started again {state['RestartCount']} times")


def is_held(trial: Trial) -> None:
    """The bot is nobody on the machine: no capability, no new rights, two folders to write."""
    found = trial.types(f"docker compose exec -T bot python -c {shlex.quote(RIGHTS)}")
    if found != HELD:
        raise NotSoError(found)


def has_room(trial: Trial) -> None:
    """It uses less than half of the memory that it may."""
    name = trial.state("bot")["Id"]
    share = trial.types("docker stats --no-stream --format '{{.MemPerc}}' " + name)
    if float(share.strip().rstrip("%")) > MOST_OF_ITS_MEMORY:
        raise NotSoError(share)


def is_backed_up(trial: Trial) -> None:
    """What docs/operate.md says makes a backup, and restores it where the database is new."""
    trial.follows("operate.md", "Where the data is, and how to back it up")
    trial.is_told("/action list all", SAID)


def stops(trial: Trial) -> None:
    """It ends by itself when it is told to, well before Docker would kill it."""
    began = time.monotonic()
    trial.types("docker compose stop bot")
    took, code = time.monotonic() - began, trial.state("bot")["State"]["ExitCode"]
    if code or took > STOPS_WITHIN_S:
        raise NotSoError(f"exit code {code} after {took:.1f} seconds")


def keeps(trial: Trial) -> None:
    """Made anew of a newer image, it has all that it had."""
    trial.types("docker compose down && docker compose up --build --wait")
    trial.is_told("/action list all", SAID)


CHECKS: Final = (starts, answers, is_healthy, is_held, has_room, is_backed_up, stops, keeps)


def main(*, images_here: bool) -> int:
    """Try everything in turn and tell; return 1 at the first that is not so."""
    if not there_is_docker():
        sys.stderr.write("No Docker engine with compose answers here: nothing was tried.\n")
        return 0
    with tempfile.TemporaryDirectory() as made, tried(Path(made), images_here) as trial:
        for check in CHECKS:
            try:
                check(trial)
            except NotSoError as error:
                sys.stderr.write(f"✗ {check.__doc__}\n{error}\n{trial.types(LAST_OF_THE_LOG)}\n")
                return 1
            sys.stdout.write(f"✓ {check.__doc__}\n")
            sys.stdout.flush()
    return 0


def there_is_docker() -> bool:
    """Say whether an engine answers, and compose is there."""
    if shutil.which("docker") is None:
        return False
    asked = (["docker", "version"], ["docker", "compose", "version"])
    return not any(
        subprocess.run(each, capture_output=True, check=False).returncode for each in asked
    )


@contextmanager
def tried(folder: Path, images_here: bool) -> Iterator[Trial]:
    """Make the folder as a council has it, with what is beside it; leave nothing behind."""
    for name in (*NEEDED, *PACKAGES):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    if images_here:
        for name in ("Dockerfile", "compose.yaml"):
            told = (folder / name).read_text("utf-8")
            (folder / name).write_text(DIGEST.sub("", told), "utf-8")
    more = f"HTTP_PORT={WEB_PORT}\nPOSTGRES_PASSWORD={secrets.token_hex(16)}\n"
    (folder / ".env").write_text(environment(PORT) + more, "utf-8")
    entries = roster.read((ROOT / "sample" / "roster.csv").read_bytes(), {}).entries
    made = workspace(read(folder / ".env"), entries)
    (folder / "workspace.json").write_text(json.dumps(made), "utf-8")
    shutil.copy(ROOT / "sample" / "roster.csv", folder)
    beside = BESIDE.format(port=PORT, root=ROOT, packages=sysconfig.get_path("purelib"))
    (folder / "beside.yaml").write_text(beside, "utf-8")
    for name in ("workspace.json", "roster.csv"):
        (folder / name).chmod(0o644)  # read inside, by another account
    trial = Trial(folder)
    try:
        yield trial
    finally:
        trial.types("docker compose down --volumes --remove-orphans --rmi local")
        if (folder / "backups").exists():
            trial.types(_for_root("sudo rm -r backups"))


def documented(page: str, heading: str) -> list[str]:
    """Return what one section of a page has people type about containers; root needs no sudo."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    section = re.split(r"\n## ", text.partition(f"\n## {heading}\n")[2])[0]
    lines = re.findall(r"^    (\S.*)$", section, re.MULTILINE)
    asked = [line for line in lines if "docker compose" in line or line.startswith("sudo")]
    return [_for_root(line) for line in asked]


def _for_root(line: str) -> str:
    return line if os.geteuid() else line.removeprefix("sudo ")


if __name__ == "__main__":
    sys.exit(main(images_here="--images-here" in sys.argv[1:]))
