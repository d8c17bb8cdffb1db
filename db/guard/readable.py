"""A text as it is searched: as a reader sees it, its web addresses decoded and standing apart."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from urllib.parse import unquote

from db import patterns


def any_case(text: str) -> re.Pattern[str]:
    """Return a pattern of letters in either case; no part of it may repeat without a bound."""
    return patterns.pattern(text, re.IGNORECASE | re.ASCII)


def all_found(shapes: Iterable[re.Pattern[str]], *texts: str) -> Iterator[str]:
    """Return whatever these patterns find in texts, each as it stands there."""
    return (found[0] for text in texts for each in shapes for found in each.finditer(text))


def has_digits(words: str, least: int) -> bool:
    """Say whether there are so many digits; counted, as a pattern for it would look back."""
    return sum(map(str.isdecimal, words)) >= least


def said_beside(words: str, found: re.Match[str]) -> str:
    """Return what stands just before and just behind what was found, in the same sentence."""
    before = _BREAK.split(words[max(0, found.start() - _LOOK_BACK) : found.start()])[-1]
    after = _BREAK.split(words[found.end() : found.end() + _LOOK_AHEAD])[0]
    return f"{before} ; {after}"


@dataclass(frozen=True)
class Searched:
    """A text as it is searched.

    In a web address a run of digits is mostly an identifier and a date a folder, so `words`, which
    is what stands outside them, is searched for more than `links`.
    """

    words: str
    links: Sequence[str]
    today: date

    @cached_property
    def parts(self) -> Sequence[str]:
        """Return the words and each web address."""
        return [self.words, *self.links]

    @cached_property
    def squeezed(self) -> str:
        """Return the words, followed by what is spelt out in them: L-E-3 is also LE3."""
        spelt = (re.sub("[^A-Za-z0-9]", "", each[0]) for each in _SPELT.finditer(self.words))
        return " ; ".join([self.words, *spelt])


def searched(text: str, today: date) -> Searched:
    """Return a text ready to be searched."""
    plain = as_read(text)
    links = [_decoded(each[0]) for each in _URL.finditer(plain)]
    return Searched(_without(_NAMES_OF_FILES, _URL.sub(" ; ", plain)), links, today)


def as_read(text: str) -> str:
    """Return a text as a reader sees it, in characters that patterns can match.

    Full-width and other digits, letters of other alphabets that look like ours, no-break spaces,
    unusual hyphens, zero-width and combining characters would otherwise carry a number past, and so
    would what a web page writes for them (&nbsp;).
    """
    text = _ENTITY.sub(lambda found: html.unescape(f"&{found[1]}"), text)
    text = _END_OF_A_LINE.sub(" ", _QUOTED.sub("", text))
    if text.isascii() and text.isprintable():  # as most are: there is nothing to fold
        return _with_noughts(text)
    turned = _TURNED.sub(lambda found: found[1][::-1], text)
    folded = unicodedata.normalize("NFKC", turned)
    return _with_noughts("".join(map(_plain_character, folded)))


def _with_noughts(text: str) -> str:
    whole = _FIGURES_AND_OS.sub(lambda found: re.sub("[oO]", "0", found[0]), text)
    return _A_NOUGHT.sub("0", whole)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    return _ALIKE.get(character) or _REPLACEMENTS.get(category, character)


_LOOK_BACK: Final = 40
_LOOK_AHEAD: Final = 30
_BREAK: Final = any_case(r"[;!?\n]|\.\s")
_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me"})
_REPLACEMENTS: Final = {"Pd": "-", "Zs": " ", "Zl": " ", "Zp": " "}
_ALIKE: Final = dict(
    zip(
        "АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧабсеіјорѕхуοаԁԛԝ∙·•−⁄∕‘’“”",  # noqa: RUF001  (that is the point)
        "ABCEHIJKMOPSTXYABEZHIKMNOPTYXabceijopsxyoadqw...-//''\"\"",
        strict=True,
    )
)
_TURNED: Final = re.compile("\N{RIGHT-TO-LEFT OVERRIDE}([^\N{POP DIRECTIONAL FORMATTING}]*)")
# How a mail that is quoted begins each line, wherever that was broken, and a web page ends one.
_QUOTED: Final = any_case(r"(?:(?<=\n)|^)(?:[ \t]{0,3}>){1,5}[ \t]?")
_END_OF_A_LINE: Final = any_case(r"<br\s?/?>")
# Slack writes the & of what was typed as &amp; once more.
_ENTITY: Final = any_case(r"&(?:amp;){0,3}([a-z]{2,20};|#\d{1,6};|#x[0-9a-f]{1,5};|nbsp)")
# A letter O between two digits, or among nothing but digits, was meant for a nought.
_FIGURES_AND_OS: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[oO]{0,4}\d)[\doO]{2,16}(?![A-Za-z0-9])", re.ASCII
)
_A_NOUGHT: Final = re.compile(r"(?<=\d)[oO](?=\d|[oO]\d)|(?<=\d[oO])[oO](?=\d)")
_URL: Final = any_case(r"(?:https?|ftp)://[^\s<>|\"]+")
_SPELT: Final = any_case(r"(?<![a-z0-9])[a-z0-9]([-.\s_])(?:[a-z0-9]\1){4,12}[a-z0-9](?![a-z0-9])")


def _decoded(link: str) -> str:
    """Return a web address decoded, however often it was encoded, without its references."""
    path, mark, asked = link.partition("?")
    plain = path + mark + asked.replace("+", " ")
    for _ in range(_TIMES_ENCODED):
        plain = unquote(plain)
    return _without(_REFERENCES, as_read(plain))


def _without(references: Sequence[re.Pattern[str]], text: str) -> str:
    for each in references:
        text = each.sub("_", text)
    return text


_TIMES_ENCODED: Final = 3
# What names a document, a message or a meeting: a GUID, a hash, a key, a clock reading. A meeting
# in Teams is called 19:…@thread.v2.
_NAMES_OF_FILES: Final = (
    any_case(r"(?<![a-z0-9])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    any_case(r"(?<![a-z0-9])(?=[0-9]{0,99}[a-f])(?=[a-f]{0,99}[0-9])[0-9a-f]{16,128}(?![a-z0-9])"),
)
_REFERENCES: Final = (
    *_NAMES_OF_FILES,
    any_case(r"19:[\w.\-]{1,200}@(?:thread|unq)[\w.]{1,40}"),
    any_case(r"(?<=[?&]e=)[a-z0-9]{6}(?![a-z0-9])"),  # SharePoint's key of who it was shared with
    any_case(r"thread_ts=\d{10}\.\d{6}(?!\d)"),
    any_case(r"(?<![a-z0-9])(?=[a-z0-9_]{0,200}\d)(?=[a-z0-9_]{0,200}[a-z])[a-z0-9_]{16,200}"),
    any_case(r"(?<![a-z0-9])\d{13,200}(?![a-z0-9])"),
)
