"""Which practitioners somebody has looked at lately, team by team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from db.audits import auditor_pool
from db.days import end_of, start_of
from db.digest.counts import Who
from db.digest.scope import ALL, DigestScope, rows_of
from db.models import LiveAudit, Person, Team
from db.people.memberships import Roster

FOR_EVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class TeamCoverage:
    """How many of a team's practitioners had a live audit lately, and who had none."""

    team: str
    service: str
    seen: int
    total: int
    unseen: Sequence[Who] = ()

    @property
    def not_seen(self) -> int:
        """Return how many were not."""
        return self.total - self.seen


def coverage_then(session: Session, roster: Roster, day: date, since: date) -> list[TeamCoverage]:
    """Return the coverage of a past day by the roster of that day, in numbers alone."""
    seen = _audited_since(session, since, day)
    there = auditor_pool.practitioners_then(session, roster, day)
    by_team = groupby(
        sorted(there, key=lambda one: (one.service, one.team, one.person_id)),
        key=lambda one: (one.team, one.service),
    )
    mates = {place: [one.person_id for one in group] for place, group in by_team}
    found = [
        TeamCoverage(team, service, len(seen.intersection(ids)), len(ids))
        for (team, service), ids in mates.items()
    ]
    return sorted(found, key=lambda one: (one.seen / one.total, one.service, one.team))


def coverage(
    session: Session, today: date, since: date = date.min, scope: DigestScope = ALL
) -> list[TeamCoverage]:
    """Return for each team with practitioners of a scope how many had an audit since a day.

    Those with the fewest seen come first.
    """
    seen = _audited_since(session, since)
    found = []
    rows = scope.ask(session, _practitioners, today=today)
    for (team, service), group in groupby(rows, key=itemgetter(0, 1)):
        mates = list(group)
        unseen = [Who(name, role) for _, _, number, name, role in mates if number not in seen]
        found.append(TeamCoverage(team, service, len(mates) - len(unseen), len(mates), unseen))
    return sorted(found, key=lambda one: (one.seen / one.total, one.service, one.team))


@cache
def _practitioners(scope: DigestScope) -> Select[*tuple[Any, ...]]:
    is_practitioner = auditor_pool.is_practitioner(bindparam("today"))
    query = select(Team.name, Team.service, Person.id, Person.name, Person.role).join(Person.team)
    if not scope.is_everybody:
        query = query.where(Person.id.in_(scope.members))
    return query.where(is_practitioner).order_by(Team.id, Person.id)


def _audited_since(session: Session, since: date, until: date | None = None) -> frozenset[int]:
    begins = start_of(session, since)
    ends = end_of(session, until) if until else FOR_EVER
    rows = rows_of(session, _audited(), begins=begins, ends=ends)
    return frozenset(number for row in rows for number in row if number is not None)


@cache
def _audited() -> Select[int, int | None]:
    columns = LiveAudit.practitioner_id, LiveAudit.second_practitioner_id
    held = LiveAudit.held_at >= bindparam("begins"), LiveAudit.held_at < bindparam("ends")
    return select(*columns).where(*held).distinct()
