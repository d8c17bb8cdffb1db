"""The lists and texts among a council's rules for live audits, and what they may hold."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final, LiteralString

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from jobs.rules.errors import UnreadableError
from jobs.rules.meeting_words import read_slot
from jobs.rules.months import A_YEAR
from jobs.rules.quiet import parse_quiet_weeks

# What a peer review's key lines of enquiry ask about (paragraphs 3a to 3e), and what its findings
# come back to.
DEFAULT_THEMES: Final = (
    "Decision making and threshold",
    "Care planning and challenge",
    "Exploitation and missing",
    "EHCP and SEN",
    "Ambition",
    "Permanence",
    "Supervision",
    "Direct work",
    "Voice of the child",
)
DEFAULT_SAFEGUARDING: Final = (
    "Follow your safeguarding procedure now, and tell your line manager or the duty manager."
)

MOST_CHOICES: Final = 25
CHOICE_LENGTH: Final = 40
TEXT_LENGTH: Final = 300
PATTERN_LENGTH: Final = 60


def wrong(kind: LiteralString, **facts: object) -> PydanticCustomError:
    """Return what a check raises: the kind of a problem, with its facts."""
    return PydanticCustomError(kind, kind, facts)


def _choices(given: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(choice.strip() for choice in given)
    if not all(0 < len(choice) <= CHOICE_LENGTH for choice in found):
        raise wrong("long_line", most=CHOICE_LENGTH)
    if len({choice.lower() for choice in found}) < len(found):
        raise wrong("same_words")
    if len(found) > MOST_CHOICES:
        raise wrong("many_lines", number=len(found), most=MOST_CHOICES)
    return found


def _at_least_one(given: tuple[str, ...]) -> tuple[str, ...]:
    if not given:
        raise wrong("no_line")
    return given


def _text(given: str) -> str:
    text = given.strip()
    if not 0 < len(text) <= TEXT_LENGTH:
        raise wrong("text_length", most=TEXT_LENGTH)
    return text


def _theme(given: str) -> str:
    theme = given.strip()
    if len(theme) > CHOICE_LENGTH:
        raise wrong("long_line", most=CHOICE_LENGTH)
    return theme


def _pattern(given: str) -> str:
    pattern = given.strip()
    if len(pattern) > PATTERN_LENGTH:
        raise wrong("pattern_length", number=len(pattern), most=PATTERN_LENGTH)
    # A repeated group could keep a search busy for hours; a case number needs none.
    if re.search(r"\)\s*[*+{]", pattern):
        raise wrong("repeated_group")
    try:
        matches_nothing = pattern and re.fullmatch(pattern, "")
    except re.error as error:
        raise wrong("no_pattern", why=str(error)) from None
    if matches_nothing:
        raise wrong("empty_match")
    return pattern


def _slot(given: str) -> str:
    words = given.strip()
    if len(words) > CHOICE_LENGTH or read_slot(words) is None:
        raise wrong("no_slot")
    return words


def _months(given: tuple[int, ...]) -> tuple[int, ...]:
    if not all(1 <= number <= A_YEAR for number in given):
        raise wrong("no_month")
    if len(set(given)) == A_YEAR:
        raise wrong("every_month")
    return tuple(sorted(set(given)))


def _weeks(given: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(week.strip() for week in given if week.strip())
    if len(found) > MOST_CHOICES:
        raise wrong("many_lines", number=len(found), most=MOST_CHOICES)
    try:
        weeks_of(found)
    except UnreadableError:
        raise wrong("no_weeks") from None
    return found


def weeks_of(given: Iterable[str]) -> tuple[tuple[date, date], ...]:
    """Return weeks off as first and last days; raises UnreadableError for anything else."""
    return parse_quiet_weeks(";".join(given)).spans


Choices = Annotated[tuple[str, ...], AfterValidator(_choices)]
SomeChoices = Annotated[Choices, AfterValidator(_at_least_one)]
Theme = Annotated[str, AfterValidator(_theme)]
Text = Annotated[str, AfterValidator(_text)]
Slot = Annotated[str, AfterValidator(_slot)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Weeks = Annotated[tuple[str, ...], AfterValidator(_weeks)]
Months = Annotated[tuple[int, ...], AfterValidator(_months)]
