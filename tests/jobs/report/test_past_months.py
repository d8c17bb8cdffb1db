"""No report or digest of a past month changes with the roster, whoever comes, moves or leaves."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

import pytest

from bot.report.sections import sections
from db.audits import changes, debts
from db.audits.changes import Outcome
from db.digest import audits as audit_counts
from db.digest import grades
from db.digest.scope import ALL, DigestScope, ScopeKind
from db.models import FamilyAsked, LiveAudit, Membership, Person, Team
from db.people import memberships
from db.session import Session
from jobs.people.roster_history import keep_roster_history
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.values import Audience
from jobs.report.versions import version
from jobs.rules.periods import MONTH, QUARTER, Period
from tests.contexts import COUNCIL, by_itself_with, doing
from tests.db.audits.months import JANUARY, OPENED, drawn
from tests.people import Council

TODAY: Final = date(2027, 5, 10)
AT: Final = datetime(2027, 5, 10, 9, tzinfo=UTC)
LIVES: Final = int(os.environ.get("ROSTER_LIVES", "1"))
STEPS: Final = 6
GRADES: Final = ("Good", "Good", "Inadequate", "Requires improvement to be good")


@pytest.fixture
def past(council: Council) -> Council:
    """Hold January's audits, and write down who was where; some actions are theirs too."""
    other = council.other_manager
    people = (council.practitioner, council.colleague, council.stranger, council.officer)
    auditors = (other, other, council.manager, other)
    made = drawn(council, *zip(auditors, people, strict=True))
    for owner in (council.manager, council.practitioner, council.head):
        council.action(owner, f"An action of the {owner.role}")
    with council.database.begin() as session:
        for number, grade in zip(made[:3], GRADES, strict=False):
            audit = session.get_one(LiveAudit, number)
            ticks = Outcome(grade, ("Permanence",), ("Recording",), True, FamilyAsked.YES, True)
            changes.hold(doing(audit.auditor, OPENED), audit, ticks)
            if grade == "Inadequate":
                debts.owe(by_itself_with(audit, OPENED), audit)
        exempt = session.get_one(LiveAudit, made[3])
        lead = session.get_one(Person, council.director.id)
        changes.exempt(doing(lead, OPENED), exempt, "sickness", "Long absence")
    assert keep_roster_history(council.database, lambda: OPENED, COUNCIL) == len(council.people)
    return council


def told(session: Session) -> dict[str, str]:
    """Return every report on January and its quarter, and the digest's counts of each reach."""
    found = {}
    for period in (Period.of(JANUARY, MONTH), Period.of(JANUARY, QUARTER)):
        facts = facts_of(session, ReportScope(period, TODAY, AT, COUNCIL))
        for audience in Audience:
            found[f"{period.slug} {audience}"] = repr(sections(version(facts, audience)))
    reaches = [
        ALL,
        DigestScope(ScopeKind.SERVICE, service="Children"),
        *(DigestScope(ScopeKind.TEAM, team_id=team.id) for team in session.query(Team)),
        *(DigestScope(ScopeKind.LINE, one.id) for one in session.query(Person)),
    ]
    for reach in reaches:
        month = audit_counts.months(session, reach, JANUARY, TODAY)
        graded = grades.graded(session, reach, JANUARY, TODAY)
        found[repr(reach)] = repr((month, graded))
    return found


