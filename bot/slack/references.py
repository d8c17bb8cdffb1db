"""Which actions or audits are meant: their numbers, wherever people write them and however.

`12`, `#12`, `no. 12`, a plan's own `1.2` or `12a`, `LA-2026-12-012`, its end `12-012`, and the link
to a message about one. Several in a row are several: `12 and 13`, `12, 13`, `#5 & #6`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bot.slack.audit_words import AUDIT_WORD
from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, NUMBERS, any_of

_WHOLE: Final = r"LA[- ]?\d{4}[- ]\d{1,2}[- ]\d{1,6}"
# Its end as people copy it, whose noughts make it no day and no plan's own number.
_ITS_END: Final = r"LA[- ]?(?:\d{1,2}[- ])?0\d\d|(?:20\d\d-)?\d{1,2}-0\d\d"
AUDIT: Final = rf"(?:{_WHOLE}|{_ITS_END})"
PERMALINK: Final = r"https?://[^\s/]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<ts>\d{10,17})[^\s>]*"
_PLANS_OWN: Final = (
    r"(?:[A-Za-z]{1,5}[-.]?)?\d{1,9}(?:\.\d{1,4})*(?:[a-z]|\((?:[a-z]|[ivx]{1,4})\))?"
)
_INTRODUCED: Final = (
    rf"(?:(?:(?:action|item|number|no|nr|num|ref|reference)s?|{AUDIT_WORD})\b\.?\s*"
    r"(?:(?:number|no)\b\.?\s*)?)?"
)
# "12 a" may be a plan's 12a.
_SPACED: Final = pattern(
    r"#?(\d{1,9}(?:\.\d{1,4}){0,7}) ([a-h])(?=[.!?]?$|\s(?:to|until|till?|because|by)\b|\s<@)", re.I
)
# What ends a number: "71." at the end of a sentence is 71; "12th", "12%", "12-A", "12-3", "12.b",
# "6-month" and "10:30" are none.
_ENDS: Final = (
    r"(?![\w%£/]|[.:]\d|\s\.\s?\d|\s?\u00b7\s?\d|\((?:[a-z]|[ivx]{1,4})\)|"
    r"[.-][a-z](?!\w)|-\d|-(?:(?:minute|hour|day|week|month|year|point|page|part|step|weekly|monthly)s?\b))"
)
# As it is shown, and so as it is copied: "#12 (1.2)" is one action, not 12 and some words.
_ITS_OWN: Final = r"(?:\s?\((?=[^)\s]*\d)(?=[^)\s]*[./-])[\w./-]{1,40}\))?"
_ONE: Final = pattern(
    rf"{_INTRODUCED}(?P<hash>#\s?)?"
    rf"(?:(?P<reference>{AUDIT}|{_PLANS_OWN}){_ENDS}(?(hash){_ITS_OWN})|(?P<link>{PERMALINK}))",
    re.IGNORECASE,
)
# "6and7", as thumbs type it.
_RUN_ON: Final = pattern(r"^#?\d{1,9}(?:and#?\d{1,9})+(?!\w)", re.IGNORECASE)
# "Action two is done"; "action two years ago" and "number one priority" name none.
_SPELLED: Final = pattern(
    r"^(?:(?:the\s+)?(?:action|item|number|no\.?)\s+){1,2}"
    rf"(?!an?\b)(?P<number>{any_of(NUMBERS)})"
    rf"(?!\W+(?:and\s+)?(?:{any_of(NUMBERS)})\b)(?=\W*$|\s*[,.:;?!&+<#\u2013-]|\s+(?:and|to|until|till?|by|for|"
    r"back|on|with|because|as|(?:is|are|was|has|have|had|can|will|would|could|should|does|did)(?:n'?t)?|"
    r"not|may|might|must|needs?|done|completed?|finished|closed|sorted|now|please|again|yet|due)\b)",
    re.IGNORECASE,
)
_JOINED: Final = pattern(
    r"(?<!\s)\s*(?:[,;+]|&amp;|&)\s*(?:(?:and\b|&amp;|&)\s*)?|(?<!\s)\s+(?:and|plus)\s+|(?<!\s)\s+(?=#)",
    re.IGNORECASE,
)
# "6 then 7", "6 and also 7", "6 or 7": perhaps two, perhaps words; it is asked.
_PERHAPS: Final = pattern(
    r"(?<!\s)[,;.]?\s+(?:(?:and|then|&amp;|&)\s+){0,3}(?:done|closed?|completed?|finished)\s+(?=#?\d)|"
    r"(?<!\s)\s+(?:(?:and|&amp;|&)\s+)?(?:also|then|or|as well as|along with)\s+|"
    r"(?<!\s)\s*[.|@\u2022\u00b7]\s+(?=#?\d)|(?<!\s)\s+['\u2019]?n['\u2019]?\s+(?=#?\d)|"
    r"(?<!\s)\s*\(\s?(?:and|also|plus|&amp;|&)\s+(?=#?\d)",
    re.IGNORECASE,
)
_BARE: Final = pattern(r"(?<!\s)\s+(?=\d)")
# "done 6 4 Dec", "note 6 2 hours spent": of a day or a time, and no second number.
_OF_TIME: Final = (
    rf"\s?(?:(?:of\s)?(?:{any_of(MONTHS)})\b(?!(?<=may)\s+[a-z])|"
    r"(?:(?:working|more)\s)?(?:minute|min|hour|hr|day|week|wk|month|year)s?\b)"
)
_A_TIME: Final = pattern(rf"\d{{1,2}}{_OF_TIME}", re.IGNORECASE)
_DOTTED_DAY: Final = pattern(r"(?:[12]\d|3[01]|0?[1-9])\.(?:1[0-2]|0?[1-9])\.(?:20)?\d\d\b")
_RANGE: Final = pattern(
    r"#?\d{1,9}\s*(?:[-\u2013\u2014]|\b(?:to|through|thru)\b)\s*"
    rf"#?\d{{1,9}}(?![\w/]|[.:]\d|{_OF_TIME})",
    re.IGNORECASE,
)
# "6/7" and "6/7/8" may be days, or how many of how many.
_SLASHED: Final = pattern(
    rf"#?\d{{1,9}}(?:\s*/\s*#?\d{{1,9}}){{1,7}}(?![\w/]|[.:]\d|{_OF_TIME})", re.IGNORECASE
)
_DAY_OF_MONTH: Final = pattern(r"(?:[12]?\d|3[01]|0\d)\.(?:1[0-2]|0?[1-9])\b")
_DOTTED_HOUR: Final = pattern(r"(?:[01]?\d|2[0-3])\.(?:00|15|30|45)\b")
_LONGEST_RANGE: Final = 10
# What can only follow the last number of a list.
_NO_LONGER: Final = pattern(
    r"\s*+(?:[:.!?]|,?\s*+$|-\s|(?:to|until|till?|because|as|with|on|today|yesterday|last|this|"
    r"me|now|already|too|both|for (?:me|us)|please|pls|thanks?|cheers)\b|<@|$)"
    rf"|,?\s+{_A_TIME.pattern}",
    re.IGNORECASE,
)
_A_THING: Final = (  # that has a number of its own
    "week|wk|page|room|rm|step|stage|phase|part|tier|level|team|cohort|version|priority|year|"
    "quarter|section|line|floor|building|practitioner|manager"
)
_OF_A_THING: Final = pattern(rf"\b(?:{_A_THING})\s$", re.IGNORECASE)
_AT: Final = pattern(r"\b(?:at|half|past)\s$", re.IGNORECASE)
_COUNTS: Final = pattern(r"#?\d{1,9}\s(?:[a-z]+ed\s)?[a-z]{3,}s\b", re.IGNORECASE)
# "re #6, they reply on Thursday"; "for 2 weeks" names none.
_SPOKEN_OF: Final = pattern(
    r"(?:\b(?:re|with|on|for|about|regarding)|"
    rf"^(?!(?:{_A_THING})\b)[a-z]{{2,12}})[:\s]+"
    r"(?:#(?=\d+)|(?=\d+(?:[,.]|$| to be\b)))(?P<number>\d{1,9})|"
    r"\b(?:take|own|close|do|finish|cover|lead)\s+#?(?P<done>\d{1,9})[\s.!?]*$",
    re.IGNORECASE,
)
_AT_THE_END: Final = pattern(r"(?<!\s)\s+for\s+#?(?P<reference>\d{1,9})[.!?]*$", re.IGNORECASE)
_JOINING: Final = pattern(r"(?:^|(?<!\s)\s+)(?:for|of|on|to|about|re)[\s:]*$", re.IGNORECASE)
_SLACKS_OWN: Final = pattern(r"<[@#!][^<>]*>")
_DIGITS: Final = pattern(r"\d{1,9}")
_CERTAIN: Final = pattern(
    rf"{PERMALINK}|{AUDIT}|\d+(?:\.\d+)*(?:[a-z]|\((?:[a-z]|[ivx]{{1,4}})\))?", re.IGNORECASE
)


@dataclass(frozen=True)
class Named:
    """What stands first in some words: which are meant, and the words after them.

    `is_sure` is False where what looks like another number could belong to the words: then
    `after_first` is what follows the first.
    """

    which: tuple[str, ...]
    rest: str
    is_sure: bool = True
    after_first: str = ""

    @property
    def said(self) -> str:
        """Return them as they are typed: "#12 #13 1.2"."""
        return " ".join(f"#{each}" if is_number(each) else each for each in self.which)


def is_number(reference: str) -> bool:
    """Say whether this is a number of our own, and no plan's reference or link."""
    return _DIGITS.fullmatch(reference) is not None


