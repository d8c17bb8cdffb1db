"""Which time to meet some words name, as people arrange it: "Thurs, 2ish works for me"."""

import re
from typing import Final

from bot.audits.agreeing import names_a_time
from bot.vocabulary import our
from db.patterns import pattern
from db.wording import evenly
from jobs.rules.deadline_words import NUMBERS, SMALL_NUMBERS, any_of

_LONGEST: Final = 30  # words in which a time is looked for
_SUITS: Final = pattern(
    r"(?<![\s,])[\s,]+(?:works?|suits?|is (?:fine|good|best)|instead|for (?:me|us|you)|so|now|if|"
    r"please|ok|okay|yeah|right)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# "2ish", "around 2" and "Thurs, 2" name an hour.
_ABOUT: Final = pattern(
    rf"\b(?:at |around |about )?(?P<ish>\d{{1,2}}(?:[:.]\d\d)?|{any_of(SMALL_NUMBERS)})\s?-?ish\b|"
    r"\b(?:around|about) (?P<near>\d{1,2}\b)|"
    r"(?<=day|mon|tue|wed|thu|fri|urs|ues|eds)[\s,]+(?P<bare>\d{1,2})(?=$|\s(?:in|at|on|please)\b)",
    re.IGNORECASE,
)
_LED: Final = pattern(r"^(?:for|on|to)\s+", re.IGNORECASE)
_EITHER: Final = pattern(
    r"\b(?:(?:great|good|nice|hard) (?:work|job)|or|but|except|not|unless|off|away|leave|sick|"
    r"\w+n'?t)\b",
    re.IGNORECASE,
)
# Words that may stand around a time which somebody arranges; any other word says something else.
_FILLING_WORDS: Final = (
    "a able about ago agreed all an and any are as ask asked at be been better book booked bring "
    "by can chance change confirmed could date day diary do does down er erm fine for forward free "
    "get good great has have he hello her hi him hiya i if in is it it's its let let's lets "
    "live make maybe me meant meet meeting meets mine move moved moving my no now of offer ok okay "
    "on our ours please pls pop possible propose push put rearrange reschedule said say says "
    "schedule see set shall she shift so some sorry suggest suit suits tell that the them then "
    "they this thought time to try uh um up us we week well will with work works would "
    "yeah yes you your"
)
_FILLING: Final = frozenset((*_FILLING_WORDS.split(), *our.live_audit.lower().split()))


def arranged(words: str) -> str:
    """Return the time to meet that some words name; none where something else is said of it."""
    when, is_all = time_in(words)
    return when if is_all else ""


def time_in(words: str) -> tuple[str, bool]:
    """Return the longest part of the words that is a day to meet, with its hour and place.

    Of two days, or of any but one, none is taken. Say too whether nothing else is said of it.
    """
    each = _ABOUT.sub(_at, words).split()
    if _EITHER.search(evenly(words)) or len(each) > _LONGEST:
        return "", False
    for start in range(len(each)):
        for end in range(len(each), start, -1):
            when = _SUITS.sub("", " ".join(each[start:end])).strip(" ,.?!")
            if names_a_time(when):
                around = (*each[:start], *each[end:])
                is_all = all(one.lower().strip(" ,.:;?!+&-") in _FILLING for one in around)
                return _LED.sub("", when), is_all
    return "", False


def _at(found: re.Match[str]) -> str:
    hour = (found["ish"] or found["near"] or found["bare"]).lower()
    return f" at {NUMBERS.get(hour, hour)}"
