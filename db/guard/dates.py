"""Dates of birth: what is called one, and what is old and belongs to no document or meeting."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from db.guard.readable import NUMBER_WORDS, Searched, all_found, any_case, has_digits, said_beside

A_YEAR: Final = timedelta(days=366)
YEARS_AHEAD: Final = 10
THIS_CENTURY: Final = 2000
A_CENTURY: Final = 100
LONGEST_MONTH: Final = 31

_MONTH_STARTS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"),
    *("twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"),
    *("twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
)
_IN_WORDS: Final = any_case(
    rf"(?<![a-z-])({'|'.join(sorted(_ORDINALS, key=len, reverse=True))})(?=\s(?:of\s)?{_MONTH})"
)
_FULL_YEAR: Final = r"(?:19|20)\d\d"
_YEAR: Final = rf"(?:{_FULL_YEAR}|'?\d\d)"
_APART: Final = r"[\s\-/.,]{0,3}"
_ORDINAL_END: Final = r"(?:\s?(?:st|nd|rd|th))?"
_SIGN: Final = r"\s?([-./,|\\:~_])\s?"
FEWEST_DIGITS: Final = 3  # a day and a year
_FULL_DATES: Final = (
    any_case(rf"(?<!\d)(?P<y>{_FULL_YEAR}){_SIGN}(?P<m>\d\d?)\s?\2\s?(?P<d>\d\d?)(?!\d)"),
    any_case(rf"(?<!\d)(?P<d>\d\d?){_SIGN}(?P<m>\d\d?)\s?\2\s?(?P<y>{_FULL_YEAR})(?!\d)"),
    any_case(rf"(?<!\d)(?P<d>\d\d?)(\s{{1,2}}|\sof\s)(?P<m>\d\d?)\2(?P<y>{_FULL_YEAR})(?!\d)"),
    any_case(r"(?<!\d)(?P<d>\d\d?)([-/])(?P<m>\d\d?)\2(?P<y>\d\d)(?!\d)"),
    any_case(r"(?<!\d)(?P<d>\d\d)\.(?P<m>\d\d)\.(?P<y>\d\d)(?!\d)"),
    any_case(
        rf"(?<!\d)(?P<d>\d\d?){_ORDINAL_END}{_APART}(?:of\s)?(?P<m>{_MONTH}){_APART}"
        rf"(?P<y>{_YEAR})(?![\d:])"
    ),
    any_case(
        rf"(?<![a-z])(?P<m>{_MONTH}){_APART}(?:the\s)?(?P<d>\d\d?){_ORDINAL_END}[\s\-/.,]{{1,3}}"
        rf"(?P<y>{_YEAR})(?![\d:])"
    ),
    any_case(rf"(?<!\d)(?P<y>{_FULL_YEAR}){_APART}(?P<m>{_MONTH}){_APART}(?P<d>\d\d?)(?![\d:])"),
    any_case(rf"(?<!\d)(?P<y>{_FULL_YEAR}){_APART}(?P<d>\d\d?){_APART}(?P<m>{_MONTH})(?![a-z])"),
    any_case(rf"(?<![a-z])(?P<m>{_MONTH}){_APART}(?P<y>{_FULL_YEAR})\s(?P<d>\d\d?)(?:st|nd|rd|th)"),
)


def birth_dates(text: Searched) -> Iterator[str]:
    """Return the dates that are called one of birth."""
    return all_found([_BIRTH_BESIDE_A_DATE, _BIRTH_MONTH], _digits(text.words), *text.links)


def old_dates(text: Searched) -> Iterator[str]:
    """Yield a full date over a year old that nothing beside it says to be of a document.

    Actions look ahead, so that what lies back and belongs to no letter, meeting or period is most
    often a child's.
    """
    words = _digits(text.words)
    if not has_digits(words, FEWEST_DIGITS):
        return
    for each in _FULL_DATES:
        for found in each.finditer(words):
            day = _date(found, text.today)
            if (day is None or day < text.today - A_YEAR) and not _is_of_a_document(words, found):
                yield found[0]


def _digits(words: str) -> str:
    return _IN_WORDS.sub(lambda found: str(_ORDINALS.index(found[1].lower()) + 1), words)


def _date(found: re.Match[str], today: date) -> date | None:
    """Return the date that was found: day first, or month first where no other is possible.

    Raises nothing for what can be no day: 13/14 was mistyped and is as good as old, 45/13 is far
    from a date and counts as today's.
    """
    year, day = _year(found["y"], today), int(found["d"])
    if found["m"].isalpha():
        month = _MONTH_STARTS.index(found["m"][:3].lower()) + 1
        orders = [(month, day)]
    else:
        orders = [(int(found["m"]), day), (day, int(found["m"]))]
    for each_month, each_day in orders:
        try:
            return date(year, each_month, each_day)
        except ValueError:
            continue
    is_near = all(0 < number <= LONGEST_MONTH for number in orders[0])
    return None if is_near and date(year, 1, 1) < today - A_YEAR else today


def _year(digits: str, today: date) -> int:
    """Return a year in full; two digits are of this century unless that is far ahead."""
    year = int(digits.removeprefix("'"))
    if year >= A_CENTURY:
        return year
    year += THIS_CENTURY
    return year if year <= today.year + YEARS_AHEAD else year - A_CENTURY


_DOCUMENT: Final = any_case(
    r"(?<![a-z])(?:letters?|reports?(?:ed)?|minutes?|meetings?|met|inspect\w{0,6}|ofsted|dfe|"
    r"guidance|polic(?:y|ies)|procedures?|protocols?|strateg(?:y|ies)|plans?|reviews?(?:ed)?|"
    r"baselines?|cabinet|council|committee|board|panel|scrutiny|executive|approv\w{0,3}|publish\w{0,3}|"
    r"issu(?:ed?|ing)|dated|since|from|between|until|till|as\s(?:at|of)|as\sit\sstood|"
    r"versions?|v\d{1,2}|drafts?|contracts?|notices?|visits?|statutory|regulations?|act|in\sforce|"
    r"audits?(?:ed)?|returns?|census|submi\w{0,6}|launch\w{0,3}|start(?:ed|s)?|"
    r"began|establish\w{0,3}|adopted|ratified|held|framework|standards?|training|conference|"
    r"workshop|papers?|scr|cspr|judge?ment|ruling|working\stogether|peer|improvement|monitoring|"
    r"decision|resolution|tender|grant|funding|budget|restructure|go-live|survey|figures?|"
    r"snapshot|effective|commenc\w{0,4}|introduc\w{0,3}|updated?|amended|revis\w{0,4}|finding|"
    r"recommendation|logs?|trackers?|templates?|agenda|newsletter|circular|bulletin|consultation|evaluation|pilot)(?![a-z])"
)
_SOMEBODY: Final = any_case(
    r"(?<![a-z])(?:girl|boy|baby|son|daughter|mum|mother|dad|father|sibling|brother|sister|she|he|"
    r"her|him|his|born|twin|child|yp|young\sperson)(?![a-z]|\s(?:protection|in\sneed|and\sfamily))"
)


def _is_of_a_document(words: str, found: re.Match[str]) -> bool:
    """Say whether a word beside a date tells what it is of, and none tells of a person."""
    near = said_beside(words, found)
    return _DOCUMENT.search(near) is not None and _SOMEBODY.search(near) is None


_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_ANY_DATE: Final = (
    rf"(?:{_FULL_YEAR}[-./]{_MONTH_NUMBER}[-./]{_DAY}|"
    rf"{_DAY}\s?[-./]\s?\d\d?(?:\s?[-./]\s?\d{{2,4}})?|{_DAY}\s\d\d?\s\d{{2,4}}|"
    rf"{_DAY}{_ORDINAL_END}{_APART}(?:of\s)?{_MONTH}|{_MONTH}{_APART}{_DAY}|\d{{8}}|\d{{6}})"
)
_WEEKDAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
_NOT_UNBORN: Final = r"(?<![a-z])(?<!pre-)(?<!pre\s)"
_BIRTH: Final = (
    rf"{_NOT_UNBORN}(?:d[./\s-]{{0,2}}o[./\s-]{{0,2}}b|date[\s-]of[\s-]birth|birth[\s-]?date|"
    r"birthday|b'?day|born|dyddiad\sgeni|ganwyd)"
)
_LINK: Final = (
    r"(?:[\s:;=,.()\-<>|#~*_→]|(?:on|is|was|of|the|a|in|his|her|their|my|date|s|file|as|child|"
    r"given|recorded|for|about)(?![a-z])|'){0,12}"
)
_NUMBER_WORD: Final = rf"(?:{'|'.join(NUMBER_WORDS[1:])}|thirty)(?![a-z])"
_BIRTH_BESIDE_A_DATE: Final = any_case(
    rf"(?:{_BIRTH}|{_NOT_UNBORN}birth){_LINK}(?:{_WEEKDAY}{_LINK})?(?<!\d){_ANY_DATE}(?!\d)|"
    rf"{_BIRTH}{_LINK}{_NUMBER_WORD}[\s,-]{{1,2}}{_NUMBER_WORD}|"
    rf"(?<!\d){_ANY_DATE}(?:\s?\d{{2,4}})?{_LINK}(?:{_BIRTH}|{_NOT_UNBORN}birth(?!\s?-?\s?[a-z]))"
)
# Of one child: of many it is said when they were born.
_BIRTH_MONTH: Final = any_case(
    rf"{_NOT_UNBORN}(?:d\.?o\.?b|date[\s-]of[\s-]birth|(?<!n\s)(?<!s\s)born|s?he\swas\sborn\sin)[\s:;=,.()\-]{{0,5}}(?:is\s)?"
    rf"(?:{_MONTH}\s|{_MONTH_NUMBER}[/.\-]){_FULL_YEAR}(?!\d)"
)

_BABY_DUE: Final = (
    any_case(rf"(?<![a-z])(?:baby|unborn)\s(?:is\s|was\s)?due[\s:,on]{{1,4}}{_ANY_DATE}(?!\d)"),
    any_case(rf"(?<![a-z])(?:edd|e\.d\.d\.?)[\s:=\-]{{1,3}}(?:is\s)?{_ANY_DATE}(?!\d)"),
    any_case(
        r"due\sdate\s(?:of|for)\s(?:the\s|her\s|their\s)?(?:unborn(?:\s(?:baby|child))?|baby)"
        rf"[\s:,is]{{1,5}}{_ANY_DATE}(?!\d)"
    ),
)


def babies_due(text: Searched) -> Iterator[str]:
    """Return the days on which a baby is expected."""
    return all_found(_BABY_DUE, text.words)
