"""Which part of what is too much for one run is tried in this one.

Where there are thousands of cells (who, what, by which entrance), a run tries some. Which, is
decided by the number of its turn alone: the same turn tries the same, and so many turns one after
the other as a step has cells try them all. CI and the nightly run count theirs up in SAMPLE_TURN;
without it a run is turn 0, wherever and whenever it runs.
"""

import os
from collections.abc import Sequence
from typing import Final, TypeVar

TURN: Final = int(os.environ.get("SAMPLE_TURN") or 0)
Some = TypeVar("Some")


def sampled(things: Sequence[Some], place: int, times: int, turn: int = TURN) -> Sequence[Some]:
    """Return those of some things that are tried at one place: so many, in steps.

    Each place begins elsewhere, and each turn at the next.
    """
    step = steps(things, times)
    return things[(place * 7 + turn) % step :: step]


def steps(things: Sequence[object], times: int) -> int:
    """Return after how many turns all things were tried."""
    return max(1, len(things) // times)
