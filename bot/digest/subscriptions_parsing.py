"""Reads what is typed to have a digest come by itself. Pure: text in, request out.

`weekly mon 9:00 here overdue`, `monthly day 3 9:00 me`, `pause 2`. What could be meant in two ways
is refused with an example that works.
"""

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Final

from bot.actions.requests import (
    HERE,
    ME,
    ChangeSubscription,
    Digest,
    Request,
    Subscribe,
    Subscriptions,
)
from bot.actions.words import Verb, wrong
from db.errors import RefusedError
from jobs.rules.subscriptions import EARLIEST, LAST_WORKING_DAY, LATEST

WEEKLY: Final = "weekly mon 9:00 here"
MONTHLY: Final = "monthly day 3 9:00 here"
LIST: Final = "subscriptions"
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKEND: Final = ("saturday", "sunday")
SHORTEST_DAY: Final = 3
# `<#C012AB3CD|name>`, as a channel arrives when the manifest asks for escaping.
CHANNEL: Final = r"<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^>]*)?>"
CLOCK: Final = re.compile(
    r"(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?(?=\s|$)",
    re.IGNORECASE,
)
NOON: Final = 12

ReadWhat = Callable[[str, str], Request]


def subscription_verbs(read_what: ReadWhat) -> Mapping[str, Verb]:
    """Return the words about subscriptions; `read_what` reads what is to come."""
    return {
        "weekly": Verb(WEEKLY, lambda rest, command: _weekly(rest, command, read_what), ("every",)),
        "monthly": Verb(MONTHLY, lambda rest, command: _monthly(rest, command, read_what)),
        "subscriptions": Verb(LIST, _list, ("subscription", "subscribed")),
        **{
            change: Verb(f"{change} 2", _changing(change)) for change in ("pause", "resume", "stop")
        },
    }


def _weekly(rest: str, command: str, read_what: ReadWhat) -> Request:
    word, rest = [*rest.removeprefix("on ").split(maxsplit=1), "", ""][:2]
    weekday = _weekday(word.lower().rstrip(","), command)
    at, rest = _time(WEEKLY, rest, command)
    to, rest = _place(WEEKLY, rest, command)
    return Subscribe(at, to, _what(rest, command, read_what), weekday=weekday)


def _weekday(word: str, command: str) -> int:
    singular = word.removesuffix("s") if word.endswith("days") else word
    found = [day for day in DAYS if len(singular) >= SHORTEST_DAY and day.startswith(singular)]
    if not found:
        raise wrong(WEEKLY, "Say which weekday.", command)
    if found[0] in WEEKEND:
        raise wrong(WEEKLY, "It comes on working days only, Monday to Friday.", command)
    return DAYS.index(found[0])


def _monthly(rest: str, command: str, read_what: ReadWhat) -> Request:
    found = re.match(
        r"(?:on\s+)?(?:working\s+)?day\s+(?P<day>\d{1,2})(?:\s+at)?\s+", rest, re.IGNORECASE
    )
    if found is None:
        raise wrong(MONTHLY, "Say on which working day of the month, and when.", command)
    number = int(found["day"])
    if not 1 <= number <= LAST_WORKING_DAY:
        what = f"A month has working days 1 to {LAST_WORKING_DAY}."
        raise wrong(MONTHLY, what, command)
    at, rest = _time(MONTHLY, rest[found.end() :], command)
    to, rest = _place(MONTHLY, rest, command)
    return Subscribe(at, to, _what(rest, command, read_what), working_day=number)


def _time(example: str, rest: str, command: str) -> tuple[time, str]:
    found = CLOCK.match(rest)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise wrong(example, "Say at what time, as 9:00 or 9am.", command)
    try:
        at = time(_hour(int(found["hour"]), found["half"]), int(found["minute"] or 0))
    except ValueError:
        raise wrong(example, "There is no such time.", command) from None
    if not EARLIEST <= at <= LATEST:
        what = f"Choose a time from {EARLIEST:%H:%M} to {LATEST:%H:%M}."
        raise wrong(example, what, command)
    return at, rest[found.end() :].strip()


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        raise ValueError("no such hour")
    return hour % NOON + (NOON if half.lower() == "pm" else 0)


def _place(example: str, rest: str, command: str) -> tuple[str, str]:
    named = re.match(rf"(?:to\s+|in\s+)?{CHANNEL}(?:\s+|$)", rest)
    if named:
        return named["channel"], rest[named.end() :]
    if re.match(r"(?:to\s+|in\s+)?#", rest):
        what = "Pick the channel from the list that Slack offers as you type #."
        raise wrong(example, what, command)
    word = re.match(rf"(?:to\s+)?(?P<place>{HERE}|{ME})(?:\s+|$)", rest, re.IGNORECASE)
    if word is None:
        raise wrong(example, "Say where it goes: here, me or a #channel.", command)
    return word["place"].lower(), rest[word.end() :]


def _what(rest: str, command: str, read_what: ReadWhat) -> Digest:
    asked = read_what(rest, command)
    if not isinstance(asked, Digest):
        what = "That cannot come by itself; a section such as overdue or audits can."
        raise wrong(f"{WEEKLY} overdue", what, command)
    return asked


def _list(rest: str, command: str) -> Request:
    if rest:
        raise wrong(LIST, "Nothing follows that word.", command)
    return Subscriptions()


def _changing(change: str) -> Callable[[str, str], Request]:
    def read(rest: str, command: str) -> Request:
        found = re.fullmatch(r"#?(?P<number>\d{1,9})", rest)
        if found is None:
            raise RefusedError(
                f"Say which: `{command} {LIST}` shows their numbers. Try `{command} {change} 2`."
            )
        return ChangeSubscription(int(found["number"]), change)

    return read
