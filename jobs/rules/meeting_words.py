"""Reads when and where two people meet: "fri 14:00 for 45 minutes in Room 3".

The hour, the length and the place are found wherever they stand; what is left is the day, which the
reader of deadlines reads. Nothing is dropped: words that are none of these are the place, and a
sentence without a day is left whole for whoever refuses it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, NUMBERS, SMALL_NUMBERS, WEEKDAYS, any_of
from jobs.rules.deadlines import is_a_day

AN_HOUR: Final = 60
NOON: Final = 12
FIVE: Final = 5
_GAP: Final = "\x00"
_SKIP: Final = re.IGNORECASE | re.ASCII
_LINK: Final = pattern(r"(?:\b(?:on|at|via|in|link|by)\s+)?<?(https?://[^\s>|]++)[^\s]*+", _SKIP)
_MENTION: Final = pattern(r"(?:\bwith\s+)?<@\w+(?:\|[^<>]*)?>", _SKIP)
_POLITE: Final = pattern(
    r"(?:(?<![\s,.!?])[\s,.!?]+)?\b(?:please|pls|thanks|thank you|cheers)\b[\s,.!]*", _SKIP
)
_SMALL: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half an": 0.5, "half a": 0.5, "1/2": 0.5,
    "quarter of an": 0.25, "three quarters of an": 0.75,
}  # fmt: skip
_NUMBER: Final = rf"\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(sorted(_SMALL, key=len, reverse=True))}"
_LENGTH: Final = pattern(
    rf"(?:\b(?:for|lasting|about)\s+)?(?<![\w.:])(?!am\b)(?:(?P<number>{_NUMBER})\s*(?:-\s*)?"
    r"(?P<unit>minutes?|mins?|m|hours?|hrs?|h)\b(?P<half>\s+and a half)?"
    r"(?:\s*(?:and\s+)?(?P<more>\d{1,2})\s*(?:minutes?|mins?|m)\b)?|"
    r"(?P<hours>[1-4])h(?P<glued>\d{2})\b)",
    _SKIP,
)
_THIS_PART: Final = pattern(r"\bthis\s+(?=morning\b|afternoon\b|evening\b)", _SKIP)
_PART: Final = pattern(
    r"(?:\b(?:in the|at|over)\s+)?\b(?:mid[- ]?)?(?P<part>morning|afternoon|evening|lunch ?time|"
    r"lunch|first thing|arvo|last thing|eve(?!\s+of)|am|pm)\b(?:\s+in the (?:morning|afternoon))?",
    _SKIP,
)
_TIME: Final = (
    r"(?:(?P<{0}h>\d{{1,2}})(?:[:.h](?P<{0}m>\d{{2}}))?\s*(?P<{0}half>[ap]\.?m\b\.?)|"
    r"(?P<{0}h2>\d{{1,2}})[:h](?P<{0}m2>\d{{2}})(?:\s*h(?:ou)?rs?\b)?|"
    r"(?:12\s*)?(?P<{0}noon>noon|midday)\b)"
)
_BARE: Final = r"(?P<{0}h3>\d{{1,2}})(?:[:.](?P<{0}m3>\d{{2}}))?"
_RANGE: Final = pattern(
    rf"(?:\b(?:from|between|at)\s+|@\s*)?(?<![\w.:/])(?:{_TIME.format('a')}|{_BARE.format('a')})"
    rf"\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b|\btill?\b|\band\b)\s*(?:{_TIME.format('b')}|{_BARE.format('b')})"
    r"(?![\w/]|[.:]\d)",
    _SKIP,
)
_A_WEEKDAY: Final = rf"(?:{any_of(WEEKDAYS)}|today|tomorrow)"
_A_DAY_BEFORE: Final = pattern(
    rf"(?:\b{_A_WEEKDAY}|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|\b\d{{1,2}}(?:st|nd|rd|th)|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{any_of(MONTHS)}))[\s,]*$",
    _SKIP,
)
_A_DAY_AFTER: Final = pattern(rf"\s*(?:on\s+)?{_A_WEEKDAY}\b", _SKIP)
_A_DAY_SAID: Final = pattern(rf"\b{_A_WEEKDAY}\b", _SKIP)
_A_PLACE_BEFORE: Final = pattern(
    r"\b(?:rooms?|rm|floors?|levels?|desks?|pods?|units?|suites?|for|of|about)\s*$", _SKIP
)
_NO_DATE_AFTER: Final = pattern(rf"(?!\s*(?:of\s+(?:the\s+)?)?(?:{any_of(MONTHS)})\b)", _SKIP)
# "Room 2.10" is no day and no hour.
_NO_ROOM: Final = r"(?<!room )(?<!rm )"
_AT: Final = pattern(
    rf"(?:(?:\b(?:at|from|to)\s+|@\s*)(?:{_TIME.format('a')}|{_BARE.format('a')}(?!\s*[/-]?\d|\w))|"
    rf"(?<![\w.:/-]){_TIME.format('c')}|(?<![\w.:/-])(?P<clock>\d{{1,2}})\s*o'?clock\b|"
    f"{_NO_ROOM}"
    r"(?:(?<=[a-z,] )|(?<=\d/\d )|(?<=\d/\d\d ))(?P<dh>\d{1,2})\.(?P<dm>\d{2})"
    r"(?=\s*(?:$|[\x00,]|[\u2013\u2014-]\s))|"
    r"(?<![\w.:/-])(?P<eh>0[6-9]|1\d)(?P<em>[0-5]\d)(?:\s*h(?:ou)?rs?|h)?\b|"
    r"(?:\bat\s+)?\b(?:half|(?P<past>half|quarter|five|ten|twenty(?:[ -]five)?)[ -](?P<to>past|to))"
    rf"[ -](?P<spoken>1[0-2]|[1-9]|{'|'.join(SMALL_NUMBERS)})\b)",
    _SKIP,
)
_DOTTED: Final = pattern(
    rf"(?<![\d.:/]){_NO_ROOM}([12]?\d|3[01])\.(1[0-2]|0?[1-9])(?![\d.])", _SKIP
)
# No month has this number, so that "14.00" is an hour wherever it stands.
_DOTTED_HOUR: Final = pattern(
    rf"(?<![\d.:/]){_NO_ROOM}([01]?\d|2[0-3])\.(00|1[3-9]|[2-5]\d)(?![\d.])", re.IGNORECASE
)
_HOUR: Final = "|".join(SMALL_NUMBERS)
# "from two to three"; "at ten to three" is ten minutes before it.
_SAID_RANGE: Final = pattern(
    rf"\b(?P<before>(?:from|between|at)\s+)?(?P<first>{_HOUR})\s+(?P<joint>to|until|till?|and)\s+"
    rf"(?P<last>{_HOUR})\b",
    _SKIP,
)
_TO_THE_HOUR: Final = pattern(rf"\b(?:\d{{1,2}}|{_HOUR}|minutes?|mins?)\s+$", _SKIP)
_MINUTES_TO: Final = pattern(rf"\s+to\s+(?:\d|(?:{_HOUR})\b)", _SKIP)
# "at two", "two o'clock"; "at one of our offices" is a place.
_SAID_HOUR: Final = pattern(
    rf"\b(?:(?P<before>(?:at|from|to|until|till?)\s+)(?P<hour>{_HOUR})"
    r"(?:\s+(?P<past>thirty|fifteen|forty[ -]five))?(?=\s*(?:$|[,.;]|\b(?:o'?clock|[ap]m|in|on|for|"
    rf"to|until|till?|via|with|today|tomorrow|please|{any_of(WEEKDAYS)})\b))|"
    rf"(?P<clock>{_HOUR})(?=\s+o'?clock\b))",
    _SKIP,
)
_PAST: Final = {"thirty": ".30", "fifteen": ".15"}
_OF_ANY_HOUR: Final = ("morning", "afternoon", "evening", "lunchtime", "am", "pm")
LONGEST_DAY: Final = 10  # words: each way of cutting a piece is tried
_MINUTES: Final = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
_BEFORE_PLACE: Final = pattern(r"(?:(?<!\s)\s+)?\b(in|at|on|via|over|by|for)\s+", _SKIP)
_OF_A_DATE: Final = pattern(
    rf"\b(?:{any_of(WEEKDAYS)}|{any_of(MONTHS)}|today|tomorrow|week|month)\b|"
    r"^\W*\d(?!\w*\s+floor\b)|"
    r"^(?:sorry|or|and|then|not|no|if|same|unless|maybe|perhaps|actually|instead|after|before|until|"
    r"half day)\b",
    _SKIP,
)


@dataclass(frozen=True)
class MeetingWords:
    """What was found: the words of the day, and the hour, the minutes and the place if said.

    `part` is a part of the day that names no hour: "afternoon".
    """

    day: str
    starts: time | None = None
    minutes: int | None = None
    place: str = ""
    part: str = ""


def read_meeting(words: str) -> MeetingWords:
    """Return what some words say of a meeting."""
    left = _POLITE.sub(" ", _MENTION.sub(" ", _THIS_PART.sub("today ", words)))
    found = MeetingWords("")
    left, link = _taken(_LINK, left)
    if link is not None:
        found = replace(found, place=link[1].rstrip(".,;)"))
    left = _SAID_RANGE.sub(_range_in_figures, _DOTTED_HOUR.sub(r"\1:\2", left))
    left = _SAID_HOUR.sub(_in_figures, left)
    left, found = _range(left, found)
    left, length = _taken(_LENGTH, left)
    if length is not None:
        found = replace(found, minutes=_minutes(length))
    if found.starts is None:
        left, found = _start(left, found)
    left, part = _taken(_PART, left, lambda said: not found.starts or said["part"] in _OF_ANY_HOUR)
    if part is not None and found.starts is None:
        found = replace(found, part=part["part"].lower())
    return _day_and_place(left, found)


def _range_in_figures(said: re.Match[str]) -> str:
    """Return "two to three" in figures where it can only be from when until when."""
    before, first, joint, last = ((each or "").lower() for each in said.groups())
    text, is_and = said.string, joint == "and"
    stands_alone = _A_DAY_BEFORE.search(text[: said.start()]) and _NO_DATE_AFTER.match(
        text[said.end() :]
    )
    is_range = before.startswith("between") == is_and if before else stands_alone and not is_and
    is_short_of = joint == "to" and first in _MINUTES and not before.startswith("from")
    if not is_range or is_short_of or first == last:
        return said[0]
    return f"{before}{NUMBERS[first]} {joint} {NUMBERS[last]}"


def _in_figures(said: re.Match[str]) -> str:
    """Return an hour in figures, unless it is the minutes before one, or has these before it."""
    before, after = said.string[: said.start()], said.string[said.end() :]
    word = (said["before"] or "").strip().lower()
    if word == "to" and _TO_THE_HOUR.search(before):
        return said[0]
    if word == "at" and said["hour"].lower() in _MINUTES and _MINUTES_TO.match(after):
        return said[0]
    hour = NUMBERS[(said["hour"] or said["clock"]).lower()]
    past = (said["past"] or "").lower()
    return f"{said['before'] or ''}{hour}{_PAST.get(past, '.45') if past else ''}"


def _taken(
    pattern: re.Pattern[str], words: str, counts: Callable[[re.Match[str]], bool] | None = None
) -> tuple[str, re.Match[str] | None]:
    """Return words without the first that fits, a gap in its place."""
    for each in pattern.finditer(words):
        if counts is None or counts(each):
            return f"{words[: each.start()]} {_GAP} {words[each.end() :]}", each
    return words, None


def _range(words: str, found: MeetingWords) -> tuple[str, MeetingWords]:
    """Take "2-3pm" or "14:00 to 14:45" out; "4-11 Dec" is none."""
    left, said = _taken(_RANGE, words, _is_range)
    if said is None:
        return words, found
    last = _time_of(said, "b")
    first = _time_of(said, "a", before=last)
    if first is None or last is None or _between(first, last) <= 0:
        return words, found
    return left, replace(found, starts=first, minutes=_between(first, last))


def _is_range(said: re.Match[str]) -> bool:
    """Say whether one of the two can only be a time, or both stand beside a day: "Thu 10-11"."""
    if any(said[f"{side}{name}"] for side in "ab" for name in ("h", "h2", "noon")):
        return True
    before, after = said.string[: said.start()], said.string[said.end() :]
    if _A_DAY_BEFORE.search(before):
        return _NO_DATE_AFTER.match(after) is not None
    if not before.strip():
        return _A_DAY_AFTER.match(after) is not None
    is_last = not after.strip() and _A_DAY_SAID.search(before)  # "Thursday, Room 2.10, 10-11"
    return bool(is_last and not _A_PLACE_BEFORE.search(before))


def _start(words: str, found: MeetingWords) -> tuple[str, MeetingWords]:
    left, said = _taken(_AT, words, lambda each: _start_of(each) is not None)
    return (words, found) if said is None else (left, replace(found, starts=_start_of(said)))


def _start_of(said: re.Match[str]) -> time | None:
    hour = (said["spoken"] or "").lower()
    if hour:
        number = int(hour) if hour.isdigit() else NUMBERS[hour]
        past = _MINUTES[(said["past"] or "half").lower().replace("-", " ")]
        past = -past if (said["to"] or "").lower() == "to" else past
        return time(*divmod(_in_the_day(number) * 60 + past, 60))
    if said["dm"] and int(said["dm"]) % FIVE:
        return None  # "4.12" may be a date
    for hour, minute in (("clock", ""), ("dh", "dm"), ("eh", "em")):
        if said[hour]:
            return _clock(_in_the_day(int(said[hour])), said[minute] if minute else None)
    return _time_of(said, "a") or _time_of_certain(said, "c")


def _time_of(said: re.Match[str], side: str, before: time | None = None) -> time | None:
    """Return a time of one side; a bare hour is of the half of the day in which people meet."""
    certain = _time_of_certain(said, side)
    if certain is not None or said[f"{side}h3"] is None:
        return certain
    hour = int(said[f"{side}h3"])
    if before is not None and hour < NOON and hour + NOON < before.hour + (before.minute > 0):
        hour += NOON  # "2-3pm": both in the afternoon
    elif before is None or hour + NOON != before.hour:
        hour = _in_the_day(hour)
    else:
        hour += NOON
    return _clock(hour, said[f"{side}m3"])


def _time_of_certain(said: re.Match[str], side: str) -> time | None:
    if said[f"{side}noon"]:
        return time(NOON)
    if said[f"{side}h2"]:
        hour = int(said[f"{side}h2"])
        is_bare = not said[f"{side}h2"].startswith("0")  # "2:30" is in the afternoon, "02:30" not
        return _clock(_in_the_day(hour) if is_bare else hour, said[f"{side}m2"])
    if not said[f"{side}h"]:
        return None
    hour, half = int(said[f"{side}h"]), said[f"{side}half"].lower()
    if not 1 <= hour <= NOON:
        return _clock(hour, said[f"{side}m"])
    return _clock(hour % NOON + (NOON if half.startswith("p") else 0), said[f"{side}m"])


def _in_the_day(hour: int) -> int:
    """Return a bare hour as people at work mean it: "at 2" is 14:00, "at 9" is 09:00."""
    return hour + NOON if 1 <= hour <= 6 else hour  # noqa: PLR2004  (six in the evening)


def _clock(hour: int, minute: str | None) -> time | None:
    minutes = int(minute or 0)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None  # noqa: PLR2004


def _between(first: time, last: time) -> int:
    return (last.hour - first.hour) * 60 + last.minute - first.minute


def _minutes(said: re.Match[str]) -> int:
    if said["hours"]:
        return int(said["hours"]) * AN_HOUR + int(said["glued"])
    number = said["number"].lower()
    amount = _SMALL[number] if number in _SMALL else float(number)
    if said["unit"].lower().startswith("h"):
        amount = (amount + (0.5 if said["half"] else 0)) * AN_HOUR + int(said["more"] or 0)
    return round(amount)


def _day_and_place(words: str, found: MeetingWords) -> MeetingWords:
    """Tell the day from the place in what is left.

    Beside an hour "27.11" is a day: alone it could be an hour itself.
    """
    if found.starts is not None:
        words = _DOTTED.sub(r"\1/\2", words)
    days: list[str] = []
    places: list[str] = [found.place] if found.place else []
    unknown: list[str] = []
    for introduced, piece in _pieces(words):
        day, rest = _day_in(introduced, piece)
        days += [day] if day else []
        if rest:
            (places if introduced and not day else unknown).append(rest)
    strange = [each for each in unknown if _OF_A_DATE.search(each)]
    if strange or not days:
        rest = " ".join((*days, *unknown))
        return replace(found, day=rest, place=" ".join(places))
    return replace(found, day=" ".join(days), place=" ".join((*places, *unknown)))


def _pieces(words: str) -> Iterator[tuple[str, str]]:
    """Yield the words between gaps and prepositions, each with the preposition before it."""
    for segment in words.split(_GAP):
        cut = _BEFORE_PLACE.split(segment)
        yield from (
            (said, tidied)
            for said, piece in zip(("", *cut[1::2]), cut[::2], strict=True)
            if (tidied := piece.strip(" ,;:-\u2013\t\n"))
        )


def _day_in(introduced: str, piece: str) -> tuple[str, str]:
    """Return the day in a piece, and what is left of it."""
    if introduced.lower() in {"in", "by"} and is_a_day(f"{introduced} {piece}"):
        return f"{introduced} {piece}", ""
    parts = piece.split()
    for number in range(min(len(parts), LONGEST_DAY), 0, -1):
        for first, last in ((0, number), (len(parts) - number, len(parts))):
            day = " ".join(parts[first:last]).strip(",;")
            if is_a_day(day):
                return day, " ".join((*parts[:first], *parts[last:])).strip(" ,;")
    return "", piece


@dataclass(frozen=True)
class Slot:
    """A usual time to meet: from when, for how many minutes, and on which weekday if on one."""

    starts: time
    minutes: int = AN_HOUR
    weekday: int | None = None


def read_slot(text: str) -> Slot | None:
    """Return the slot some words name: "10:00 for 60 minutes", "Tuesday 14:00"; None for none."""
    found = read_meeting(text)
    day = found.day.lower().rstrip("s")
    weekday = next((number for name, number in WEEKDAYS.items() if name == day), None)
    strange = found.place or found.part or found.minutes == 0
    if found.starts is None or strange or (found.day and weekday is None):
        return None
    return Slot(found.starts, found.minutes or AN_HOUR, weekday)
