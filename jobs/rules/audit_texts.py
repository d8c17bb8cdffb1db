"""The lists and texts among a council's rules for live audits, and what they may hold."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from jobs.rules.months import A_YEAR

DEFAULT_THEMES: Final = (
    "Assessment",
    "Direct work",
    "Identity and diversity",
    "Management oversight",
    "Multi-agency working",
    "Planning",
    "Recording",
    "Risk and safety",
    "Voice of the child",
)
DEFAULT_SAFEGUARDING: Final = (
    "Follow your safeguarding procedure now, and tell your line manager or the duty manager."
)

MOST_CHOICES: Final = 25
CHOICE_LENGTH: Final = 40
TEXT_LENGTH: Final = 300
PATTERN_LENGTH: Final = 60


def wrong(words: str) -> PydanticCustomError:
    """Return what a check raises: words that follow the rule's name and need no full stop."""
    # Pydantic fills braces in, and what somebody typed may hold some.
    return PydanticCustomError("rule", "{words}", {"words": words})


def _choices(given: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(choice.strip() for choice in given)
    if not all(0 < len(choice) <= CHOICE_LENGTH for choice in found):
        raise wrong(f"needs words of {CHOICE_LENGTH} characters at most in every line")
    if len({choice.lower() for choice in found}) < len(found):
        raise wrong("has the same words twice")
    if len(found) > MOST_CHOICES:
        raise wrong(f"has {len(found)} lines, and {MOST_CHOICES} are the most")
    return found


def _at_least_one(given: tuple[str, ...]) -> tuple[str, ...]:
    if not given:
        raise wrong("needs one line at least")
    return given


def _text(given: str) -> str:
    text = given.strip()
    if not 0 < len(text) <= TEXT_LENGTH:
        raise wrong(f"needs between 1 and {TEXT_LENGTH} characters")
    return text


def _pattern(given: str) -> str:
    pattern = given.strip()
    if len(pattern) > PATTERN_LENGTH:
        raise wrong(f"has {len(pattern)} characters, and {PATTERN_LENGTH} are the most")
    # A repeated group could keep a search busy for hours; a case number needs none.
    if re.search(r"\)\s*[*+{]", pattern):
        raise wrong("repeats a group, which a case number does not need")
    try:
        matches_nothing = pattern and re.fullmatch(pattern, "")
    except re.error as error:
        raise wrong(f"is not a pattern: {error}") from None
    if matches_nothing:
        raise wrong("would take an empty case number")
    return pattern


def _months(given: tuple[int, ...]) -> tuple[int, ...]:
    if not all(1 <= number <= A_YEAR for number in given):
        raise wrong("takes the numbers of months, from 1 to 12")
    if len(set(given)) == A_YEAR:
        raise wrong("has every month of the year in it")
    return tuple(sorted(set(given)))


Choices = Annotated[tuple[str, ...], AfterValidator(_choices)]
SomeChoices = Annotated[Choices, AfterValidator(_at_least_one)]
Text = Annotated[str, AfterValidator(_text)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Months = Annotated[tuple[int, ...], AfterValidator(_months)]
