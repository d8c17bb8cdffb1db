"""Nothing that comes in takes long to read, however it is made, and nothing of it is a fault."""

from collections.abc import Mapping
from typing import Final

import pytest

from bot.registry import ACTIONS, AUDITS, STATUS
from bot.slack.blocks import Answer
from bot.slack.bounds import MOST_CHOSEN, MOST_IN_A_FIELD, MOST_TYPED
from bot.slack.command_set import CommandSet
from bot.slack.filled import FieldsError, as_given
from bot.slack.registry import Command
from db.errors import RefusedError
from db.models import Person
from db.session import Database
from jobs.people.roster_files import LONGEST_CELL
from jobs.plan.choosing import LONGEST_HEADING
from jobs.plan.statuses import LONGEST_NAME
from jobs.rules.deadlines import LONGEST_TEXT
from tests.ambiguity import grows
from tests.contexts import asking
from tests.patterns import Found, every_pattern
from tests.people import NOW, Council

SETS: Mapping[str, CommandSet] = {"/action": ACTIONS, "/audit": AUDITS, "/status": STATUS}
VERBS = [(command, verb) for command, known in SETS.items() for verb in known.verbs]

SHORT: Final = 500  # characters, of which a pattern may look at each pair
# What is cut before a pattern sees it, so that it may grow faster: to how many characters, and how.
CUT: Final[Mapping[tuple[str, str], int]] = {
    ("jobs.people.", ""): LONGEST_CELL,  # each cell of a staff list, by roster_files
    ("jobs.plan.choosing", "HINTS"): LONGEST_HEADING,  # a longer heading is not looked at
    ("jobs.plan.statuses", "_NOUNS"): LONGEST_NAME,  # of a sheet's name
    ("jobs.plan.columns", "_SHEETS"): LONGEST_NAME,
    ("jobs.rules.deadline_search", "_STANDS_ALONE"): LONGEST_TEXT,  # more is no deadline
    ("jobs.rules.deadline_words", "line"): LONGEST_TEXT,
}
# Blanks are made one before these see a text: `_squeezed` in bot.home.everyday, and `spoken`.
SQUEEZED: Final = ("bot.home.everyday", "jobs.rules.stretches")
# Patterns of words that are escaped, or that a council or the code of another line gives.
UNTOLD: Final = frozenset(
    {
        "bot.home.listeners", "bot.home.rule", "bot.slack.buttons", "bot.slack.command_set",
        "bot.slack.numbered", "jobs.audits.learning", "jobs.plan.archives", "jobs.plan.cells",
        "jobs.plan.columns", "jobs.plan.statuses", "jobs.rules.audit_texts",
        "jobs.rules.deadline_words", "db.audits.case_keys", "db.guard.own", "db.guard.readable",
        "db.people.forgetting",
    }
)  # fmt: skip
# Patterns that stood here once and held the bot, and what is like them; then what is linear.
BAD: Final = (
    (r"\s+\s*x", "match"), (r"(a+)+x", "match"), (r"(?:a*)*x", "match"), (r"a+x", "search"),
    (r"[\s,]+$", "search"), (r"(?P<which>.+?)\s+off", "fullmatch"), (r"(?:a|ab|b)*c", "match"),
    (r"a(?=.*b)", "search"), (r"a(?:.*b)?", "search"), (r"(?:x\s*)*\s*y", "match"),
    (r"<@U[A-Z0-9]+(?:\|[^>]*)?>", "search"), (r"\s*+x", "search"), (r"\(.*?\)", "search"),
    (r"(?:on |on leave |leave )*x", "match"), (r"(?:(?:on )?(?:leave|on) )*x", "match"),
)  # fmt: skip
GOOD: Final = (
    (r"a+x", "match"), (r"(?<!a)a+x", "search"), (r"\ba+x", "search"), (r"\s*+\s*x", "match"),
    (r"(?<![\s,])[\s,]+$", "search"), (r"(\w+)\s+(\w+)", "fullmatch"), (r"(?:x\s*)*y", "match"),
    (r"<@U[A-Z0-9]+(?:\|[^<>]*)?>", "search"), (r"\s*(?s:.*)", "fullmatch"),
    (r"a(?=.*b)", "match"), (r"#\d{1,9}(?:,#\d{1,9})*x", "match"), (r"^(?:(?:on )?on )+", "search"),
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "method"), BAD)
def test_a_pattern_that_grows_faster_than_its_text_is_told(pattern: str, method: str) -> None:
    assert grows(pattern, 0, method)