@dataclass
class Roster:
    """A roster in which somebody comes, moves, leaves or is called otherwise each day."""

    council: Council
    chance: Random
    day: date = TODAY

    def changes(self) -> str:
        self.day += timedelta(days=self.chance.randrange(3))
        ways: tuple[Callable[[Session, Person], None], ...] = (
            self._leaves, self._moves, self._answers_to, self._is_called, self._left_long_ago,
            self._team_is_called, self._joins, self._leaves_slack, self._changes_service,
        )  # fmt: skip
        way = self.chance.choice(ways)
        with self.council.database.begin() as session:
            people = session.query(Person).order_by(Person.id).all()
            way(session, self.chance.choice(people))
        if self.chance.randrange(3):  # else the bot was not there to see it that day
            keep_roster_history(self.council.database, self._now, COUNCIL)
        return way.__name__

    def _now(self) -> datetime:
        return datetime.combine(self.day, AT.timetz())

    def _leaves(self, _: Session, person: Person) -> None:
        person.ends_on = self.day

    def _left_long_ago(self, _: Session, person: Person) -> None:
        person.ends_on = JANUARY - timedelta(days=1)

    def _leaves_slack(self, _: Session, person: Person) -> None:
        person.left_slack = True

    def _moves(self, session: Session, person: Person) -> None:
        teams = [*session.query(Team).order_by(Team.id), None]
        person.team = self.chance.choice(teams)

    def _answers_to(self, session: Session, person: Person) -> None:
        others = [one for one in session.query(Person).order_by(Person.id) if one.id != person.id]
        person.manager = self.chance.choice([*others, None])

    def _is_called(self, _: Session, person: Person) -> None:
        person.role = f"Role {self.chance.randrange(1000)}"

    def _team_is_called(self, session: Session, _: Person) -> None:
        team = self.chance.choice(session.query(Team).order_by(Team.id).all())
        team.name = f"Team {self.day}, {self.chance.randrange(1000)}"

    def _changes_service(self, session: Session, _: Person) -> None:
        team = self.chance.choice(session.query(Team).order_by(Team.id).all())
        team.service = self.chance.choice(["Children", "Early Help", ""])

    def _joins(self, session: Session, manager: Person) -> None:
        name = f"New {self.chance.random()}"
        starts = self.chance.choice([self.day, JANUARY, None])
        team = self.chance.choice(session.query(Team).order_by(Team.id).all())
        session.add(Person(name=name, role=name, team=team, manager=manager, starts_on=starts))


@pytest.mark.parametrize("seed", range(LIVES))
def test_whatever_becomes_of_the_roster_a_past_month_stays_as_it_was(
    past: Council, seed: int
) -> None:
    with past.database.read() as session:
        before = told(session)
    assert "Practitioners without a live audit" in before["2027-01 officers"]
    roster = Roster(past, Random(seed))
    for _ in range(STEPS):
        what = roster.changes()
        with past.database.read() as session:
            now = told(session)
        for name, said in before.items():
            assert now[name] == said, (what, name)


def test_a_leaver_of_a_line_takes_nothing_of_its_past_along(past: Council) -> None:
    with past.database.begin() as session:
        line = DigestScope(ScopeKind.LINE, past.manager.id)
        before = audit_counts.months(session, line, JANUARY, TODAY)
        person = session.get_one(Person, past.practitioner.id)
        person.manager_id, person.team_id, person.ends_on = None, None, date(2027, 5, 1)
        session.flush()
        memberships.keep(session, TODAY)
        assert audit_counts.months(session, line, JANUARY, TODAY) == before
        assert before[0].expected == 3


def test_whoever_moves_into_a_line_brings_nothing_of_their_past(past: Council) -> None:
    with past.database.begin() as session:
        line = DigestScope(ScopeKind.LINE, past.other_manager.id)
        session.get_one(Person, past.officer.id).manager_id = past.other_manager.id
        session.flush()
        before = audit_counts.months(session, line, JANUARY, TODAY)
        memberships.keep(session, TODAY)
        assert audit_counts.months(session, line, JANUARY, TODAY) == before


def test_a_change_is_written_down_on_its_day_and_another_of_that_day_in_its_place(
    past: Council,
) -> None:
    with past.database.begin() as session:
        for name in ("One", "Two"):
            session.get_one(Person, past.officer.id).role = name
            session.flush()
            assert memberships.keep(session, TODAY) == 1
            assert memberships.is_kept(session)
        mine = session.query(Membership).filter_by(person_id=past.officer.id)
        rows = mine.order_by(Membership.id).all()
        assert [(one.since, one.until, one.role) for one in rows] == [
            (None, TODAY, "Improvement Officer"),
            (TODAY, None, "Two"),
        ]
        role = memberships.roster_on(session, TODAY - timedelta(days=1))[past.officer.id].role
        assert role == "Improvement Officer"
