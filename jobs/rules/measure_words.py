"""What the computed measures are called, which grades count as Good or better, shares in words."""

from collections.abc import Mapping
from typing import Final

from jobs.rules.distance import COMPARED, Share
from jobs.rules.small_numbers import protect_row, share_words

# By the word that is typed for it: /action measure good target 75 of 100.
COMPUTED: Final[Mapping[str, str]] = {
    "good": "Graded Good or better",
    "held": "Audits held",
    "seen": "Practitioners seen",
    "signed": "Actions signed off",
    "time": "Actions done by their original date",
}


def exactly(share: Share) -> str:
    """Return a share in words, to those who may see every number."""
    return f"{share.number:g}" + (f" of {share.out_of:g}" if share.out_of is not None else "")


def in_per_cent(share: Share) -> str:
    """Return a share with its part in a hundred, to those who may see every number.

    Of fewer than ten a percentage would say more than there is to say.
    """
    if share.out_of is None or share.out_of < COMPARED:
        return exactly(share)
    return f"{share.level:.0%} ({exactly(share)})"


def carefully(share: Share) -> str:
    """Return a share in words with small numbers hidden, for all that leaves a direct message."""
    if share.number % 1 or (share.out_of or 0) % 1:
        return exactly(share)
    if share.out_of is None:
        return str(protect_row([int(share.number)]).total)
    return share_words(int(share.number), int(share.out_of))
