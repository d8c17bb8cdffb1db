"""How audits were graded, as a table of the report: a count of audits, never of people."""

from bot.grade_words import part_words
from bot.report.paper import PaperTable, Value, table
from bot.vocabulary import our
from jobs.report.values import Report
from jobs.rules.grade_profile import GradeProfile, GradeProfiles
from jobs.rules.small_numbers import FEWER_WORDS, HIDDEN_WORDS, LEAST_SHOWN


def grades(report: Report) -> list[PaperTable]:
    """Return how audits were graded, by month, quarter and service: a table for each scale."""
    found = report.grades
    return [_graded(found, whole) for whole in found.whole]


def _graded(found: GradeProfiles, whole: GradeProfile) -> PaperTable:
    parts = (*found.by_month, *found.by_quarter, *found.by_service)
    mine = [one for one in parts if one.labels == whole.labels]
    columns = [(f"{our.audits:C} of", 30), *((label, 12) for label in whole.labels), ("All", 10)]
    rows = [_grade_row(one, part_words(one)) for one in mine]
    return table(f"Grades of {our.audits}", columns, [*rows, _grade_row(whole, "The whole period")])


def _grade_row(profile: GradeProfile, name: str) -> tuple[Value, ...]:
    if not profile.is_enough:
        few = FEWER_WORDS if profile.of < LEAST_SHOWN else HIDDEN_WORDS
        return (name, *("" for _ in profile.labels), few)
    return (name, *(profile.counts[label] for label in profile.labels), profile.of)