def leading(words: str, *, dated: bool = False) -> Named | None:
    """Return which are named at the beginning of some words; None where none is.

    After a verb that takes a date a second bare number is the date's: "move 12 4 December".
    """
    if is_number(words):  # as most are typed: nothing in it could be read otherwise
        return Named((words,), "")
    words = _SPELLED.sub(lambda found: str(NUMBERS[found["number"].lower()]), words)
    words = _RUN_ON.sub(lambda found: found[0].lower().replace("and", " and "), words)
    spread = None if dated else _range(words)
    if spread:
        return spread
    spaced = _SPACED.match(words)
    if spaced:
        after = _rest(words[spaced.end(1) :])
        return Named((spaced[1] + spaced[2],), _rest(words[spaced.end() :]), False, after)
    found = _ONE.match(words)
    if found is None:
        return None
    listed = [found, *_further(words, found.end(), dated=dated)]
    end = listed[-1].end()
    which = tuple(dict.fromkeys(each["reference"] or each["link"] for each in listed))
    is_sure = len(which) == 1 or (
        not any(_PERHAPS.match(words, each.end()) for each in listed[:-1])
        and (all(each["hash"] for each in listed[1:]) or _NO_LONGER.match(words, end) is not None)
    )
    if dated and not is_sure:
        which, end, is_sure = which[:1], found.end(), True
    return Named(which, _rest(words[end:]), is_sure, _rest(words[found.end() :]))