@pytest.mark.parametrize(("pattern", "method"), GOOD)
def test_a_pattern_that_is_linear_is_not(pattern: str, method: str) -> None:
    assert not grows(pattern, 0, method)


def cut_to(found: Found) -> int | None:
    """Return to how many characters a text is cut before a pattern sees it."""
    places = (
        most
        for (module, name), most in CUT.items()
        if found.module.startswith(module) and found.name.startswith(name)
    )
    return next(places, None)


def test_every_pattern_is_linear() -> None:
    found, untold = every_pattern()
    assert max(CUT.values()) <= SHORT
    growing = [
        str(each)
        for each in found
        if cut_to(each) is None
        and grows(
            each.pattern, each.flags, each.method, is_squeezed=each.module.startswith(SQUEEZED)
        )
    ]
    assert growing == []
    assert all(any(cut_to(each) == most for each in found) for most in CUT.values())
    assert {each.split()[0] for each in untold} == UNTOLD
    assert {"bot", "jobs", "db"} == {each.module.split(".")[0] for each in found}
    assert len(found) > 500


HUGE = ("9" * 9, "9" * 19, "9" * 3900, "0", "-1", "\N{ARABIC-INDIC DIGIT THREE}")


def tried(person: Person, verb: type[Command], command: str, text: str) -> None:
    """Type it: whatever it is, it is answered or refused."""
    try:
        request = SETS[command].parse(f"{verb.name} {text}", command)
        told = request.run(asking(person, NOW))
    except RefusedError:
        return
    assert told is not None
    if isinstance(told, Answer):
        assert len(told.blocks) <= 50


TOO_MUCH = (
    *HUGE,
    *(f"{{number}} {huge}" for huge in HUGE[1:4]),
    f"{{number}} by {'9' * 19} days",
    f"{{number}} = {'9' * 19} of {'9' * 19}",
    "{number} " + "#1 " * 1200,
    "{number} " + ", ".join(map(str, range(2, 700))),
    "{number} " + "word " * 700,
    "<@U05> " * 500,
)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # what is read, not kept
def test_no_number_and_no_list_is_too_much(council: Council, database: Database) -> None:
    number = council.action(council.practitioner)
    for command, verb in VERBS:
        for text in TOO_MUCH:
            with database.begin() as session, session.begin_nested() as tries:
                lead = session.get_one(Person, council.officer.id)
                tried(lead, verb, command, text.format(number=number))
                tries.rollback()


def test_more_than_is_read_is_refused_before_it_is_read() -> None:
    with pytest.raises(RefusedError, match="4,001 characters long"):
        ACTIONS.parse("a" * (MOST_TYPED + 1), "/action")


def form(**values: object) -> dict[str, object]:
    elements = {
        name: {name: {"type": "plain_text_input", "value": value}}
        if isinstance(value, str)
        else {name: {"type": "checkboxes", "selected_options": value}}
        for name, value in values.items()
    }
    return {"state": {"values": elements}}


def test_more_than_a_field_takes_is_said_beside_it() -> None:
    many = [{"value": str(number)} for number in range(MOST_CHOSEN + 1)]
    with pytest.raises(FieldsError) as refused:
        as_given(form(title="a" * (MOST_IN_A_FIELD + 1), which=many, why="because"))
    assert refused.value.problems == {
        "title": "Write 3,000 characters or fewer.",
        "which": "Choose 100 or fewer.",
    }
