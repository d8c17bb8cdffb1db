"""The real bot in a process of its own, killed where a message reaches a point on its way.

Composed as `python -m bot` composes it. The processes are forked from one that has loaded the bot
before: to load it takes far longer than what the tests look at.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Event

from sqlalchemy.orm import configure_mappers

from bot.main import run
from bot.settings import read

configure_mappers()  # which each of them would do when it first asks anything
LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload([__name__])


def started(point: str, environment: Mapping[str, str], log: Path) -> ForkServerProcess:
    """Start a bot that is killed at `point`; "nowhere" lets it live."""
    process = LOADED.Process(target=live, args=(point, environment, log), daemon=True)
    process.start()
    return process


def live(point: str, environment: Mapping[str, str], log: Path) -> None:
    """Be the bot, with all that it says in `log`."""
    os.environ.update(environment)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(said, 1)
    os.dup2(said, 2)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    if not run(read(env_file=None), stop, killed_at(point)):
        os._exit(0)  # as the command does


def killed_at(point: str) -> Callable[[str], None]:
    """Return what ends this process, with no chance to tidy up, where a message reaches `point`."""

    def on_stage(here: str) -> None:
        if here == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return on_stage
