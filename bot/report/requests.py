"""What may be asked of reports."""

from dataclasses import dataclass
from datetime import date

from bot.actions.requests import Request
from jobs.report.values import Audience
from jobs.rules.periods import MONTH


@dataclass(frozen=True)
class MakeReport(Request):
    """`report quarter scrutiny`, `report last month`, `report 2026-10`.

    `day` is a day of the period, or None for the one that today is in; `is_last` asks for the one
    before that.
    """

    kind: str = MONTH
    audience: Audience = Audience.OFFICERS
    day: date | None = None
    is_last: bool = False


@dataclass(frozen=True)
class MakePack(Request):
    """`pack`: an inspector rang."""
