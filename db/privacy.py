"""The one guard on free text: what must never be kept is refused before it is stored or logged.

Nothing about a child or a family belongs in the bot (the council's rule), so every text a person
types passes `refuse` first. Its words name the kind of thing that was found and never repeat it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final
from urllib.parse import unquote

from stdnum.gb import nhs

from db.errors import RefusedError


class Kind(Enum):
    """What a text may not hold, as the refusal names it, and what to write instead."""

    NHS_NUMBER = ("an NHS number", "use the action's own number, for example #12")
    NATIONAL_INSURANCE_NUMBER = (
        "a National Insurance number",
        "use the action's own number, for example #12",
    )
    EMAIL = ("an e-mail address", "name a colleague by their role, for example the team manager")
    DATE_OF_BIRTH = (
        "a date of birth, as any full date more than a year old does",
        "give no more than the month, for example April 2020",
    )
    PHONE_NUMBER = (
        "a phone number",
        "name a colleague by their role, for example the team manager",
    )
    POSTCODE = ("a postcode", "name the place by its team or town, for example the north team")

    def __init__(self, label: str, instead: str) -> None:
        self.label = label
        self.instead = instead


class PersonalDataError(RefusedError):
    """A text holds what the bot must never keep; the words name its kind and do not repeat it."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(
            f"That looks like {kind.label}. I keep nothing about children or families here: "
            f"take it out, and {kind.instead}."
        )
        self.data = kind


def refuse(text: str, today: date) -> None:
    """Raise PersonalDataError if `text` holds anything the bot must never keep."""
    if kind := find(text, today):
        raise PersonalDataError(kind)


def find(text: str, today: date) -> Kind | None:
    """Return the first kind of personal data found in `text`, or None.

    Inside a web address a run of digits is an identifier and a date is a folder, so those are not
    taken for phone numbers or old dates; everything else is looked for there too.
    """
    if not text:
        return None
    plain = _plain(text)
    searched = _Searched(
        everything=_SLACK_THREAD.sub(" ", _URL.sub(lambda url: _plain(unquote(url[0])), plain)),
        outside_links=_URL.sub(" ", plain),
        today=today,
    )
    return next((kind for kind, is_in in _TESTS.items() if is_in(searched)), None)


@dataclass(frozen=True)
class _Searched:
    """A text as it is searched: whole, with its web addresses decoded, and without them."""

    everything: str
    outside_links: str
    today: date


