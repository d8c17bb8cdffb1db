"""Which figures of a report follow from the sealed history, section by section, and which do not.

`live-audit verify` works out again what follows, and says what does not, as the report itself does.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from bot.report.paper import PaperTable, table
from bot.vocabulary import our


class Trace(NamedTuple):
    """What of a section follows from the history, and what is counted of the tables alone."""

    follows: str
    does_not: str


_WHO: Final = "who works here, in which team and service, and under whom"
_ANSWERS: Final = "which actions answer what a review says"
# By how the heading of a section begins.
TRACES: Final[Mapping[str, Trace]] = {
    "Summary": Trace(
        "added, open, overdue, done, signed off, by their first date, given another date, without "
        f"an owner or a date, the burn-up; {our.live_audits} expected, held and not held",
        "",
    ),
    "Background": Trace(f"{_ANSWERS}, and how many there are", ""),
    "Progress": Trace(f"how far each action is, {_ANSWERS}", ""),
    "Council Plan": Trace(f"how far each action is, {_ANSWERS}", ""),
    "Implications": Trace("", "what is written there"),
    "Recommendation": Trace("the figures of the summary", ""),
    "Done since last time": Trace("added, done and when, signed off and when", ""),
    "Overdue": Trace("which, by status and date", ""),
    "At risk": Trace("which are open, and when they are due", "the forecast"),
    "Extensions": Trace("first date, date now, each agreed move, why, and who agreed", ""),
    "No owner or no date": Trace("which", ""),
    "Outstanding actions": Trace("status, owner, dates", ""),
    "Live audits": Trace(
        f"expected, held, not held and why, exempt, graded, {our.moderated} and to be, the three "
        f"ticks, files owed another look; by service: {_WHO}",
        "",
    ),
    "Coverage": Trace(f"which were held, when, and who was paired with whom; {_WHO}", ""),
    "Themes": Trace(f"strengths and areas of each {our.live_audit}, themes of actions", ""),
    "Distance travelled": Trace(
        "readings that were written down, grades, what a measure is called and aims at, by team", ""
    ),
    "Closing the loop": Trace(f"done and signed off, and when; {_ANSWERS}; their themes", ""),
    "Definitions": Trace("", ""),
    "Provenance": Trace("the head itself", ""),
}


def traces() -> PaperTable:
    """Return it as a table, without the sections that have no figures."""
    rows = [(name, *trace) for name, trace in TRACES.items() if any(trace)]
    columns = [("Section", 20), ("Follows from the history", 40), ("Does not", 40)]
    return table("What follows from the history", columns, rows)
