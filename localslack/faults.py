"""Faults that a test asks for: each waits for the next calls of one method."""

from collections import defaultdict, deque
from dataclasses import dataclass

from localslack.kinds import Json, PageError

KINDS = (
    "ratelimited",
    "refused",
    "delayed",
    *(f"{what}_{when}" for what in ("500", "timeout", "reset") for when in ("before", "after")),
)


@dataclass(frozen=True)
class Fault:
    """What shall go wrong; `error` is the name a refusal bears, times are in seconds."""

    kind: str
    retry_after: int
    error: str = "internal_error"
    seconds: float = 0.0  # how long what is delayed takes

    @property
    def stores_first(self) -> bool:
        """Whether Slack does what it was asked before it fails."""
        return self.kind.endswith("_after")


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, asked: Json) -> None:
        """Queue the fault a test describes; raise PageError for an unknown kind."""
        if asked.get("kind") not in KINDS or not asked.get("method"):
            raise PageError(
                'A fault is {"method": "chat.postMessage", "kind": K, "times": 1} with K one of '
                f"{', '.join(KINDS)}."
            )
        error = str(asked.get("error", "internal_error"))
        seconds = float(asked.get("seconds", 1))
        fault = Fault(asked["kind"], int(asked.get("retry_after", 1)), error, seconds)
        self._waiting[asked["method"]].extend([fault] * int(asked.get("times", 1)))

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, if one is due."""
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        """Forget all faults still to come."""
        self._waiting.clear()
