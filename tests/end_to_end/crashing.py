"""`python -m tests.end_to_end.crashing POINT`: the real bot, killed where a message reaches POINT.

Composed as `python -m bot` composes it; "nowhere" lets it live.
"""

import os
import signal
import sys
from collections.abc import Callable
from threading import Event

from bot.main import run
from bot.settings import read


def killed_at(point: str) -> Callable[[str], None]:
    """Return what ends this process, with no chance to tidy up, where a message reaches `point`."""

    def on_stage(here: str) -> None:
        if here == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return on_stage


if __name__ == "__main__":
    run(read(env_file=None), Event(), killed_at(sys.argv[1]))
