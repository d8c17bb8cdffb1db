"""A live audit named by whom it is with: "book Sam friday 2pm", "held with Siân yesterday"."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.slack.audit_words import AUDIT_WORD
from bot.vocabulary import said as called_so
from db.models import LiveAudit, Person
from db.patterns import pattern
from db.wording import evenly, unaccented
from jobs.rules.deadline_words import MONTHS

_BEFORE: Final = frozenset({"with", "to", "for", "of", "and", "me", "&", "+", "my", "the", "on"})
_ROLE: Final = pattern(called_so("practitioner", "auditor"), re.IGNORECASE)  # is no name
_WHY: Final = r"(?:because|cos|as|since|but|so|due to|sorry)\b"
# "Friday because Sam is ill" says why, and not which it is.
_THEN_WHY: Final = pattern(rf"(?<=[^\s,])[\s,]+{_WHY}.*$", re.IGNORECASE | re.DOTALL)
_BEGINS_WHY: Final = pattern(_WHY, re.IGNORECASE)
_AFTER: Final = pattern(rf"^(?:(?:{AUDIT_WORD}\b|and i\b|[,:;-])\s*)+")


def by_name(
    words: str, audits: Iterable[LiveAudit], reader: Person, *, keeps_sentence: bool = False
) -> Mapping[str, str]:
    """Return the words without the name, by the reference of each audit that is named in them.

    `keeps_sentence`: a name inside of one is a word of it, "because Sam is ill", and stays.
    """
    found = {one.reference: _without_name(words, one, reader) for one in audits}
    left = {reference: each for reference, each in found.items() if each is not None}
    if not keeps_sentence:
        return {
            reference: f"{before} {after}".strip() for reference, (before, after) in left.items()
        }
    return {
        reference: words if before and after else before or after
        for reference, (before, after) in left.items()
    }


def without_why(words: str) -> str:
    """Return a time to meet without the reason that is given for it."""
    return _THEN_WHY.sub("", words)


def is_why(words: str) -> bool:
    """Say whether what stands where a place would is a reason."""
    return _BEGINS_WHY.match(words) is not None


def _without_name(words: str, audit: LiveAudit, reader: Person) -> tuple[str, str] | None:
    """Return what stands before a name, and what after it; None where nobody is named."""
    typed = words.split()
    said = [_plain(each) for each in typed]
    for other in (one for one in audit.people if one.id != reader.id):
        first, *rest = map(_plain, other.name.split())
        if first not in said or _ROLE.fullmatch(first):
            continue
        begin = said.index(first)
        end, is_apart = begin + 1, "with" in said[max(begin - 1, 0) : begin]
        while end < len(said) and said[end] in rest:
            end += 1
        if first in MONTHS and end == begin + 1:  # "14 Jan", whoever else is called so
            continue
        while begin and said[begin - 1] in _BEFORE:
            begin -= 1
        left = " ".join(typed[:begin]), _AFTER.sub("", " ".join(typed[end:]))
        return (" ".join(left), "") if is_apart else left
    return None


def _plain(word: str) -> str:
    return unaccented(evenly(word)).lower().strip(",.:;!?()").removesuffix("'s")