def _plain(text: str) -> str:
    """Return `text` as a reader sees it, in characters that patterns can match.

    Full-width and other digits, no-break spaces, unusual hyphens, zero-width and combining
    characters would otherwise carry a number past the guard.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-")
    return "".join(_plain_character(each) for each in folded)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return _REPLACEMENTS.get(category, character)


_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me"})
_REPLACEMENTS: Final = {"Pd": "-", "Zs": " ", "Zl": " ", "Zp": " "}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_URL: Final = _pattern(r"https?://[^\s<>|\"]+")
# A link to a Slack thread carries a clock reading of ten digits, a stop and six more.
_SLACK_THREAD: Final = _pattern(r"thread_ts=\d{10}\.\d{6}(?!\d)")

_EMAIL: Final = re.compile(
    r"(?<![\w.!#$%&'*+=?^`{}~-])[\w.!#$%&'*+=?^`{}~-]+@(?:[\w-]+\.)+[^\W\d_]{2,}"
)

_GAP: Final = r"[\s.\-/_]{0,3}"
_NHS_NUMBER: Final = _pattern(
    rf"(?<!\d)(?=(\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)|\d(?:[\s.\-]\d){{9}}(?!\d)))"
)


def _has_nhs_number(searched: _Searched) -> bool:
    found = _NHS_NUMBER.finditer(searched.everything)
    return any(nhs.is_valid(re.sub(r"\D", "", match[1])) for match in found)


# HM Revenue and Customs, National Insurance Manual NIM39110: the letters and prefixes in use.
_INSURANCE_NUMBER: Final = _pattern(
    rf"(?<![a-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    rf"{_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}[A-D](?![a-z0-9])"
)

# Ofcom, National Telephone Numbering Plan: 1, 2 and 3 are places and services, 7 is mobiles. A
# number has nine or ten digits after its nought.
_PHONE: Final = _pattern(
    r"(?<!\d)(?:"
    r"(?:\+\s?|00\s?)44\)?[\s.\-]{0,2}(?:\(?0\)?[\s.\-]{0,2})?\(?[1-9]"
    r"|44[\s.\-]?7"
    r"|\(?0\)?[1237]"
    r")(?:[\s.\-()]{0,3}\d){8,9}(?!\d)"
)

# Royal Mail's postcode areas, with those of the Crown Dependencies.
_AREA: Final = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|"
    "K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|"
    "UB|W[ACDFNRSV]?|YO|ZE"
)
# "Room E1 2nd floor" is no postcode: an ordinal in small letters, standing alone, is let by.
_ORDINAL: Final = r"(?<=\s)(?-i:1st|2nd|3rd|[4-9]th)"
_POSTCODE: Final = _pattern(
    rf"(?<![a-z0-9])(?:{_AREA})\d[0-9A-HJKMNP-Y]?[\s.\-]{{0,3}}"
    rf"(?!{_ORDINAL})\d[ABD-HJLNP-UW-Z]{{2}}(?![a-z0-9])"
)

A_YEAR: Final = timedelta(days=366)
YEARS_AHEAD: Final = 10
THIS_CENTURY: Final = 2000
A_CENTURY: Final = 100

_MONTH_STARTS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FULL_YEAR: Final = r"(?:19|20)\d\d"
_YEAR: Final = rf"(?:{_FULL_YEAR}|'?\d\d)"
_APART: Final = r"[\s\-/.,]{0,3}"
_ORDINAL_END: Final = r"(?:\s?(?:st|nd|rd|th))?"
_FULL_DATES: Final = (
    _pattern(rf"(?<!\d)(?P<y>{_FULL_YEAR})\s?([-./])\s?(?P<m>\d\d?)\s?\2\s?(?P<d>\d\d?)(?!\d)"),
    _pattern(rf"(?<!\d)(?P<d>\d\d?)\s?([-./])\s?(?P<m>\d\d?)\s?\2\s?(?P<y>{_FULL_YEAR})(?!\d)"),
    _pattern(rf"(?<!\d)(?P<d>\d\d?)\s{{1,2}}(?P<m>\d\d?)\s{{1,2}}(?P<y>{_FULL_YEAR})(?!\d)"),
    _pattern(r"(?<!\d)(?P<d>\d\d?)([-/])(?P<m>\d\d?)\2(?P<y>\d\d)(?!\d)"),
    _pattern(r"(?<!\d)(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?!\d)"),
    _pattern(
        rf"(?<!\d)(?P<d>\d\d?){_ORDINAL_END}{_APART}(?:of\s)?(?P<m>{_MONTH}){_APART}"
        rf"(?P<y>{_YEAR})(?!\d)"
    ),
    _pattern(
        rf"(?<![a-z])(?P<m>{_MONTH}){_APART}(?:the\s)?(?P<d>\d\d?){_ORDINAL_END}[\s\-/.,]{{1,3}}"
        rf"(?P<y>{_YEAR})(?!\d)"
    ),
)


def _has_date_of_birth(searched: _Searched) -> bool:
    """Say whether a date is called one, or is over a year old: actions look ahead, not back."""
    if _BIRTH_BESIDE_A_DATE.search(searched.everything):
        return True
    dates = _full_dates(searched.outside_links, searched.today)
    return any(day < searched.today - A_YEAR for day in dates)


def _full_dates(text: str, today: date) -> Iterator[date]:
    for pattern in _FULL_DATES:
        for match in pattern.finditer(text):
            yield from _dates(match, today)


def _dates(match: re.Match[str], today: date) -> Iterator[date]:
    """Yield the date that was found: day first, or month first where no other is possible."""
    year, day = _year(match["y"], today), int(match["d"])
    month = _MONTH_STARTS.index(match["m"][:3].lower()) + 1 if match["m"].isalpha() else None
    orders = [(month, day)] if month else [(int(match["m"]), day), (day, int(match["m"]))]
    for each_month, each_day in orders:
        try:
            yield date(year, each_month, each_day)
        except ValueError:
            continue
        return


def _year(digits: str, today: date) -> int:
    """Return a year in full; two digits are of this century unless that is far ahead."""
    year = int(digits.removeprefix("'"))
    if year >= A_CENTURY:
        return year
    year += THIS_CENTURY
    return year if year <= today.year + YEARS_AHEAD else year - A_CENTURY


_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_ANY_DATE: Final = (
    rf"(?:{_FULL_YEAR}[-./]{_MONTH_NUMBER}[-./]{_DAY}|"
    rf"{_DAY}\s?[-./]\s?\d\d?(?:\s?[-./]\s?\d{{2,4}})?|{_DAY}\s\d\d?\s\d{{2,4}}|"
    rf"{_DAY}{_ORDINAL_END}{_APART}(?:of\s)?{_MONTH}|{_MONTH}{_APART}{_DAY}|\d{{8}}|\d{{6}})"
)
_WEEKDAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_NOT_UNBORN: Final = r"(?<![a-z])(?<!pre-)(?<!pre\s)"
_BIRTH: Final = rf"{_NOT_UNBORN}(?:d\.?\s?o\.?\s?b|date\sof\sbirth|birth\s?date|birthday|born)"
_LINK: Final = (
    r"(?:[\s:;=,.()\-]|(?:on|is|was|of|the|a|in|his|her|their|my|date|s)(?![a-z])|'){0,12}"
)
_BIRTH_BESIDE_A_DATE: Final = _pattern(
    rf"(?:{_BIRTH}|{_NOT_UNBORN}birth){_LINK}(?:{_WEEKDAY}{_LINK})?(?<!\d){_ANY_DATE}(?!\d)|"
    rf"(?<!\d){_ANY_DATE}(?:\s?\d{{2,4}})?{_LINK}(?:{_BIRTH}|{_NOT_UNBORN}birth(?!\s?-?\s?[a-z]))"
)
_DATE: Final = _pattern(
    rf"(?<!\d){_FULL_YEAR}-{_MONTH_NUMBER}-{_DAY}(?!\d)|"
    rf"(?<!\d){_DAY}[-./\s]{_MONTH_NUMBER}[-./\s]{_FULL_YEAR}(?!\d)"
)


def _has_phone_number(searched: _Searched) -> bool:
    return _PHONE.search(_DATE.sub(" x ", searched.outside_links)) is not None


_TESTS: Final[Mapping[Kind, Callable[[_Searched], bool]]] = {
    Kind.EMAIL: lambda searched: _EMAIL.search(searched.everything) is not None,
    Kind.NHS_NUMBER: _has_nhs_number,
    Kind.NATIONAL_INSURANCE_NUMBER: lambda searched: (
        _INSURANCE_NUMBER.search(searched.everything) is not None
    ),
    Kind.DATE_OF_BIRTH: _has_date_of_birth,
    Kind.PHONE_NUMBER: _has_phone_number,
    Kind.POSTCODE: lambda searched: _POSTCODE.search(searched.everything) is not None,
}
