"""No pattern holds the bot up: twice the text takes twice as long, whatever the text.

Every pattern of the bot is tried with texts made of its own loops (`tests.patterns.texts`), in each
way in which the code asks it, as long as what comes in may be. What is measured is the processor's
time, and of that the growth alone.
"""

import gc
import math
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest

from bot.slack.bounds import MOST_TYPED
from db.patterns import LatePattern
from jobs.people.roster_files import LONGEST_CELL
from tests.patterns.found import ROOTS, Code, Pattern
from tests.patterns.texts import Slow, slow_texts

# So close together that what grows without bound is found while it is still short.
LENGTHS: Final = (12, 16, 20, 24, 28, 32, 64, 125, 250, 500, 1000, 2000, MOST_TYPED)
ALWAYS: Final = MOST_TYPED if os.environ.get("NIGHTLY") else MOST_TYPED // 2
WORTH_MEASURING: Final = 0.002  # seconds of the processor
STEP: Final = time.get_clock_info("process_time").resolution  # seconds
SURE: Final = max(0.006, 20 * STEP)  # seconds of the processor: many steps of its clock
MOST_TIMES: Final = 256
LINEAR: Final = (
    3.0  # twice the text takes twice as long; where it takes four times, it is quadratic
)
FEWEST: Final = 900  # patterns
Tidy = Callable[[str], str]
Take = Callable[[str], object]


def one_blank(text: str) -> str:
    """Return a text as `bot.home.everyday` gives it to its rules."""
    return re.sub(r"(\s)\s+", r"\1", text).strip()


def of_a_cell(text: str) -> str:
    """Return a text as a cell of a staff list is read."""
    return " ".join(text.split())[:LONGEST_CELL]


# What is done to a text before these see it; the others see whatever comes in.
TIDIED: Final[Mapping[str, Tidy]] = {
    "bot.home.everyday": one_blank,
    "jobs.people.roster": of_a_cell,
}


def taken(work: Take, text: str) -> float:
    """Return how long the processor works at a text: the better of two times, if it is long."""
    times = []
    for _ in range(2):
        began = time.process_time()
        work(text)
        times.append(time.process_time() - began)
        if times[0] < WORTH_MEASURING:
            break
    return min(times)


def asked(pattern: Pattern, way: str) -> Take:
    """Return what asks a pattern in one way of a text, tidied as it is for that pattern."""
    does = getattr(pattern.asked, way)
    tidy = next((it for name, it in TIDIED.items() if pattern.name.startswith(name)), str)
    is_bytes = isinstance(pattern.asked.pattern, bytes)

    def work(text: str) -> None:
        found = does(tidy(text).encode() if is_bytes else tidy(text))
        if way == "finditer":
            for _ in found:
                pass

    return work


def grows(work: Take, slow: Slow) -> bool:
    """Say whether twice a text takes far more than twice as long, at some length."""
    is_long = False
    for length in LENGTHS:
        if length <= ALWAYS or is_long:
            once = taken(work, slow.of(length))
            is_long = once >= WORTH_MEASURING
            if is_long and all(_of_half(work, slow, length, once) >= LINEAR for _ in range(3)):
                return True
    return False


def _of_half(work: Take, slow: Slow, length: int, once: float) -> float:
    """Return how many times as long a text takes as half of it, which took so long `once`.

    Each is read so often that the processor's clock, which may go in steps of milliseconds, tells.
    """
    whole, half = slow.of(length), slow.of(length // 2)
    times = math.ceil(SURE / once)
    while (long := _often(work, whole, times)) < SURE and times < MOST_TIMES:
        times *= 4
    return long / max(_often(work, half, times), SURE / 20)


def _often(work: Take, text: str, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work(text)
    return time.process_time() - began


def held_up(pattern: Pattern) -> Iterator[str]:
    """Yield by which way and by what a pattern is held up; one text of each way is enough."""
    texts = slow_texts(pattern.asked)
    for way in sorted(pattern.ways):
        work = asked(pattern, way)
        found = next((one for one in texts if grows(work, one)), None)
        if found is not None:
            yield f"{pattern.name}.{way} {pattern.asked.pattern[:60]!r} by {found}"


@pytest.fixture(scope="module")
def code() -> Code:
    """Read the bot's code."""
    return Code()


@pytest.mark.waits
def test_no_pattern_is_held_up_by_any_text_made_of_its_own_loops(code: Code) -> None:
    found = code.patterns
    assert len(found) > FEWEST
    assert [told for pattern in found for told in held_up(pattern)] == []


def test_no_pattern_of_the_bot_is_left_out(code: Code) -> None:
    """Whatever was put together with `pattern` when the modules were read is among them."""
    known = {pattern.asked for pattern in code.patterns}
    made = {re.compile(one.pattern, one.flags) for one in alive()}
    assert [one.pattern for one in made - known] == []


def alive() -> Iterator[Any]:
    """Yield each late pattern that there is, wherever it is kept."""
    return (one for one in gc.get_objects() if isinstance(one, LatePattern))


SLOW: Final = {
    "a loop in a loop": (r"(?:a+b?)+c", "match"),
    "two loops of the same": (r"\s*,?\s*x", "match"),
    "a loop before what is sought": (r"\s+to", "finditer"),
    "words over and over": (r"(?:b ?)*due", "finditer"),
    "anything before what is not there": (r"\bdate\b.*\bclosed\b", "finditer"),
    "three of anything": (r".*\d.*\bmay\b.*", "fullmatch"),
}


@pytest.mark.parametrize("what", SLOW)
def test_what_looks_back_on_itself_is_found_by_its_own_texts(what: str) -> None:
    text, way = SLOW[what]
    assert list(held_up(Pattern("", re.compile(text), frozenset({way}))))


@pytest.mark.parametrize("text", [r"\s++to", r"(?<!\s)\s+to", r"(?:by ){0,3}due", r"a*b"])
def test_what_does_not_look_back_is_not(text: str) -> None:
    assert not list(held_up(Pattern("", re.compile(text), frozenset({"match"}))))


def test_of_all_rooms_some_are_tried(code: Code) -> None:
    rooms = {".".join(one.name.split(".")[:2]) for one in code.patterns}
    assert {f"{root.__name__}." for root in ROOTS} == {f"{room.split('.')[0]}." for room in rooms}
    assert {"bot.actions", "db.guard", "jobs.plan", "jobs.rules"} <= rooms
