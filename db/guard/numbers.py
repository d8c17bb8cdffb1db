"""Numbers that belong to one person: NHS, National Insurance, telephone."""

import re
from collections.abc import Iterator
from typing import Final

from db import patterns
from db.guard.readable import FIGURES, Searched, all_found, any_case, has_digits

_SEPARATORS: Final = r"[\s.\-/_:\\,()|~*]"
_GAP: Final = rf"{_SEPARATORS}{{0,4}}"
_IN_THREES: Final = any_case(rf"(?<!\d)(?=(\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)))")
# Any other grouping, by the same separator throughout and nothing of the kind around it.
_ANYHOW: Final = any_case(
    r"(?<!\d)(?<!\d[.\-/_:\s])(?=[\d.\-/_:\s]{11,28}(?![\d]))"
    r"\d{1,5}(\s?[.\-/_:]\s?|\s{1,2})\d{1,5}(?:\1\d{1,5}){0,8}(?!\d)(?!\1\d)"
)
_LABELLED: Final = any_case(
    r"(?<![a-z])(?:nhs|chi|h\s?&\s?c|hcn|health\s(?:and|&)\scare)(?:\s?(?:no|num|number|id|ref))?[\s.:#=\-]{0,4}(?:is\s)?"
    rf"\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)"
)
_NHS_DIGITS: Final = 10
_A_YEAR_ALONE: Final = any_case(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_IN_A_LINK: Final = any_case(
    r"(?<![a-z0-9])(?:[4679]\d{9}|[34679]\d\d[-\s_.]\d{3}[-\s_.]\d{4})(?![a-z0-9])"
)


def nhs_numbers(text: Searched) -> Iterator[str]:
    """Yield numbers with the right check digit, or called a patient's number."""
    in_figures = _in_figures(text.words)
    if not text.links and not has_digits(in_figures, _NHS_DIGITS):
        return
    in_threes = (
        found[1]
        for found in _IN_THREES.finditer(text.words)
        if not (found[1].isdecimal() and _is_called(_LEDGER, text.words, found))
    )
    anyhow = (found[0] for found in _ANYHOW.finditer(in_figures))
    linked = (found[0] for link in text.links for found in _IN_A_LINK.finditer(link))
    for found in (*in_threes, *filter(_may_be_one_number, anyhow), *linked):
        if _is_valid(digits := re.sub(r"\D", "", found)):
            yield digits
    yield from all_found([_LABELLED], text.words)


# What the books and the desks number: in one run of figures it is nobody's.
_A_LABEL: Final = 60  # characters, with the numbers between
_OTHERS: Final = r"(?:\d{6,13}(?:\s?[,;/&]\s?|\sand\s)){0,3}"
_LEDGER: Final = any_case(
    r"(?<![a-z])(?:journal|invoice|batch|voucher|requisition|remittance|p\.?o|(?:purchase\s)?order)"
    rf"s?(?:\s(?:nos?|numbers?|refs?))?[\s.:#\-]{{0,3}}{_OTHERS}$"
)
_REFERENCE: Final = any_case(
    r"(?<![a-z])(?:ref|reference|line|code|id|sap|oracle|webex|ticket|job|"
    r"asset|asset\s(?:tag|no|number)|serial(?:\s(?:no|number))?)[\s.:#\-]{0,3}$"
)


def _is_called(label: re.Pattern[str], words: str, found: re.Match[str]) -> bool:
    """Say whether a label stands right before what was found."""
    return label.search(words[max(0, found.start() - _A_LABEL) : found.start()]) is not None


_TIMES: Final = {"": 1, "double": 2, "triple": 3, "treble": 3}
# As somebody reads a number to a telephone: "oh double seven, nine hundred".
_SPOKEN: Final = any_case(
    rf"(?<![a-z])(?:(double|triple|treble)\s)?({'|'.join(FIGURES)}|oh|nought)(\shundred)?(?![a-z])"
    r"(?:[,.](?=\s))?"
)


def _in_figures(words: str) -> str:
    return _SPOKEN.sub(_figures, words)


def _figures(spoken: re.Match[str]) -> str:
    times, digit, hundred = (each.lower() for each in spoken.groups(default=""))
    figure = FIGURES.index(digit) if digit in FIGURES else 0
    return str(figure) * _TIMES[times] + ("00" if hundred else "")


def _is_valid(digits: str) -> bool:
    from stdnum.gb import nhs

    return len(digits) == _NHS_DIGITS and nhs.is_valid(digits)


def _may_be_one_number(found: str) -> bool:
    """Say whether it is no list with a year in it, and no address of a machine."""
    is_machine = re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", found) is not None
    return not is_machine and _A_YEAR_ALONE.search(found) is None


# HM Revenue and Customs, National Insurance Manual NIM39110, with prefixes that are not in use:
# what has the form was meant for one.
_NINO_GAP: Final = r"[\s.\-/_]{0,3}"
_NINO: Final = (
    rf"[A-CEGHJ-PR-TVW-ZQ][A-CEGHJ-NPR-TVW-ZQ]{_NINO_GAP}"
    rf"(?:\d{_NINO_GAP}){{6}}[A-D]"
)
_INSURANCE_NUMBER: Final = any_case(rf"(?<![a-z0-9]){_NINO}(?![a-z0-9])")
_GLUED_INSURANCE_NUMBER: Final = patterns.pattern(rf"(?<![A-Z0-9]){_NINO}(?![A-Z0-9])", re.ASCII)
_CALLED_INSURANCE: Final = any_case(
    rf"(?<![a-z])(?:ni|nino|nat(?:ional)?\sins(?:urance)?)(?:\s(?:no|number))?[\s.:#=]{{0,3}}"
    rf"(?:is\s)?[a-z]{{2}}{_NINO_GAP}\d\d{_NINO_GAP}\d\d{_NINO_GAP}\d\d(?!\d)"
)
_TEMPORARY: Final = any_case(  # a day of birth and a sex
    r"(?<![a-z])(?:tn|temp(?:orary)?\s(?:ni|nino|national\sinsurance)(?:\s(?:no|number))?)[\s.:#]{0,3}"
    rf"\d\d{_NINO_GAP}\d\d{_NINO_GAP}\d\d{_NINO_GAP}[mf](?![a-z&])"
)


def insurance_numbers(text: Searched) -> Iterator[str]:
    """Yield National Insurance numbers."""
    yield from all_found([_INSURANCE_NUMBER], text.squeezed, *text.links)
    yield from all_found([_GLUED_INSURANCE_NUMBER, _CALLED_INSURANCE, _TEMPORARY], text.words)


# Ofcom, National Telephone Numbering Plan: 1, 2 and 3 are places and services, 7 is mobiles, 8 and
# 9 are paid for by one end. A number has nine or ten digits after its nought.
_PHONE_GAP: Final = r"[\s.\-()/,*_|~`]{0,4}"
_PHONE: Final = any_case(
    r"(?<!\d)(?<!\d[.\-/])(?:"
    r"(?:\+\s?|00\s?)44\)?[\s.\-]{0,2}(?:\(?0\)?[\s.\-]{0,2})?\(?[1-9]"
    r"|44[\s.\-]?7"
    r"|\(?0\)?[\s\-(]?[123789]"
    rf")(?:{_PHONE_GAP}\d){{8,9}}(?!\d)(?![-./](?!0\d{{3}})\d)"
)
_DATE: Final = any_case(
    r"(?<!\d)(?:(?:19|20)\d\d-\d\d?-\d\d?|\d\d?[-./\s]\d\d?[-./\s](?:19|20)\d\d)(?!\d)"
)
# Whoever is in need may ring these, and they are nobody's; 0800 1111 is Childline's.
_HELPLINE: Final = any_case(
    r"(?<!\d)(?:0800[\s\-]?1111(?!\d)|"
    r"(?:(?:\+\s?|00)44[\s\-]?(?:\(0\)\s?)?|\(?0)(?:80[08]|300)\)?(?:[\s.\-]{0,2}\d){6,7}(?!\d))"
)
_A_SCALE: Final = "0123456789"
_CALLED_A_PHONE: Final = any_case(
    r"(?:wa\.me/|[?&/](?:call|tel|phone|mob|mobile|m|dial|n|sms|ring|whatsapp|to|number)[=/])"
    r"\+?((?:\d[\s.\-]?){9,12}\d)(?!\d)|[=/]\+\s?(44\d{9,11})(?!\d)"
)


def phone_numbers(text: Searched) -> Iterator[str]:
    """Yield telephone numbers of this country."""
    words = _HELPLINE.sub(" x ", _DATE.sub(" x ", _in_figures(text.words)))
    for found in _PHONE.finditer(words):
        is_entry = found[0].isdecimal() and _is_called(_LEDGER, words, found)
        if re.sub(r"\D", "", found[0]) != _A_SCALE and not is_entry:
            yield found[0]
    for link in text.links:
        for found in _CALLED_A_PHONE.finditer(link):
            number = found[1] or f"+{found[2]}"
            if _PHONE.search(number) and not _HELPLINE.search(number):
                yield number


_FOREIGN_PHONE: Final = any_case(
    r"(?<![\d+])(?:\+\s?(?!44)[1-9]\d{0,2}|00\s?(?!44)[1-9]\d{0,2}(?=[\s.\-(]))"
    r"(?:[\s.\-()]{0,3}\d){7,12}(?!\d)"
)


# A mobile's, as a spreadsheet keeps it.
_WITHOUT_ITS_NOUGHT: Final = any_case(
    r"(?<![\w+£])(?<!\d[.\-,/])7[1-57-9]\d\d\s?\d{3}\s?\d{3}(?![\w%])(?![-.,]\d)"
)


def foreign_phones(text: Searched) -> Iterator[str]:
    """Yield telephone numbers of other countries, and what may be one that lost its nought."""
    yield from all_found([_FOREIGN_PHONE], text.words)
    for found in _WITHOUT_ITS_NOUGHT.finditer(text.words):
        if not any(_is_called(each, text.words, found) for each in (_LEDGER, _REFERENCE)):
            yield found[0]
