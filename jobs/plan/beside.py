"""Tells a plan from what a workbook has beside it: lookup lists, a cover, a register of risks."""

import re
from typing import Final

from db.patterns import pattern
from db.plan.known import ACTION
from jobs.plan.column_scores import named
from jobs.plan.heading_names import normal
from jobs.plan.headings import tables_in
from jobs.plan.looks import NOTHING
from jobs.plan.tables import Grid, SheetTable

# Sheets beside a plan that only look like one.
_NO_PLAN: Final = pattern(
    r"(?i)\s*(?:look ?ups?|lists?|drop-? ?downs?|validation|data validation|key|legend|guidance|"
    r"instructions?|read ?me|version control|version history|change ?log|document control|"
    r"revision history|pivot|dashboard|summary|cover|contents|risks|"
    r"(?:risks?|issues?|decisions?) (?:register|log)|reference data|notes)"
    r"(?:\s+(?:sheet|tab|data|\d+))?\s*"
)
_RISK: Final = re.compile(
    r"risk(?: (?:description|event|title|identified|statement|detail))?|hazard"
)
_WEIGHED: Final = re.compile(
    r"(?:(?:inherent|gross|residual|net|current|target|initial) )?(?:risk )?"
    r"(?:likelihood|probability|score|severity)(?: \w+)?"
)


def plans_in(grid: Grid) -> list[SheetTable]:
    """Return the tables of a sheet that may be a plan, each below its headings."""
    if _NO_PLAN.fullmatch(grid.name):
        return []
    return [table for table in tables_in(grid) if not _is_of_risks(table)]


def _is_of_risks(table: SheetTable) -> bool:
    """Say whether a table weighs risks: what stands beside each is how it is kept in check.

    A plan may weigh the risk of each action, and has a column of actions and one of their dates.
    """
    said = [normal(heading) for heading in table.headings]
    if not (any(map(_RISK.fullmatch, said)) and any(map(_WEIGHED.fullmatch, said))):
        return False
    found = named(table.headings, [NOTHING] * len(said), ACTION)
    return not {"title", "due"} <= found.keys()
