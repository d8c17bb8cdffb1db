"""How audits were graded, as a table of the report: a count of audits, never of people."""

from bot.report.paper import PaperTable, Value, table
from jobs.report.values import Report
from jobs.rules.grade_profile import GradeProfile, GradeProfiles
from jobs.rules.small_numbers import FEWER_WORDS, HIDDEN_WORDS, LEAST_SHOWN


def grades(report: Report) -> list[PaperTable]:
    """Return how audits were graded: a table for each set of grades, by month and by service."""
    found = report.grades
    return [_graded(found, whole) for whole in found.whole]


def _graded(found: GradeProfiles, whole: GradeProfile) -> PaperTable:
    mine = [one for one in (*found.by_month, *found.by_service) if one.labels == whole.labels]
    columns = [("Audits of", 24), *((label, 12) for label in whole.labels), ("All", 10)]
    rows = [_grade_row(one, one.service or f"{one.month:%B %Y}") for one in mine]
    return table("Grades of audits", columns, [*rows, _grade_row(whole, "The whole period")])


def _grade_row(profile: GradeProfile, name: str) -> tuple[Value, ...]:
    if not profile.is_enough:
        few = FEWER_WORDS if profile.of < LEAST_SHOWN else HIDDEN_WORDS
        return (name, *("" for _ in profile.labels), few)
    return (name, *(profile.counts[label] for label in profile.labels), profile.of)
