"""Names as HR systems write them, and whom a name, a number or an address in a roster means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from db.patterns import pattern
from db.wording import unaccented
from jobs.people import roster_cells as cells
from jobs.plan.problems import CellProblemError

SHORT: Final = 2  # letters: "Ng" may well stand as "NG"
_SALUTATION: Final = pattern(
    r"(?:^|(?<![\s,(])[\s,(]+)(?:mr|mrs|ms|miss|mx|dr|prof|rev)\b\.?\)?(?=$|[\s,])", re.IGNORECASE
)
_WORDS: Final = r"[^\W\d_][\w'\u2019.-]*(?: [\w'\u2019.-]+){0,2}"
_REVERSED: Final = pattern(rf"(?P<last>{_WORDS}), ?(?P<first>{_WORDS})")
# A role that stands for a person, as "Team Manager, Permanence", has a comma too.
_OF_A_ROLE: Final = pattern(
    r"\b(?:manager|head|director|officer|lead|leader|worker|practitioner|service|team|social|senior|"
    r"assistant|deputy|principal|advanced|supervisor|adviser|advisor|coordinator|administrator|"
    r"consultant|analyst|independent|chair|quality|and|of|for|the|support|early|help|care|children)\b",
    re.IGNORECASE,
)
_NUMBER: Final = pattern(r"[A-Za-z]{0,3}\d{3,12}")
_BESIDE: Final = pattern(
    r"(?:\((?P<in>[A-Za-z]{0,3}\d{3,12})\)|^(?P<first>[A-Za-z]{0,3}\d{3,12})(?:\s*[-:])?\s|"
    r"\s(?:[-:]\s*)?(?P<last>[A-Za-z]{0,3}\d{3,12})$)"
)

_UNSAID_BESIDE: Final = pattern(r"\s*(?:\([^()]*\)|\*)")
_MARKED: Final = pattern(r"(?i)^\*|\s*\[[^\]]*\]$|\s*\((?:on leave|maternity leave|inactive)\)$")
_DIRECTORY: Final = pattern(r"(?i)CN=(?P<name>(?:[^,\\]|\\.)+),\s*(?:OU|DC|CN|O)=")


def in_order(text: str, role: str = "", email: str = "") -> str:
    """Return "Alder, Robin" as "Robin Alder", without a "Mr"; a role with a comma as it stands."""
    plain = _SALUTATION.sub(_comma_of, text).strip(" ,") if _SALUTATION.search(text) else text
    plain = " ".join(_MARKED.sub(" ", _BESIDE.sub(" ", plain)).split())
    shouted, _, rest = plain.partition(" ")
    if shouted.isupper() and not rest.isupper() and _as_in_email(rest, shouted, email):
        return whole(rest, _cased(shouted))  # "ALDER Robin"
    found = _REVERSED.fullmatch(plain)
    if found is None or text.lower() == role.lower():
        return plain or text
    if _OF_A_ROLE.search(plain) and not _as_in_email(found["first"], found["last"], email):
        return text
    return whole(found["first"], found["last"])


def _comma_of(title: re.Match[str]) -> str:
    """Return the comma in front of a "Mr" that goes: "Birch, Mr Sam" is still turned round."""
    return ", " if "," in title[0] else " "


def whole(first: str, last: str) -> str:
    """Return a name of its two parts."""
    shouted = last.isupper() and first.isupper()
    parts = (_cased(first) if shouted else first, _cased(last) if first else last)
    return " ".join(filter(None, parts))


def together(first: str, last: str) -> str:
    """Return the name of two parts; a first name that has the surname in it is the whole of it."""
    return first if last and first.lower().endswith(f" {last.lower()}") else whole(first, last)


def number_beside(text: str) -> str:
    """Return the number that stands beside a name: "Robin Alder (1001)"; empty if none does."""
    found = _BESIDE.search(text)
    return next(filter(None, found.groups()), "") if found else ""


def _cased(last: str) -> str:
    """Return a surname that stands in capitals as it is written elsewhere."""
    return last.title() if last.isupper() and len(last) > SHORT else last


def _as_in_email(first: str, last: str, email: str) -> bool:
    parts = re.findall(r"[a-z]+", email.partition("@")[0])
    return {*first.lower().split()[:1], *last.lower().split()[-1:]} <= {*parts} and bool(first)


def key(name: str) -> frozenset[str]:
    """Return what two writings of a name share: its words, whatever their order and capitals."""
    return frozenset(_in_words(name))


def _in_words(name: str) -> tuple[str, ...]:
    plain = unaccented(_SALUTATION.sub(" ", name).lower().replace("\u2019", "'"))
    return tuple(re.findall(r"[^\W\d_][\w'-]*", plain))


@dataclass
class Who:
    """Everybody whom a roster may name: by e-mail, by name and by number."""

    emails: set[str] = field(default_factory=set)
    names: dict[frozenset[str], set[str]] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    written: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def add(self, email: str, name: str, numbers: Iterable[str] = (), role: str = "") -> None:
        """Add somebody, with the numbers and the role that a file has for them."""
        self.emails.add(email)
        for said in (name, _UNSAID_BESIDE.sub("", name)):  # "Robin Alder (née Hazel)"
            if words := key(said):
                self.names.setdefault(words, set()).add(email)
        if words:
            self.written.setdefault(_in_words(name), set()).add(email)
        if role:
            self.roles.setdefault(role.lower(), set()).add(email)
        for number in numbers:
            self.numbers.setdefault(_bare(number), set()).add(email)

    def meant(self, text: str) -> str | None:
        """Return the e-mail of whom a cell names; None for nobody. Raises CellProblemError."""
        if cells.is_nobody(text):
            return None
        if directory := _DIRECTORY.match(text):
            text = directory["name"].replace("\\", "")
        if "@" in text and (cells.looks_like_email(text) or " " not in text.strip()):
            return self._by_email(text)
        beside = number_beside(text)
        is_number = _NUMBER.fullmatch(text) or text.isdigit() or _bare(text) in self.numbers
        number = beside or (text if is_number else "")
        if number and _bare(number) in self.numbers:
            return self._only(self.numbers[_bare(number)], text)
        if number and not beside:
            raise CellProblemError("no_such_number", text=text)
        return self._by_name(_BESIDE.sub("", text).strip())

    def _by_email(self, text: str) -> str:
        found = cells.email(text)
        if found not in self.emails:
            raise CellProblemError("nobodys_email", text=found)
        return found

    def _by_name(self, text: str) -> str:
        # Also without what stands beside it: "Robin Alder - Head of Service", "Alder, Robin (HoS)".
        bare = _UNSAID_BESIDE.sub("", text)
        for said in dict.fromkeys(
            (text, bare, re.split(r" [-\u2013|] ", bare)[0], _before_role(bare))
        ):
            if found := self.names.get(key(said), set()) or self._alike(in_order(said)):
                return self._only(found, text)
        if found := self.roles.get(text.lower(), set()):
            return self._only(found, text)
        raise CellProblemError("nobody", text=text)

    def _alike(self, text: str) -> set[str]:
        """Return who is meant by a name without the middle one, or with an initial for the first.

        The surname is the same, and so is the first name or its first letter.
        """
        words = _in_words(text)
        if len(words) == SHORT and len(words[1]) == 1:  # "Alder R"
            words = words[::-1]
        first, last = (words[0], words[-1]) if len(words) > 1 else ("", "")
        if not last:
            return set()
        return {
            email
            for known, emails in self.written.items()
            if known[-1] == last and (known[0] if len(first) > 1 else known[0][0]) == first
            for email in emails
        }

    def _only(self, found: set[str], text: str) -> str:
        if len(found) > 1:
            raise CellProblemError("several", text=text, emails=sorted(found))
        return next(iter(found))


def _before_role(text: str) -> str:
    name, comma, role = text.partition(",")
    return name if comma and _OF_A_ROLE.search(role) else text


def who(names: Mapping[str, str]) -> Who:
    """Return everybody who is here already, by e-mail with their name."""
    known = Who()
    for email, name in names.items():
        known.add(email, name)
    return known


def _bare(number: str) -> str:
    """Return a number as two columns write it alike: "00100871" and "100871" are one."""
    return number.lower().lstrip("0") or "0"


def loop_from(email: str, line_up: Mapping[str, str | None], done: set[str]) -> list[str]:
    """Return the circle that `email` is part of, or nothing; nobody is looked at twice."""
    met: list[str] = []
    above: str | None = email
    while above is not None and above not in met and above not in done:
        met.append(above)
        above = line_up.get(above)
    if above == email:
        done.update(met)
        return met
    if above in done or above is None:
        done.update(met)
    return []
