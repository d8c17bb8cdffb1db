"""What may stand in a cell of a roster, and what to say when it is something else.

Every reader raises CellProblemError, with what is wrong. What says
nothing of what is asked, as contracted hours say nothing of when a day begins, is UNSAID.
"""

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Final

from db.models.people import MONDAY_TO_FRIDAY
from db.patterns import pattern
from jobs.plan.problems import CellProblemError
from jobs.rules.deadline_words import MONTHS, in_english

NAME_LENGTH = 120
EMAIL_LENGTH = 254
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NINE_TO_FIVE = (time(9), time(17))


class Unsaid:
    """A cell that says nothing of what its column is for: what is known stays as it is."""


UNSAID: Final = Unsaid()

DASHES: Final = pattern("[\u2010-\u2015\u2212]")
_DAYS = {name: n for n, day in enumerate(WEEK, start=1) for name in (day, day[:3], day[:2])} | {
    "tues": 2, "weds": 3, "thur": 4, "thurs": 4, "m": 1, "w": 3, "f": 5
}  # fmt: skip
_EMAIL = pattern(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
_HELD: Final = pattern(
    r"(?:[<(\[]\s*|mailto:\s*)(?:(?:mailto|smtp):)?([^\s<>()\[\]\"?;,|]+@[^\s<>()\[\]\"?;,|]+)"
)
NOTHING: Final = frozenset({
    *("n/a", "na", "n.a.", "none", "nil", "null", "-", "--", "tbc", "tbd", "vacant", "vacancy"),
    *("?", "no manager", "no_manager", "no line manager", "not applicable"),
})  # fmt: skip
# Ways of working that name no days of the week.
_NO_PATTERN: Final = pattern(
    r"(?:\d{1,2}[- ]day )?fortnight(?:ly)?|term[- ]time(?: only)?|compressed(?: hours)?|"
    r"annualised(?: hours)?|(?:on a )?rota|as required|zero[- ]hours|casual|bank|job[- ]?share|"
    r"[a-z]{2,5}[-_ ]?\d{1,3}|\d{1,2}df|(?:eight|nine|ten)[- ]day fortnight|"
    r".*\b(?:w(?:ee)?k ?[12ab]|alternat(?:e|ing)|alt|every other|fortnight)\b.*"
)
_BESIDE_DAYS: Final = pattern(r"(?:full|part)[- ]?time\b\s*[-:]?|\b[fw]te\b")
_DAY_NAMES: Final = pattern(r"(?:mon|tue|wed|thu|fri)[a-z]*(?:\s*(?:-|to|,|&|and)\s*)?")
_TIME = r"(\d{1,2})(?:[:.h]?(\d\d))?(?::\d\d)?\s*([ap])?\.?\s*(?:m\.?)?"
_HOURS = pattern(rf"(?:from\s+)?{_TIME}\s*(?:-|to|until|till)\s*{_TIME}")
_WEEKLY = pattern(
    r"(?:full[- ]?time|part[- ]?time|ft|pt|flexi(?:ble|time)?|shift|variable|compressed)(?: only)?|"
    r"term[- ]time(?: only)?|"
    r"\d{1,3}(?:[.:]\d{1,2})?\s*(?:h|hrs?|hours?)?(?:\s*(?:per|/|a|p)\s*\.?w(?:ee)?k?)?"
)
_NOON: Final = 12
_PER_WEEK = pattern(
    r"(\d(?:\.\d)?)\s*(?:days?)?(?:\s*(?:per|/|a)?\s*w(?:ee)?k)?|full[- ]?time|ft|part[- ]?time|"
    r"pt|(?:standard|normal|flexi(?:ble)?|compressed|varies|variable|shift|rota)(?: \w+)?|"
    r"term[- ]time.*"
)
_NOT_IN = pattern(
    r"\s*\(?\b(?:not|except|excluding|excl?\.?|no|off|nwd|days? off|"
    r"non[- ]?working(?: days?)?)\b:?\s*",
    re.IGNORECASE,
)
_A_DAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_THEN_OFF: Final = pattern(
    rf"\(?\b(?P<days>{_A_DAY}(?:\s*(?:-|/|&|to|and)\s*{_A_DAY})*)\s*(?:is |as )?[-:]?\s*"
    r"(?:days? off|off|nwd|non[- ]?working(?: days?)?|not work(?:ed|ing))\b\)?"
)
_SOME_DAYS: Final = pattern(
    r"\d(?:\.\d)? ?days?|^[1-4](?:\.\d)?$|part[- ]?time|pt|0?\.\d|term|fortnight|"
    r"\bw(?:ee)?k ?[12ab]|alt|job ?share"
)
_GONE: Final = pattern(
    r"(?:ex[- ]employee|(?:has )?left(?: .*)?|leaver|terminated?|inactive|disabled|resigned|"
    r"retired|dismissed|deceased|ended|former(?: .*)?|closed)"
    r"(?: - .*| \(.*\)|(?: employee| assignment))?"
)
_NUMBER = pattern(r"\d[\d:.]*\s*(?:hrs?|hours?|days?|h|am|pm)?\b")
_IDLE: Final = frozenset({
    *("", "only", "day", "days", "week", "weekly", "every", "each", "all", "a", "of", "on", "per"),
    *("am", "pm", "half", "works", "work", "working", "weekday", "weekdays", "does", "standard"),
    *("normal", "inclusive", "inc", "compressed", "term", "time", "tto", "hours"),
})  # fmt: skip
_BY_LETTERS = pattern(r"(?:th|[mtwf])(?:[\s,/&.+]*(?:th|[mtwf]))+")
_INITIALS: Final = {"m": "mon", "t": "tue", "w": "wed", "th": "thu", "f": "fri"}
_NO_END: Final = pattern(
    r"(?:permanent|perm|substantive|open[- ]?ended|indefinite|on-?going|open)(?: contract| post)?|"
    r"current|present|to date|never|continuing|no(?:ne)?(?: end(?: date)?| recorded)?|"
    r"until further notice|not known|n/k|\(?blank\)?|00/00/0000"
)
# What stands around the one date of a contract's end: "FTC 31/03/2027", "(maternity cover)".
_AROUND_END: Final = pattern(
    r"^(?:(?:left|extended|ftc|fixed[- ]term|temp(?:orary)?|contract|secondment|agency|"
    r"acting(?: up)?|maternity|cover|ends?|ending|expires|to|until|till|on|by)\b\s*|[-:]\s*)+|"
    r"\s*\([^()\d]*\)$|\s+(?:ftc|fixed[- ]term|temp(?:orary)?|end|secondment|- extended|"
    r"maternity cover)$"
)
_ISO = pattern(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)")
_PACKED = pattern(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\d{6})?")
_ISO_WORDED = pattern(r"(?P<year>\d{4})[- ](?P<month>[a-z]+)[- ](?P<day>\d\d?)")
_NUMBERS = pattern(r"(?P<one>\d\d?)[/.\- ](?P<two>\d\d?)[/.\- ](?P<year>\d{4}|\d\d)")
_WORDED = pattern(
    r"(?P<day>\d\d?)(?:st|nd|rd|th)?[\s\-./]*(?:of\s+)?(?P<month>[a-z]+)[\s\-./,']*"
    r"(?P<year>\d{4}|\d\d)"
)
_AMERICAN = pattern(
    r"(?P<month>[a-z]{3,12})[\s\-./]*(?P<day>\d\d?)(?:st|nd|rd|th)?[\s,\-./]+(?P<year>\d{4}|\d\d)"
)
_IN_WORDS = (_WORDED, _AMERICAN, _ISO_WORDED)
_CLOCK = pattern(
    r"[t\s]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:z|utc|gmt|[+-]\d\d:?\d\d)?$"
)
_WEEKDAY = pattern(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")
_SERIAL = pattern(r"(\d{5})(?:\.\d+)?")  # what is behind the point is a time of that day
_SERIAL_ZERO, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)  # Excel's days, 1954 to 2119
_THE_END_OF_TIME = 2070  # no contract ends then: an HR system's way to say that none does
_THE_BEGINNING = 1900  # an HR system's day zero
_PIVOT = 70
_CENTURY = 100


def email(text: str) -> str:
    """Read an e-mail address, also as Excel links it or Outlook copies it; in small letters."""
    if not text:
        raise CellProblemError("empty")
    found = _bare_address(text)
    if not _EMAIL.fullmatch(found) or len(found) > EMAIL_LENGTH:
        raise CellProblemError("no_email", text=text)
    return found


def looks_like_email(text: str) -> bool:
    """Say whether a text can be read as an e-mail address."""
    return bool(_EMAIL.fullmatch(_bare_address(text)))


def _bare_address(text: str) -> str:
    plain = re.sub(r"\s*@\s*", "@", text.strip().lower().replace("\u2019", "'"))
    held = set(_HELD.findall(plain))
    if len(held) == 1:  # "Sam <sam@…>", "[sam@…](mailto:sam@…)", "Sam (sam@…)"
        return str(held.pop()).strip("'")
    found = re.sub(r"^(?:mailto|smtp|e-?mail|e)\s*:\s*", "", plain).partition("?")[0]
    found = re.sub(r"\s*\([^()@]*\)$", "", found).strip("'\"\u201c\u201d;,./ ")
    twice = set(re.split(r"[;,]\s*", found))
    return twice.pop() if len(twice) == 1 else found


def name(text: str) -> str:
    """Read a person's name, which everybody has."""
    if not text:
        raise CellProblemError("empty")
    return words(text)


def words(text: str) -> str:
    """Read a role, a team or a service."""
    if len(text) > NAME_LENGTH:
        raise CellProblemError("too_long", length=len(text), most=NAME_LENGTH)
    return text


def is_nobody(text: str) -> bool:
    """Say whether a cell for a person names none: empty, "n/a", "Vacant"."""
    said = text.lower().strip("() ").removesuffix(" post")
    return not said or said in NOTHING or said.startswith("vacant ")


def working_days(text: str) -> str | Unsaid:
    """Read "mon tue wed" as "123" and "Mon-Fri" as "12345"; nothing said is Monday to Friday."""
    said = DASHES.sub("-", text.lower()).strip()
    if not said or said in NOTHING:
        return MONDAY_TO_FRIDAY
    if re.fullmatch("[yn10xo\u2713 \u2717/,-]{5,13}|[mtwfs-]{5,7}", said) and (
        marked := _marks(said)
    ):
        return marked
    if re.fullmatch(r"[a-z ]*5(?:\.0)?(?:[- ]?days?)?(?: (?:per |a )?week)?", said):
        return MONDAY_TO_FRIDAY
    if _NO_PATTERN.fullmatch(said) or (_PER_WEEK.fullmatch(said) and not names_days(said)):
        return UNSAID
    letters = _NUMBER.sub(" ", _BESIDE_DAYS.sub(" ", said)).strip(" ()[]:-")
    if _BY_LETTERS.fullmatch(letters):
        return _initials(letters)
    return "".join(map(str, sorted(_days_worked(said)))) or UNSAID


def _days_worked(said: str) -> set[int]:
    """Return the days of "Mon-Wed", "every day but Fri" and "Mon-Thu, Fri off"."""
    week = set(map(int, MONDAY_TO_FRIDAY))
    turned = _THEN_OFF.sub(r" not \g<days> ", said)
    worked, *less = _NOT_IN.split(_NUMBER.sub(" ", _BESIDE_DAYS.sub(" ", turned)))
    named = _days_in(worked)
    days = named or (week if less else set())
    for part in less:
        days = days - _days_in(part)
    if turned != said and named and days | set().union(*map(_days_in, less)) != week:
        raise CellProblemError("no_weekday", text=said)  # "Mon, Wed off": which of them is off?
    return days


def _days_in(text: str) -> set[int]:
    plain = re.sub(r"\.?\s*(?:-|\bto\b|\bthrough\b|\buntil\b)\s*", "-", text)
    plain = re.sub(r"\bweekends?\b", "sat sun", plain)
    parts = re.split(r"[\s,;/&+().:\[\]]+|\band\b", plain)
    return {
        number
        for part in parts
        if part.strip("-") not in _IDLE
        for number in _span(part.strip("-"))
    }


def _span(part: str) -> range:
    first, _, last = (
        (_DAYS.get(word) and word) or word.rstrip("s") for word in part.partition("-")
    )
    for word in (first, last or first):
        if word not in _DAYS:
            raise CellProblemError("no_weekday", text=word)
    if _DAYS[last or first] < _DAYS[first]:
        raise CellProblemError("ends_first", text=part)
    return range(_DAYS[first], _DAYS[last or first] + 1)


def _marks(said: str) -> str:
    """Read "YYYNN", "1,1,1,0,0" or "MTW--" as "123": a mark for each day from Monday on."""
    if "-" in said and all(mark in f"-{day}" for mark, day in zip(said, "mtwtfss", strict=False)):
        said = "".join("-" if mark == "-" else "y" for mark in said)
    marks = re.findall("[yn10xo\u2713\u2717-]", said)
    if len(marks) not in (len(MONDAY_TO_FRIDAY), len(WEEK)):
        return ""
    return "".join(str(n) for n, mark in enumerate(marks, start=1) if mark in "y1x\u2713")


def _initials(said: str) -> str:
    """Read "MTWTF" as "12345" and "M/W/F" as "135": the days by their first letters."""
    found = re.findall(r"th|[mtwf]", said)
    days: list[int] = []
    for letter in found:
        tuesday_is_over = bool(days) and days[-1] >= _DAYS["tue"]
        days.append(_DAYS["thu" if letter == "t" and tuesday_is_over else _INITIALS[letter]])
    return "".join(map(str, sorted(set(days))))


def day_worked(text: str) -> bool:
    """Read a cell under "Monday": "Y", "7.4", "AM" and "09:00-13:00" are worked, "0" is not."""
    said = text.lower().strip()
    is_off = said in NOTHING | {"n", "no", "0", "0.0", "0:00", "00:00", "off", "nwd", "false"}
    return bool(said) and not is_off


def hours(text: str) -> tuple[time, time] | Unsaid:
    """Read "09:00-17:00" as when the day starts and ends; nothing said is nine to five."""
    said = DASHES.sub("-", text.lower()).strip()
    if not said or said in NOTHING:
        return NINE_TO_FIVE
    said = _DAY_NAMES.sub("", said).strip(" ,:()")
    match = _HOURS.fullmatch(said)
    if match is None:
        if _WEEKLY.fullmatch(said) or len(_HOURS.findall(said)) > 1:  # each day its own
            return UNSAID
        raise CellProblemError("no_hours", text=text)
    hour, minute, half, end_hour, end_minute, end_half = match.groups()
    try:
        starts, ends = _time(hour, minute, half), _time(end_hour, end_minute, end_half)
    except ValueError:
        raise CellProblemError("no_hours", text=text) from None
    by_the_day = len(hour) == len(end_hour) > 1 and end_minute  # "09:00-05:00", unlike "9-5"
    in_the_morning = starts.hour <= _NOON and ends.hour < _NOON
    if ends <= starts and in_the_morning and not (half or end_half or by_the_day):
        ends = ends.replace(hour=ends.hour + _NOON)
    if ends <= starts:
        raise CellProblemError("ends_first", text=text)
    return starts, ends


def clock(text: str) -> time | Unsaid:
    """Read one time of the day, as a column "Start time" has it; nothing said is UNSAID."""
    said = text.lower().strip()
    if not said or said in NOTHING:
        return UNSAID
    match = re.fullmatch(_TIME, said)
    if match is None:
        raise CellProblemError("no_time", text=text)
    try:
        return _time(*match.groups())
    except ValueError:
        raise CellProblemError("no_time", text=text) from None


def _time(hour: str, minute: str | None, half: str | None) -> time:
    number = int(hour)
    if half and number <= _NOON:
        number = number % _NOON + (_NOON if half == "p" else 0)
    return time(number, int(minute or 0))


def some_days(text: str) -> bool:
    """Say whether a working pattern is less than every day, as "3 days" and "term time" are."""
    said = text.lower()
    return bool(_SOME_DAYS.search(said)) and not said.startswith("5 days")


def names_days(text: str) -> bool:
    """Say whether a cell names days of the week."""
    return bool(re.search(rf"\b{_A_DAY}\b", text.lower()))


def has_left(heading: str, text: str) -> bool:
    """Say whether a cell of a column of a status says that somebody works here no longer."""
    said, asked = text.lower().strip(), heading.lower()
    if "leaver" in asked:
        return said in {"y", "yes", "true", "leaver", "left"}
    if "active" in asked or "enabled" in asked:
        return said in {"n", "no", "false", "0", "inactive", "disabled"}
    return bool(_GONE.fullmatch(said))


def part_time(text: str) -> bool:
    """Say whether a cell under "FTE" is less than one whole post."""
    found = re.fullmatch(
        r"(\d?\.\d+|\d)\s*(?:fte|wte)?|(\d{1,3}(?:\.\d+)?)\s*%", text.lower().strip()
    )
    if found is None:
        return False
    share = float(found[1]) if found[1] else float(found[2]) / _CENTURY
    return 0 < share < 1


def is_month_first(texts: Iterable[str], beside: Iterable[str] = ()) -> bool:
    """Say whether the dates of a column can only have the month first, as in "9/30/2026".

    Where they could all be either, the dates of the columns `beside` it say it: a file has one way.
    """
    day_first, month_first = _proven(texts)
    if not day_first and not month_first:
        day_first, month_first = _proven(beside)
    return month_first and not day_first


def _proven(texts: Iterable[str]) -> tuple[bool, bool]:
    """Say whether any of some dates can only have the day first, and any only the month."""
    found = [match for text in texts if (match := _NUMBERS.match(text.strip()))]
    return (
        any(int(match["one"]) > _NOON for match in found),
        any(int(match["two"]) > _NOON for match in found),
    )


def day(text: str, *, month_first: bool = False) -> date | None:
    """Read a date in any of the ways that HR systems write one, day first; nothing said is None.

    "Permanent", "n/a" and a day centuries ahead are no date: the end that never comes.
    """
    said = DASHES.sub("-", text.lower()).strip()
    if not said or said in NOTHING or _NO_END.fullmatch(re.sub(r"^n/?a\W+", "", said)):
        return None
    plain = _AROUND_END.sub("", _CLOCK.sub("", in_english(said))).strip()
    found = _read_day(_WEEKDAY.sub("", plain), month_first=month_first)
    if found is None:
        raise CellProblemError("no_date", text=text)
    year, month, number = found
    if year >= _THE_END_OF_TIME or year <= _THE_BEGINNING:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        raise CellProblemError("no_such_day", text=text) from None


def _read_day(said: str, *, month_first: bool) -> tuple[int, int, int] | None:
    if serial := _SERIAL.fullmatch(said):
        number = int(serial[1])
        counted = _SERIAL_ZERO + timedelta(days=number)
        return (counted.year, counted.month, counted.day) if number in _SERIALS else None
    if match := _ISO.fullmatch(said) or _PACKED.fullmatch(said):
        return int(match["year"]), int(match["month"]), int(match["day"])
    if match := _NUMBERS.fullmatch(said):
        one, two = int(match["one"]), int(match["two"])
        month, number = (one, two) if month_first else (two, one)
        return _year(match["year"]), month, number
    worded = next(filter(None, (one.fullmatch(said) for one in _IN_WORDS)), None)
    if worded and worded["month"] in MONTHS:
        return _year(worded["year"]), MONTHS[worded["month"]], int(worded["day"])
    return None


def _year(text: str) -> int:
    """Return a year; of two figures, the one that a post can have begun or end in."""
    year = int(text)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _PIVOT else 1900)
