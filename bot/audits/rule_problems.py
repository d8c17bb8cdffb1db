"""What is said of rules for live audits that cannot be used: a sentence for each problem."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.capital import listed
from jobs.rules.audit_rules import DEFAULTS, AuditRules, RuleProblem

ENOUGH: Final = 3
EXAMPLES: Final[Mapping[str, Any]] = {
    "months_off": (8,),
    "grade_changes": ("2027-04-01: Strong, Sound, Unsafe; good from Sound; alarm Unsafe",),
    "weeks_off": ("2026-12-21..2027-01-01",),
    "case_number_pattern": r"\d{7}",
    "case_theme": "Planning",
    "scrutiny_monthly": '[{working_day = 5, who = "Improvement board"}]',
    "scrutiny_dates": '[{date = 2027-02-11, who = "Scrutiny panel"}]',
}
# What follows the name of the rule.
_WRONG: Final[Mapping[str, str]] = {
    "literal_error": "is one of {expected}",
    "less_than_equal": "is {le} at most",
    "greater_than_equal": "is {ge} at least",
    "int_type": "is a whole number",
    "tuple_type": "is a list",
    "string_type": "is text",
    "long_line": "needs words of {most} characters at most in every line",
    "same_words": "has the same words twice",
    "many_lines": "has {number} lines, and {most} are the most",
    "no_line": "needs one line at least",
    "text_length": "needs between 1 and {most} characters",
    "pattern_length": "has {number} characters, and {most} are the most",
    "repeated_group": "repeats a group, which a case number does not need",
    "no_pattern": "is not a pattern: {why}",
    "empty_match": "would take an empty case number",
    "no_slot": "needs a time, and a weekday or a length if you like",
    "no_weeks": "has a line that is not a first and a last day",
    "no_scale": "needs a day, its grades, which are good and which alarm, in every line",
    "same_day": "has two lines for one day",
    "no_month": "takes the numbers of months, from 1 to 12",
    "every_month": "has every month of the year in it",
    "many_dates": "has {number} dates, and {most} are the most",
    "many_entries": "has {number} entries, and {most} are the most",
    "date_entry": "needs a date and who looks, and nothing else, in every entry",
    "monthly_entry": "needs a working_day and who looks, and nothing else, in every entry",
    "no_date": "has a date that is no day of the calendar",
    "no_working_day": "needs a working_day from 1 to {most} in every entry",
    "who_looks": "needs who looks in every entry, in {most} characters at most",
}


def problem_words(problem: RuleProblem) -> str:
    """Return a problem as a sentence; a service's begins with its name."""
    sentence = _sentence(problem)
    return f"{problem.service}: {sentence}" if problem.service else sentence


def what_is_wrong(problem: RuleProblem) -> str:
    """Return what is wrong with a rule, without its name or an example."""
    return _WRONG.get(problem.kind, "cannot be used").format(**problem.facts)


def _sentence(problem: RuleProblem) -> str:
    if problem.kind in _SENTENCES:
        return _SENTENCES[problem.kind](problem)
    return f"{problem.rule} {what_is_wrong(problem)}, such as {_example(problem.rule)}."


def _off_the_scale(problem: RuleProblem) -> str:
    facts = problem.facts
    allowed = f"use {listed(facts['grades'], ' or ')}" if facts["grades"] else "leave it empty"
    return (
        f"{problem.rule} has {listed(facts['strange'], ' or ')}, which the scale {facts['scale']} "
        f"has not: {allowed}."
    )


def _unknown_service(problem: RuleProblem) -> str:
    known = ", ".join(problem.facts["known"])
    there = f"the services are {known}" if known else "no team has one yet"
    return f"There is no service “{problem.facts['name']}”: {there}."


def _example(name: str) -> str:
    value = getattr(DEFAULTS, name) or EXAMPLES[name]
    return ", ".join(map(str, value[:ENOUGH])) if isinstance(value, tuple) else str(value)


_SENTENCES: Final[Mapping[str, Callable[[RuleProblem], str]]] = {
    "extra_forbidden": lambda problem: (
        f"There is no rule “{problem.rule}”. The rules are: {', '.join(AuditRules.model_fields)}."
    ),
    "council_alone": lambda problem: f"{problem.rule} is the council's alone.",
    "no_sections": lambda _: 'A service has a section of its own, such as [services."Fostering"].',
    "unknown_service": _unknown_service,
    "off_the_scale": _off_the_scale,
    "every_grade": lambda problem: (
        f"{problem.rule} has every grade of the scale: leave the better ones out."
    ),
}
