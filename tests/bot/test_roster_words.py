"""What is wrong with a roster is a kind below the bot, and has its words here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.people.roster_words import WORDS, problem_words
from jobs.people.roster_problems import Problem, RosterProblemError

PEOPLE = Path(__file__).parents[2] / "jobs" / "people"
# What a sentence has and a heading, a pattern or a name of a field has not.
A_SENTENCE = re.compile(r"(?i)\b(?:is|are|has|have|cannot|could|nobody|this|there|write)\b")
CALLS = {"RosterProblemError": 0, "wrong": 2, "doubt": 2, "Problem": 2}  # where its kind stands


def said() -> Iterator[str]:
    """Yield every text in the code that reads a roster, but for what tells of the code."""
    for path in sorted(PEOPLE.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in told:
                continue
            if isinstance(node.value, str):
                yield node.value


def kinds() -> Iterator[str]:
    """Yield every kind of problem that the code names."""
    for path in sorted(PEOPLE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", None) or getattr(
                getattr(node, "func", None), "id", None
            )
            if isinstance(node, ast.Call) and name in CALLS and len(node.args) > CALLS[name]:
                kind = node.args[CALLS[name]]
                if isinstance(kind, ast.Constant) and kind.value:
                    yield str(kind.value)


def test_no_sentence_stands_where_a_roster_is_read() -> None:
    sentences = [text for text in said() if " " in text and A_SENTENCE.search(text)]
    assert [text for text in sentences if not re.search(r"[\\|^]", text)] == []


def test_every_kind_of_problem_has_words_and_every_words_a_kind() -> None:
    assert set(kinds()) | {"column_missing"} == set(WORDS)


def test_a_problem_says_where_it_is_and_what_may_stand_there() -> None:
    one = Problem(3, "end", "no_date", {"text": "soon"}, "Staff", "2027-08-31")
    assert problem_words(one) == (
        "sheet “Staff”, row 3, end: 'soon' is not a date. Write it like this: 2027-08-31"
    )
    broken = RosterProblemError("unpacks_to", most=100)
    told = problem_words(Problem(1, "", "excel_broken", {"why": broken}))
    assert told == "line 1: This Excel file cannot be read (it unpacks to more than 100 MB)."
    circle = Problem(2, "line manager", "circle", {"way": ["a{b}@x.example", "c@x.example"]})
    assert "(a{b}@x.example → c@x.example)" in problem_words(circle)
