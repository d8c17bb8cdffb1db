"""Numbers by which a system knows one child: of the case system, the school, the court."""

import re
from collections.abc import Iterator
from typing import Final

from db.guard.own import CouncilsOwn
from db.guard.readable import Searched, all_found, any_case

_SYSTEM: Final = (
    r"(?:mosaic|lcs|ll|ehm|ics|liquid\s?logic|eclipse|care\s?first|care\s?director|azeus|swift|"
    r"protocol|framework-?i|core\s?logic|capita(?:\sone)?|synergy|paris|impulse|rio|systm\s?one|"
    r"wccis|soscare|seemis|scra)"
)
_WHOSE: Final = (
    r"(?:person|client|child(?:'?s)?|pupil|case|family|service\suser|su|pid|pno|episode|yp|young\sperson|"
    r"contact|referral|mash|lado|ehcp?|ehc\splan|uasc|yot|yjs|crime|police|home\soffice|court|sibling|"
    r"carer)"
)
_CALLED: Final = r"(?:id|no|num|number|ref|reference|file|record)"
_SIGNS: Final = r"[\s.:#=\-]{0,3}"
_NO_YEAR: Final = r"(?!(?:19|20)\d\d(?!\d))"
_NO_AMOUNT: Final = r"(?!\d{1,3}000(?!\d)|\d{4,6}\s(?:hours|pounds|days|people|children|families))"
_NUMBER: Final = r"(?:[a-z]{1,3}-?)?\d{4,12}[a-z]?(?:/\d{1,6})?"
_CASE_NUMBERS: Final = (
    any_case(rf"(?<![a-z]){_SYSTEM}\s?{_CALLED}{_SIGNS}(?:is\s)?{_NUMBER}(?![\d%])"),
    any_case(rf"(?<![a-z]){_SYSTEM}[\s:#\-]{{1,2}}{_NO_AMOUNT}[a-z]?\d{{5,9}}[a-z]?(?![\w%])"),
    any_case(rf"(?<![a-z]){_WHOSE}\s?{_CALLED}{_SIGNS}(?:is\s)?{_NUMBER}(?![\d%])"),
    any_case(
        rf"(?<![a-z]){_WHOSE}[\s:#\-]{{1,2}}{_NO_AMOUNT}[a-z]?\d{{5,9}}[a-z]?(?:/\d)?(?![\w%])"
    ),
    any_case(
        rf"(?<![a-z])(?:case|person|client|child|mash|lado|crime|scra)\s?{_CALLED}?{_SIGNS}"
        r"(?:19|20)\d\d/\d{2,6}(?!\d)"
    ),
    any_case(rf"(?<![a-z])(?:child|family|sibling|yp)\s?{_CALLED}{_SIGNS}\d\d/\d{{3,6}}(?!\d)"),
    any_case(r"(?<![a-z])urn[\s.:#]{0,3}\d\d/\d{2,5}/\d\d(?!\d)"),  # of the police
    any_case(rf"(?<![a-z])ehcp?[\s\-#]{{1,2}}{_NO_YEAR}\d{{4,7}}(?![\w%])"),
    any_case(r"(?<![a-z0-9])\d\d[a-z]{1,3}/\d{2,7}/\d\d(?!\d)"),  # a crime reference
    any_case(
        rf"(?<![a-z])(?:crime|police)\s?{_CALLED}{_SIGNS}(?:[a-z]{{2,4}}/)?\d\d[/*]\d{{3,8}}"
        r"(?:/\d\d)?(?!\d)"
    ),
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
    any_case(r"(?<![a-z])(?:scn|scottish\scandidate\s(?:number|no))[\s.:#=\-]{0,3}\d{9}(?!\d)"),
)

_PERSONAL_NUMBERS: Final = (
    any_case(
        r"(?<![a-z])(?:passport|driving\slicen[cs]e)(?:\s(?:no|num|number|ref))?[\s.:#]{0,3}(?:is\s)?"
        r"[a-z]{0,2}\d{7,9}(?![\d%])"
    ),
    # A driving licence: five letters of a name, the day of birth among six figures, initials.
    any_case(
        r"(?<![a-z0-9])[a-z][a-z9]{4}\d[0156]\d[0-3]\d\d[a-z9]{2}\d[a-z]{2}(?:\s?\d\d)?(?![a-z0-9])"
    ),
    any_case(r"(?<![a-z])sort\scode[\s.:#]{0,3}(?:is\s)?\d\d[\s-]?\d\d[\s-]?\d\d(?!\d)"),
    any_case(
        r"(?<![\d£-])\d\d-\d\d-\d\d[\s,/]{1,3}(?:(?:a/?c|acc(?:oun)?t)[\s.:#]{1,2})?\d{8}(?!\d)"
    ),
    any_case(
        r"(?<![a-z])(?:bank(?:\saccount|\sdetails)?|a/c)(?:\s(?:no|number))?[\s.:#]{1,3}(?:is\s)?"
        r"(?:\d\d[\s-]?\d\d[\s-]?\d\d[\s,/]{1,3})?\d{8}(?!\d)"
    ),
    any_case(
        r"(?<![a-z])account(?:\s(?:no|number))?[\s.:#]{1,3}(?:is\s)?\d{8}[\s,;/&]{1,3}"
        r"(?:and\s)?sort(?![a-z])"
    ),
)
_CARD: Final = any_case(r"(?<![\d-])[3-6]\d{3}([\s-]?)\d{4}\1\d{4}\1\d{4}(?![\d-])")


def own_case_numbers(text: Searched, own: CouncilsOwn) -> Iterator[str]:
    """Return what looks as the council says its case numbers do."""
    return all_found([own.case_number] if own.case_number else [], *text.parts)


def case_numbers(text: Searched) -> Iterator[str]:
    """Return what is called a number of a case, or of a person in a case system."""
    return all_found(_CASE_NUMBERS, text.words)


def court_numbers(text: Searched) -> Iterator[str]:
    """Return numbers of cases in the family court."""
    return all_found([_COURT_NUMBER], text.words)


def pupil_numbers(text: Searched) -> Iterator[str]:
    """Return unique pupil numbers and learners' numbers."""
    return all_found(_PUPIL_NUMBERS, text.words)


def personal_numbers(text: Searched) -> Iterator[str]:
    """Yield numbers of passports, driving licences, bank accounts and cards."""
    yield from all_found(_PERSONAL_NUMBERS, text.words)
    for found in _CARD.finditer(text.words):
        if _is_a_card(re.sub(r"\D", "", found[0])):
            yield found[0]


def _is_a_card(digits: str) -> bool:
    from stdnum import luhn

    return luhn.is_valid(digits)
