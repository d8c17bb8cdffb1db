"""What is said when a text holds personal data, or may: never with a word of that text."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, cast

from bot.vocabulary import our
from db.guard.kinds import Kind
from db.privacy import Finding

_ROLE: Final = "name a colleague by their role, for example the team manager"
_NUMBER: Final = "use the action's own number, for example #12"
_CASE_LINE: Final = "name the case by its line on the month's sheet, for example line 17"
_NOBODY: Final = f"write about the work, for example the {our.audits} of the north team"


class KindWords(NamedTuple):
    """What a kind is called, and what to write instead."""

    label: str
    instead: str


KINDS: Final[Mapping[Kind, KindWords]] = {
    Kind.EMAIL: KindWords("an e-mail address", _ROLE),
    Kind.NHS_NUMBER: KindWords("an NHS number", _NUMBER),
    Kind.NATIONAL_INSURANCE_NUMBER: KindWords("a National Insurance number", _NUMBER),
    Kind.DATE_OF_BIRTH: KindWords(
        "a date of birth", "give no more than the month, for example April 2020"
    ),
    Kind.PHONE_NUMBER: KindWords("a phone number", _ROLE),
    Kind.POSTCODE: KindWords(
        "a postcode", "name the place by its team or town, for example the north team"
    ),
    Kind.OWN_CASE_NUMBER: KindWords("one of our case numbers", _CASE_LINE),
    Kind.OLD_DATE: KindWords(
        "a date of birth, as a full date more than a year old can be",
        "give no more than the month, for example April 2020",
    ),
    Kind.CASE_NUMBER: KindWords("a case number", _CASE_LINE),
    Kind.COURT_NUMBER: KindWords("a court case number", _CASE_LINE),
    Kind.PUPIL_NUMBER: KindWords("a pupil number", _CASE_LINE),
    Kind.PERSONAL_NUMBER: KindWords("a number of a bank, passport or driving licence", _NUMBER),
    Kind.SCHOOL: KindWords("the school that a child goes to", _NOBODY),
    Kind.ADDRESS: KindWords(
        "a home address", "name the place by its team or town, for example the north team"
    ),
    Kind.POSTCODE_AREA: KindWords(
        "where somebody lives", "name the place by its team or town, for example the north team"
    ),
    Kind.FOREIGN_PHONE: KindWords("a phone number", _ROLE),
    Kind.INITIALS: KindWords("a child's initials", _CASE_LINE),
    Kind.AGE: KindWords("one child's age", _NOBODY),
    Kind.BABY_DUE: KindWords("the date a baby is due", _CASE_LINE),
}


def found_words(facts: Mapping[str, object]) -> str:
    """Return what is said of what was found: a refusal, or a question where it may be answered."""
    findings = cast("Sequence[Finding]", facts["findings"])
    labels = list(dict.fromkeys(KINDS[each.kind].label for each in findings))
    instead = KINDS[findings[0].kind].instead
    what = " and ".join(labels)
    if any(not each.is_question for each in findings):
        return (
            f"That looks like {what}. I keep nothing about children or families here: "
            f"take it out, and {instead}."
        )
    where = "The link looks as if it holds" if findings[0].is_linked else "That looks like"
    return f"Is this about a child or a family? {where} {what}. If it is, take it out: {instead}."


WORDS: Final[Mapping[str, str | Callable[[Mapping[str, object]], str]]] = {
    "privacy.found": found_words,
}
