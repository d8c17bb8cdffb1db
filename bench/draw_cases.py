"""A draw with cases: a sheet made up for a council, and how long its draw and its check take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random
from time import process_time

from jobs.rules.draw.check import problems
from jobs.rules.draw.model import DrawRequest, Month, PastCase, Plan
from jobs.rules.draw.sheet import CaseLine
from jobs.rules.draw.solve import draw

LINES_AN_AUDIT = 1.5  # a sheet has half as many lines again as audits
TWO, TEAM, KEYED, LOOKED_AT = 0.1, 0.2, 0.5, 0.1
A_YEAR_AGO = Month(2026, 3)


@dataclass(frozen=True)
class CaseRow:
    """One council's line of the table; times in seconds."""

    name: str
    lines: int
    audits: int
    with_case: int
    draw: float
    check: float


def measured_with_cases(name: str, request: DrawRequest, audits: int) -> CaseRow:
    """Draw a council with a sheet of cases and check it, and time both."""
    asked = with_cases(request, round(audits * LINES_AN_AUDIT))
    start = process_time()
    plan = draw(asked)
    drawn = process_time() - start
    if not isinstance(plan, Plan):
        raise SystemExit(f"{name} has no plan with cases: {plan}")
    start = process_time()
    found = problems(asked, plan)
    checked = process_time() - start
    if found:
        raise SystemExit(f"{name} with cases: {found[0]}")
    return CaseRow(name, len(asked.cases), len(plan.pairs), len(plan.cases), drawn, checked)


def with_cases(request: DrawRequest, lines: int) -> DrawRequest:
    """Return a request with a sheet: most lines of one practitioner, some of two or of a team."""
    chance = Random(lines)
    sheet = tuple(_sheet(request, lines, chance))
    keys = [case.key for case in sheet if case.key]
    looked_at = tuple(PastCase(key, A_YEAR_AGO) for key in keys if chance.random() < LOOKED_AT)
    return replace(request, cases=sheet, looked_at=looked_at)


def _sheet(request: DrawRequest, lines: int, chance: Random) -> Iterator[CaseLine]:
    mates: dict[tuple[str, str], list[str]] = {}
    for person in request.practitioners:
        mates.setdefault(person.team_key, []).append(person.id)
    for number in range(1, lines + 1):
        person = chance.choice(request.practitioners)
        key = sha256(f"{lines} {number}".encode()).hexdigest() if chance.random() < KEYED else ""
        how = chance.random()
        if how < TEAM:
            yield CaseLine(number, team=person.team_key, key=key)
            continue
        others = [one for one in mates[person.team_key] if one != person.id]
        two = (chance.choice(others),) if others and how < TEAM + TWO else ()
        yield CaseLine(number, (person.id, *two), key=key)


def table_of_cases(rows: list[CaseRow]) -> list[str]:
    """Return the measurements as a table of Markdown."""
    return [
        "| | lines | audits | with a case | draw, s | check, s |",
        "|---|---:|---:|---:|---:|---:|",
        *(
            f"| {row.name} | {row.lines:,} | {row.audits:,} | {row.with_case:,} "
            f"| {row.draw:.2f} | {row.check:.2f} |"
            for row in rows
        ),
    ]
