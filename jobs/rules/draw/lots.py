"""The lottery among equals: what the seed decides, the same on any machine."""

import hashlib
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from jobs.rules.draw.flow import Ints
from jobs.rules.draw.model import DrawRequest

LOT_BITS: Final = 40  # so that two plans hardly ever tie: the best plan is then the only one
WORD_BYTES: Final = 8

Words = npt.NDArray[np.uint64]


def lots(request: DrawRequest, role: str, ids: Iterable[str]) -> Words:
    """Return a 64-bit lot for each id; another seed or another month gives other lots."""
    return np.array([lot(request, role, id_) for id_ in ids], dtype=np.uint64)


def order_of(drawn: Words) -> Ints:
    """Return the place of each lot, the lowest first."""
    places = np.empty(len(drawn), dtype=np.int64)
    places[np.argsort(drawn, kind="stable")] = np.arange(len(drawn))
    return places


def pair_lots(auditors: Words, practitioners: Words) -> Ints:
    """Return a lot for each pair, mixed from the lots of the two (Steele's SplitMix64)."""
    mixed = auditors * np.uint64(0x9E3779B97F4A7C15) + practitioners
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(64 - LOT_BITS)).astype(np.int64)


def lot(request: DrawRequest, role: str, id_: str) -> int:
    """Return the lot of one id in one role."""
    month = request.month
    text = f"{request.seed}|{month.year}-{month.number}|{role}|{id_}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:WORD_BYTES], "big")
