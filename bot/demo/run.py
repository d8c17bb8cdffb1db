"""`live-audit demo`: the local Slack and the real bot, side by side, until Ctrl-C."""

import json
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from urllib.request import urlopen

from bot.demo.children import Child, wait_for, watch
from bot.demo.errors import DemoError
from bot.demo.prepare import SAMPLE_FILES, WORKSPACE, prepare
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample"
STATE = "workspace.db"
STOPPED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GIVE_UP_AFTER_S = 2.0
KEPT = ("bot.db*", f"{STATE}*")

Say = Callable[[str], None]


def run(port: int, folder: Path, *, browser: bool, fresh: bool, say: Say) -> None:
    """Prepare `folder`, start both processes, and keep them until stopped. Raises DemoError.

    `fresh` begins without what was typed before, as “Start again” in the page does.
    """
    stop = Event()
    for number in STOPPED_BY:
        signal.signal(number, lambda *_: stop.set())
    _refuse_port_in_use(port)
    _refuse_without_sample()
    say(f"Preparing the sample council in {folder} …")
    _enter(folder)
    if fresh:
        _forget()
    while _live(port, folder, stop, browser=browser, say=say):
        say("\nStarting again from the beginning …")
        _forget()
        browser = False
    say(f"Stopped. What you typed is kept in {folder}; start again with the same command.")


def _live(port: int, folder: Path, stop: Event, *, browser: bool, say: Say) -> bool:
    """Run both processes until stopped; return true when it is to begin again."""
    prepare(port, SAMPLE)
    with ExitStack() as running:
        children = _start(port, running, stop, say)
        if not stop.is_set():
            _welcome(port, folder, browser=browser, say=say)
        again = watch(children, stop)
        if not again:
            say("\nStopping …")
        return again


def _forget() -> None:
    """Delete what was typed: the two databases, and what SQLite keeps beside them."""
    for pattern in KEPT:
        for file in Path().glob(pattern):
            file.unlink()


def _refuse_port_in_use(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise DemoError(
                f"Port {port} cannot be used; perhaps the demo is running already at "
                f"{_address(port)}. Choose another: live-audit demo --port {port % 60000 + 1}"
            ) from error


def _refuse_without_sample() -> None:
    missing = [name for name in SAMPLE_FILES if not (SAMPLE / name).is_file()]
    if missing:
        raise DemoError(
            f"The sample council is not there: {SAMPLE} has no {' and no '.join(missing)}. "
            "Run the demo from a clone of the project: make demo"
        )


def _enter(folder: Path) -> None:
    """Make `folder` the current one: what is in it needs no path, and no other .env is read."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
    except OSError as error:
        raise DemoError(
            f"The folder {folder} cannot be used: {error.strerror}. "
            "Choose another: live-audit demo --folder /tmp/live-audit"
        ) from error
    for name in Settings.model_fields.keys() - {"vocabulary"}:  # to be read in one's own words
        os.environ.pop(name.upper(), None)


def _start(port: int, running: ExitStack, stop: Event, say: Say) -> list[Child]:
    children: list[Child] = []
    options = ["--workspace", str(WORKSPACE), "--port", str(port), "--state", STATE, "--may-end"]
    for name, module, is_ready in (
        ("The local Slack", ["localslack", *options], lambda: _bootstrap(port) is not None),
        ("The bot", ["bot"], lambda: (_bootstrap(port) or {}).get("connected") is True),
    ):
        say(f"Starting {name[0].lower()}{name[1:]} …")
        child = Child.start(name, module, Path(f"{module[0]}.log"), ROOT)
        running.callback(child.stop)
        children.append(child)
        wait_for(is_ready, children, stop)
    return children


def _bootstrap(port: int) -> dict[str, object] | None:
    try:
        with urlopen(f"{_address(port)}page/bootstrap", timeout=GIVE_UP_AFTER_S) as answer:
            found: dict[str, object] = json.load(answer)
    except (OSError, ValueError):
        return None
    return found


def _welcome(port: int, folder: Path, *, browser: bool, say: Say) -> None:
    say(f"\nReady: {_address(port)}\n")
    say("Choose who you are, and type / to see the commands. The clock at the top can be moved.")
    say(f"Ctrl-C stops it. What happens inside is written to {folder}/bot.log.")
    if browser and _has_screen():
        webbrowser.open(_address(port))


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())


def _address(port: int) -> str:
    return f"http://127.0.0.1:{port}/"
