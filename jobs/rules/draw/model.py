"""What a draw is asked and what it answers: plain values that are kept and replayed."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from typing import Final, Self

from pydantic import TypeAdapter

from jobs.rules.draw.canonical import canonical, sha256
from jobs.rules.draw.draw_rules import USUAL_RULES, CaseRules, Rules, ServiceRules
from jobs.rules.draw.sheet import CaseLine, CaseOf, Ids, TeamKey
from jobs.rules.months import A_YEAR
from jobs.rules.working_days import MONDAY_TO_FRIDAY, Calendar

Days = tuple[date, date]

LONGEST_WINDOW: Final = 62
# Forms of a request's JSON: the first names no version, the second has rules by service, the third
# cases. Each is written only where it is needed, so that what was kept has the digest it had.
SERVICES_FORM, CASES_FORM = 2, 3
WORKING_WEEK: Final = tuple(sorted(MONDAY_TO_FRIDAY))


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    def since(self, earlier: "Month") -> int:
        return (self.year - earlier.year) * A_YEAR + self.number - earlier.number


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be drawn: where they work, whom they answer to, and when they are there.

    `line` is the ids above them, immediate manager first. `away` is first and last days, both
    included, and so are `starts` and `ends`. Weekdays count from 0, Monday.
    """

    id: str
    team: str
    service: str
    line: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = WORKING_WEEK
    away: tuple[Days, ...] = ()
    starts: date | None = None
    ends: date | None = None

    def __post_init__(self) -> None:
        for first, last in self.away:
            if last < first:
                raise ValueError(f"{self.id} is away from {first} to {last}: put the earlier first")

    @property
    def team_key(self) -> TeamKey:
        """Name the team so that two services may each have a Permanence team."""
        return self.service, self.team

    def at_work(self, day: date) -> bool:
        """Say whether they are in post, work on that weekday and are not away."""
        if day.weekday() not in self.weekdays:
            return False
        if (self.starts and day < self.starts) or (self.ends and day > self.ends):
            return False
        return not any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True)
class Auditor(Candidate):
    """Somebody on the chosen list of auditors; no quota of their own means the rules' quota."""

    quota: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.quota is not None and self.quota < 0:
            raise ValueError(f"The quota of {self.id} is {self.quota}: use 0 or more, such as 2")


@dataclass(frozen=True)
class Practitioner(Candidate):
    """Somebody whose open cases are audited with them.

    `finish_only`: takes nothing new, but keeps an audit that is already published.
    """

    finish_only: bool = False


@dataclass(frozen=True)
class PastAudit:
    """An audit that was held: who with whom, in which month."""

    auditor: str
    practitioner: str
    month: Month


@dataclass(frozen=True)
class PastCase:
    """A fingerprint that was looked at, and in which month."""

    key: str
    month: Month


@dataclass(frozen=True)
class Window:
    """The days on which the month's audits may be held, both ends included, less `off`.

    From `today` on, new pairs need a common day still to come; what is published stays possible.
    """

    opens: date
    due: date
    off: tuple[Days, ...] = ()
    today: date | None = None

    def __post_init__(self) -> None:
        if not 0 <= (self.due - self.opens).days < LONGEST_WINDOW:
            raise ValueError(
                f"The window {self.opens} to {self.due} must open before it is due and last "
                f"{LONGEST_WINDOW} days at most, such as 2027-01-04 to 2027-01-29"
            )

    @property
    def month(self) -> Month:
        return Month.of(self.opens)


