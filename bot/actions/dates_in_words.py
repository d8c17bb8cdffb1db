"""Finds when an action is due in its words; what is probable is in doubt, and asked about."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.actions.line import DUE, Doubt, Line, cut
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.rules.deadline_search import find_dates
from jobs.rules.deadline_words import MONTHS, WEEKDAYS, DateFound, any_of

_SAID_BY: Final = pattern(r"(?:by|due)\b", re.IGNORECASE)
# What stands before a colon is the date, whatever it is; the colon of "10:30" ends no date.
_DUE_FIRST: Final = pattern(
    r"(?:by|due(?:\s+(?:by|on))?)\s++(?P<due>(?:[^:]|(?<=\d):(?=\d\d)){1,80}?)"
    r"\s?(?!(?<=\d):\d\d):\s*",
    re.IGNORECASE,
)


def with_due(line: Line, ctx: RequestContext) -> Line:
    """Return a line with its date taken out of its words, or with a doubt where it is probable."""
    first = _DUE_FIRST.match(line.title)
    if first:
        line = replace(line, title=line.title[first.end() :], due=first["due"])
        return _without_time(line, ctx)
    found = find_dates(line.title, ctx.today, ctx.council.calendar)
    sure = [each for each in found if each.is_sure or _SAID_BY.match(line.title, each.start)]
    # Of "by Fri, that by Mon" or "by Fri, chase Mon" either may be meant, or two actions.
    if sure and _ANOTHER.match(line.title, sure[-1].end):
        sure += [each for each in found if each.start > sure[-1].end and _is_bare(each, line)]
    if len(sure) == 1 and sure[0].is_sure:
        one = sure[0]
        title = cut(line.title, one.start, one.end)
        besides = (one.left_out,) if one.left_out else ()
        return replace(line, title=title, due=one.said, left_out=besides)
    if not found:
        meant = _FOR_A_DAY.search(line.title)
        if meant is None:
            return line
        return replace(line, doubts=(*line.doubts, Doubt(DUE, meant["said"], ())))
    asked = sure or [_likeliest(found)]
    pieces = ["" if each.is_in_a_name else line.title[each.start : each.end] for each in asked]
    days = tuple(dict.fromkeys(day for each in asked for day in _days(each)))
    left_out = " ".join(each.left_out for each in asked if each.left_out)
    return replace(line, doubts=(*line.doubts, Doubt(DUE, pieces[0], days, left_out)))


def _is_bare(one: DateFound, line: Line) -> bool:
    """Say whether nothing before a date says that it is of something else: "on", "for"."""
    return not one.is_in_a_name and line.title.startswith(one.said, one.start)


_ANOTHER: Final = pattern(r"\s*(?:[,;.]|(?:and|then)\b)", re.IGNORECASE)
# What ends a sentence so was meant for a day, whatever it says: "by the back end of March". What is
# counted "by month" or "by team and week" has a column for each.
_FOR_A_DAY: Final = pattern(
    rf"(?<!\s)\s(?P<said>(?:by|before)\s(?!(?:[a-z]{{1,12}}\sand\s)?(?:week|month|year|term|quarter)\b)"
    rf"(?:[a-z]{{1,12}}\s){{0,4}}(?:{any_of(MONTHS)}|"
    rf"{any_of(WEEKDAYS)}|week|wk|month|mth|year|yr|term|quarter|qtr))[\s.!]*$",
    re.IGNORECASE,
)


def _without_time(line: Line, ctx: RequestContext) -> Line:
    """Return a line whose date was given with a time of day, which is asked about."""
    words = f"by {line.due}"
    found = [one for one in find_dates(words, ctx.today, ctx.council.calendar) if one.left_out]
    if not found:
        return line
    if found[0].is_sure and found[0].end == len(words):
        return replace(line, due=found[0].said, left_out=(found[0].left_out,))
    doubt = Doubt(DUE, line.due or "", tuple(_days(found[0])), found[0].left_out)
    return replace(line, due=None, doubts=(*line.doubts, doubt))


def _likeliest(found: Sequence[DateFound]) -> DateFound:
    """Return the last one that is a day; what stands last in a sentence is most often its date."""
    readable = [each for each in found if each.deadline is not None]
    return (readable or list(found))[-1]


def _days(one: DateFound) -> list[str]:
    """Return the days a date may be, as they are typed; none where it is no day."""
    if one.deadline is None:
        return []
    if one.deadline.precision == "month":
        return [f"{one.deadline.day:%B %Y}"]
    return [day.isoformat() for day in sorted({one.deadline.day, *one.deadline.alternatives})]
