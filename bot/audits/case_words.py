"""How the case of a live audit is named: by its line of the month's sheet, and nothing else."""

from collections.abc import Iterable
from datetime import date

from bot.vocabulary import our
from db.models import LiveAudit
from jobs.audits import case_changes


def joined(names: Iterable[str]) -> str:
    """Name several people who hold one case."""
    return " and ".join(names)


def line_words(line: int, month: date) -> str:
    """Name a case as the sheet does: "line 17 of December's sheet"."""
    return f"line {line} of {month:%B}'s sheet"


def case_words(audit: LiveAudit) -> str:
    """Say which case an audit looks at, or who has still to say; empty where nobody says."""
    if audit.case_line is not None:
        return f"Case: {line_words(audit.case_line, audit.audit_month.month)}."
    if not case_changes.waits_for_case(audit):
        return ""
    if case_changes.rules_of(audit).case_choice == case_changes.AGREED:
        return "Case: not agreed yet."
    return f"Case: not named yet. The {our.head_of_service} is asked to name it."


def file_words(first: LiveAudit) -> str:
    """Name a file by the audit that looked at it first, without saying whose work that was."""
    month = first.audit_month.month
    if first.case_line is not None:
        return line_words(first.case_line, month)
    team = first.team.name if first.team else "a team that is not known"
    return f"a case of {month:%B %Y} in {team}"
