"""The reasons for not holding a live audit: which are somebody's own, and which mean being away."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class NotHeldReason:
    """A reason. A private one never stands beside a name; `is_usual` is on the list to start with.

    Whoever is away is given nobody else: it is them who are missing, not their case or their time.
    """

    name: str
    is_private: bool = True
    means_away: bool = False
    is_usual: bool = False


NO_WORD: Final = "no word"  # where nobody gave a reason before the month closed
AWAY: Final = "away"
PRIVATE: Final = "a private reason"

REASONS: Final = (
    NotHeldReason("leave", means_away=True, is_usual=True),
    NotHeldReason("sickness", means_away=True, is_usual=True),
    NotHeldReason("vacancy", is_private=False, means_away=True, is_usual=True),
    NotHeldReason("case closed", is_private=False, is_usual=True),
    NotHeldReason("workload", is_private=False, is_usual=True),
    NotHeldReason("other", is_private=False, is_usual=True),
    NotHeldReason(NO_WORD, is_private=False),
    NotHeldReason("annual leave", means_away=True),
    NotHeldReason("long-term sickness", means_away=True),
    NotHeldReason("sick leave", means_away=True),
    NotHeldReason("maternity", means_away=True),
    NotHeldReason("maternity leave", means_away=True),
    NotHeldReason("parental leave", means_away=True),
    NotHeldReason("paternity leave", means_away=True),
    NotHeldReason("compassionate leave", means_away=True),
)
USUAL_REASONS: Final = tuple(reason.name for reason in REASONS if reason.is_usual)


def reason_named(words: str) -> NotHeldReason:
    """Return what is known of a reason, however it is spelt; one of a council's own is private."""
    return _KNOWN.get(_bare(words)) or NotHeldReason(words)


def told_reason(reason: str | None) -> str:
    """Return why an audit was not held as it may stand beside a name: what is private stays so.

    Counts and pictures ask this too: one that is counted by itself would tell whose it is.
    """
    if not reason:
        return ""
    known = reason_named(reason)
    if not known.is_private:
        return reason
    return AWAY if known.means_away else PRIVATE


def told_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many there were of each reason, as it may be told."""
    told: Counter[str] = Counter()
    for reason, number in counts.items():
        told[told_reason(reason)] += number
    return dict(told)


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


_KNOWN: Final = {_bare(reason.name): reason for reason in REASONS}
