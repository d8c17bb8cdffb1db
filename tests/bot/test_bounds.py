"""Nothing that comes in takes long to read, however it is made, and nothing of it is a fault."""

import time
from collections.abc import Callable, Mapping

import pytest

from bot.actions.line import cut, tidied
from bot.audits import calendar
from bot.people.absences import Away
from bot.registry import ACTIONS, AUDITS, STATUS
from bot.slack import letters
from bot.slack.blocks import Answer
from bot.slack.bounds import MOST_CHOSEN, MOST_IN_A_FIELD, MOST_TYPED
from bot.slack.command_set import CommandSet
from bot.slack.filled import FieldsError, as_given
from bot.slack.registry import Command
from db.errors import RefusedError
from db.models import Person
from db.session import Database
from jobs.plan import archives, headings, owners, references, statuses
from jobs.rules.meeting_words import read_meeting
from tests.contexts import asking
from tests.people import NOW, Council

LONGEST = 0.25  # seconds, to read it
READ_AT_ONCE = 2000  # characters

SETS: Mapping[str, CommandSet] = {"/action": ACTIONS, "/audit": AUDITS, "/status": STATUS}
VERBS = [(command, verb) for command, known in SETS.items() for verb in known.verbs]


def taken(work: Callable[[str], object], text: str) -> float:
    """Return how long the processor works at a text."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def pumped(before: str, pump: str, after: str) -> Callable[[int], str]:
    return lambda size: before + pump * (size // len(pump)) + after


# What read some of these in a time that grew with each pair of their characters.
READS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "thanks in a meeting": (read_meeting, ","),
    "who is in a meeting": (read_meeting, "<@U1|"),
    "signs after a title": (lambda text: tidied(f"Ring{text}"), ","),
    "signs before an owner": (lambda text: cut(text, len(text), len(text)), ","),
    "blanks between two days": (lambda text: Away.read(f"4 Jan{text}", "/audit"), " "),
    "signs before how they are away": (lambda text: Away.read(text, "/audit"), ","),
    "an address of an owner": (owners._ADDRESS.findall, "a."),
    "a label behind an owner": (owners._LABEL_BEHIND.findall, "a "),
    "a list of owners": (owners._LISTED.findall, "\n"),
    "a department": (lambda text: owners._DEPARTMENT.findall(f"({text}("), "care "),
    "what stands above a section": (headings.TOLD_ABOVE.fullmatch, "lead "),
    "paragraphs": (references.named_in, "5"),
    "the name of a place": (lambda text: statuses.of_place(f"{text}x"), "tab "),
    "a hidden row": (lambda text: archives._HIDDEN.findall(text.encode()), "<row "),
    "what stands under a letter": (letters.unsigned, "\n"),
    "thanks under a letter": (letters.unsigned, "\nthanks"),
    "a board that is added": (calendar._ADDED.fullmatch, "add a on "),
}


@pytest.mark.parametrize("what", READS)
def test_ten_times_what_may_be_typed_is_read_at_once(what: str) -> None:
    reads, pump = READS[what]
    assert taken(reads, pumped("", pump, "!\n!")(10 * MOST_TYPED)) < LONGEST


def read(command: str) -> Callable[[str], object]:
    def work(text: str) -> None:
        try:
            SETS[command].parse(text, command)
        except RefusedError:
            return

    return work


@pytest.mark.parametrize("command", SETS)
def test_every_verb_reads_a_long_text_at_once(command: str) -> None:
    slow = []
    for verb in SETS[command].verbs:
        words = verb.example.replace("@owner", "<@U05|x>").replace("@person", "<@U05|x>").split()
        for at in range(1, len(words) + 1):
            before, after = " ".join(words[:at]), " ".join(words[at:])
            for pump in (" ", "1", ", ", "a: "):
                room = READ_AT_ONCE - len(before) - len(after) - 2
                text = f"{before} {pump * (room // len(pump))} {after}"
                if taken(read(command), text) > LONGEST:
                    slow.append((verb.name, at, pump))
    assert slow == []


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
    blocks = [
        {"type": "input", "block_id": name, "element": {**each[name], "action_id": name}}
        for name, each in elements.items()
    ]
    return {"blocks": blocks, "state": {"values": elements}}


def test_more_than_a_field_takes_is_said_beside_it() -> None:
    many = [{"value": str(number)} for number in range(MOST_CHOSEN + 1)]
    with pytest.raises(FieldsError) as refused:
        as_given(form(title="a" * (MOST_IN_A_FIELD + 1), which=many, why="because"))
    assert refused.value.problems == {
        "title": "Write 3,000 characters or fewer.",
        "which": "Choose 100 or fewer.",
    }
