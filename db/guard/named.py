"""Which texts look as if they named somebody: a list to be read before a file is handed on.

It finds too much rather than too little, and refuses nothing: no pattern knows every name.
"""

import calendar
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from db import patterns
from db.guard.people import OFFICE_LETTERS
from db.guard.readable import any_case, searched

_RELATIVES: Final = any_case(
    r"(?<![a-z])(?:(?:step|half|foster|birth|god|great)[\s-]?)?(?:grand[\s-]?)?"
    r"(?:(?:mum|mummy|mam|mother|dad|daddy|father|gran|granny|ma|nan|nana|nanna|brother|sister|"
    r"sibling|son|daughter|aunt|aunty|auntie|uncle|cousin|niece|nephew|husband|wife|boyfriend|"
    r"girlfriend|twin)s?|(?:parent|partner|carer|guardian)(?='s|\s[A-Z](?![A-Za-z]))|"
    r"(?:his|her|their)\s(?:partner|carer|guardian|family|parents?|child(?:ren)?|baby))(?![a-z])"
)
# Two letters together, more with stops between them, or one that something belongs to.
_INITIALS: Final = patterns.pattern(
    rf"(?<![A-Za-z0-9&/.'-])(?:(?!(?:{OFFICE_LETTERS})(?![A-Za-z]))[A-Z][A-Z]|"
    r"[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.?)?|[A-Z](?='s\s)|(?<=[Cc]hild\s)[A-Z]|(?<=[Bb]aby\s)[A-Z])"
    r"(?![A-Za-z0-9&/-])"
)
_TITLED: Final = patterns.pattern(
    r"(?<![A-Za-z])(?:(?i:mrs?|cllr)\.?\s[^\W\d_]|"
    r"(?i:ms|miss|mx|dr|prof(?:essor)?|councillor|sir|dame|lady|lord|rev)\.?\s[^\W\d_a-z])"
)
_WORD: Final = patterns.pattern(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_A_GAP: Final = 3  # characters
_SENTENCE_BEGINS_AFTER: Final = frozenset('.!?:;\n(["-*/')
# What has a capital letter in the middle of a sentence, as offices write, and is no name.
_WRITTEN_LARGE: Final = """
academy act adolescent adolescents adoption adult adults advocacy analyst annual assessment
assessments assistant attendance audit auditing auditor audits board britain british budget
business cabinet cafcass care carers case centre chair chief child children children's christmas
city civic commissioner commissioning committee communications community complex conference
corporate council county court data deputy development digital director directorate disability
disabled district draft drive duty early easter edge education educational emergency endorsement
england english equality excel executive exploitation families family finance financial finish
first floor forum foster fostering front good government group guidance guide head heads health
help home homes hospital house housing hub human improvement inadequate independent information
inspection inspector intake intervention joint journey judgement justice key law lead leader
leadership leads learning leaving legal level line liquidlogic live local looked management
manager managers member members mental missing model mosaic national needs neglect network
office officer ofsted operational outline outstanding panel parenting part partners partnership
pathway performance permanence personal phase placement plan planning plans police policy portal
practice practitioner practitioners pre-birth principal procedure procedures programme project
protection protocol public quality quarter referral regional register regulations report
requires residential resources return review reviewing risk road room safeguarding safety school
schools screening scrutiny section senior sept service services sexual sharepoint signs slack
social special staff stage standard standards start steering strategic strategy strength
sufficiency supervision supervisor support sure targeted task team teams teamwork term theme
threshold thresholds thurs together tool toolkit top training transport tues unit university
virtual vision visit visits voice voluntary vulnerable wales weds week welsh word work worker
workers workforce working year years young youth
"""
_OFFICE_WORDS: Final = frozenset(
    word.lower()
    for word in (
        *_WRITTEN_LARGE.split(),
        *(*calendar.month_name, *calendar.month_abbr),
        *(*calendar.day_name, *calendar.day_abbr),
    )
)


@dataclass(frozen=True)
class KnownNames:
    """The words of the names of a council's people, and those of its own roles and teams."""

    names: Set[str] = frozenset()
    office: Set[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], office: Iterable[str]) -> "KnownNames":
        """Return what is known; a name that is a role, as in a sample council, names nobody."""
        own = frozenset(word.lower() for each in office for word in _words(each))
        called = (word for each in names for word in _words(each))
        return cls(
            frozenset(word for word in called if len(word) > 1 and word.lower() not in own), own
        )


NOBODY_KNOWN: Final = KnownNames()


def looks_named(text: str, known: KnownNames = NOBODY_KNOWN) -> bool:
    """Say whether a text looks as if it named somebody, or told of them by relation or initials.

    A first name alone at the beginning of a sentence is found where it is on the roster.
    """
    read = searched(text, date.min)
    return any(_tells(part, known) for part in read.parts) or _has_a_name(read.words, known)


def _tells(part: str, known: KnownNames) -> bool:
    """Say whether there is a relation, initials, a title before a name, or a colleague's name."""
    shapes = (_RELATIVES, _INITIALS, _TITLED)
    return any(each.search(part) for each in shapes) or not known.names.isdisjoint(_words(part))


def _has_a_name(words: str, known: KnownNames) -> bool:
    """Say whether a word in the middle of a sentence has a capital letter and is no office's."""
    for found in _WORD.finditer(words):
        word = found[0].removesuffix("'s")
        if not _is_capital(word) or _begins_a_sentence(words, found.start()):
            continue
        if not {word.lower(), found[0].lower()} & (_OFFICE_WORDS | known.office):
            return True
    return False


def _begins_a_sentence(words: str, start: int) -> bool:
    before = words[max(0, start - _A_GAP) : start].rstrip(" ")
    return not before or before[-1] in _SENTENCE_BEGINS_AFTER


def _is_capital(word: str) -> bool:
    """Say whether a word is written as names are; a short form with a hyphen (TIP-b) is not."""
    first = word.split("-")[0]
    return first[0].isupper() and not first.isupper()


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, PATEL as Patel."""
    for found in _WORD.finditer(text):
        word = found[0].removesuffix("'s")
        yield word.capitalize() if word.isupper() else word
