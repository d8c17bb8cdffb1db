"""Staff lists that were refused or read wrong once, by their number, each as it is right.

The files are as they were handed in, in `cases/`; more shapes of each kind are beside this one.
Case 91 (who has left Slack is not drawn) is `tests/jobs/audits/test_left_slack.py`, case 93 (a
bank holiday that is proclaimed) stands in `tests/bot/test_settings.py`, and of case 94 (what
Outlook makes of an invitation) docs/live-audits.md says what is known.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from jobs.people.roster import read

CASES = Path(__file__).parent / "cases"
SAM, ROBIN = "sam.birch@council.example", "robin.alder@council.example"
STARTS: Final = {"starts_on": date(2026, 9, 1)}
MANAGER: Final = {"name": "Sam Birch", "role": "Team Manager"}

PEOPLE: Final[Mapping[str, Mapping[str, Mapping[str, object]]]] = {
    "81": {SAM: MANAGER},
    "83": {
        ROBIN: {"name": "Robin Alder", "role": "Head of Service", "manager": None},
        SAM: {**MANAGER, "manager": ROBIN},
    },
    "84": {
        ROBIN: {"name": "Robin Alder", "manager": None},
        SAM: {"name": "Sam Birch", "manager": ROBIN},
    },
    "86": {
        SAM: MANAGER,
        "alex.cedar@council.example": {"name": "Alex Cedar", "role": "Social Worker"},
    },
    "87": {SAM: MANAGER},
    "88": {
        "a1@council.example": {"name": "A One", **STARTS, "ends_on": date(2027, 3, 31)},
        "a2@council.example": {"name": "A Two", **STARTS, "ends_on": None},
        "a3@council.example": {"name": "A Three", **STARTS, "ends_on": None},
        "a4@council.example": {"name": "A Four", **STARTS, "ends_on": None},
    },
}
NOT_READ: Final[Mapping[str, Sequence[str]]] = {"81": ("Employee ID", "FTE")}


@pytest.mark.parametrize("case", PEOPLE)
def test_a_roster_of_the_collection_is_read_right(case: str) -> None:
    [path] = CASES.glob(f"{case} *")
    roster = read(path.read_bytes(), {})
    assert roster.problems == ()
    assert {one.email: one.values for one in roster.entries} == PEOPLE[case]
    assert roster.notes.columns == NOT_READ.get(case, ())
