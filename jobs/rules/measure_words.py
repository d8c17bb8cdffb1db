"""What the computed measures are called, and which grades count as Good or better."""

from collections.abc import Mapping
from typing import Final

# By the word that is typed for it: /action measure good target 75 of 100.
COMPUTED: Final[Mapping[str, str]] = {
    "good": "Graded Good or better",
    "held": "Audits held",
    "seen": "Practitioners seen",
    "signed": "Actions signed off",
    "time": "Actions done by their original date",
}
GOOD_OR_BETTER: Final[Mapping[str, frozenset[str]]] = {
    "ofsted": frozenset({"Outstanding", "Good"}),
    "0-10": frozenset({"7", "8", "9", "10"}),
    "none": frozenset(),
}