def is_of_time(words: str, at: int) -> bool:
    """Say whether the figures at a place are of a day or a time: "6 months", "4 December"."""
    return _A_TIME.match(words, max(at, 0)) is not None


def counts_else(words: str, at: int) -> bool:
    """Say whether a number at a place is of something else: "room 6", "at 8", "6 closed cases"."""
    is_else = _OF_A_THING.search(words[:at]) or _AT.search(words[:at]) or _COUNTS.match(words, at)
    return is_of_time(words, at) or is_else is not None


def certain(words: str) -> Named | None:
    """Return which is meant where some words begin with what can only be a number."""
    named = leading(words)
    return named if named and is_certain(named.which[0]) else None


def begins_with_reference(words: str) -> bool:
    """Say whether a reference stands first; "27.11" is a day, and "9.30" an hour."""
    named = leading(words, dated=True)
    is_when = _DAY_OF_MONTH.match(words) or _DOTTED_HOUR.match(words)
    return not (named is None or is_number(named.which[0]) or is_when)


def _range(words: str) -> Named | None:
    slashed = _SLASHED.match(words)
    found = slashed or _RANGE.match(words)
    if found is None:
        return None
    said = list(_DIGITS.finditer(found[0]))
    numbers: Sequence[int] = [int(each[0]) for each in said]
    if not all(0 < last - first < _LONGEST_RANGE for first, last in pairwise(numbers)):
        return None
    if not slashed:
        numbers = range(numbers[0], numbers[1] + 1)
    after = _rest(words[said[0].end() :])
    return Named(tuple(map(str, numbers)), _rest(words[found.end() :]), False, after)