@dataclass(frozen=True)
class DrawRequest:
    """All that a draw depends on; the same request always gives the same plan.

    `rules` are the council's, and `services` those of the services that have their own: an auditor
    is drawn by the rules of the auditor's service, and what limits a practitioner by those of the
    practitioner's. Nobody of a service in `off` is given anything new this month.

    `pins` must be in the plan and `forbids` must not. `held` has been held this month: it counts
    towards quotas and loads but is not drawn again. `published` is the plan that a re-pair
    disturbs as little as possible. Pairs are (auditor, practitioner). History before the month
    counts; the rest of it is passed over.

    `cases` are the lines of the month's sheet, by the rules of `case_rules` for their services;
    what is in `looked_at` is not drawn again too soon. `settled` are lines that a practitioner's
    audit has already, or must have: they follow the practitioner where the auditor changes.

    `days_let_go` says that it was made with days away, and is kept without them.
    """

    auditors: tuple[Auditor, ...]
    practitioners: tuple[Practitioner, ...]
    window: Window
    rules: Rules = USUAL_RULES
    history: tuple[PastAudit, ...] = ()
    holidays: tuple[date, ...] = ()
    pins: tuple[Ids, ...] = ()
    forbids: tuple[Ids, ...] = ()
    held: tuple[Ids, ...] = ()
    published: tuple[Ids, ...] = ()
    seed: int = 0
    services: tuple[ServiceRules, ...] = ()
    off: tuple[str, ...] = ()
    cases: tuple[CaseLine, ...] = ()
    case_rules: tuple[CaseRules, ...] = ()
    looked_at: tuple[PastCase, ...] = ()
    settled: tuple[CaseOf, ...] = ()
    days_let_go: bool = False

    def __post_init__(self) -> None:
        for people in (self.auditors, self.practitioners):
            if len({person.id for person in people}) < len(people):
                raise ValueError("Somebody is on a list of the draw twice: list each person once")
        if len({own.service for own in self.services}) < len(self.services):
            raise ValueError("A service has two sets of rules: give each service one")
        if len({case.line for case in self.cases}) < len(self.cases):
            raise ValueError("A line is on the sheet twice: give each line once")

    def rules_of(self, person: Candidate) -> Rules:
        """Return the rules of somebody's service, or the council's where it has none."""
        return self._own_rules.get(person.service, self.rules)

    def quota_of(self, auditor: Auditor) -> int:
        """Return an auditor's audits a month: their own number, or their service's."""
        return self.rules_of(auditor).quota if auditor.quota is None else auditor.quota

    def with_rules(self, change: Callable[[Rules], Rules]) -> "DrawRequest":
        """Return the request with the council's rules and every service's changed alike."""
        own = tuple(ServiceRules(one.service, change(one.rules)) for one in self.services)
        return replace(self, rules=change(self.rules), services=own)

    @cached_property
    def _own_rules(self) -> dict[str, Rules]:
        return {own.service: own.rules for own in self.services}

    @cached_property
    def calendar(self) -> Calendar:
        """Return the council's Monday to Friday, less its holidays."""
        return Calendar(frozenset(self.holidays))

    @cached_property
    def month(self) -> Month:
        return self.window.month

    @cached_property
    def given(self) -> Counter[str]:
        return Counter(auditor for auditor, _ in set(self.held))

    def in_order(self) -> "DrawRequest":
        """Return the same request with every list sorted, so that order cannot matter."""
        return replace(
            self,
            auditors=tuple(sorted(self.auditors, key=attrgetter("id"))),
            practitioners=tuple(sorted(self.practitioners, key=attrgetter("id"))),
            history=tuple(sorted(self.history, key=_when)),
            holidays=tuple(sorted(set(self.holidays))),
            pins=tuple(sorted(set(self.pins))),
            forbids=tuple(sorted(set(self.forbids))),
            held=tuple(sorted(set(self.held))),
            published=tuple(sorted(set(self.published))),
            services=tuple(sorted(self.services, key=lambda own: own.service)),
            off=tuple(sorted(set(self.off))),
            cases=tuple(sorted(self.cases, key=lambda case: case.line)),
            case_rules=tuple(sorted(self.case_rules, key=lambda own: own.service)),
            looked_at=tuple(sorted(set(self.looked_at), key=lambda past: (past.key, past.month))),
            settled=tuple(sorted(set(self.settled), key=lambda one: (one.line, one.ids))),
        )

    def to_json(self) -> str:
        """Return the canonical JSON: sorted, without spaces.

        Where there are no cases, or no service has rules of its own or the month off, it is the
        form that was written before there could be, so that what was kept then still has the
        digest it had.
        """
        values = _as_request().dump_python(self.in_order(), mode="json")
        if not self.days_let_go:
            del values["days_let_go"]
        if self.cases or self.settled:
            return canonical(values | {"version": CASES_FORM})
        second_form = values.keys() - {"cases", "case_rules", "looked_at", "settled"}
        if self.services or self.off:
            kept = {name: values[name] for name in second_form}
            return canonical(kept | {"version": SERVICES_FORM})
        first_form = second_form - {"services", "off"}
        return canonical({name: values[name] for name in first_form})

    @classmethod
    def from_json(cls, text: str) -> "DrawRequest":
        """Read what to_json wrote, in any form; raises ValueError, naming what is wrong."""
        values = json.loads(text)
        version = values.pop("version", 1)
        if version not in (1, SERVICES_FORM, CASES_FORM):
            raise ValueError(
                f"This request has form {version}; {CASES_FORM} is the latest known here"
            )
        return _as_request().validate_json(canonical(values))

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal."""
        return sha256(self.to_json())


@dataclass(frozen=True)
class Reason:
    """The facts behind a pair.

    `months_waited` is None where the practitioner was never audited. `rank_in_team` is 1 for the
    longest wait in the team and `tied` counts the others who waited as long. `repeat` says that
    they met within the gap, which only happens where it is forced or pinned. `nth` is 2 for a
    practitioner's second audit of the month. `kept` says that the published plan had the pair.
    """

    months_waited: int | None
    rank_in_team: int
    tied: int
    last_met: Month | None
    repeat: bool
    nth: int
    pinned: bool
    kept: bool


@dataclass(frozen=True)
class Pair:
    """An auditor, a practitioner, and why the two were drawn."""

    auditor: str
    practitioner: str
    reason: Reason

    @property
    def ids(self) -> Ids:
        """Return the two ids, the auditor's first."""
        return self.auditor, self.practitioner


