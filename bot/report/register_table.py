"""The register of more time, exemptions and released files as a report for officers has it."""

from typing import Final

from bot.report.paper import PaperTable, ReportColumn, Value, listing
from bot.vocabulary import our
from jobs.report.values import Report, WaiverLine
from jobs.rules.not_held import told_reason

_Waiver = ReportColumn[WaiverLine]
COLUMNS: Final = (
    _Waiver(f"{our.live_audit:C}", lambda one: _called(one), 22),
    _Waiver("Given", lambda one: _given(one), 20),
    _Waiver("Until", lambda one: one.until or "", 13),
    _Waiver("Why", lambda one: _why(one), 32),
    _Waiver("By", lambda one: one.by or "the bot", 22),
    _Waiver("On", lambda one: one.on, 13),
)


def register(report: Report) -> PaperTable:
    """Return what was given or released, and why; a report for scrutiny has no rows."""
    return listing("Register", COLUMNS, report.waivers)


def _called(one: WaiverLine) -> Value:
    return f"a file of {one.file_of:%B %Y}" if one.file_of else one.reference


def _given(one: WaiverLine) -> Value:
    if one.file_of:
        return "no other look: closed"
    given = "more time" if one.until else "exempt"
    return given if one.stands else f"{given}, taken back"


def _why(one: WaiverLine) -> Value:
    asked = f"asked for by the {one.asked_by}" if one.asked_by else ""
    return "; ".join(filter(None, (told_reason(one.reason), one.note, asked)))
