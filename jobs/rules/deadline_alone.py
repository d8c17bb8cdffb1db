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
DURATION: Final = pattern(
    rf"(?:a |an )?(?:couple of |half )?(?:{any_of(NUMBERS)}|\d+)? ?"
    r"(?:working |business )?(?:day|week|wk|month|fortnight|year|hour)s?",
    re.IGNORECASE,
)
ORDINAL: Final = pattern(r"(?:the )?\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)


def stands_alone(said: str, *, is_last: bool) -> bool:
    """Say whether words are a date without any that introduces it."""
    low = said.lower()
    if low in NO_DATES or ORDINAL.fullmatch(low) or DURATION.fullmatch(low):
        return False
    if low in WORDS_TOO:
        return said[0].isupper() and is_last and low not in {"may", "march", "second"}
    return _STANDS_ALONE.fullmatch(low) is not None
