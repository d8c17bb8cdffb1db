"""What the computed measures are called, which grades count as Good or better, shares in words."""

from collections.abc import Mapping
from typing import Final

from jobs.rules.distance import COMPARED, Share
from jobs.rules.small_numbers import protect_row, share_words

A_HUNDRED: Final = 100
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


def target_words(share: Share) -> str:
    """Return a target in words: 75%, where it is so many of a hundred."""
    return f"{share.number:g}%" if share.out_of == A_HUNDRED else exactly(share)


def in_per_cent(share: Share) -> str:
    """Return a share with its part in a hundred, to those who may see every number.

    Of fewer than ten a percentage would say more than there is to say.
    """
    if share.out_of is None:
        return exactly(share)
    return part_of(share.number, share.out_of)


def part_of(number: float, out_of: float, what: str = "") -> str:
    """Return "72% (13 of 18 things)", or "3 of 4 things" where there are fewer than ten.

    Only nothing is 0%, and only all of them are 100%.
    """
    said = f"{number:g} of {out_of:g}{f' {what}' if what else ''}"
    if out_of < COMPARED:
        return said
    near = round(100 * number / out_of)
    per_cent = near if number in {0, out_of} else min(max(near, 1), 99)
    return f"{per_cent}% ({said})"


def carefully(share: Share) -> str:
    """Return a share in words with small numbers hidden, for all that leaves a direct message."""
    if share.number % 1 or (share.out_of or 0) % 1:
        return exactly(share)
    if share.out_of is None:
        return str(protect_row([int(share.number)]).total)
    return share_words(int(share.number), int(share.out_of))
