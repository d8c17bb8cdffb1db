"""What may stand in a cell of a roster, and what to say when it is something else.

Every reader raises ValueError with words that go on from the column's name: "is empty".
"""

import re
from datetime import date, time

NAME_LENGTH = 120
EMAIL_LENGTH = 254
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONDAY_TO_FRIDAY = "12345"
NINE_TO_FIVE = (time(9), time(17))

_DAYS = {name: n for n, day in enumerate(WEEK, start=1) for name in (day, day[:3])} | {
    "tues": 2,
    "weds": 3,
    "thur": 4,
    "thurs": 4,
}
_EMAIL = re.compile(r"[^@\s]{1,99}@[^@\s]{1,99}\.[^@\s]{1,99}")
_HOURS = re.compile(r"(\d{1,2})[:.](\d\d) ?(?:-|–|to) ?(\d{1,2})[:.](\d\d)")  # noqa: RUF001 - Excel's dash
_DASH = re.compile(r"\s{0,4}(?:-|–|\bto\b)\s{0,4}")  # noqa: RUF001 - Excel's dash
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)")
_BRITISH_DATE = re.compile(r"(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>\d{4})")


def email(text: str) -> str:
    """Read an e-mail address; it is kept in small letters."""
    if not text:
        raise ValueError("is empty")
    if not _EMAIL.fullmatch(text) or len(text) > EMAIL_LENGTH:
        raise ValueError(f"{text!r} is not an e-mail address")
    return text.lower()


def email_or_nobody(text: str) -> str | None:
    """Read a line manager's e-mail address; whoever heads the line has none."""
    return email(text) if text else None


def name(text: str) -> str:
    """Read a person's name, which everybody has."""
    if not text:
        raise ValueError("is empty")
    return words(text)


def words(text: str) -> str:
    """Read a role, a team or a service."""
    if len(text) > NAME_LENGTH:
        raise ValueError(f"has {len(text)} characters; {NAME_LENGTH} are the most")
    return text


def working_days(text: str) -> str:
    """Read "mon tue wed" as "123" and "Mon-Fri" as "12345"; nothing said is Monday to Friday."""
    parts = re.split(r"[\s,;/&+]+", _DASH.sub("-", text.lower()))
    numbers = {number for part in parts if part for number in _span(part)}
    return "".join(map(str, sorted(numbers))) or MONDAY_TO_FRIDAY


def _span(part: str) -> range:
    first, _, last = part.partition("-")
    for word in (first, last or first):
        if word not in _DAYS:
            raise ValueError(f"{word!r} is not a day of the week")
    if _DAYS[last or first] < _DAYS[first]:
        raise ValueError(f"{part!r} ends before it starts")
    return range(_DAYS[first], _DAYS[last or first] + 1)


def hours(text: str) -> tuple[time, time]:
    """Read "09:00-17:00" as when the day starts and ends; nothing said is nine to five."""
    if not text:
        return NINE_TO_FIVE
    match = _HOURS.fullmatch(text.lower())
    if match is None:
        raise ValueError(f"{text!r} is not a pair of times")
    hour, minute, end_hour, end_minute = map(int, match.groups())
    try:
        starts, ends = time(hour, minute), time(end_hour, end_minute)
    except ValueError:
        raise ValueError(f"{text!r} is not a pair of times") from None
    if ends <= starts:
        raise ValueError(f"{text!r} ends before it starts")
    return starts, ends


def day(text: str) -> date | None:
    """Read an ISO date or a British one, day first; nothing said is None."""
    if not text:
        return None
    match = _ISO_DATE.fullmatch(text) or _BRITISH_DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise ValueError(f"{text!r} is not in the calendar") from None
