"""Addresses for e-mail, also where somebody has hidden the sign or the stop in them."""

import re
from collections.abc import Iterator
from typing import Final

from db import patterns
from db.guard.readable import Searched, all_found, any_case

_LOCAL: Final = r"(?<![\w.!#$%&'*+=?^`{}~-])[\w.!#$%&'*+=?^`{}~-]{1,64}"
_QUOTED: Final = r"\"[^\"@\n]{1,64}\""
_ENDING: Final = (
    r"(?:com|org|net|edu|gov|info|biz|eu|uk|ie|us|ca|au|nz|in|pk|ng|za|fr|de|es|it|pt|nl|be|pl|ro|"
    r"bg|lt|lv|io|me|co|ac|nhs|sch|police|email|online|live)"
)
_AT: Final = r"\s{0,2}[\[({<]\s?at\s?[\])}>]\s{0,2}"
_DOT: Final = r"(?:\.|,|\s?[\[({<]\s?dot\s?[\])}>]\s?|\s\.|\.\s|\sdot\s)"
_HOST: Final = r"[a-z0-9-]{1,63}"
_FREE: Final = (
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|me|msn|btinternet|sky|virginmedia|"
    r"talktalk|protonmail|proton|nhs)"
)

# As it is written, in any alphabet.
_PLAIN: Final = patterns.pattern(
    rf"(?:{_LOCAL}|{_QUOTED})@((?:[\w-]{{1,63}}\.){{1,8}}[^\W\d_]{{2,24}})(?![\w])"
)
_HIDDEN: Final = (
    any_case(rf"{_LOCAL}(?:{_AT}|@)(?:{_HOST}{_DOT}){{1,4}}{_ENDING}(?![\w])"),
    any_case(rf"[a-z0-9]\s{{1,2}}@\s{{0,2}}(?:{_HOST}{_DOT}){{1,4}}{_ENDING}(?![\w])"),
    any_case(rf"[a-z0-9]@\s{{1,2}}(?:{_HOST}{_DOT}){{1,4}}{_ENDING}(?![\w])"),
    any_case(rf"{_LOCAL}\sat\s{_HOST}(?:\sdot\s{_HOST}){{0,3}}\sdot\s{_ENDING}(?![\w])"),
    any_case(rf"{_LOCAL}\sat\s{_FREE}(?:\.|\sdot\s){_ENDING}(?![\w])"),
    patterns.pattern(rf"(?i:{_LOCAL})\sAT\s(?i:(?:{_HOST}\.){{1,4}}{_ENDING})(?![\w])", re.ASCII),
    any_case(
        r"(?<![\w@<.])(?=[\w.]{0,40}[a-z])\w[\w.]{1,40}@[a-z][a-z0-9-]{2,63}(?![\w(@]|[.,]\w)"
    ),
)


# Without one of these no pattern can match, and most texts have none.
_SIGN: Final = any_case(r"@|[\s\[({<]at[\s\])}>]")


def emails(text: Searched) -> Iterator[str]:
    """Yield the addresses in a text."""
    yield from all_found([_PLAIN], *(part for part in text.parts if "@" in part))
    if _SIGN.search(text.words) is not None:
        yield from (re.sub(r"\s", "", each) for each in all_found(_HIDDEN, text.words))
