"""What can happen to an action, a measure or a plan item; the values are what the tables hold."""

from enum import StrEnum
from typing import Final


class EventKind(StrEnum):
    """What can happen to an action."""

    ADDED = "added"
    IMPORTED = "imported"
    DONE = "done"
    REOPENED = "reopened"
    MOVED = "moved"
    MOVE_ASKED = "move asked"
    MOVE_APPROVED = "move approved"
    MOVE_DECLINED = "move declined"
    RATED = "rated"  # somebody says where it stands
    GIVEN = "given"
    NOTED = "noted"
    DISOWNED = "not mine"
    DEPUTY_NAMED = "deputy"
    HANDED_OVER = "handed over"
    EDITED = "edited"
    UNDONE = "undone"
    SIGNED_OFF = "signed off"
    RETURNED = "returned"
    SIGNER_ASKED = "asked"  # by itself: whoever was asked no longer could
    SIGNER_NAMED = "signer"
    JUDGED = "outcome"
    DEFERRED = "deferred"
    DROPPED = "dropped"
    RESUMED = "resumed"
    WOKE = "woke"  # by itself: the day came until which it was deferred
    LINKED = "answers"
    ARRANGED = "after"
    PHASED = "phase"
    REPEATS = "repeats"
    CAME_ROUND = "came round"
    PASSED_OVER = "passed over"


class MeasureEventKind(StrEnum):
    """What can happen to a measure."""

    ADDED = "added"
    TARGET = "target"
    READING = "reading"
    ENDED = "ended"


class PlanEventKind(StrEnum):
    """What can happen to a thing that a review says."""

    IMPORTED = "imported"


MOVED: Final = frozenset({EventKind.MOVED, EventKind.MOVE_APPROVED})
UNDOABLE: Final = MOVED | {
    EventKind.DONE,
    EventKind.GIVEN,
    EventKind.MOVE_ASKED,
    EventKind.SIGNED_OFF,
    EventKind.RETURNED,
    EventKind.DEFERRED,
    EventKind.DROPPED,
}
