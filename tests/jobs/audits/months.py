"""A council with two auditors and five practitioners, and a month of live audits in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from bot.audits.draw_words import no_plan_words
from db.actions.operations import Draft
from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits import rules as audit_rules
from db.audits.changes import Outcome
from db.models import AuditMonth, LiveAudit, Message, Person, Team
from db.session import Database, Session
from jobs.audits import outcomes
from jobs.audits.drawing import Changes, draw_month
from jobs.audits.plan import Drawn, NotDrawn
from jobs.audits.publishing import publish
from jobs.rules.working_days import Calendar
from tests.contexts import asking, by_itself
from tests.kept import digest_of, kept
from tests.people import Council

ENGLAND = Calendar.of("ENG")
NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
DRAW_DAY = datetime(2026, 11, 24, 9, tzinfo=UTC)  # five working days before it opens
OPENS, DUE, MODERATED_BY = date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 15)
FIRST_DRAWN = "Practitioner 2, Assessment"  # in a draw that nothing is wished of

Told = tuple[str, str]  # the event and who hears of it


def on(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass
class DrawnMonth:
    """The council with its auditors seated, and short ways to do and ask what the tests need."""

    council: Council
    begun: str = ""  # what it held before anything was done

    @property
    def database(self) -> Database:
        return self.council.database

    def person(self, session: Session, role: str) -> Person:
        return session.get_one(Person, self.council[role].id)

    def rules(self, **values: object) -> None:
        with self.database.begin() as session:
            audit_rules.change(by_itself(session, DRAW_DAY), values)

    def draw(
        self, month: date = DECEMBER, at: datetime = DRAW_DAY, **wishes: object
    ) -> Drawn | NotDrawn:
        with self.database.begin() as session:
            wished = Changes(**wishes)  # type: ignore[arg-type]  # pins, forbids, afresh
            return draw_month(by_itself(session, at), month, wished)

    def drawn(self, month: date = DECEMBER, at: datetime = DRAW_DAY, **wishes: object) -> Drawn:
        made = self.draw(month, at, **wishes)
        assert isinstance(made, Drawn)
        return made

    def why_not(self, **wishes: object) -> list[str]:
        """Return in words why a month cannot be drawn."""
        drawn = self.draw(**wishes)  # type: ignore[arg-type]  # pins, forbids, afresh
        assert isinstance(drawn, NotDrawn)
        return no_plan_words(drawn.why, drawn.names, "/audit")

    def publish(self, month: date = DECEMBER, at: datetime = DRAW_DAY) -> None:
        with self.database.begin() as session:
            audit_month = audits.month_for(session, month)
            assert audit_month is not None
            publish(asking(self.person(session, "Assistant Director"), at), audit_month)

    def published(self) -> "DrawnMonth":
        """Draw December and publish it: by itself only once, where nothing was done before."""
        if digest_of(self.database) == self.begun:
            kept(self.council, published_first)
            return self
        published_first(self.council)
        return self

    def round(self, month: date = DECEMBER) -> AuditMonth:
        with self.database.read() as session:
            return session.scalars(select(AuditMonth).where(AuditMonth.month == month)).one()

    def audits(self, month: date = DECEMBER) -> Sequence[LiveAudit]:
        with self.database.read() as session:
            return audits.of_month(session, self.round(month).id)

    def of(self, auditor: str) -> LiveAudit:
        """Return the first audit of an auditor that is still to be held."""
        theirs = (a for a in self.audits() if a.auditor.role == auditor and a.is_open)
        return next(theirs)

    def load(self, session: Session, audit: LiveAudit) -> LiveAudit:
        return audits.several(session, [audit.id])[audit.id]

    def pairs(self, month: date = DECEMBER) -> set[tuple[str, str]]:
        return {(a.auditor.role, a.practitioner.role) for a in self.audits(month)}

    def hold(self, audit: LiveAudit, at: datetime, grade: str = "Good") -> None:
        with self.database.begin() as session:
            row = self.load(session, audit)
            drafts = [Draft("Write down the plan", row.practitioner)]
            outcomes.hold(asking(row.auditor, at), row, Outcome(grade), drafts)

    def reflect(self, audit: LiveAudit, at: datetime, *, agrees: bool = True) -> None:
        with self.database.begin() as session:
            row = self.load(session, audit)
            outcomes.reflect(asking(row.practitioner, at), row, "Fair and useful.", agrees=agrees)

    def messages(self, kind: str = "audit") -> list[Message]:
        with self.database.read() as session:
            query = select(Message).where(Message.kind == kind).order_by(Message.id)
            return list(session.scalars(query))

    def told(self, kind: str = "audit", since: int = 0) -> list[Told]:
        """Return what was told to whom, leaving out the first `since` messages."""
        roles = {person.id: role for role, person in self.council.people.items()}
        return sorted(
            (message.about["event"], roles[message.person_id])
            for message in self.messages(kind)[since:]
        )


def seat(session: Session, people: Iterable[Person], quota: int | None = None) -> None:
    for person in people:
        auditor_pool.add_auditor(
            by_itself(session, DRAW_DAY), session.get_one(Person, person.id), quota
        )


@pytest.fixture
def month(council: Council) -> DrawnMonth:
    """Add two practitioners to the smaller team, so that two auditors have two audits each."""
    made = kept(council, take_on)
    return DrawnMonth(made, digest_of(made.database))


def published_first(council: Council) -> None:
    month = DrawnMonth(council)
    month.draw()
    month.publish()


def take_on(council: Council) -> None:
    with council.database.begin() as session:
        team = session.scalars(select(Team).where(Team.name == "Assessment")).one()
        manager = session.get_one(Person, council.other_manager.id)
        for number in (2, 3):
            role = f"Practitioner {number}, Assessment"
            made = Person(name=role, role=role, slack_id=f"U{number}9", manager=manager, team=team)
            session.add(made)
            council.people[role] = made
        session.flush()
        seat(session, [council.manager, council.other_manager])
