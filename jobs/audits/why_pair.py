"""Why an auditor and a practitioner were paired, as it is kept with their audit."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from jobs.rules.draw.model import DrawRequest, Month, Pair, Reason


@dataclass(frozen=True)
class WhyPair:
    """How the two came together, and for a draw the facts behind it.

    Facts are as they were in the month of the draw.
    """

    how: Literal["drawn", "swapped", "taken over"]
    team: str = ""
    month: Month | None = None
    facts: Reason | None = None

    def to_json(self) -> str:
        """Return it as the audit keeps it."""
        return _adapter().dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def read(cls, text: str) -> "WhyPair | None":
        """Return what an audit kept; None for an older one's, which is a sentence."""
        try:
            return _adapter().validate_json(text)
        except ValidationError:
            return None


def why_drawn(request: DrawRequest, pair: Pair) -> WhyPair:
    """Return why a pair was drawn."""
    team = next(p.team for p in request.practitioners if p.id == pair.practitioner)
    return WhyPair("drawn", team, request.month, pair.reason)


@cache
def _adapter() -> TypeAdapter[WhyPair]:
    return TypeAdapter(WhyPair)
