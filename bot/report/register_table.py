"""The register of more time and exemptions as a report for officers has it."""

from typing import Final

from bot.audits.event_words import told_reason
from bot.report.paper import PaperTable, ReportColumn, Value, listing
from jobs.report.values import Report, WaiverLine

_Waiver = ReportColumn[WaiverLine]
COLUMNS: Final = (
    _Waiver("Live audit", lambda one: one.reference, 16),
    _Waiver("Given", lambda one: _given(one), 20),
    _Waiver("Until", lambda one: one.until or "", 13),
    _Waiver("Why", lambda one: _why(one), 32),
    _Waiver("By", lambda one: one.by or "the bot", 22),
    _Waiver("On", lambda one: one.on, 13),
)


def register(report: Report) -> PaperTable:
    """Return who gave more time or an exemption, and why; a report for scrutiny has no rows."""
    return listing("Register", COLUMNS, report.waivers)


def _given(one: WaiverLine) -> Value:
    given = "more time" if one.until else "exempt"
    return given if one.stands else f"{given}, taken back"


def _why(one: WaiverLine) -> Value:
    asked = f"asked for by the {one.asked_by}" if one.asked_by and not one.note else ""
    return "; ".join(filter(None, (told_reason(one.reason), one.note, asked)))
