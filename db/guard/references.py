"""Numbers by which a system knows one child: of the case system, the school, the court."""

from collections.abc import Iterator
from typing import Final

from db.guard.own import CouncilsOwn
from db.guard.readable import Searched, any_case

_SYSTEM: Final = (
    r"(?:mosaic|lcs|ehm|ics|liquid\s?logic|eclipse|care\s?first|care\s?director|azeus|swift|"
    r"protocol|framework-?i|core\s?logic|capita(?:\sone)?|synergy|paris|impulse|rio|systm\s?one)"
)
_WHOSE: Final = (
    r"(?:person|client|child(?:'?s)?|pupil|case|family|service\suser|su|pid|yp|young\sperson|"
    r"contact|referral|mash|lado|ehcp?|uasc|crime|police|home\soffice|court|sibling|carer)"
)
_CALLED: Final = r"(?:id|no|num|number|ref|reference|file|record)"
_SIGNS: Final = r"[\s.:#=\-]{0,3}"
_NO_YEAR: Final = r"(?!(?:19|20)\d\d(?!\d))"
_NUMBER: Final = r"[a-z]{0,2}\d{4,12}[a-z]?(?:/\d{1,6})?"
_CASE_NUMBERS: Final = (
    any_case(rf"(?<![a-z]){_SYSTEM}\s?{_CALLED}{_SIGNS}(?:is\s)?{_NUMBER}(?![\d%])"),
    any_case(rf"(?<![a-z]){_SYSTEM}[\s:#\-]{{1,2}}{_NO_YEAR}[a-z]?\d{{5,9}}[a-z]?(?![\w%])"),
    any_case(rf"(?<![a-z]){_WHOSE}\s?{_CALLED}{_SIGNS}(?:is\s)?{_NUMBER}(?![\d%])"),
    any_case(rf"(?<![a-z]){_WHOSE}[\s:#\-]{{1,2}}[a-z]?\d{{5,9}}[a-z]?(?:/\d)?(?![\w%])"),
    any_case(
        rf"(?<![a-z])(?:case|person|client|child|mash|lado|crime)\s?{_CALLED}?{_SIGNS}"
        r"(?:19|20)\d\d/\d{2,6}(?!\d)"
    ),
    any_case(rf"(?<![a-z])ehcp?[\s\-#]{{1,2}}{_NO_YEAR}\d{{4,7}}(?![\w%])"),
    any_case(r"(?<![a-z0-9])\d\d[a-z]{1,3}/\d{2,7}/\d\d(?!\d)"),  # a crime reference
    any_case(rf"(?<![a-z])(?:crime|police)\s?{_CALLED}{_SIGNS}\d\d[/*]\d{{3,8}}(?:/\d\d)?(?!\d)"),
    any_case(r"(?<![a-z0-9])(?-i:P)\d{6,7}(?![a-z0-9])"),
)
_COURT_NUMBER: Final = any_case(
    r"(?<![a-z0-9])(?-i:[A-Z]{2})\s?\d\d\s?(?-i:[CPFDZ])\s?\d{5}(?![a-z0-9])"
)
_PUPIL_NUMBERS: Final = (
    any_case(r"(?<![a-z0-9])[a-z]\d{11}[0-9a-z][a-z]?(?![a-z0-9])"),
    any_case(
        r"(?<![a-z])(?:upn|uln|unique\s(?:pupil|learner)\snumber)[\s.:#=\-]{0,3}[a-z]?\d{9,13}"
    ),
)


def own_case_numbers(text: Searched, own: CouncilsOwn) -> Iterator[str]:
    """Yield what looks as the council says its case numbers do."""
    if own.case_number is not None:
        for part in text.parts:
            for found in own.case_number.finditer(part):
                yield found[0]


def case_numbers(text: Searched) -> Iterator[str]:
    """Yield what is called a number of a case, or of a person in a case system."""
    for each in _CASE_NUMBERS:
        for found in each.finditer(text.words):
            yield found[0]


def court_numbers(text: Searched) -> Iterator[str]:
    """Yield numbers of cases in the family court."""
    for found in _COURT_NUMBER.finditer(text.words):
        yield found[0]


def pupil_numbers(text: Searched) -> Iterator[str]:
    """Yield unique pupil numbers and learners' numbers."""
    for each in _PUPIL_NUMBERS:
        for found in each.finditer(text.words):
            yield found[0]
