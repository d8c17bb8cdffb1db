"""What is the council's own: no one's personal data, however much it looks like it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from db.guard.kinds import Kind

_MARKS: Final = {"9": r"\d", "A": "[a-z]"}


@dataclass(frozen=True)
class CouncilsOwn:
    """The council's domains, telephone numbers and buildings, and how its case numbers look.

    In a case number a 9 stands for any digit, an A for any letter and the rest for itself.
    """

    domains: Sequence[str] = ()
    phones: Sequence[str] = ()
    buildings: Sequence[str] = ()
    case_numbers: Sequence[str] = ()

    def has(self, kind: Kind, found: str) -> bool:
        """Say whether what was found of a kind is the council's own."""
        if kind is Kind.EMAIL:
            domain = found.rpartition("@")[2].lower()
            return any(domain == own or domain.endswith(f".{own}") for own in self._domains)
        if kind is Kind.PHONE_NUMBER:
            return _national(found) in self._phones
        if kind in {Kind.POSTCODE, Kind.ADDRESS}:
            return "".join(_words(found)) in self._parts_of_buildings
        return False

    @cached_property
    def case_number(self) -> re.Pattern[str] | None:
        """Return the pattern of the council's case numbers, if it has told how they look."""
        if not self.case_numbers:
            return None
        shapes = "|".join(_shape(each) for each in self.case_numbers)
        return re.compile(rf"(?<![a-z0-9])(?:{shapes})(?![a-z0-9])", re.IGNORECASE | re.ASCII)

    @cached_property
    def _domains(self) -> Sequence[str]:
        return [own.lower().lstrip("@.") for own in self.domains]

    @cached_property
    def _phones(self) -> frozenset[str]:
        return frozenset(map(_national, self.phones))

    @cached_property
    def _parts_of_buildings(self) -> frozenset[str]:
        # Of whole words: 11 Sample Road is not 1 Sample Road, nor LE3 where somebody may live.
        return frozenset(
            "".join(words[start:end])
            for words in map(_words, self.buildings)
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        )


NOTHING_OWN: Final = CouncilsOwn()


def _shape(example: str) -> str:
    letters = (_MARKS.get(each) or (r"\s?" if each == " " else re.escape(each)) for each in example)
    return "".join(letters)


def _national(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return re.sub(r"^(?:00)?440?", "", digits) if not digits.startswith("0") else digits[1:]


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", text.lower())
