"""Rosters as text and as sheets, and what is read of them."""

from collections.abc import Mapping, Sequence

from bot.people.roster_words import problem_words
from jobs.people.roster import read
from jobs.people.roster_result import Roster
from tests.jobs.plan.plans import xlsx_of


def read_csv(*lines: str, names: Mapping[str, str] | None = None) -> Roster:
    return read("\n".join(lines).encode(), dict.fromkeys(names or {}), names)


def read_excel(*rows: Sequence[object], **sheets: Sequence[Sequence[object]]) -> Roster:
    return read(xlsx_of({"Staff": rows, **sheets}).content, {})


def people(roster: Roster) -> dict[str, Mapping[str, object]]:
    assert roster.problems == (), list(map(str, roster.problems))
    return {entry.email: entry.values for entry in roster.entries}


def problem(roster: Roster) -> str:
    [found] = roster.problems
    return problem_words(found)
