"""The profile of grades: how many audits have which, of how many, and whom it may be told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jobs.rules.grade_scales import GradeScale, current_word
from jobs.rules.periods import QUARTER, Period
from jobs.rules.small_numbers import LEAST_SHOWN


@dataclass(frozen=True)
class GradeProfile:
    """The audits of a month, a quarter, a service, or of all by their grade, in its order."""

    labels: tuple[str, ...]
    counts: Mapping[str, int]
    month: date | None = None
    service: str = ""
    quarter: Period | None = None
    is_hidden: bool = False  # of few audits, or needed to hide those of few

    @property
    def of(self) -> int:
        """Return how many audits were graded."""
        return sum(self.counts.values())

    @property
    def is_enough(self) -> bool:
        """Say whether they are so many that no grade stands beside somebody's name."""
        return self.of >= LEAST_SHOWN and not self.is_hidden

    @property
    def is_public(self) -> bool:
        """Say whether nothing in it is small: then nothing can be worked out from the rest."""
        return self.of > 0 and not any(0 < number < LEAST_SHOWN for number in self.counts.values())


@dataclass(frozen=True)
class GradeProfiles:
    """The audits of a time by grade: as a whole, by month and by service, the latest grades first.

    Where the grades changed there is a whole for each, so that nothing is added across the change.
    The quarters are whole, also where the time begins or ends within one; the one before stands
    beside them.
    """

    since: date
    whole: tuple[GradeProfile, ...] = ()
    by_month: tuple[GradeProfile, ...] = ()
    by_service: tuple[GradeProfile, ...] = ()
    by_quarter: tuple[GradeProfile, ...] = ()


@dataclass(frozen=True)
class Graded:
    """So many audits of a month and service with a grade, and the scale it is on."""

    month: date
    service: str
    grade: str
    number: int
    scale: GradeScale


def profiles(since: date, found: Iterable[Graded]) -> GradeProfiles:
    """Gather what was counted: by scale, and in each by month and by service."""
    known = sorted(found, key=lambda one: one.scale.starts, reverse=True)
    rows = [one for one in known if one.month >= since]
    scales = list(dict.fromkeys(one.scale for one in rows))
    by_quarter: list[GradeProfile] = []
    whole: list[GradeProfile] = []
    by_month: list[GradeProfile] = []
    by_service: list[GradeProfile] = []
    for scale in scales:
        mine = [one for one in rows if one.scale == scale]
        whole.append(_profile(scale, mine))
        months = sorted({one.month for one in mine}, reverse=True)
        of_months = [
            _profile(scale, [one for one in mine if one.month == each], each) for each in months
        ]
        services = sorted({one.service for one in mine})
        of_services = [
            _profile(scale, [one for one in mine if one.service == each], service=each)
            for each in services
        ]
        by_month += hidden_too(of_months)
        by_service += [one for one in hidden_too(of_services) if one.service]
        by_quarter += _quarters(scale, [one for one in known if one.scale == scale])
    return GradeProfiles(since, tuple(whole), tuple(by_month), tuple(by_service), tuple(by_quarter))


def first_counted(first: date) -> date:
    """Return the day from which audits are counted, so that there is a quarter to compare with."""
    return Period.of(first, QUARTER).before.first


def _quarters(scale: GradeScale, rows: Sequence[Graded]) -> list[GradeProfile]:
    """Return the profiles of the quarters, the latest first.

    One is hidden where it, less the months that are told by themselves, would tell of few audits.
    """
    of_quarters: dict[Period, list[Graded]] = {}
    for one in rows:
        of_quarters.setdefault(Period.of(one.month, QUARTER), []).append(one)
    found = []
    for quarter in sorted(of_quarters, key=lambda each: each.first, reverse=True):
        mine = of_quarters[quarter]
        months: Counter[date] = Counter()
        for one in mine:
            months[one.month] += one.number
        few = [number for number in months.values() if number < LEAST_SHOWN]
        tells_few = bool(few) and (len(few) == 1 or sum(few) < LEAST_SHOWN)
        profile = _profile(scale, mine)
        found.append(replace(profile, quarter=quarter, is_hidden=tells_few))
    return found


def hidden_too(parts: Sequence[GradeProfile]) -> list[GradeProfile]:
    """Hide the parts of few audits, and more where the whole less the others would tell of them."""
    small_first = sorted(parts, key=lambda one: one.of)
    hidden = [one for one in small_first if one.of < LEAST_SHOWN]
    for one in small_first[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(each.of for each in hidden) >= LEAST_SHOWN):
            break
        hidden.append(one)
    return [replace(one, is_hidden=any(one is each for each in hidden)) for one in parts]


def _profile(
    scale: GradeScale, rows: Sequence[Graded], month: date | None = None, service: str = ""
) -> GradeProfile:
    counts: Counter[str] = Counter()
    for one in rows:
        counts[current_word(one.grade)] += one.number
    strange = tuple(sorted(counts.keys() - set(scale.labels)))
    labels = (*scale.labels, *strange)
    return GradeProfile(labels, {label: counts[label] for label in labels}, month, service)
