"""What the jobs find wrong is a kind with its facts, and has its words in the bot alone."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.people import roster_words
from bot.people.roster_words import problem_words
from bot.plan import problem_words as plan_words
from db.guard.kinds import Kind
from jobs.people.roster_result import Problem
from jobs.plan.problems import CellProblemError, PlanProblem, Why

JOBS: Final = Path(__file__).parents[2] / "jobs"
# What a sentence has and a heading, a pattern or a name of a field has not.
A_SENTENCE: Final = re.compile(
    r"(?i)\b(?:is|are|has|have|cannot|could|nobody|this|there|write|names?|holds?|says|looks|"
    r"stands|leave|choose|named|contradicts|may|not)\b"
)
FEWEST_WORDS: Final = 3
READ: Final = "what councils write in their own files, and what a file of ours is headed with"
SLIP: Final = "what was called wrongly: a slip in the code, which nobody but the log is told"
CHECKER: Final = "the checker and the rules of a draw speak to whoever proves it at a terminal"
KIND: Final = "the name of a kind, which the bot words"
# The files and the single texts in which such words stand all the same, and why.
FILES: Final[Mapping[str, str]] = {
    "people/roster_columns.py": READ,
    "plan/columns.py": READ,
    "plan/looks.py": READ,
    "rules/duplicates.py": READ,
    **{f"rules/draw/{name}.py": CHECKER for name in ("check", "check_cases", "check_prices")},
    **{f"rules/draw/{name}.py": CHECKER for name in ("check_rules", "model", "draw_rules")},
    **{f"rules/draw/{name}.py": SLIP for name in ("flow", "repair")},
    "rules/draw/fairness.py": KIND,
    "rules/recurrence.py": SLIP,
    "rules/small_numbers.py": SLIP,
    "rules/subscriptions.py": SLIP,
    "rules/working_days.py": SLIP,
}
TEXTS: Final[Mapping[str, str]] = {
    "notices: the message to each person in this unit of work": "a name within a session",
    "an action without a date is never put off": SLIP,
    "end (?:this )?week": "a pattern of what people write",
    "not met within 3 months of the original date": "a council's published words, quoted",
    # Phrases that still stand in the jobs, and go to the bot with what is around them.
    "role not known": "stands for a role in the values of a report",
    " (not a working day)": "a date is spelt in one place for all",
}


def _trees(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(JOBS).as_posix(), ast.parse(path.read_text("utf-8"))


def _texts(tree: ast.Module) -> Iterator[str]:
    """Yield every text of a module but its docstrings; what is filled in stands as a gap."""
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            parts = (getattr(part, "value", "") for part in node.values)
            yield "".join(part if isinstance(part, str) else "…" for part in parts)
        elif isinstance(node, ast.Constant) and id(node) not in passed:
            yield node.value if isinstance(node.value, str) else ""


def _sentences(tree: ast.Module) -> list[str]:
    return [
        text
        for text in _texts(tree)
        if len(re.findall(r"(?i)[a-z\u2019']+", text)) >= FEWEST_WORDS
        and A_SENTENCE.search(text)
        and not re.search(r"[\\|^]", text)
    ]


def test_no_sentence_to_people_stands_in_the_jobs() -> None:
    found = {name: said for name, tree in _trees(JOBS) if (said := _sentences(tree))}
    told = {text for name, said in found.items() if name not in FILES for text in said}
    assert told - TEXTS.keys() == set()
    assert (TEXTS.keys() - told, FILES.keys() - found.keys()) == (set(), set())  # none for nothing


def _kinds(folder: str, calls: Mapping[str, int]) -> Iterator[str]:
    """Yield every kind of problem that the code of a folder names, where its call has it."""
    for _, tree in _trees(JOBS / folder):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
            if len(node.args) > calls.get(name, len(node.args)):
                kind = node.args[calls[name]]
                either = [kind.body, kind.orelse] if isinstance(kind, ast.IfExp) else [kind]
                for each in either:
                    if isinstance(each, ast.Constant) and each.value:
                        yield str(each.value)


ROSTER_CALLS: Final = {"CellProblemError": 0, "wrong": 2, "doubt": 2, "Problem": 2}
PLAN_CALLS: Final = {"CellProblemError": 0, "OwnerError": 0, "Why": 0}


@pytest.mark.parametrize(
    ("folder", "calls", "elsewhere", "words"),
    [
        ("people", ROSTER_CALLS, {"column_missing"}, set(roster_words.WORDS)),
        (
            "plan",
            PLAN_CALLS,
            {"other", "likely", "same"},
            {*plan_words.WORDS, *plan_words.SENTENCES, "which_column"},
        ),
    ],
)
def test_every_kind_of_problem_has_words_and_every_words_a_kind(
    folder: str, calls: Mapping[str, int], elsewhere: set[str], words: set[str]
) -> None:
    assert set(_kinds(folder, calls)) | elsewhere == words


def test_a_problem_says_where_it_is_and_what_may_stand_there() -> None:
    one = Problem(3, "end", "no_date", {"text": "soon"}, "Staff", "2027-08-31")
    assert problem_words(one) == (
        "sheet “Staff”, row 3, end: “soon” is not a date. Write it like this: 2027-08-31"
    )
    broken = CellProblemError("unpacks_to", most=100)
    told = problem_words(Problem(1, "", "excel_broken", {"why": broken}))
    assert told == "line 1: This Excel file cannot be read (it unpacks to more than 100 MB)."
    circle = Problem(2, "line manager", "circle", {"way": ["a{b}@x.example", "c@x.example"]})
    assert "(a{b}@x.example → c@x.example)" in problem_words(circle)


def test_a_problem_of_a_plan_says_where_it_is_and_what_may_stand_there() -> None:
    late = PlanProblem("line 4", Why("to_come", "completed", {"day": date(2027, 3, 31)}))
    assert plan_words.problem_words(late) == (
        "line 4: date completed: 2027-03-31 is still to come. Write it like this: 31 March 2026."
    )
    somebody = PlanProblem("", Why("personal_name"), is_whole=True)
    assert plan_words.problem_words(somebody).startswith("The file or a sheet: the name looks")
    hidden = Why("personal", "title", {"kinds": (Kind.OLD_DATE,)})
    assert "Write it like this" not in plan_words.why_words(hidden)
