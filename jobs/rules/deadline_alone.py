"""Which dates stand by themselves in a sentence, and which words are more often something else."""

import re
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, NTH, NUMBERS, WEEKDAYS, any_of

# A date that can stand by itself: "4 December", "29/1/2027", "Friday", "end of March", "w/c 7 Dec".
_STANDS_ALONE: Final = pattern(
    rf"(?:(?>.*\b(?:{any_of(WEEKDAYS)})\b).*|[^\d\n]*\d(?>.*\b(?:{any_of(MONTHS)})\b).*|"
    rf"\b(?:{any_of(MONTHS)})\b[^\d\n]*\d.*|"
    rf"(?:the )?(?:{NTH}) of (?:{any_of(MONTHS)})|"
    r"(?:new year'?s?|christmas|xmas) (?:eve|day)|boxing day|easter monday|"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}/\d{1,2}|\d{4}-\d{1,2}-\d{1,2}|"
    rf"(?:{any_of(NUMBERS)}|\d+) (?:month|week|wk|fortnight|year)s?['\u2019]? "
    r"(?:today|tomorrow|time)|"
    r"(?:this|next|nxt) (?:week|wk|month|mth)|"
    r"(?:end|start|beginning|last day) .*|month.end|year.end|"
    r"w/?[cbe] .*|week (?:commencing|beginning|ending) .*|close of .*|cop .*|cob .*|eo[dwm]|"
    r"(?:today|tomorrow|tonight|tmrw|tmw|tomoz|tmoz|tmoro|2moro|2morrow)"
    r"(?: (?:am|pm|first thing|morning|afternoon|evening|lunch(?: ?time)?|night))?)",
    re.IGNORECASE,
)
NO_DATES: Final = frozenset({"24/7", "50/50", "1/2", "1/4", "3/4", "1/3", "2/3"})
# Words of their own that are short names of days and months too.
WORDS_TOO: Final = frozenset({"may", "march", "mar", "sat", "sun", "mon", "wed", "dec", "second"})
NAMES_TOO: Final = frozenset({"may", "april", "june", "august"})
# What is none of a month's days counts something: "40 March sashes".
_COUNTED: Final = pattern(r"(?:3[2-9]|[4-9]\d)\s.*")
# "The 4 Dec panel", "minutes of 18/11 team meeting": a date between these is part of a name.
_BEFORE_A_NAME: Final = pattern(
    r"\b(?:the|an?|our|my|your|their|his|her|of|dated)\s+$", re.IGNORECASE
)
_REST_OF_A_NAME: Final = pattern(
    r"\s+(?!(?:and|or|but|to|by|at|in|on|of|for|from|before|after|until|till|then|if|when|while|as|so|"
    r"because|with|about|re|regarding|via|using|per|into|under|over|see|that|who|which|where|rather|"
    r"please|pls|thanks|latest|deadline|not|no|instead|only|also|is|was|has|will|can|should|must|may|"
    r"might|the|an?|my|our|we|i|you|they|he|she|it|[ap]m|morning|afternoon|evening|night|eve|"
    r"lunch\w*|week|time|fortnight)\b)[a-z]",
    re.IGNORECASE,
)
_OF_THE_CALENDAR: Final = (
    rf"(?:{any_of(MONTHS)}|{any_of(WEEKDAYS)}|week|wk|month|mth|term|year|spring|summer|autumn|"
    r"winter|christmas|xmas|easter|20\d\d)"
)
# What is about a time, "mid Feb", "the first week of May", and no "early help leaflet this month".
_NO_ONE_DAY: Final = pattern(
    r"(?:in )?(?:a )?(?:few|several) (?:more )?(?:day|week|month)s$|in (?:the new year|20\d\d)$|"
    r"(?:the )?(?:(?:end|start|beginning)\s|(?:this|next|nxt) (?:week|wk|month|mth)$|"
    r"(?:early|mid|middle|late|this side|"
    rf"(?:{NTH}|last|final|\d(?:st|nd|rd|th)) (?:full )?week)"
    r"[\s-](?:(?:of|in|the|to|or|late|next|this|new|following)[\s-])*"
    rf"{_OF_THE_CALENDAR}(?: 20\d\d)?$)",
    re.IGNORECASE,
)
# "The rota for next week" is not due then.
_OF_THAT: Final = pattern(
    r"\b(?:for|of|from|until|till?|in|about|with|since|than|during|over|and|or|&)\s+$",
    re.IGNORECASE,
)
DURATION: Final = pattern(
    rf"(?:a |an )?(?:couple of |half )?(?:{any_of(NUMBERS)}|\d{{1,4}})? ?"
    r"(?:working |business )?(?:day|week|wk|month|fortnight|year|hour)s?",
    re.IGNORECASE,
)
ORDINAL: Final = pattern(r"(?:the )?\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)


def stands_alone(said: str, *, is_last: bool) -> bool:
    """Say whether words are a date without any that introduces it."""
    low = said.lower()
    if low in NO_DATES or any(each.fullmatch(low) for each in (_COUNTED, ORDINAL, DURATION)):
        return False
    if low in WORDS_TOO:
        return said[0].isupper() and is_last and low not in {"may", "march", "second"}
    return _STANDS_ALONE.fullmatch(low) is not None


def is_in_a_name(before: str, after: str) -> bool:
    """Say whether a date between these is of what something is called: "the Monday meeting"."""
    return bool(_BEFORE_A_NAME.search(before) and _REST_OF_A_NAME.match(after))


def names_no_one_day(said: str, before: str) -> bool:
    """Say whether words are a time that is no one day: "mid Feb"; not that of what goes before."""
    return _NO_ONE_DAY.match(said) is not None and _OF_THAT.search(before) is None


def goes_on_behind(after: str) -> bool:
    """Say whether a date is followed by a word that may belong to it: "by Friday new format"."""
    return _REST_OF_A_NAME.match(after) is not None
