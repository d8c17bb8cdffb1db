"""Every refusal raised below the bot has words, and those name the commands as they are here."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.people.channel_readers import GUESTS, NOT_SEEN, SHARED
from bot.refusals import WORDS, refusal_words
from db.errors import RefusedError
from db.permissions import Permission, Role, WhoMay
from jobs.context import CommandNames
from jobs.rules.audit_rules import RuleProblem

ROOT = Path(__file__).parents[2]
BELOW = [path for package in ("db", "jobs") for path in sorted((ROOT / package).rglob("*.py"))]
OTHERS = CommandNames("/improve", "/review", "/standing", "/improve-status")
TABLES = {"refusals", "file_refusals", "permission_words"}
A_COMMAND = re.compile(r"/(?:action|audit|status)\b")

# A value of each fact, as the code that refuses hands it over, where its name alone is no example.
FACTS: dict[str, object] = {
    "day": date(2026, 12, 4),
    "decision": "declined",
    "loop": [7, 9, 7],
    "names": ["North", "South"],
    "numbers": [7, 9],
    "on": date(2026, 12, 4),
    "phases": ["Year one", "Year two"],
    "number": 12,
    "out_of": 80.0,
    "permission": Permission.SEE,
    "who": WhoMay(("the head of service",), (Role.LEAD,)),
    "place": "owner",
    "problem": RuleProblem("many_dates", "scrutiny_dates", facts={"number": 31, "most": 30}),
    "wish": "move",
}

# What the draw found, which no example can stand for: those words are asserted where the draw,
# a swap and a re-pair are refused (tests/jobs/audits, tests/jobs/rules/draw).
FROM_THE_DRAW = {"offer", "swap"}


@dataclass(frozen=True)
class Raised:
    """A place where something is refused."""

    path: Path
    line: int
    kind: str
    facts: frozenset[str]
    passes_more: bool

    def __str__(self) -> str:
        """Return where it is."""
        return f"{self.path.relative_to(ROOT)}:{self.line}"

    def error(self) -> RefusedError:
        """Return the refusal with an example of each of its facts."""
        facts = {name: FACTS.get(name, f"<{name}>") for name in self.facts}
        return RefusedError(self.kind, "", **facts)


def raised() -> Iterator[Raised]:
    texts = {path: path.read_text(encoding="utf-8") for path in BELOW}
    for path in (path for path, text in texts.items() if "RefusedError(" in text):
        for node in ast.walk(ast.parse(texts[path])):
            if _refuses(node) and isinstance(node, ast.Call) and node.args:
                kind = node.args[0]
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    named = {each.arg for each in node.keywords if each.arg}
                    more = any(each.arg is None for each in node.keywords)
                    facts = frozenset(named - {"about"})
                    yield Raised(path, node.lineno, kind.value, facts, more)


def _refuses(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "RefusedError"
    )


RAISED = list(raised())
KINDS = [each for each in RAISED if " " not in each.kind]
TOLD_OF = [one for one in KINDS if not one.passes_more and not one.facts & FROM_THE_DRAW]


def test_every_kind_has_words_and_every_words_a_kind() -> None:
    known = {each.kind for each in KINDS} | set(re.findall(r'"([a-z_]+\.[a-z_]+)"', _source()))
    known |= {f"channel.{problem}" for problem in (SHARED, GUESTS, NOT_SEEN)}
    made = tuple(re.findall(r'f"([a-z_]+\.[a-z_]+)\{', _source()))
    assert {each.kind for each in KINDS} <= set(WORDS)
    assert {kind for kind in WORDS if not kind.startswith(made)} <= known


def test_nothing_below_the_bot_is_a_sentence_or_names_a_command() -> None:
    sentences = {str(each) for each in RAISED if " " in each.kind}
    commands = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in BELOW
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and A_COMMAND.search(str(node.value))
        and path != ROOT / "jobs" / "context.py"
    }
    assert sentences | commands == set()


def _source() -> str:
    """Return all the code that refuses: some kinds are raised in bot, where they are asked."""
    paths = [*BELOW, *(ROOT / "bot").rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.stem not in TABLES)


@pytest.mark.parametrize("where", TOLD_OF, ids=str)
def test_the_words_are_made_of_the_facts_that_are_given(where: Raised) -> None:
    words = refusal_words(where.error(), OTHERS)
    assert words
    assert not re.search(r"[{}]", words)
    assert not A_COMMAND.search(words)


def test_words_people_wrote_may_hold_braces() -> None:
    error = RefusedError("ordering.same_phase", number=1, phase="{x} and {0}")
    assert refusal_words(error) == "#1 is in {x} and {0} already."


def test_a_command_is_called_as_it_is_in_this_workspace() -> None:
    error = RefusedError("action.reopened_shelved", number=1, state="dropped")
    assert refusal_words(error, OTHERS) == "#1 is dropped; `/improve resume 1` resumes it."
    assert "`/action resume 1`" in refusal_words(error)
