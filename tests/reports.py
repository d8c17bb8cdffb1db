"""A council whose people have names besides their roles, and its reports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from db.actions import editing
from db.models import Action, Person
from jobs import context
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.values import Report, ReportFacts
from jobs.report.versions import version
from jobs.rules.periods import QUARTER, Period
from jobs.rules.rag import Level
from jobs.rules.working_days import Calendar
from tests.people import NOW, TODAY, Council, acting
from tests.plans import board

__all__ = ["board", "named"]

ENGLAND = Calendar.of("ENG")
PANEL = "Review the permanence panel"
SAID = "Health has not answered"
Maker = Callable[[Report], bytes]
QUARTERLY = Period.of(TODAY, QUARTER)


@dataclass
class Named:
    """The council, and every word that names one of its people."""

    council: Council
    names: frozenset[str]

    def facts(
        self, period: Period = QUARTERLY, at: datetime = NOW, today: date = TODAY
    ) -> ReportFacts:
        asked = ReportScope(period, today, at, context.Council(ENGLAND, name="Sample Council"))
        with self.council.database.read() as session:
            return facts_of(session, asked)

    def report(self, audience: Audience, period: Period = QUARTERLY) -> Report:
        return version(self.facts(period), audience)


_MADE: dict[tuple[Maker, Audience], bytes] = {}


def once(make: Maker, named: Named, audience: Audience) -> bytes:
    """Return what is made of the report of this council as it begins, made once for a worker.

    That the same report gives the same bytes is tested for each of the makers.
    """
    if (make, audience) not in _MADE:
        _MADE[make, audience] = make(named.report(audience))
    return _MADE[make, audience]


@pytest.fixture
def named(board: Council) -> Named:
    """Give everybody a name that is not their role, and let one say what the rule does not."""
    with board.database.begin() as session:
        people = session.query(Person).order_by(Person.id).all()
        for person in people:
            person.name = f"Wren{person.id} Example"
        rated = session.query(Action).filter_by(title=PANEL).one()
        by = next(person for person in people if person.role == "Team Manager, Permanence")
        editing.rate(acting(by), rated, Level.LATE, SAID)
        words = {word for person in people for word in (person.name, person.role)}
    return Named(board, frozenset(words))