@dataclass(frozen=True)
class Blocking:
    """Auditors who need more audits than the practitioners they can reach have room for.

    `most` is the audits a practitioner may have; dropping any one of the auditors would leave
    enough room for the rest. `smallest` says that no smaller set blocks at all, proven.
    """

    auditors: tuple[str, ...]
    practitioners: tuple[str, ...]
    need: int
    room: int
    most: int
    smallest: bool


@dataclass(frozen=True)
class Certificate:
    """A price for every node and level, which proves that no other plan is better.

    For every level in turn no arc of the network that could still change has a negative reduced
    cost, level by level in lexicographic order (linear programming duality). Prices stand in the
    order of the sorted ids; `sink` is the price of the common end.
    """

    levels: tuple[str, ...]
    auditors: tuple[tuple[int, ...], ...]
    practitioners: tuple[tuple[int, ...], ...]
    teams: tuple[tuple[int, ...], ...]
    sink: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The best plan: its pairs, the most audits anybody has, and the proof of it.

    `absent` are auditors who are not at work on any day of the window. `stretched` says why
    some practitioner has more than one audit. `cases` says which line of the sheet each looks at;
    an audit that is not among them has none yet.
    """

    request: str
    most: int
    pairs: tuple[Pair, ...]
    absent: tuple[str, ...]
    stretched: Blocking | None
    certificate: Certificate
    cases: tuple[CaseOf, ...] = ()

    def to_json(self) -> str:
        """Return the canonical JSON: sorted, without spaces; as it was where there are no cases."""
        values = _as_plan().dump_python(self, mode="json")
        if not self.cases:
            del values["cases"]
        return canonical(values)

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Read what to_json wrote; raises ValueError, naming the field, for anything else."""
        return _as_plan().validate_json(text)

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical JSON, in hexadecimal."""
        return sha256(self.to_json())

    @property
    def ids(self) -> tuple[Ids, ...]:
        """Return the pairs as (auditor, practitioner)."""
        return tuple(pair.ids for pair in self.pairs)


def _when(audit: PastAudit) -> tuple[int, int, str, str]:
    return audit.month.year, audit.month.number, audit.auditor, audit.practitioner


@cache  # not at import: what reads and writes JSON takes its time to be put together
def _as_request() -> TypeAdapter[DrawRequest]:
    return TypeAdapter(DrawRequest)


@cache
def _as_plan() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)