def _further(words: str, end: int, *, dated: bool) -> Iterator[re.Match[str]]:
    joints = (_JOINED,) if dated else (_PERHAPS, _JOINED, _BARE)
    while joined := next(filter(None, (joint.match(words, end) for joint in joints)), None):
        found = _ONE.match(words, joined.end())
        if found is None or not (found["hash"] or _could_be_meant(found)):
            return
        is_plain = is_number(words[:end].strip("# ")) and _DOTTED_DAY.match(words, found.start())
        if is_plain or _A_TIME.match(words, found.start()):
            return
        yield found
        end = found.end()


def _could_be_meant(found: re.Match[str]) -> bool:
    said = found["reference"] or found["link"]
    return is_number(said) or _CERTAIN.fullmatch(said) is not None


def is_certain(reference: str) -> bool:
    """Say whether this can only be a number: "A3" or "Q3" might be words."""
    return is_number(reference) or _CERTAIN.fullmatch(reference) is not None


def _rest(words: str) -> str:
    """Return the words after a number without what set them off."""
    return re.sub(r"^(?:[\s:,;.!)\u2026\u2013\u2014]|-{1,3}\s)+", "", words).strip()


def place_of(reference: str) -> tuple[str, str] | None:
    """Return the channel and the time stamp that a link to a message names; None for any other."""
    found = re.fullmatch(PERMALINK, reference)
    return (found["channel"], f"{found['ts'][:10]}.{found['ts'][10:]}") if found else None


def anywhere(words: str) -> re.Match[str] | None:
    """Return where a number stands first in some words; it stands apart from others.

    What somebody who is mentioned is called names none: "<@U08|Practitioner 2>".
    """
    hidden = _SLACKS_OWN.sub(lambda found: "<" * len(found[0]), words)
    return next((found for found in _ONE.finditer(hidden) if _stands_apart(words, found)), None)


def _stands_apart(words: str, found: re.Match[str]) -> bool:
    start = found.start()
    is_apart = start == 0 or words[start - 1] in " \t\n(\"'"
    return is_apart and is_certain(found["reference"] or found["link"])


def number_first(words: str) -> str:
    """Return words about a person with the number first, wherever it stands among them."""
    found = anywhere(words)
    if found is None:
        return words
    named = leading(words[found.start() :])
    numbers, after = found[0], words[found.end() :]
    if named is not None and named.is_sure:
        numbers, after = " and ".join(named.which), named.rest
    return f"{numbers} {words[: found.start()].strip()} {after.strip()}".strip()


def audit_behind(words: str, *, after_a_day: bool) -> tuple[str, str] | None:
    """Return the audit that is named behind other words, and those: "Friday 2pm for audit 12".

    Behind a day, and nothing else, a bare number is one as well: "yesterday for 12".
    """
    named = (found for found in _ONE.finditer(words) if _is_of_audit(words, found))
    found = next(named, _AT_THE_END.search(words) if after_a_day else None)
    if found is None:
        return None
    before = _JOINING.sub("", words[: found.start()])
    return found["reference"], f"{before} {words[found.end() :].strip()}".strip()


def _is_of_audit(words: str, found: re.Match[str]) -> bool:
    named = found["reference"] or ""
    is_whole = re.fullmatch(AUDIT, named, re.IGNORECASE) is not None
    is_word = re.match(rf"{AUDIT_WORD}\b", found[0], re.IGNORECASE) is not None
    is_apart = not words[: found.start()][-1:].isalnum()
    return is_apart and (
        is_whole or (is_word and not _A_TIME.match(words, found.start("reference")))
    )


def spoken_of(words: str) -> str:
    """Return the number that some words are about: "running late with 6"; empty where none is."""
    found = _SPOKEN_OF.search(words)
    return found["number"] or found["done"] if found else ""


def audit_called(reference: str) -> str | None:
    """Return an audit's reference as it is kept, however it is written; None of its end alone."""
    return audit_in(reference, date.min) if re.fullmatch(_WHOLE, reference, re.I) else None


def audit_in(reference: str, month: date) -> str:
    """Return an audit's whole reference; the year or month that is left out is that of `month`."""
    *said, number = re.findall(r"\d+", reference)
    year, in_month = [f"{month:%Y}", f"{month:%m}"][: 2 - len(said)] + said
    return f"LA-{year}-{in_month:0>2}-{number:0>3}"


def audit_ending(reference: str) -> tuple[int | None, int]:
    """Return the month, if it is named, and the number in which an audit's reference ends."""
    *before, number = map(int, re.findall(r"\d+", reference))
    return (before[-1] if before else None), number
