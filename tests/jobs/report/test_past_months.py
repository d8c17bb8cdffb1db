"""No report of a past month changes with what comes later: the roster, the plan, looks at files.

Nor does a digest of it change with the roster. What is written up late counts for its month.
"""

import io
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final
from zipfile import ZipFile

import pytest

from bot.report.document import document
from bot.report.sections import sections
from bot.report.workbook import workbook
from db.actions import deferral, due_dates, editing, operations, signoff
from db.actions.due_dates import MoveTerms
from db.actions.operations import Draft
from db.audits import changes, debts
from db.audits.changes import Outcome
from db.chain.sealing import Head
from db.digest import audits as audit_counts
from db.digest import grades
from db.digest.scope import ALL, DigestScope, ScopeKind
from db.errors import RefusedError
from db.models import (
    Action,
    CaseDebt,
    Due,
    Event,
    FamilyAsked,
    LiveAudit,
    Membership,
    Person,
    Team,
)
from db.people import memberships
from db.report.provenance import Provenance
from db.session import Session
from jobs.people.roster_history import keep_roster_history
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.values import ReportFacts
from jobs.report.versions import version
from jobs.rules.periods import MONTH, QUARTER, Period
from tests.contexts import COUNCIL, by_itself_with, doing
from tests.db.audits.months import JANUARY, OPENED, drawn
from tests.jobs.audits.months import ENGLAND
from tests.kept import kept
from tests.people import Council

TODAY: Final = date(2027, 5, 10)
AT: Final = datetime(2027, 5, 10, 9, tzinfo=UTC)
LATE: Final = datetime(2027, 2, 3, 9, tzinfo=UTC)
LIVES: Final = int(os.environ.get("ROSTER_LIVES", "1"))
STEPS: Final = 6
GRADES: Final = ("Good", "Good", "Inadequate", "Requires improvement to be good")


@pytest.fixture
def past(council: Council) -> Council:
    """Hold January's audits, and write down who was where; some actions are theirs too."""
    return kept(council, live_january)


def live_january(council: Council) -> None:
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


def as_made_once(session: Session, period: Period, today: date) -> ReportFacts:
    """Return what a report made on a day holds, but for when that was and how long history was."""
    facts = facts_of(session, ReportScope(period, today, AT, COUNCIL))
    return replace(facts, provenance=Provenance(AT, Head(), 0))


def told(session: Session, today: date = TODAY) -> dict[str, str]:
    """Return every report on January and its quarter, and the digest's counts of each reach."""
    found = {}
    for period in (Period.of(JANUARY, MONTH), Period.of(JANUARY, QUARTER)):
        facts = as_made_once(session, period, today)
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

    def changes(self, way: Callable[[Session, Person], None] | None = None) -> str:
        self.day += timedelta(days=self.chance.randrange(1, 3))
        ways: tuple[Callable[[Session, Person], None], ...] = (
            self._leaves, self._moves, self._answers_to, self._is_called, self._left_long_ago,
            self._team_is_called, self._joins, self._leaves_slack, self._changes_service,
            self._works, self._works, self._works,
        )  # fmt: skip
        way = way or self.chance.choice(ways)
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

    def _works(self, session: Session, person: Person) -> None:
        """Let its owner or the director change some action, or a file, as far as they may."""
        action = self.chance.choice(session.query(Action).order_by(Action.id).all())
        lead = self._lead(session)
        ctx = doing(self.chance.choice([lead, action.owner or lead]), self._now())
        later = Due.on(self.day + timedelta(days=9))
        ways: tuple[Callable[[], object], ...] = (
            lambda: signoff.close(ctx, action, "It is written"),
            lambda: signoff.reopen(ctx, action, "It is not"),
            lambda: due_dates.move(ctx, action, later, "It waits", MoveTerms(ENGLAND.between)),
            lambda: deferral.defer(ctx, action, None, "It waits"),
            lambda: deferral.drop(ctx, action, "Not needed"),
            lambda: editing.rate(ctx, action, "late", "It waits"),
            lambda: editing.reword(ctx, action, {"title": "Otherwise", "theme": "Voice"}),
            lambda: operations.give(ctx, action, person),
            lambda: operations.note(ctx, action, "Half of it is there"),
            lambda: operations.add(ctx, Draft("Another one", person, later)),
            lambda: self._looks_at_file(session),
        )
        with suppress(RefusedError):
            self.chance.choice(ways)()

    def _looks_at_file(self, session: Session) -> None:
        for debt in session.query(CaseDebt):
            debts.release(doing(self._lead(session), self._now()), debt.id, "The case is closed")

    def _lead(self, session: Session) -> Person:
        return session.get_one(Person, self.council.director.id)


@pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL below and by the digest's tests
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
            now = told(session, roster.day)
        for name, said in before.items():
            assert now[name] == said, (what, name)


def parts(session: Session, today: date) -> dict[str, bytes]:
    """Return every part of the files of January's report, however late it is made."""
    facts, found = as_made_once(session, Period.of(JANUARY, MONTH), today), {}
    for audience in Audience:
        report = version(facts, audience)
        for kind, content in (("docx", document(report)), ("xlsx", workbook(report))):
            with ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    found[f"{audience}.{kind} {name}"] = archive.read(name)
    return found


@pytest.mark.mostly_sqlite  # so is that of these files
def test_the_files_of_a_past_month_hold_the_same_whatever_is_done_later(past: Council) -> None:
    with past.database.read() as session:
        before = parts(session, TODAY)
    later = Roster(past, Random(3))
    for _ in range(120):
        later.changes(later._works)
    for _ in range(20):
        later.changes()
    with past.database.read() as session:
        happened = {one.kind for one in session.query(Event).filter(Event.at > AT)}
        assert happened > {"added", "done", "given", "moved", "noted", "rated"}
        now = parts(session, later.day)
    assert [name for name, content in before.items() if now[name] != content] == []
    assert now.keys() == before.keys()


def test_a_past_month_tells_its_actions_as_they_were_on_its_last_evening(past: Council) -> None:
    number = past.action(past.manager, "Due in January", date(2027, 1, 20))
    asked = ReportScope(Period.of(JANUARY, MONTH), TODAY, AT, COUNCIL)
    with past.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.close(doing(session.get_one(Person, past.manager.id), LATE), action, "In February")
        operations.add(doing(session.get_one(Person, past.director.id), LATE), Draft("Later"))
        session.flush()
        facts = facts_of(session, asked)
    [line] = [one for one in facts.actions if one.number == number]
    assert (line.is_open, line.done_on, line.stand.word) == (True, None, "late")
    assert number in facts.overdue
    assert "Later" not in [one.title for one in facts.actions]
    assert (facts.headline.total, facts.inadequates.of, facts.inadequates.without) == (4, 1, 1)


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
