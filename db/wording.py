"""The same words in other typography: curly quotes, dashes and no-break spaces made even."""

import unicodedata
from typing import Final

_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES: Final = dict.fromkeys(
    map(ord, "\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032\uff07"), "'"
) | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb"), '"')
_UNSEEN: Final = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF], None)

# Letters that have a stroke and no accent, so that they do not come apart.
_STROKES: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "ß": "ss"}
)


def folded(words: str) -> str:
    """Return words as they are compared: the same in any typography, case and spacing."""
    even = unicodedata.normalize("NFKC", evenly(words.translate(_UNSEEN)))
    return " ".join(evenly(even).casefold().split())


def unquoted(words: str) -> str:
    """Return words as names are compared: "childrens phase" is "Children's phase"."""
    return folded(words).replace("'", "").replace('"', "")


def unaccented(words: str) -> str:
    """Return words without their accents: a keyboard without them writes "Sian" for "Siân"."""
    apart = unicodedata.normalize("NFKD", words.translate(_STROKES))
    return "".join(each for each in apart if not unicodedata.combining(each))


def evenly(words: str) -> str:
    """Return words with plain dashes and quotes, in the case they were typed in."""
    return words.translate(_DASHES | _QUOTES)
