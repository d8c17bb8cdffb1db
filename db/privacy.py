"""The one guard on free text: what must never be kept is refused before it is stored or logged.

Nothing about a child or a family belongs in the bot (the council's rule), so every text a person
types passes `refuse` or `guard` first. What is plainly personal data is refused. What may well be
something else is asked about: whoever is sure of it may say so, and that is written down.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from db.context import WorkContext
from db.errors import RefusedError
from db.guard import dates, emails, numbers, people, places, references
from db.guard.kinds import Kind
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.guard.readable import Searched, searched

SURE_OF_NOTHING: Final[Set[Kind]] = frozenset()


@dataclass(frozen=True)
class Finding:
    """A kind of personal data that was found; what was found is not kept."""

    kind: Kind
    is_linked: bool = False  # it stands in a web address alone

    @property
    def is_question(self) -> bool:
        """Say whether whoever wrote it may say that it is something else.

        A web address cannot be put in other words, so that whatever stands in one is asked about.
        """
        return self.kind.is_question or self.is_linked


class PersonalDataError(RefusedError):
    """A text holds what the bot must never keep, or what is to be asked about first."""

    def __init__(self, findings: Sequence[Finding], about: str = "") -> None:
        super().__init__("privacy.found", about, findings=tuple(findings))
        self.findings = tuple(findings)

    @property
    def kinds(self) -> Set[Kind]:
        """Return the kinds of what was found."""
        return {finding.kind for finding in self.findings}

    @property
    def is_question(self) -> bool:
        """Say whether whoever wrote it may say that it is something else."""
        return all(finding.is_question for finding in self.findings)

    def beside(self, about: str) -> "PersonalDataError":
        """Return the same refusal, to be shown beside another field."""
        return PersonalDataError(self.findings, about)


def refuse(
    text: str, today: date, own: CouncilsOwn = NOTHING_OWN, sure: Set[Kind] = SURE_OF_NOTHING
) -> None:
    """Raise PersonalDataError if `text` holds what may not be kept.

    `sure` are the kinds of which whoever wrote it has said that it is no child's.
    """
    found = [
        each for each in look(text, today, own) if not (each.is_question and each.kind in sure)
    ]
    if found:
        refused = [finding for finding in found if not finding.is_question]
        raise PersonalDataError(refused or found)


def guard(ctx: WorkContext, text: str) -> None:
    """Raise PersonalDataError if `text`, written in this unit of work, may not be kept."""
    refuse(text, ctx.today, ctx.own, ctx.sure)


def find(text: str, today: date, own: CouncilsOwn = NOTHING_OWN) -> Kind | None:
    """Return the first kind of personal data found in `text`, or None."""
    return next((finding.kind for finding in look(text, today, own)), None)


def look(text: str, today: date, own: CouncilsOwn = NOTHING_OWN) -> Iterator[Finding]:
    """Yield each kind of personal data in a text once: what is refused, then what is asked."""
    if not text:
        return
    whole = searched(text, today)
    for kind, found_in in _tests(own).items():
        if _has(kind, found_in, whole, own):
            unlinked = Searched(whole.words, (), today)
            yield Finding(kind, bool(whole.links) and not _has(kind, found_in, unlinked, own))


Test = Callable[[Searched], Iterator[str]]


def _has(kind: Kind, found_in: Test, text: Searched, own: CouncilsOwn) -> bool:
    return any(not own.has(kind, found) for found in found_in(text))


def _tests(own: CouncilsOwn) -> Mapping[Kind, Test]:
    return {
        Kind.EMAIL: emails.emails,
        Kind.NHS_NUMBER: numbers.nhs_numbers,
        Kind.NATIONAL_INSURANCE_NUMBER: numbers.insurance_numbers,
        Kind.DATE_OF_BIRTH: dates.birth_dates,
        Kind.PHONE_NUMBER: numbers.phone_numbers,
        Kind.POSTCODE: places.postcodes,
        Kind.OWN_CASE_NUMBER: partial(references.own_case_numbers, own=own),
        Kind.OLD_DATE: dates.old_dates,
        Kind.CASE_NUMBER: references.case_numbers,
        Kind.COURT_NUMBER: references.court_numbers,
        Kind.PUPIL_NUMBER: references.pupil_numbers,
        Kind.PERSONAL_NUMBER: references.personal_numbers,
        Kind.SCHOOL: places.schools,
        Kind.ADDRESS: places.addresses,
        Kind.POSTCODE_AREA: places.postcode_areas,
        Kind.FOREIGN_PHONE: numbers.foreign_phones,
        Kind.INITIALS: people.initials,
        Kind.AGE: people.ages,
        Kind.BABY_DUE: dates.babies_due,
    }
