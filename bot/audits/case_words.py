"""How the case of a live audit is named: by its line of the month's sheet, and nothing else."""

from datetime import date

from db.models import LiveAudit


def line_words(line: int, month: date) -> str:
    """Name a case as the sheet does: "line 17 of December's sheet"."""
    return f"line {line} of {month:%B}'s sheet"


def file_words(first: LiveAudit) -> str:
    """Name a file by the audit that looked at it first, without saying whose work that was."""
    month = first.audit_month.month
    if first.case_line is not None:
        return line_words(first.case_line, month)
    team = first.team.name if first.team else "a team that is not known"
    return f"a case of {month:%B %Y} in {team}"
