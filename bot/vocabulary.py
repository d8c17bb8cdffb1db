"""What this council calls the things it talks about: a row a word, and the setting VOCABULARY.

A sentence says `f"Book {our.live_audit:a}"`, a template `"Book {our.live_audit:a}"`. Whoever starts
the bot chooses the words with `our.use` before anything has said one of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.capital import capital

EXAMPLE: Final = "live audit = practice conversation; auditor = reviewer / reviewers"
LONGEST_WORD: Final = 24  # a button has 75 characters, and a form's title 24
_SPELT: Final = re.compile(r"[^\W_](?:[\w '-]*[^\W_])?")
_SAID_WITH_AN: Final = re.compile(r"(?!uni|use|eu|one)[aeiou]|hour|honest", re.I)
_LETTERS_SAID_WITH_AN: Final = re.compile(r"[AEFHILMNORSX][A-Z]*\b")
_INITIALS: Final = re.compile(r"[A-Z]{2,}\b")

Vocabulary = Mapping[str, str]


class VocabularyError(ValueError):
    """A word that cannot be used, and why."""


class Word(str):
    """A word as the council says it; `:a` puts a or an before it, `:A` and `:C` a capital first."""

    many: str

    @classmethod
    def of(cls, one: str, many: str) -> "Word":
        """Return a word that knows what several of it are called."""
        word = cls(one)
        word.many = many
        return word

    def __format__(self, spec: str) -> str:
        """Return it for a place in a sentence."""
        match spec:
            case "a":
                return with_article(self)
            case "A":
                return capital(with_article(self))
            case "C":
                return capital(self)
        return super().__format__(spec)


@dataclass(frozen=True)
class WordRow:
    """A word that councils vary: what it stands for, and its forms by name, with the usual ones."""

    meaning: str
    forms: Mapping[str, str]

    @property
    def name(self) -> str:
        """Return how VOCABULARY names it: its first form, as it usually is."""
        return next(iter(self.forms.values()))

    @property
    def written(self) -> str:
        """Return its usual forms as somebody would write them."""
        return " / ".join(self.forms.values())


ROWS: Final = (
    WordRow(
        "a manager and a practitioner looking at one case together",
        {"live_audit": "live audit", "live_audits": "live audits"},
    ),
    WordRow(
        "the same for short, and what has been done to a case",
        {"audit": "audit", "audits": "audits", "audited": "audited"},
    ),
    WordRow("whoever holds it", {"auditor": "auditor", "auditors": "auditors"}),
    WordRow(
        "whose work is looked at",
        {"practitioner": "practitioner", "practitioners": "practitioners"},
    ),
    WordRow(
        "a second look at a file after the lowest grade",
        {"re_audit": "re-audit", "re_audits": "re-audits"},
    ),
    WordRow(
        "somebody outside the line checking an outcome; to do so, done, and who does it",
        {
            "moderation": "moderation",
            "moderate": "moderate",
            "moderated": "moderated",
            "moderator": "moderator",
        },
    ),
    WordRow("the talk between a practitioner and their manager", {"supervision": "supervision"}),
    WordRow("who sees and moves everything", {"lead": "lead", "leads": "leads"}),
    WordRow("who is told of the lowest grades", {"head_of_service": "head of service"}),
)
USUAL: Final[Vocabulary] = {name: form for row in ROWS for name, form in row.forms.items()}


class _Form:
    """One form of one word, as the council says it."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, ours: "_Ours", owner: type) -> Word:
        return ours.say(self._name)


class _Ours:
    """The council's words. They are chosen once, before the first is said."""

    live_audit = _Form()
    live_audits = _Form()
    audit = _Form()
    audits = _Form()
    audited = _Form()
    auditor = _Form()
    auditors = _Form()
    practitioner = _Form()
    practitioners = _Form()
    re_audit = _Form()
    re_audits = _Form()
    moderation = _Form()
    moderate = _Form()
    moderated = _Form()
    moderator = _Form()
    supervision = _Form()
    lead = _Form()
    leads = _Form()
    head_of_service = _Form()

    def __init__(self) -> None:
        self._words = _words(USUAL)
        self._has_spoken = False

    def use(self, words: Vocabulary) -> None:
        """Say these from now on; too late once a sentence was made with others."""
        chosen = _words(words)
        if self._has_spoken and chosen != self._words:
            raise RuntimeError("The vocabulary was chosen after a sentence had been made.")
        self._words = chosen

    def say(self, name: str) -> Word:
        """Return one form of one word."""
        self._has_spoken = True
        return self._words[name]


def _words(forms: Vocabulary) -> Mapping[str, Word]:
    """Make the words of their forms; what has no form for several gets it by the rule."""
    return {name: Word.of(one, forms.get(f"{name}s") or plural(one)) for name, one in forms.items()}


def said(*names: str) -> str:
    """Return a pattern for words as they are usually said, and as the council says them."""
    forms = {*(USUAL[name] for name in names), *(str(our.say(name)) for name in names)}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


def count(number: int, one: str) -> str:
    """Return a number of something, such as "1 day" or "12 heads of service"."""
    many = one.many if isinstance(one, Word) else f"{one}s"
    return f"{number:,} {one if number == 1 else many}"


def with_article(word: str) -> str:
    """Return a word with a or an before it: an auditor, a unit, an MDT review."""
    if _INITIALS.match(word):
        return f"{'an' if _LETTERS_SAID_WITH_AN.match(word) else 'a'} {word}"
    return f"{'an' if _SAID_WITH_AN.match(word) else 'a'} {word}"


def parse_vocabulary(text: str) -> Vocabulary:
    """Read VOCABULARY: what differs from the usual words. Raises VocabularyError."""
    rows = {row.name: row for row in ROWS}
    words = dict(USUAL)
    for part in filter(None, map(str.strip, text.split(";"))):
        name, equals, forms = (each.strip() for each in part.partition("="))
        row = rows.get(" ".join(name.lower().split()))
        if not equals or row is None:
            raise VocabularyError(f"names {name!r}; it can name {', '.join(rows)}")
        words.update(zip(row.forms, _forms(row, forms), strict=True))
    return words


def _forms(row: WordRow, text: str) -> list[str]:
    forms = [_checked(row, form.strip()) for form in text.split("/")]
    if len(forms) == 1 and len(row.forms) == 2:  # noqa: PLR2004  (one of something, and several)
        forms.append(_checked(row, plural(forms[0])))
    if len(forms) != len(row.forms):
        raise VocabularyError(
            f"has {len(forms)} of {len(row.forms)} forms of {row.name!r}; the usual ones are "
            f"{row.written!r}"
        )
    return forms


def _checked(row: WordRow, form: str) -> str:
    if not form:
        raise VocabularyError(f"leaves {row.name!r} empty")
    if len(form) > LONGEST_WORD:
        raise VocabularyError(f"has {form!r}, which is longer than {LONGEST_WORD} characters")
    if not _SPELT.fullmatch(form) or "\n" in form:
        raise VocabularyError(
            f"has {form!r}; a word is letters, digits, spaces, hyphens and apostrophes"
        )
    return form


def plural(one: str) -> str:
    """Return several of something, by the rule: reviews, enquiries, dip searches."""
    if re.search(r"[^aeiou]y$", one):
        return one[:-1] + "ies"
    return one + ("es" if re.search(r"(?:s|x|z|ch|sh)$", one) else "s")


our: Final = _Ours()
