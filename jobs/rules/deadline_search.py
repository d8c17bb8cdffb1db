"""Finds the deadlines in a sentence: "Ring Legal about the template by Friday".

What stands behind "by" or "due" is certain; any other date in a sentence may be something else's,
so whoever finds it asks. Words in quotation marks are a title and are not searched.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_alone import (
    DURATION,
    NAMES_TOO,
    NO_DATES,
    ORDINAL,
    WORDS_TOO,
    goes_on_behind,
    is_in_a_name,
    names_no_one_day,
    stands_alone,
)
from jobs.rules.deadline_slips import corrected
from jobs.rules.deadline_words import (
    MONTHS,
    NTH,
    NUMBERS,
    WEEKDAYS,
    DateFound,
    Deadline,
    DeadlineProblem,
    Precision,
    UnreadableDeadlineError,
    any_of,
)
from jobs.rules.deadlines import ANY_CALENDAR, ANY_DAY, TIME, read, read_or_none
from jobs.rules.working_days import Calendar

MOST_WORDS: Final = 9


# Behind these stands the action's own date.
_SURE: Final = pattern(
    r"(?:to be (?:done|completed?|finished|ready) by|(?:to be )?(?:needed|required|wanted) by|"
    r"(?:\A|(?<=[,;:(\u2013\u2014-] ))(?:done|completed?|finished|ready) by|"
    r"(?:is|are) (?:needed|required|wanted) by|need(?: it| this)? by|"
    r"(?:(?:is|are) )?due(?: date)?(?: is| on| by|:)?(?! to)|on or before|"
    r"deadline(?: is| of| on|:)?|target(?: date)?(?: is| of|:)|by the latest|no later than|"
    r"not later than|by|before|b4|within|when(?=\s*:))(?: the latest)?[\s:]+",
    re.IGNORECASE,
)
# "Break it down by month" says how, and not when.
_COUNTED_BY: Final = pattern(r"by (?:week|month|quarter|term|year)", re.IGNORECASE)
# "By February half-term" names no one day, and not the end of February.
_OF_SCHOOLS: Final = pattern(
    r"(?:\s+|-)(?:half[ -]?terms?|term|holidays?|hols|break|recess|after next)\b", re.IGNORECASE
)
# Behind these may stand its date, or that of what it is about.
_MAYBE: Final = pattern(r"(?:on|for|in|at|until|till?|from|this)\s+(?:the\s+)?", re.IGNORECASE)
_PART_OF_IT: Final = pattern(r"before|within|in\b|this", re.IGNORECASE)
_MONTH: Final = any_of(MONTHS)
_WEEKDAY: Final = any_of(WEEKDAYS)
_BEGINS: Final = pattern(
    rf"(?:the|on|\d|{_WEEKDAY}|{_MONTH}|{any_of(NUMBERS)}|{NTH}|today|tomorrow|tonight|tmrw|tmw|tomoz|tmoz|tmoro|2moro|2morrow|next|nxt|"
    r"this|coming|bank(?= holiday)|new year(?:'?s)?|nye|nyd|boxing|good(?= friday)|"
    r"end|start|beg|beginning|close|cop|cob|eop|eod|eow|eom|w/?[cbe]|wc|wb|we|"
    r"week|wk|month|mth|year|qtr|last|couple|fortnight|before|within|in|financial|"
    r"calendar|fye?|mid|middle|early|late|christmas|xmas|easter|summer|spring|autumn|winter|half|as|asap|tbc|tbd|q[1-4]|soon|ongoing|"
    r"noon|midday)\b|\d",
    re.IGNORECASE,
)
_POSSESSIVE: Final = pattern(r"(?:\w+\s){0,3}?\w+(?=['\u2019]s\s\w)")
_OF_WHAT: Final = pattern(r"\s+(?:of|to|for|from|after)\b", re.IGNORECASE)
_SHARE: Final = pattern(r"\d\s?(?:%|per ?cent\b|out of \d)", re.IGNORECASE)
_NTH: Final = r"\d{1,2}(?:st|nd|rd|th)?"
# "4 or 5 Dec", "4/5 Dec", "4-11 Dec": one of two days, and which one is asked.
_EITHER: Final = pattern(
    rf"(?P<first>(?:(?:{_WEEKDAY}) )?{_NTH})(?:\s*[/\u2013\u2014&-]\s*|\s+(?:or|and|to)\s+)"
    rf"(?P<last>(?:(?:{_WEEKDAY}) )?{_NTH}(?: of)? (?P<month>{_MONTH})\b(?: \d{{4}}\b)?)",
    re.IGNORECASE,
)
_WEEKDAYS: Final = pattern(rf"(?P<first>{_WEEKDAY})/(?P<last>{_WEEKDAY})\b", re.IGNORECASE)
_OR: Final = pattern(
    r"[\s,;.(\u2013\u2014-]+(?:(?:sorry|scrap that|otherwise|failing that|no|wait|i meant?|"
    r"make that|or rather|actually|ideally|preferably|else|if (?:at all )?poss(?:ible)?)\b"
    r"[\s,:]*)+(?:(?:by|on)\s+)?|,?\s+(?:or|and|but)\s+|\s+[-\u2013/]\s+|(?P<comma>,\s+)",
    re.IGNORECASE,
)
_AT_A_PUSH: Final = pattern(
    r"\s+(?:at (?:a push|worst|the outside)|if need(?:ed| be)|(?:is )?(?:ok|fine))\b", re.IGNORECASE
)
# "by Friday, not Monday": the day behind it is not meant, and stands in nobody's words.
_NOT_THE_OTHER: Final = pattern(
    r"[\s,;(\u2013\u2014-]+(?P<other>(?:(?:and|but)\s+)?(?:"
    r"(?P<late>(?:not|no) later(?: than that)?)(?=[\s.,;)]*$)|"
    r"(?:not|no longer|rather than|instead of|was|previously|originally|moved from)\s+"
    r"(?:(?:by|on|for|until)\s+)?))",
    re.IGNORECASE,
)
# "By this Fri or next": whatever it is, it is no one day.
# "A week before panel" is no week from now.
_GOES_ON: Final = pattern(
    r"\s+(?:or\s+(?:so|next|after|the)\b|(?:before|after|prior to|ahead of|following)\s)", re.I
)
_CLOSED: Final = pattern(r"[!.?]?\)")
_TO_THE_BRACKET: Final = pattern(r"[^()\x00]{0,60}\)")
_BUT: Final = pattern(r",?\s+but\s+(?:rather\s+)?", re.IGNORECASE)
_NOT_BEFORE: Final = pattern(r"(?:\b(?:not|never)|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
# Of the words behind a date, as in "within 5 days of referral" and "Friday at the Hub".
_JOINS: Final = pattern(r"\s(?:of|the|at|on|by|due)$|\s(?:by|due)\s", re.IGNORECASE)
# Figures that end the words behind a date are of its day or its hour: "by Friday 27", "1700".
_LEFT: Final = pattern(r",?\s+(?P<figures>\d[\d.:]*+)(?=[\s.!]*$)")
# Behind "by" this was meant for a date, whatever it says: "01/27", "4.12".
_FIGURES: Final = pattern(
    r"(?:[12]?\d(?=\W*$)|3[01](?=\W*$)|[0-3]\d[01]\d20\d\d|\d{1,4}(?:(?:\s?[./-]\s?\d{1,4}){1,2}|\s\d{1,2}\s\d\d(?:\d\d)?))"
    r"(?=[\s,;:)]|\.?$|\.[\s)\]])"
)
_DAY_OR_TIME: Final = pattern(r"\d\d?\.(?:0?[1-9]|1[0-2])")
# What is kept beside the day it is of: a part of the day is no date, and is told to be left out.
_PART_OF_DAY: Final = pattern(
    r"\b(?:first thing|(?:mid[- ])?(?:morning|afternoon)|evening|lunch(?: ?time)?|[ap]m|"
    r"(?<=(?:mon|tue|wed|thu|fri|sat|sun|day|ues|eds|urs) )(?:eve|night))\b",
    re.IGNORECASE,
)
_UNSEARCHED: Final = pattern(r"“[^“”]*”|\"[^\"]*\"|https?://\S+|<[^<>]*>|#\S+")
_WORD: Final = pattern(r"\S+")
_AT_ITS_END: Final = ",.;:!?)]…-\u2013"


def find_dates(text: str, today: date, calendar: Calendar) -> Sequence[DateFound]:
    """Return the deadlines in a sentence, in their order; none overlaps another."""
    return list(_Search(text, today, calendar).found())


def names_a_day(words: str) -> bool:
    """Say whether a day, or what may be one, stands anywhere in some words."""
    return bool(find_dates(words, ANY_DAY, ANY_CALENDAR))


def is_meant_for_a_day(words: str) -> bool:
    """Say whether words are said for a day, be it none: "mid Feb", "31/11", "Mon or Tue"."""
    said = f"by {words}"
    for one in find_dates(said, ANY_DAY, ANY_CALENDAR):
        is_all = (one.start, one.end) == (0, len(said))
        return is_all and bool(one.deadline or names_no_one_day(one.said, ""))
    return False


@dataclass(frozen=True)
class _Search:
    text: str
    today: date
    calendar: Calendar

    def found(self) -> Iterator[DateFound]:
        masked = _UNSEARCHED.sub(lambda each: "\x00" * len(each[0]), self.text)
        end = 0
        for word in _WORD.finditer(masked):
            if word.start() < end or "\x00" in word[0]:
                continue
            start = word.start() + len(word[0]) - len(word[0].lstrip("(["))
            one = self._at(masked, start)
            if one is not None:
                one = self._not_the_other(masked, one)
                end = one.end
                if one.deadline or not one.is_in_a_name:
                    yield one

    def _at(self, masked: str, start: int) -> DateFound | None:
        sure = _SURE.match(masked, start)
        if sure:
            return self._behind(masked, start, sure)
        maybe = _MAYBE.match(masked, start)
        if maybe:
            return self._perhaps(masked, start, maybe)
        one = self._longest(masked, start, start)
        if one is None:
            return None
        if one.deadline is None:  # "early help offer by Friday" begins with no date
            return one if self._is_an_end(one) else None
        is_date = stands_alone(one.said, is_last=self._is_last(one))
        if is_date and self._is_in_a_name(one, start):
            return replace(one, deadline=None, is_in_a_name=True)
        return _unsure(one) if is_date else None

    def _behind(self, masked: str, start: int, sure: re.Match[str]) -> DateFound | None:
        said_from = start if _PART_OF_IT.match(sure[0]) else sure.end()
        one = self._longest(masked, start, said_from)
        nearly = self._nearly(masked, start, sure.end())
        if nearly and (one is None or nearly.end > one.end):  # "by 5th Janaury" is no 5th alone
            return nearly
        if one is None:
            of_a_day = self._of_a_day(masked, start, sure.end())
            return of_a_day or self._in_figures(masked, start, sure.end())
        if _COUNTED_BY.fullmatch(f"{sure[0]}{one.said}"):
            return None
        if holiday := _OF_SCHOOLS.match(masked, one.end):
            return DateFound(start, holiday.end(), one.said + holiday[0], is_sure=False)
        if one.deadline and self._is_in_a_name(one, said_from):  # "by the 4 Dec panel"
            return replace(one, is_sure=False, is_in_a_name=True)
        one = self._or_another(masked, self._with_figures(masked, one))
        said = one.said.lower()
        is_by_how_much = sure[0].lower().startswith("by") and DURATION.fullmatch(said)
        is_of_words = sure[0].lower().startswith("within") and self._is_measured(one)
        is_name = said in NAMES_TOO or (said in WORDS_TOO and not one.said[0].isupper())
        is_before = sure[0].lower().startswith("b4")  # the day itself, or the one before it
        goes_on = _GOES_ON.match(masked, one.end) or (start and goes_on_behind(masked[one.end :]))
        is_doubtful = is_by_how_much or is_of_words or is_name or is_before or bool(goes_on)
        return _unsure(one) if is_doubtful else one

    def _of_a_day(self, masked: str, start: int, said_from: int) -> DateFound | None:
        """Return the day in "by Friday's panel", which is part of what that is called."""
        said = _POSSESSIVE.match(masked, said_from)
        one = self._read(said[0], start, said.end()) if said else None
        return replace(one, is_sure=False, is_in_a_name=True) if one else None

    def _is_measured(self, one: DateFound) -> bool:
        """Say whether "within 5 days" may be what is counted: "of referral", "to hit 95%"."""
        goes_on = _OF_WHAT.match(self.text, one.end) is not None
        return goes_on or _SHARE.search(self.text) is not None

    def _perhaps(self, masked: str, start: int, maybe: re.Match[str]) -> DateFound | None:
        word = maybe[0].split()[0].lower()
        said_from = start if word in {"in", "this"} else maybe.end()
        one = self._longest(masked, start, said_from)
        if word == "in" and one is None:  # "in mid-January"
            one = self._longest(masked, start, maybe.end())
        if one is None or not (one.deadline or (word in {"this", "in"} and self._is_an_end(one))):
            return None
        bare = one.said.lower().removeprefix("in ")
        if word in {"for", "from", "at"} and DURATION.fullmatch(bare):
            return None
        if ORDINAL.fullmatch(bare) and word != "on":
            return None
        if not self._is_in_a_name(one, said_from):
            return _unsure(one)
        deadline = None if word == "from" else one.deadline  # "papers for the 4 Dec panel"
        return replace(one, is_sure=False, deadline=deadline, is_in_a_name=True)

    def _longest(self, masked: str, start: int, said_from: int) -> DateFound | None:
        """Return the most words from here on that are a date."""
        if not _BEGINS.match(masked, said_from):
            return None
        either = self._either(masked, start, said_from)
        if either is not None:
            return either
        for end in reversed(self._ends(masked, said_from)):
            said = self.text[said_from:end].rstrip(_AT_ITS_END + " ")
            one = None if _JOINS.search(said) else self._read(said, start, said_from + len(said))
            if one is not None:
                return one
        return None

    def _either(self, masked: str, start: int, said_from: int) -> DateFound | None:
        found = _EITHER.match(masked, said_from) or _WEEKDAYS.match(masked, said_from)
        if found is None:
            return None
        month = found.groupdict().get("month", "")
        last = self._read(found["last"], start, found.end())
        first = self._read(f"{found['first']} {month}".strip(), start, found.end())
        if not (first and last and first.deadline and last.deadline):
            return None
        return replace(_both(first, last), said=found[0])

    def _or_another(self, masked: str, one: DateFound) -> DateFound:
        """Return a date with another that follows it: "by Friday or Monday"."""
        joint = _OR.match(masked, one.end)
        other = self._longest(masked, one.start, joint.end()) if joint else None
        if joint is None or other is None or not (one.deadline and other.deadline):
            return one
        bare = other.said.lower().removeprefix("the ")
        is_day = other.deadline.precision is Precision.DAY and stands_alone(bare, is_last=True)
        if bare in WORDS_TOO | NAMES_TOO or (joint["comma"] and not is_day):
            return one
        both, tail = _both(one, other), _AT_A_PUSH.match(masked, other.end)
        end = tail.end() if tail else other.end
        return replace(both, said=f"{one.said}{joint[0]}{other.said}", end=end)

    def _not_the_other(self, masked: str, one: DateFound) -> DateFound:
        """Take the day that is not meant with the one that is; after "not" it is asked about."""
        negated = _NOT_BEFORE.search(masked[: one.start])
        if negated:
            return self._but_another(masked, one, negated.start())
        joint = _NOT_THE_OTHER.match(masked, one.end)
        if joint is None or one.deadline is None:
            return one
        other = self._longest(masked, joint.end(), joint.end())
        is_day = other and other.deadline and stands_alone(other.said, is_last=True)
        if not (is_day or joint["late"]):
            return one
        last = other.end if other and is_day else joint.end()
        closed = (_TO_THE_BRACKET if "(" in joint[0] else _CLOSED).match(masked, last)
        end = closed.end() if closed else last
        said = self.text[joint.start("other") : end].rstrip("!.?)")
        return replace(one, end=end, left_out=", ".join(filter(None, (one.left_out, said))))

    def _but_another(self, masked: str, one: DateFound, start: int) -> DateFound:
        """Return the day behind "not by Monday but"; without one, what stands there is asked."""
        joint = _BUT.match(masked, one.end)
        other = self._at(masked, joint.end()) if joint else None
        if other is None or other.deadline is None:
            return _unsure(one)
        return replace(other, start=start, left_out=self.text[start : one.end].strip())

    def _with_figures(self, masked: str, one: DateFound) -> DateFound:
        left = _LEFT.match(masked, one.end)
        if left is None or one.left_out:
            return one
        return replace(one, end=left.end("figures"), is_sure=False, left_out=left["figures"])

    def _in_figures(self, masked: str, start: int, said_from: int) -> DateFound | None:
        time = TIME.match(masked, said_from)
        found = _FIGURES.match(masked, said_from) or time
        if found is None or found[0] in NO_DATES:
            return None
        if not time or time[0] != found[0] or _DAY_OR_TIME.fullmatch(found[0]):
            return DateFound(start, found.end(), found[0], is_sure=False)
        today = Deadline(self.today, Precision.DAY, (), past=False, said="")
        return DateFound(start, found.end(), found[0], False, today, found[0])

    def _ends(self, masked: str, start: int) -> list[int]:
        ends: list[int] = []
        for word in _WORD.finditer(masked, start):
            if "\x00" in word[0] or len(ends) == MOST_WORDS:
                break
            ends.append(word.end())
        return ends

    def _read(self, said: str, start: int, end: int) -> DateFound | None:
        try:
            deadline = read(said, self.today, self.calendar)
        except UnreadableDeadlineError as error:
            if error.problem == DeadlineProblem.NO_ONE_DAY:
                return DateFound(start, end, said, is_sure=False)
            if error.is_no_such_day:  # asked about, and no part of it is taken for another
                return DateFound(start, end, said, is_sure=False, deadline=self._instead(error))
            return self._without_time(said, start, end) if _is_time(error, said) else None
        is_sure = not (deadline.past or deadline.alternatives or said.lower().endswith("ish"))
        part = _PART_OF_DAY.search(said)
        return DateFound(start, end, said, is_sure, deadline, part[0] if part else "")

    def _instead(self, error: UnreadableDeadlineError) -> Deadline | None:
        """Return the days that may be meant by a date that there is none of: "31/11"."""
        facts = (day for day in error.facts.values() if isinstance(day, date))
        days = list(dict.fromkeys(day for day in facts if day >= self.today))
        if not days:
            return None
        return Deadline(days[0], Precision.DAY, tuple(days[1:]), past=False, said="")

    def _without_time(self, said: str, start: int, end: int) -> DateFound | None:
        time = TIME.search(said)
        if time is None:
            return None
        rest = re.sub(r"\bat$", "", said[: time.start()].strip()).strip(" ,@") or said[time.end() :]
        deadline = read_or_none(rest, self.today, self.calendar)
        if deadline is None:
            return None
        left_out = said[time.start() : time.end()].strip()
        return DateFound(start, end, rest.strip(), False, deadline, left_out)

    def _nearly(self, masked: str, start: int, said_from: int) -> DateFound | None:
        """Return a date with a slip of the pen in it, which is asked about: "by Firday"."""
        for end in reversed(self._ends(masked, said_from)[:4]):
            said = self.text[said_from:end].rstrip(_AT_ITS_END + " ")
            meant = " ".join(map(corrected, said.split()))
            if meant == said:
                continue
            one = self._read(meant, start, said_from + len(said))
            if one is not None and one.deadline is not None:
                return _unsure(one)
        return None

    def _is_an_end(self, one: DateFound) -> bool:
        """Say whether the words end with what is no one day: "the end of term", "next week"."""
        return self._is_last(one) and names_no_one_day(one.said, self.text[: one.start])

    def _is_in_a_name(self, one: DateFound, said_from: int) -> bool:
        article = "the " if "the" in one.said.lower().split() else ""
        return is_in_a_name(self.text[:said_from] + article, self.text[one.end :])

    def _is_last(self, one: DateFound) -> bool:
        return not self.text[one.end :].strip(_AT_ITS_END + " ")


def _is_time(error: UnreadableDeadlineError, said: str) -> bool:
    return error.problem == DeadlineProblem.TIME and TIME.search(said) is not None


def _both(one: DateFound, other: DateFound) -> DateFound:
    """Return a date that may be either of two."""
    if one.deadline is None or other.deadline is None:
        return one
    days = (*one.deadline.alternatives, other.deadline.day, *other.deadline.alternatives)
    return replace(one, is_sure=False, deadline=replace(one.deadline, alternatives=days))


def _unsure(one: DateFound) -> DateFound:
    return DateFound(one.start, one.end, one.said, False, one.deadline, one.left_out)
